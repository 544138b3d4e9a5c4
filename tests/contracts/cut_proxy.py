"""A line to the database that breaks at the worst moment: after the commit, before its answer."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

_FACTS = b"INSERT INTO public.stored_events"


class CutProxy:
    """
    Passes everything on until it is armed; then it drops the server's answer that holds the token, and the line.

    `armed` counts the cuts still to come, `cuts` those made; `writes` how often facts were sent to be stored.
    """

    def __init__(self, url: str, token: bytes = b"COMMIT") -> None:
        parts = urlsplit(url)
        self.armed, self.cuts, self.writes = 0, 0, 0
        self._token = token
        self._server = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._door = socket.create_server(("127.0.0.1", 0))
        account = parts.netloc.rpartition("@")[0]
        self.url = urlunsplit(parts._replace(netloc=f"{account}@127.0.0.1:{self._door.getsockname()[1]}"))
        threading.Thread(target=self._welcome, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut_off()
        # Shutting down wakes the thread that waits at the door; closing alone does not.
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def cut_off(self) -> None:
        """From now on whoever asks is let through, and nobody is answered."""
        self.armed, self._token = sys.maxsize, b""

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._door.accept()
                server = socket.create_connection(self._server)
                for source, target, answers in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=(source, target, answers), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not answers:
                    self.writes += data.count(_FACTS)
                if answers and self.armed and self._token in data:
                    self.armed -= 1
                    self.cuts += 1
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
