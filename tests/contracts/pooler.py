"""PgBouncer in transaction mode before a database: every transaction gets another connection."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

PACKAGE = "pgbouncer"
_PLACES = "/usr/sbin:/usr/bin:/usr/local/bin"
_INSTALL = ("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", PACKAGE)


def program() -> str | None:
    """Where it is installed; None when it is not."""
    return shutil.which("pgbouncer", path=_PLACES)


def install() -> None:
    """Take it from the machine's own package source, where that is allowed; quiet when it is there or cannot be had."""
    if program() is None and os.geteuid() == 0 and shutil.which(_INSTALL[0]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("apt-get", "update", "--quiet"), _INSTALL):
            subprocess.run(command, check=False, capture_output=True, env=environment, timeout=300)


@contextmanager
def pooled(url: str, folder: Path) -> Iterator[str]:
    """The URL of the database behind a pooler with two connections for everybody."""
    parts, port = urlsplit(url), _free_port()
    (folder / "users.txt").write_text(f'"{parts.username}" "{parts.password or ""}"\n')
    (folder / "pgbouncer.ini").write_text(
        f"""
[databases]
* = host={parts.hostname} port={parts.port} user={parts.username} password={parts.password or ""}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
auth_file = {folder / "users.txt"}
pool_mode = transaction
default_pool_size = 2
"""
    )
    user = [] if Path("/proc/self").owner() != "root" else ["--user", "nobody"]
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    process = subprocess.Popen([program() or PACKAGE, *user, str(folder / "pgbouncer.ini")], stderr=subprocess.DEVNULL)
    through = urlunsplit(parts._replace(netloc=f"{parts.username}@127.0.0.1:{port}"))
    try:
        _until_it_answers(through)
        yield through
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


def _until_it_answers(url: str) -> None:
    give_up_at = time.monotonic() + 10
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)
        else:
            return
