"""The rule book as the log has it: at the end of the log, or at any position before."""

from __future__ import annotations

from bisect import bisect_right
from threading import Lock
from typing import Protocol
from uuid import UUID

from casework.application.log.reader import LogHead
from casework.application.log.records.errors import UnreadableFactError
from casework.application.log.records.groups import Entry
from casework.application.log.records.household_ids import reference_id
from casework.application.log.store import Log
from casework.domain.errors import CaseworkError
from casework.domain.fact import Recorded, topic_of
from casework.domain.policy.rules import Rules
from casework.domain.rules.rule_book import RuleBook

POLICIES, CALENDARS, REFERENCES, LEAVES = "policies", "calendars", "references", "leaves"


class RulesUnreadableError(UnreadableFactError):
    """A published policy or a loaded calendar cannot be read: the rules after it are not known."""

    def __init__(self, position: int, stream: UUID, version: int, topic: str, reason: str) -> None:
        super().__init__(stream, version, topic, reason)
        self.position = position
        self.zh = f"第{position}条记录（{topic}）无法读取：{reason}；在此之后的规则无从得知，不能办理"
        self.en = f"Entry {position} ({topic}) cannot be read: {reason}; the rules after it are not known"


class RuleSource(Protocol):
    """Where readers of the log get the rules from; `RuleBooks` is one."""

    def at(self, position: int) -> RuleBook:
        """
        The book as of a position of the log: everything published up to and including it.

        Raises:
            RulesUnreadableError: A publication up to it cannot be read.
        """


class RuleBooks:
    """The books of one installation, folded from its log; each is made once. Safe in several threads."""

    def __init__(self, log: Log, ids: bytes, built_in: Rules) -> None:
        self._log = log
        self._streams = [
            reference_id(ids, kind="rules", name=name) for name in (POLICIES, CALENDARS, REFERENCES, LEAVES)
        ]
        self._books = [RuleBook(built_in=built_in)]
        self._positions: list[int] = []
        self._versions: tuple[int, ...] = ()
        self._stopped: RulesUnreadableError | None = None
        self._lock = Lock()

    @property
    def policies(self) -> UUID:
        """The stream that holds every publication."""
        return self._streams[0]

    @property
    def calendars(self) -> UUID:
        """The stream that holds every loaded calendar."""
        return self._streams[1]

    @property
    def references(self) -> UUID:
        """The stream that holds every list that an office keeps of its own."""
        return self._streams[2]

    @property
    def leaves(self) -> UUID:
        """The stream that holds every leave of a cadre."""
        return self._streams[3]

    @property
    def built_in(self) -> Rules:
        """The rules that hold before anything is published."""
        return self._books[0].built_in

    def current(self) -> RuleBook:
        """
        The book at the end of the log.

        Raises:
            RulesUnreadableError: A publication cannot be read: nothing is decided under rules not known whole.
        """
        return self.at_head()[0]

    def at_head(self) -> tuple[RuleBook, LogHead]:
        """The book at the end of the log, and where the log stands; raises as `current` does."""
        with self._lock:
            head = self._read()
            if self._stopped:
                raise self._stopped
            return self._books[-1], head

    def at(self, position: int) -> RuleBook:
        """The book as of a position. Raises RulesUnreadableError when a publication up to it cannot be read."""
        with self._lock:
            self._read()
            if self._stopped and self._stopped.position <= position:
                raise self._stopped
            return self._books[bisect_right(self._positions, position)]

    def positions(self) -> list[int]:
        """Where in the log the rules changed, in order; raises as `current` does."""
        self.current()
        return list(self._positions)

    def _read(self) -> LogHead:
        """Read what was published since the last time; while the streams stand where they stood, nothing is read."""
        head = self._log.head(self._streams)
        if head.versions == self._versions:
            return head
        found = self._log.streams(self._streams)
        entries = sorted((entry for stream in found.values() for entry in stream), key=_position)
        known = len(self._positions)
        if [at for at, _ in entries[:known]] != self._positions:
            known = 0  # two writers at once: one became visible before the other
            self._books, self._positions = self._books[:1], []
        self._stopped = None
        for entry in entries[known:]:
            try:
                book = _followed_by(self._books[-1], entry)
            except RulesUnreadableError as error:
                self._stopped = error
                return head
            self._books.append(book)
            self._positions.append(entry[0])
        self._versions = head.versions
        return head


def _followed_by(book: RuleBook, entry: Entry) -> RuleBook:
    position, found = entry
    stream, version = found.originator_id, found.originator_version
    if not isinstance(found, Recorded):
        raise RulesUnreadableError(position, stream, version, found.topic, found.reason)
    try:
        return book.with_fact(found.fact)
    except CaseworkError as error:  # the text was sound when it was published; this release cannot read it
        raise RulesUnreadableError(position, stream, version, topic_of(found.fact), type(error).__name__) from error


def _position(entry: Entry) -> int:
    return entry[0]
