"""Policies and calendars that were proposed: once there are accounts a second person decides on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from msgspec import Struct

from casework.application.log.records.groups import CommandKey
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import Cell, ListRow, column
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.office.rules import EVERYWHERE, PublicationProposed
from casework.domain.labels import Label
from casework.domain.rules.proposals import (
    Proposal,
    PublicationUnknownError,
    propose_publication,
    refuse_own_publication,
    refuse_publication,
    waiting_publication,
    waiting_publications,
)

T = TypeVar("T")

Judge = Callable[[], tuple[Sequence[Fact], T]]
"""What publishing something comes to, as the rules stand now: what is recorded, and the answer. It may refuse."""

JudgeProposed = Callable[[PublicationProposed], tuple[Sequence[Fact], T]]
"""The same of what was proposed; it raises where that is no more possible."""


class Outcome(Struct, Generic[T], frozen=True, kw_only=True):
    """
    What came of publishing or proposing: the answer, None of a command that was carried out before.

    Without a position nothing was recorded; `proposal` is the number under which it waits.
    """

    found: T | None
    position: int | None
    proposal: int | None = None


class WaitingPublication(ListRow, frozen=True, kw_only=True):
    """A policy or a calendar that somebody proposed, and that nobody has decided on."""

    title = Label("待决定的发布提请 {} 项", "{} proposed publications wait for a decision")
    empty = Label("没有待决定的发布提请", "No proposed publication waits for a decision")
    on_screen = ("proposal", "version", "division", "by", "on")

    proposal: Annotated[int, column("提请号", "proposal")]
    version: Annotated[str, column("版本", "version")]
    division: Annotated[str, column("区划", "division", cell=Cell.DIVISION)]
    by: Annotated[str, column("提请人", "proposed by")]
    on: Annotated[date, column("提请日", "on")]


class Publications:
    """
    What waits in a stream of policies or calendars.

    `what` is what deciding on it is called in the table of rights.
    """

    def __init__(self, casework: Casework, stream: UUID, what: str) -> None:
        self._casework = casework
        self._stream = stream
        self._what = what

    def listed(self) -> list[WaitingPublication]:
        """Everything that waits, in the order of proposing."""
        waiting = waiting_publications(self._casework.log.entries(self._stream))
        return [
            WaitingPublication(
                proposal=each.number,
                version=each.asked.version,
                division=each.asked.division,
                by=each.entry.by,
                on=shanghai_date(each.entry.timestamp),
            )
            for each in waiting.values()
        ]

    def waiting(self, number: int) -> PublicationProposed:
        """What waits under a number. Raises PublicationUnknownError."""
        return waiting_publication(waiting_publications(self._casework.log.entries(self._stream)), number).asked

    def division_of(self, number: int) -> str:
        """
        For which division something was proposed under a number, be it decided by now (12 digits, empty for everywhere).

        Raises PublicationUnknownError.
        """
        entries = self._casework.log.entries(self._stream)
        asked = next((each.fact for each in entries if each.version == number), None)
        if not isinstance(asked, PublicationProposed):
            raise PublicationUnknownError(number)
        return asked.division

    def publish(
        self,
        asked: tuple[object, ...],
        wanted: Callable[[], PublicationProposed],
        judge: Judge[T],
        *,
        by: str,
        of: str = EVERYWHERE,
        command_id: str | None = None,
    ) -> Outcome[T]:
        """
        Publish what somebody wants, or once there are accounts propose it; quiet where it changes nothing.

        `asked` is the command as it is known again, `of` the division in which it is decided. Raises as `judge` and
        `Casework.once` do.
        """
        decided: list[tuple[Sequence[Fact], T]] = []

        def attempt(command: CommandKey) -> Receipt:
            entries = self._casework.log.entries(self._stream)
            decided[:] = [judge()]
            facts = self._recorded(entries, decided[0][0], wanted(), by)
            context = self._casework.context(by, of=of)
            return self._casework.append(self._stream, len(entries), facts, context, command)

        receipt = self._casework.once(self._stream, asked, attempt, by=by, command_id=command_id)
        position, number = receipt.position, self._number(wanted(), receipt.position)
        fresh = decided and (number is not None or bool(decided[0][0]) == (position is not None))
        return Outcome(found=decided[0][1] if fresh else None, position=position, proposal=number)

    def _recorded(
        self, entries: Sequence[Recorded], published: Sequence[Fact], wanted: PublicationProposed, by: str
    ) -> Sequence[Fact]:
        """What is recorded of something that somebody wants to publish: itself, or with accounts that it was proposed."""
        if not published or not self._casework.actors.by_two(by):
            return published
        return propose_publication(waiting_publications(entries), wanted)[0]

    def _number(self, wanted: PublicationProposed, position: int | None) -> int | None:
        """Under which number something waits, or was proposed at a position of the log; None where one person published it."""
        for at, entry in self._casework.log.stream(self._stream):
            if at == position:
                return entry.version if isinstance(entry.fact, PublicationProposed) else None
        return propose_publication(waiting_publications(self._casework.log.entries(self._stream)), wanted)[1]

    def published_at(self, position: int | None) -> Fact:
        """What was published at a position of the log, by a decision that was carried out before."""
        return next(entry.fact for at, entry in self._casework.log.stream(self._stream) if at == position)

    def decide(self, number: int, judge: JudgeProposed[T], *, by: str, command_id: str | None = None) -> Outcome[T]:
        """
        Publish what waits under a number, as somebody else than who proposed it.

        Raises PublicationUnknownError, SamePersonError, NotAllowedError, as `judge` does, and as `Casework.once` does.
        """
        decided: list[T] = []

        def attempt(command: CommandKey) -> Receipt:
            entries, found = self._found(number, by)
            context = self._casework.context(by, of=found.asked.division)
            refuse_own_publication(found, context)
            facts, answer = judge(found.asked)
            decided[:] = [answer]
            return self._casework.append(self._stream, len(entries), facts, context, command)

        asked = (self._what, number, True)
        receipt = self._casework.once(self._stream, asked, attempt, by=by, command_id=command_id)
        return Outcome(found=decided[0] if decided else None, position=receipt.position)

    def refuse(self, number: int, *, by: str, command_id: str | None = None) -> Receipt:
        """
        Do not publish what waits under a number; whoever proposed it takes it back so.

        Raises PublicationUnknownError, NotAllowedError, and as `Casework.once` does.
        """

        def attempt(command: CommandKey) -> Receipt:
            entries, found = self._found(number, by)
            context = self._casework.context(by, of=found.asked.division)
            return self._casework.append(self._stream, len(entries), refuse_publication(found), context, command)

        return self._casework.once(self._stream, (self._what, number, False), attempt, by=by, command_id=command_id)

    def _found(self, number: int, by: str) -> tuple[Sequence[Recorded], Proposal]:
        entries = self._casework.log.entries(self._stream)
        found = waiting_publication(waiting_publications(entries), number)
        self._casework.actors.refuse_beyond_reach(self._what, by, self._casework.office, found.asked.division)
        return entries, found
