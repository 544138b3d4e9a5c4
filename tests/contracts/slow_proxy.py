"""A line to the database that grows slow: bytes are held back, and nobody is told that it is broken."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit


class SlowProxy:
    """
    Passes everything on until it stalls: then no byte goes either way, new callers are let in and never answered.

    It stalls when told to, or by itself when somebody sends the `token`; `passed` counts how often that was sent.
    """

    def __init__(self, url: str, token: bytes = b"") -> None:
        parts = urlsplit(url)
        self.token, self.passed = token, 0
        self._server = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._flows = threading.Event()
        self._flows.set()
        self._sockets: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        account = parts.netloc.rpartition("@")[0]
        self.url = urlunsplit(parts._replace(netloc=f"{account}@127.0.0.1:{self._door.getsockname()[1]}"))
        threading.Thread(target=self._welcome, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Shutting down wakes the threads that wait; closing alone does not.
        for each in (self._door, *self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._flows.set()

    def stall(self) -> None:
        """From now on nothing is passed on."""
        self._flows.clear()

    def flow(self) -> None:
        """What was held back is passed on, and everything after it."""
        self.token = b""
        self._flows.set()

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(self._server)
                self._sockets += [client, server]
                for source, target, asks in ((client, server, True), (server, client, False)):
                    threading.Thread(target=self._pass_on, args=(source, target, asks), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, asks: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if asks and self.token and self.token in data:
                    self.passed += 1
                    self.stall()
                self._flows.wait()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
