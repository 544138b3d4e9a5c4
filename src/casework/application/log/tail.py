"""Reading the log from its beginning to its end, without ever passing over a fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from casework.application.log.records.groups import Entry
from casework.application.log.records.recorder import LogRecorder, Row, TailRecorder


class Tail(Protocol):
    """
    Hands out the facts in the order of their positions, each exactly once, and never passes one that may still come.

    A page that could not be used is read again by a new tail from the old position.
    """

    position: int
    """The position of the last fact handed out; every fact up to it is known."""

    @property
    def waiting(self) -> bool:
        """Whether the last page is empty because a fact may still come; an empty page otherwise means the end."""

    def page(self, limit: int) -> list[Entry]:
        """
        The next facts, at most `limit`; empty at the end of the log, or while a fact before the next may still come.
        """


class SimpleTail:
    """For SQLite: it has one writer at a time, which draws its numbers after the former one's facts are visible."""

    def __init__(self, recorder: LogRecorder, read: Callable[[Row], Entry], position: int) -> None:
        self.position = position
        self._recorder = recorder
        self._read = read

    @property
    def waiting(self) -> bool:
        """Never: there are no holes."""
        return False

    def page(self, limit: int) -> list[Entry]:
        """The next facts, at most `limit`; empty at the end of the log."""
        rows = self._recorder.select_page(self.position, limit)
        if rows:
            self.position = rows[-1][0]
        return [self._read(row) for row in rows]


class PatientTail:
    """
    For PostgreSQL, whose writers draw positions in one order and commit in another (ADR 0004).

    Position 7 may be visible while 6 is not yet, and a reader that took 7 and remembered it would never see 6. A
    position may also never come: its transaction was rolled back, and the sequence does not go back with it. So at a hole
    it is asked who is writing to the log at this moment. Only those can still fill it: an INSERT takes its lock on the
    table before it draws a position and keeps it until its fact is visible, so whoever owns the missing position is
    among them, or is over. While one of *these* is still writing, nothing is handed out; writers that came later do not
    count, or a busy log would be waited for for ever. When all of them are over the page is read once more, and what
    is missing even now was rolled back: the reader goes on behind the hole.
    """

    def __init__(self, recorder: TailRecorder, read: Callable[[Row], Entry], position: int) -> None:
        self.position = position
        self._recorder = recorder
        self._read = read
        self._waiting: frozenset[str] | None = None

    @property
    def waiting(self) -> bool:
        """Whether the last page is empty because a fact may still come."""
        return self._waiting is not None

    def page(self, limit: int) -> list[Entry]:
        """
        The next facts, at most `limit`; empty at the end of the log, or while a fact before the next may still come.
        """
        rows = self._recorder.select_page(self.position, limit)
        if rows and rows[0][0] != self.position + 1:
            writers = self._recorder.writers()
            self._waiting = writers if self._waiting is None else writers & self._waiting
            if self._waiting:
                return []
            rows = self._recorder.select_page(self.position, limit)
        self._waiting = None
        run = _leading_run(rows)
        if run:
            self.position = run[-1][0]
        return [self._read(row) for row in run]


def _leading_run(rows: list[Row]) -> list[Row]:
    """The rows up to the first hole among them."""
    if not rows:
        return rows
    first = rows[0][0]
    if rows[-1][0] - first == len(rows) - 1:
        return rows
    return [row for offset, row in enumerate(rows) if row[0] == first + offset]
