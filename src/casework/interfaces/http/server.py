"""The web server beside the follower and the scheduler of one process: it begins, says where it listens, and ends in time."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn

from casework.domain.errors import FaultError
from casework.interfaces.http.application import web_application
from casework.interfaces.http.desk import Desk
from casework.interfaces.workplace.settings import SettingsError

USUAL: Final = ("127.0.0.1", 8420)
"""Where the interface listens unless another address is named: this machine alone reaches it."""

OFF: Final = "off"

ENDS_WITHIN_SECONDS: Final = 4
"""What is under way when the process is told to stop has so long to end."""


class AddressTakenError(FaultError):
    """Nothing can listen at the address."""

    def __init__(self, host: str, port: int, why: str) -> None:
        self.zh = (
            f"无法在 {host} 的 {port} 端口提供服务：{why}；可用 CASEWORK_HTTP 另设地址和端口，或设为 off 不提供接口"
        )
        self.en = f"Nothing can listen at {host}:{port}: {why}; CASEWORK_HTTP=HOST:PORT names another, off none"


@contextmanager
def serving(desk: Desk, said: str = "") -> Iterator[str]:
    """
    The interface is served at the address that is said, HOST:PORT (port 0: any that is free), while this goes on.

    Without one at the usual address, and where another program has that, at any port that is free. Yields where. Raises
    SettingsError, AddressTakenError.
    """
    listening = _listen(*address(said)) if said else _listen_somewhere()
    config = uvicorn.Config(
        web_application(desk),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=ENDS_WITHIN_SECONDS,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="http", daemon=True)
    thread.start()
    try:
        host, port = listening.getsockname()[:2]
        yield f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(ENDS_WITHIN_SECONDS + 1)
        desk.close()
        with contextlib.suppress(OSError):
            listening.close()


def address(said: str) -> tuple[str, int]:
    """The host and the port that are said. Raises SettingsError."""
    host, _, port = said.rpartition(":")
    if not host or not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise SettingsError(
            "CASEWORK_HTTP",
            zh="应写明地址和端口，中间用半角冒号，或写 off",
            en="it reads HOST:PORT, such as 127.0.0.1:8420, or off",
        )
    return host.strip("[]"), int(port)


def _listen_somewhere() -> socket.socket:
    host, port = USUAL
    try:
        return _listen(host, port)
    except AddressTakenError:
        return _listen(host, 0)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise AddressTakenError(host, port, error.strerror or type(error).__name__) from None
    return listening
