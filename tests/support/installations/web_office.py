"""An installation whose HTTP interface is asked over real connections, with a follower beside it as `serve` has it."""

from __future__ import annotations

import http.client
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from casework.domain.codes.accounts import TokenKind
from casework.interfaces.http.desk import Desk
from casework.interfaces.http.server import serving
from casework.interfaces.workplace.bootstrap import open_workplace
from casework.interfaces.workplace.settings import read_settings
from scheduler.process.follower_thread import FollowerThread
from tests.support.installations.command_line import CommandLine


class Reply(NamedTuple):
    """What came back: its status, its headers by small letters, and the JSON in it."""

    status: int
    headers: Mapping[str, str]
    body: Any


class WebOffice:
    """The interface of one installation, asked as accounts do."""

    def __init__(self, address: str, desk: Desk) -> None:
        parts = urlsplit(address)
        assert parts.hostname is not None
        assert parts.port is not None
        self.address = address
        self.desk = desk
        self._host, self._port = parts.hostname, parts.port
        self._tokens: dict[str, str] = {}

    def token(self, account: str) -> str:
        """A session's token of an account, begun once."""
        if account not in self._tokens:
            casework = self.desk.place.casework
            found, now = casework.directories.current().account(account), casework.clock.now()
            ends_at = now + timedelta(days=300)
            self._tokens[account], _ = self.desk.sessions.tokens.begin(found, TokenKind.PROGRAM, now, ends_at=ends_at)
        return self._tokens[account]

    def call(
        self, method: str, path: str, content: bytes | None = None, *, by: str | None = None, **headers: str
    ) -> Reply:
        """One request on a connection of its own, as an account or as nobody."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if by is not None:
            sent["Authorization"] = f"Bearer {self.token(by)}"
        connection = http.client.HTTPConnection(self._host, self._port, timeout=30)
        try:
            connection.request(method, path, body=content, headers=sent)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        known = {name.lower(): value for name, value in answer.getheaders()}
        is_json = "json" in known.get("content-type", "")
        return Reply(answer.status, known, json.loads(text) if is_json else text.decode())

    def ask(self, path: str, *, by: str | None = None, **query: str) -> Reply:
        """Read what stands at an address."""
        return self.call("GET", path + (f"?{urlencode(query)}" if query else ""), by=by)

    def do(self, household: str, command: str, *, by: str | None = None, sent: Any = None, **headers: str) -> Reply:
        """Have a command carried out on a household."""
        content = json.dumps({} if sent is None else sent).encode()
        return self.call("POST", f"/api/households/{quote(household)}/{command}", content, by=by, **headers)


@contextmanager
def web_office(counter: CommandLine) -> Iterator[WebOffice]:
    """The interface over the installation of a command line, at the moment that it is there."""
    given = {**counter.environment, "CASEWORK_CLOCK": counter.now.isoformat()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    with open_workplace(read_settings({**kept, **given})) as place:
        place.reading.catch_up()
        desk, stop = Desk(place), threading.Event()
        with serving(desk, "127.0.0.1:0") as address:
            follower = FollowerThread(place.reading.catch_up, timedelta(seconds=0.1), stop, desk.news)
            try:
                yield WebOffice(address, desk)
            finally:
                stop.set()
                desk.news.set()
                assert follower.join(30)
