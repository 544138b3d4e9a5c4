"""Guesses that do not come to their end: whoever works or asks meanwhile is answered all the same (ADR 0048)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event, Semaphore

import psycopg
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import OperationalError

from casework.application.authentication.password_hashes import AT_ONCE, SignInBusyError
from casework.application.authentication.proofs import SignInRefusedError
from casework.application.authentication.sign_in import SignIn
from casework.application.log.records.addresses import is_sqlite, sqlite_path
from casework.application.log.records.patience import Patience
from casework.domain.errors import CaseworkError
from tests.support.installations.installations import open_office
from tests.support.staff.signed_staff import OTHER, PASSWORD, CountedHashes, SignedStaff, shown

SHORT = Patience(seconds=1.5)
"""So long whoever works is made to wait at most; then it counts as held up."""


class HeldHashes(CountedHashes):
    """Every password is looked at until `go_on`."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = Semaphore(0), Event()

    def matches(self, password: str, hashed: str | None) -> bool:
        """It never fits."""
        with self._a_place():
            self.begun.release()
            self.go_on.wait(60)
            return False


class HeldWithin(HeldHashes):
    """The control: a password is looked at within the transaction that counts it."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def matches(self, password: str, hashed: str | None) -> bool:
        """Whoever writes has to wait."""
        with _writing(self._url):
            return super().matches(password, hashed)


@contextmanager
def _writing(url: str) -> Iterator[None]:
    with ExitStack() as stack:
        if is_sqlite(url):
            connection = stack.enter_context(
                closing(sqlite3.connect(sqlite_path(url), isolation_level=None, timeout=60))
            )
            connection.execute("BEGIN IMMEDIATE")
        else:
            server = stack.enter_context(psycopg.connect(url))
            server.execute("LOCK TABLE access_records IN ACCESS EXCLUSIVE MODE")
        yield


def held_up(staff: SignedStaff, hashes: HeldHashes, guessers: int, places: int = AT_ONCE) -> list[str]:
    """What could not be done while so many guess, and so many passwords are being looked at."""
    office, sign_in = staff.office, SignIn(staff.office.casework, staff.url, hashes)
    keys, now = office.casework.keys, office.clock.now()
    with open_office(staff.url, keys, now, patience=SHORT) as other, ThreadPoolExecutor(guessers) as pool:
        for number in range(guessers):
            pool.submit(_guess, sign_in, number)
        try:
            if not all(hashes.begun.acquire(timeout=20) for _ in range(places)):
                return ["nobody came to guess"]
            other.at_risk(1, first=10_000 + other.log.last_position())
            other.catch_up()
            return []
        except (CaseworkError, PersistenceError, OperationalError) as fault:
            return [f"whoever guesses holds others up: {type(fault).__name__}"]
        finally:
            hashes.go_on.set()


def _guess(sign_in: SignIn, number: int) -> None:
    with suppress(SignInRefusedError, SignInBusyError, PersistenceError):
        sign_in.change_password(shown(f"{20_000_000 + number}", OTHER, source=f"2001:db8:a{number:x}::1"), PASSWORD)
