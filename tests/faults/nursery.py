"""
Children that are made to be killed: forked from a process that has imported everything, so that a kill hits their work.

One line of JSON in, one line out: `{"role", "arguments"}` answers the process id, `{"wait": pid}` its exit code, or -9
when it was killed.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import structlog

ROOT = Path(__file__).resolve().parents[2]


class Child:
    """One process at work."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Its exit code; None while it works, negative when a signal ended it."""
        if self._code is None:
            self._code = self._nursery.ask({"poll": self.pid})
        return self._code

    def kill(self) -> bool:
        """End it as by `kill -9`; False when it had ended by itself."""
        if self.poll() is not None:
            return False
        os.kill(self.pid, signal.SIGKILL)
        return self.wait() == -signal.SIGKILL

    def stop(self) -> None:
        """Let it stand still, as on a machine that is frozen."""
        os.kill(self.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def wait(self, seconds: float = 120) -> int:
        """Its exit code, when it has ended."""
        give_up_at = time.monotonic() + seconds
        while (code := self.poll()) is None:
            if time.monotonic() > give_up_at:
                os.kill(self.pid, signal.SIGKILL)
                raise TimeoutError("a child of a fault rig did not end")
            time.sleep(0.002)
        return code


class Nursery:
    """Starts children; those still at work end with it."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def start(self, role: str, **arguments: Any) -> Child:
        """A child in this role of `driver`."""
        return Child(self, self.ask({"role": role, "arguments": arguments}))

    def ask(self, question: dict[str, Any]) -> Any:
        """One question, one answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


def main() -> None:
    """Answer until nobody asks any more."""
    from tests.faults import driver
    from tests.faults.planted import plant_for_good

    plant_for_good()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    children = set[int]()
    while line := sys.stdin.buffer.readline():
        question = json.loads(line)
        if "poll" in question:
            answer = _ended(question["poll"], children)
        else:
            answer = os.fork()
            if not answer:
                _work(driver.ROLES[question["role"]], question["arguments"])
            children.add(answer)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _ended(pid: int, children: set[int]) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        return None
    children.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _work(role: Any, arguments: dict[str, Any]) -> None:
    """Be the child; never return into the loop of the parent."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        role(**arguments)
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
