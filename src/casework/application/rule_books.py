"""The rule book as the log has it: at the end of the log, or at any position before."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from casework.application.log.errors import UnreadableFactError
from casework.application.log.groups import Entry
from casework.application.log.household_ids import reference_id
from casework.application.log.store import Log
from casework.domain.deadlines import Rules
from casework.domain.facts.fact import Fact, Recorded
from casework.domain.rule_book import RuleBook

POLICIES, CALENDARS = "policies", "calendars"


class RuleSource(Protocol):
    """Where readers of the log get the rules from; `RuleBooks` is one."""

    def at(self, position: int) -> RuleBook:
        """The book as of a position of the log: everything published up to and including it."""


class RuleBooks:
    """The books of one installation, folded from its log; each is made once. For one thread."""

    def __init__(self, log: Log, ids: bytes, built_in: Rules) -> None:
        self._log = log
        self._streams = [reference_id(ids, kind="rules", name=name) for name in (POLICIES, CALENDARS)]
        self._books = [RuleBook(built_in=built_in)]
        self._facts: list[tuple[int, Fact]] = []

    @property
    def policies(self) -> UUID:
        """The stream that holds every publication."""
        return self._streams[0]

    @property
    def calendars(self) -> UUID:
        """The stream that holds every loaded calendar."""
        return self._streams[1]

    @property
    def built_in(self) -> Rules:
        """The rules that hold before anything is published."""
        return self._books[0].built_in

    def current(self) -> RuleBook:
        """
        The book at the end of the log.

        Raises:
            UnreadableFactError: A publication cannot be read: nothing is decided under rules that are not known whole.
        """
        self._read()
        return self._books[-1]

    def at(self, position: int) -> RuleBook:
        """The book as of a position; raises as `current` does."""
        self._read()
        return self._books[sum(at <= position for at, _ in self._facts)]

    def positions(self) -> list[int]:
        """Where in the log the rules changed, in order."""
        self._read()
        return [at for at, _ in self._facts]

    def _read(self) -> None:
        found = self._log.streams(self._streams)
        facts = sorted((_readable(entry) for entries in found.values() for entry in entries), key=_position)
        if [at for at, _ in facts[: len(self._facts)]] != [at for at, _ in self._facts]:
            self._books, self._facts = self._books[:1], []  # two writers at once: one became visible before the other
        for at, fact in facts[len(self._facts) :]:
            self._books.append(self._books[-1].with_fact(fact))
            self._facts.append((at, fact))


def _readable(entry: Entry) -> tuple[int, Fact]:
    position, found = entry
    if not isinstance(found, Recorded):
        raise UnreadableFactError(found.originator_id, found.originator_version, found.topic, found.reason)
    return position, found.fact


def _position(placed: tuple[int, Fact]) -> int:
    return placed[0]
