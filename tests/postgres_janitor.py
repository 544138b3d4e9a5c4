"""Take a test's PostgreSQL down when its owner is gone, however the owner went."""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil


def alive(pid: int) -> bool:
    """Whether the process still runs; one that only waits to be reaped does not."""
    with suppress(psutil.NoSuchProcess):
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    return False


def kill_tree(pid: int) -> None:
    """End the server and its workers at once, as a power cut does."""
    with suppress(psutil.NoSuchProcess):
        server = psutil.Process(pid)
        everyone = [server, *server.children(recursive=True)]
        for process in everyone:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(everyone[1:], timeout=5)


def keep(owner: int, folder: Path) -> None:
    """Wait until the owner ends or has removed the folder itself, then leave nothing behind."""
    while alive(owner) and folder.exists():
        time.sleep(0.2)
    pid = _postmaster(folder)
    if pid is not None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
        give_up_at = time.monotonic() + 5
        while _postmaster(folder) is not None and alive(pid) and time.monotonic() < give_up_at:
            time.sleep(0.05)
        kill_tree(pid)
    shutil.rmtree(folder, ignore_errors=True)


def _postmaster(folder: Path) -> int | None:
    with suppress(FileNotFoundError, ValueError, IndexError):
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        # A stale file may name a process of somebody else.
        with suppress(psutil.NoSuchProcess):
            return pid if str(folder) in " ".join(psutil.Process(pid).cmdline()) else None
    return None


if __name__ == "__main__":
    keep(int(sys.argv[1]), Path(sys.argv[2]))
