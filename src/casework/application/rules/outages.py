"""Recording an outage in the log, or its withdrawal, with the running deadlines that it moves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.groups import CommandKey
from casework.application.rules.movement import Movement, RescheduledHousehold, rescheduled_household
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import OutageKind
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import EVERYWHERE, OutageDeclared, OutageFact, OutageWithdrawn, is_same_outage
from casework.domain.rules.outages import declare_outage, withdraw_outage
from casework.domain.rules.rule_book import RuleBook


class OutageReceipt(Struct, frozen=True, kw_only=True):
    """
    What declaring an outage, or withdrawing one, came to; without a position nothing was recorded.

    `known`: the same was declared before. `unreadable`: households whose history cannot be read.
    """

    moved: tuple[RescheduledHousehold, ...] = ()
    known: bool = False
    unreadable: int = 0
    position: int | None = None


class OutageDesk:
    """Where outages are declared, for everywhere or for a division by its 12-digit code and all below it."""

    def __init__(self, casework: Casework) -> None:
        self._casework = casework

    def declare(
        self,
        kind: OutageKind,
        first_on: date,
        last_on: date,
        *,
        by: str,
        division: str = EVERYWHERE,
        transferred_in: Collection[UUID] = (),
        command_id: str | None = None,
        dry_run: bool = False,
    ) -> OutageReceipt:
        """
        Declare that nobody could work in the system on these days; a `dry_run` says what that would move.

        `transferred_in`: households that stand in the division now and were first registered elsewhere. Raises as
        `declare_outage` and `Casework.once` do.
        """

        def decide(book: RuleBook) -> Sequence[OutageDeclared]:
            today = shanghai_date(self._casework.clock.now())
            return declare_outage(book, kind=kind, first_on=first_on, last_on=last_on, today=today, division=division)

        asked = ("declare_outage", division, kind, first_on, last_on)
        return self._recorded(decide, asked, by, division, transferred_in, command_id, dry_run=dry_run)

    def withdraw(
        self,
        kind: OutageKind,
        first_on: date,
        last_on: date,
        *,
        by: str,
        division: str = EVERYWHERE,
        transferred_in: Collection[UUID] = (),
        command_id: str | None = None,
        dry_run: bool = False,
    ) -> OutageReceipt:
        """
        Withdraw an outage that somebody else declared; a `dry_run` says what that would move back.

        Raises as `withdraw_outage` and `Casework.once` do.
        """
        meant = OutageWithdrawn(kind=kind, first_on=first_on, last_on=last_on, division=division)

        def decide(book: RuleBook) -> Sequence[OutageWithdrawn]:
            signed = [
                entry.maker
                for _, entry in self._said()
                if isinstance(entry.fact, OutageDeclared) and is_same_outage(entry.fact, meant)
            ]
            context = self._casework.context(by, of=division)
            declared_by = signed[-1] if signed else None
            return withdraw_outage(
                book,
                context,
                kind=kind,
                first_on=first_on,
                last_on=last_on,
                declared_by=declared_by,
                division=division,
            )

        asked = ("withdraw_outage", division, kind, first_on, last_on)
        return self._recorded(decide, asked, by, division, transferred_in, command_id, dry_run=dry_run)

    def _recorded(
        self,
        of_book: Callable[[RuleBook], Sequence[OutageFact]],
        asked: tuple[object, ...],
        by: str,
        division: str,
        transferred_in: Collection[UUID],
        command_id: str | None,
        *,
        dry_run: bool,
    ) -> OutageReceipt:
        casework, stream = self._casework, self._casework.books.calendars
        decided: list[OutageReceipt] = []

        def decide() -> list[OutageFact]:
            before = casework.books.current()
            facts = of_book(before)
            if not facts:
                decided[:] = [OutageReceipt(known=True)]
                return []
            found = Movement(casework, before, before.with_fact(facts[0]))
            moved = list(found.all_below(division, transferred_in, lambda households: None))
            decided[:] = [OutageReceipt(moved=tuple(row for _, row in moved), unreadable=found.unreadable)]
            return [replace(facts[0], moved=tuple(deadline for deadline, _ in moved))]

        def attempt(command: CommandKey) -> Receipt:
            version = len(casework.log.entries(stream))
            return casework.append(stream, version, decide(), casework.context(by, of=division), command)

        if dry_run:
            decide()
            return decided[0]
        receipt = casework.once(stream, asked, attempt, by=by, command_id=command_id)
        if decided and decided[0].known == (receipt.position is None):
            return replace(decided[0], position=receipt.position)
        return self._repeated(receipt.position)

    def _repeated(self, position: int | None) -> OutageReceipt:
        """The answer to a command that was carried out before."""
        log = self._casework.log
        for at, entry in self._said():
            if at == position and isinstance(entry.fact, OutageFact):
                streams = log.streams(sorted({each.household for each in entry.fact.moved}))
                moved = tuple(rescheduled_household(each, streams[each.household]) for each in entry.fact.moved)
                return OutageReceipt(moved=moved, position=position)
        return OutageReceipt(known=True)

    def _said(self) -> Iterator[tuple[int, Recorded]]:
        """What was said of calendars and outages so far, with its positions."""
        yield from self._casework.log.stream(self._casework.books.calendars)
