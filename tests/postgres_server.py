"""
A real PostgreSQL for tests, fault rigs and benchmarks: started in seconds, alone, and gone afterwards.

It listens on the loopback interface only, with a random password, and has no socket file (whose path may have only 107
bytes). `postgres_binaries` says where the server comes from.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.postgres_binaries import NoPostgresError, identity, prepare, run_as
from tests.postgres_janitor import kill_tree

URL_VARIABLE = "CASEWORK_TEST_POSTGRES_URL"
START_SECONDS = 60
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "max_wal_size": "256MB",
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    "lc_messages": "C",
}


@contextmanager
def running_postgres(*, fsync: bool = True) -> Iterator[str]:
    """The superuser URL of a PostgreSQL: the one of CASEWORK_TEST_POSTGRES_URL, else one that ends with the block."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        yield given
        return
    with PostgresServer(fsync=fsync) as server:
        yield server.url


class PostgresServer:
    """
    One PostgreSQL of our own: a fresh cluster (UTF-8, data checksums) that can be stopped, killed and started again.

    It goes with the process `owner` (by default this one), even when that is killed. `fsync=False` is for tests that do
    not look at durability; casework's own check at start refuses such a server.
    """

    def __init__(
        self,
        *,
        fsync: bool = True,
        settings: Mapping[str, str] | None = None,
        binaries: Path | None = None,
        owner: int | None = None,
    ) -> None:
        self._home = prepare(binaries)
        self._port = _free_port()
        self._password = secrets.token_hex(16)
        unsafe = {} if fsync else {"fsync": "off", "full_page_writes": "off"}
        self._settings = {**SETTINGS, "port": str(self._port), **unsafe, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None
        janitor = Path(__file__).with_name("postgres_janitor.py")
        self._janitor = subprocess.Popen(
            [sys.executable, str(janitor), str(owner or os.getpid()), str(self._home.folder)], start_new_session=True
        )
        try:
            self._make_cluster()
            self.start()
        except BaseException:
            self.stop()
            raise

    def leave_running(self) -> None:
        """Leave it to the janitor, who ends it with its owner: this process no longer waits for it."""
        for process in (self._process, self._janitor):
            if process is not None:
                process.returncode = 0  # else Popen complains that nobody waited

    def __enter__(self) -> "PostgresServer":
        return self

    def __exit__(self, *reason: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where its superuser connects; the same after every restart."""
        return f"postgresql://postgres:{self._password}@127.0.0.1:{self._port}/postgres"

    @property
    def pid(self) -> int:
        """The process id of the running postmaster."""
        if self._process is None:
            raise NoPostgresError("This PostgreSQL is not running. 该 PostgreSQL 未在运行。")
        return self._process.pid

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self._home.folder / "data"

    @property
    def log(self) -> str:
        """What the server has written so far."""
        path = self._log_path()
        return path.read_text(errors="replace") if path.exists() else ""

    def start(self) -> None:
        """Start it, or start it again after `halt` or `kill`; it takes connections afterwards."""
        give_up_at = time.monotonic() + START_SECONDS
        while self._process is None:
            self._process = self._launch(give_up_at)
            # After a kill the old shared memory may still be attached for a moment.
            if self._process is None and "pre-existing shared memory" not in self.log[-2000:]:
                raise NoPostgresError(f"PostgreSQL does not start. PostgreSQL 无法启动。\n{self.log[-2000:]}")

    def halt(self) -> None:
        """Stop in good order; the data stay."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End every process of the server with SIGKILL; the data stay."""
        if self._process is not None:
            kill_tree(self._process.pid)
            self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop in good order and start again."""
        self.halt()
        self.start()

    def stop(self) -> None:
        """End the server and remove every trace of it."""
        self._end(signal.SIGQUIT)
        shutil.rmtree(self._home.folder, ignore_errors=True)
        self._janitor.wait(timeout=30)

    def _make_cluster(self) -> None:
        folder, account = self._home.folder, self._home.account
        secret = folder / "password"
        secret.write_text(self._password)
        if account is not None:
            os.chown(secret, account.pw_uid, account.pw_gid)
        options = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-sync"]
        access = ["--auth=scram-sha-256", f"--pwfile={secret}", f"--pgdata={self.data}"]
        made = run_as(account, [str(self._home.binaries / "initdb"), *options, *access], folder)
        secret.unlink()
        if made.returncode != 0:
            raise NoPostgresError(f"initdb failed. initdb 失败。\n{made.stdout}{made.stderr}")

    def _launch(self, give_up_at: float) -> "subprocess.Popen[bytes] | None":
        command = [str(self._home.binaries / "postgres"), "-D", str(self.data)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        with self._log_path().open("ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._home.folder,
                start_new_session=True,
                **identity(self._home.account),
            )
        while process.poll() is None and time.monotonic() < give_up_at:
            with suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=5):
                return process
            time.sleep(0.05)
        process.kill()
        process.wait()
        return None

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            process.wait(timeout=START_SECONDS)
        except subprocess.TimeoutExpired:
            kill_tree(process.pid)
            process.wait()

    def _log_path(self) -> Path:
        return self._home.folder / "server.log"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
