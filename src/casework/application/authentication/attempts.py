"""What was tried by account and by source, in a table whose size is bounded by how it is filled (ADR 0048)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.recorder import Run
from casework.application.log.store import Log
from casework.domain.authentication.attempts import (
    OF_ACCOUNT,
    OF_SOURCE,
    Attempted,
    Schedule,
    TryLaterError,
    after_attempt,
    neighbourhood,
)

_PLACES: Final = 4
"""So many hexadecimal digits tell apart where somebody comes from, and accounts that there are not: 65,536 rows of each."""
_TRIES: Final = 10
_FIND = "SELECT failures, seen_at, until_at FROM main.sign_in_attempts WHERE subject = ?"
_BEGIN = """
    INSERT INTO main.sign_in_attempts (subject, failures, seen_at, until_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (subject) DO NOTHING RETURNING subject
"""
_GO_ON = """
    UPDATE main.sign_in_attempts SET failures = ?, seen_at = ?, until_at = ?
    WHERE subject = ? AND failures = ? AND seen_at = ? AND until_at = ? RETURNING subject
"""
_FORGET = "DELETE FROM main.sign_in_attempts WHERE subject = ?"


class Attempts:
    """Counts what is tried before it is looked at, so that many at once are counted like one after the other."""

    def __init__(self, log: Log, keys: KeyRing) -> None:
        self._log = log
        self._keys = keys

    def begin_at(self, source: str, now: datetime) -> None:
        """Something is tried from somewhere; raises TryLaterError."""
        self._begin(f"source:{self._place(neighbourhood(source))}", OF_SOURCE, now)

    def begin_for(self, account: str | None, said: str, now: datetime) -> None:
        """Something is tried for an account, or for one that there is not (None), by what was `said`. Raises TryLaterError."""
        self._begin(self._subject(account, said), OF_ACCOUNT, now)

    def begin_on(self, device: str, now: datetime) -> None:
        """Something is tried on a device that its account knows; raises TryLaterError."""
        self._begin(f"device:{device}", OF_ACCOUNT, now)

    def begin_factor(self, account: str, now: datetime) -> None:
        """A code is tried by somebody who is the account already at the unified sign-on; raises TryLaterError."""
        self._begin(f"factor:{account}", OF_ACCOUNT, now)

    def succeeded(self, account: str, device: str = "") -> None:
        """The account has shown that it is itself, maybe on a known device: what was tried for both before is forgotten."""
        subjects = (f"account:{account}", f"factor:{account}", f"device:{device}")
        self._log.beside(lambda run: [run(_FORGET, (subject,)) for subject in subjects])

    def _subject(self, account: str | None, said: str) -> str:
        return f"nobody:{self._place(said)}" if account is None else f"account:{account}"

    def _place(self, said: str) -> str:
        """Where a text falls that strangers choose; by a secret, so that nobody can aim at somebody else's place."""
        return self._keys.request_hash(f"sign-in\0{said}".encode()).hex()[:_PLACES]

    def _begin(self, subject: str, schedule: Schedule, now: datetime) -> None:
        at = int(now.timestamp())
        for _ in range(_TRIES):
            before = self._log.beside(lambda run: _found(run, subject), writes=False)
            after = after_attempt(before, schedule, at)
            if before is not None and after is None:
                raise TryLaterError(datetime.fromtimestamp(before.until_at, UTC))
            if after is not None and self._counted(subject, before, after):
                return
        raise TryLaterError(datetime.fromtimestamp(at + 1, UTC))

    def _counted(self, subject: str, before: Attempted | None, after: Attempted) -> bool:
        """Whether it was counted; not when somebody else tried at the same moment."""
        counts = (after.failures, after.seen_at, after.until_at)
        if before is None:
            return bool(self._log.beside(lambda run: run(_BEGIN, (subject, *counts))))
        known = (before.failures, before.seen_at, before.until_at)
        return bool(self._log.beside(lambda run: run(_GO_ON, (*counts, subject, *known))))


def _found(run: Run, subject: str) -> Attempted | None:
    for failures, seen_at, until_at in run(_FIND, (subject,)):
        return Attempted(failures=failures, seen_at=seen_at, until_at=until_at)
    return None
