"""Loading a work calendar into the log, with the running deadlines that it moves (ADR 0008)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated
from uuid import UUID

from msgspec import Struct, field
from msgspec.structs import replace

from casework.application.log.records.groups import CommandKey, Entry
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.layers import read_calendar
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import Cell, ListRow, column
from casework.domain.deadlines.names import occurrence_label
from casework.domain.divisions.codes import significant_digits
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import EVERYWHERE, CalendarLoaded, LeftOutHoliday, RescheduledDeadline
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.labels import Label, same
from casework.domain.policy.rules import Rules
from casework.domain.rules.calendar_changes import (
    calendar_oddities,
    load_calendar,
    rescheduled_deadlines,
    version_in_force,
)
from casework.domain.rules.rule_book import RuleBook

FIRST_DIGITS = "123456789"
"""Every village's code begins with one of these; the aggregates beside the households stand below 0."""

REPORTED_EVERY = 500
"""So many households are looked at between two reports of progress."""

Progress = Callable[[int], object]


def _signed(days: int) -> Label:
    return same(f"{days:+}")


class RescheduledHousehold(ListRow, frozen=True, kw_only=True):
    """A running deadline that ends on another day, with the household's ledger number and village."""

    title = Label("{} 项期限的截止日变动", "{} deadlines end on another day")
    on_screen = ("household", "deadline", "occurrence", "moved_from", "moved_to", "days")

    household: Annotated[str, column("户", "household", cell=Cell.HOUSEHOLD)]
    id: Annotated[UUID, column("系统编号", "id")]
    village: Annotated[str, column("村", "village", cell=Cell.DIVISION)]
    deadline: Annotated[str, column("期限", "deadline", cell=Cell.DEADLINE)]
    occurrence: Annotated[str, column("针对", "for", words=occurrence_label)]
    moved_from: Annotated[date, column("原截止日", "from")] = field(name="from")
    moved_to: Annotated[date, column("现截止日", "to")] = field(name="to")
    days: Annotated[int, column("相差天数", "days", words=_signed, in_json=False)]


class CalendarReceipt(Struct, frozen=True, kw_only=True):
    """
    What loading a calendar came to.

    `years` are those it changes, or all of the file when it changes none; without a position nothing was recorded.
    `left_out` are legal holidays on which people work by it.
    `changes`: whether any day, name or notice changes. `unreadable`: households whose history cannot be read.
    `warnings` say what is odd about it and hurts nobody; of a command carried out before they are known no more.
    """

    version: str
    years: tuple[int, ...]
    changes: bool
    moved: tuple[RescheduledHousehold, ...] = ()
    left_out: tuple[LeftOutHoliday, ...] = ()
    unreadable: int = 0
    warnings: tuple[Label, ...] = ()
    position: int | None = None


class CalendarDesk:
    """
    Where calendars are loaded: official notices, or days of a division's own by its 12-digit code.

    `progress` is called with the number of households looked at so far.
    """

    def __init__(self, casework: Casework, progress: Progress = lambda households: None) -> None:
        self._casework = casework
        self._progress = progress

    def preview(
        self, text: str, *, division: str = EVERYWHERE, transferred_in: Collection[UUID] = ()
    ) -> CalendarReceipt:
        """
        What loading this text would come to, holidays that it leaves out among it; nothing is recorded.

        Raises as `load` does, but for the holidays.
        """
        return self._decided(text, division, transferred_in, without_holidays=True)[1]

    def load(
        self,
        text: str,
        *,
        by: str,
        division: str = EVERYWHERE,
        transferred_in: Collection[UUID] = (),
        without_holidays: bool = False,
        command_id: str | None = None,
    ) -> CalendarReceipt:
        """
        Load the text, all or nothing; quiet when every day stays what it is, and the same command id is carried out once.

        `transferred_in`: households that stand in the division now and were first registered elsewhere.
        `without_holidays`: somebody has said that legal holidays which it leaves out are meant to be.

        Raises:
            CalendarUnreadableError, CalendarVersionTakenError: It cannot be taken; nothing was recorded.
            CalendarHarmsError: It would do harm.
            HolidayLeftOutError: It leaves out a legal holiday, and nobody has said that it is meant.
            UnreadableFactError: Rules published before cannot be read.
            CommandReusedError, ConflictError, PersistenceError: As `Casework.once` says.
        """
        casework, stream = self._casework, self._casework.books.calendars
        decided: list[CalendarReceipt] = []

        def attempt(command: CommandKey) -> Receipt:
            version = len(casework.log.entries(stream))
            facts, found = self._decided(text, division, transferred_in, without_holidays=without_holidays)
            decided[:] = [found]
            return casework.append(stream, version, facts, casework.context(by, of=division), command)

        asked = ("load_calendar", division, text, *(("without_holidays",) if without_holidays else ()))
        receipt = casework.once(stream, asked, attempt, by=by, command_id=command_id)
        if decided and decided[0].changes == (receipt.position is not None):
            return replace(decided[0], position=receipt.position)
        return self._repeated(text, division, receipt.position)

    def _decided(
        self, text: str, division: str, transferred_in: Collection[UUID], *, without_holidays: bool
    ) -> tuple[list[CalendarLoaded], CalendarReceipt]:
        before = self._casework.books.current()
        facts = load_calendar(before, text, division=division, without_holidays=without_holidays)
        if not facts:
            return [], self._unchanged(before, text, division)
        found = Movement(self._casework, before, before.with_fact(facts[0]))
        moved = list(found.all_below(division, transferred_in, self._progress))
        fact = replace(facts[0], moved=tuple(deadline for deadline, _ in moved))
        warnings = calendar_oddities(before, fact, shanghai_date(self._casework.clock.now()))
        receipt = _receipt(fact, (row for _, row in moved))
        return [fact], replace(receipt, unreadable=found.unreadable, warnings=warnings)

    def _unchanged(self, book: RuleBook, text: str, division: str) -> CalendarReceipt:
        years = tuple(sorted({notice.year for notice in read_calendar(text).years}))
        return CalendarReceipt(version=version_in_force(book, division), years=years, changes=False)

    def _repeated(self, text: str, division: str, position: int | None) -> CalendarReceipt:
        """The answer to a command that was carried out before."""
        casework = self._casework
        for at, entry in casework.log.stream(casework.books.calendars):
            if at == position and isinstance(entry.fact, CalendarLoaded):
                streams = casework.log.streams(sorted({each.household for each in entry.fact.moved}))
                moved = (rescheduled_household(each, streams[each.household]) for each in entry.fact.moved)
                return replace(_receipt(entry.fact, moved), position=position)
        return self._unchanged(casework.books.current(), text, division)


def _receipt(fact: CalendarLoaded, moved: Iterable[RescheduledHousehold]) -> CalendarReceipt:
    return CalendarReceipt(
        version=fact.version, years=fact.years, changes=True, moved=tuple(moved), left_out=fact.left_out
    )


def rescheduled_household(moved: RescheduledDeadline, entries: Sequence[Entry]) -> RescheduledHousehold:
    """The moved deadline with its household as these entries leave it."""
    state = fold_history(moved.household, [entry for _, entry in entries if isinstance(entry, Recorded)])
    return _row(moved, state)


def _row(moved: RescheduledDeadline, state: Household) -> RescheduledHousehold:
    return RescheduledHousehold(
        household=state.number,
        id=moved.household,
        village=state.village,
        deadline=moved.deadline,
        occurrence=moved.occurrence,
        moved_from=moved.moved_from,
        moved_to=moved.moved_to,
        days=(moved.moved_to - moved.moved_from).days,
    )


class Movement:
    """The running deadlines that end on another day under a later book."""

    def __init__(self, casework: Casework, before: RuleBook, after: RuleBook) -> None:
        """Between two books, as the households of this installation stand now."""
        self.unreadable = 0
        self._log = casework.log
        self._now = casework.clock.now()
        self._before, self._after = before, after
        self._same: dict[str, bool] = {}

    def all_below(
        self, division: str, transferred_in: Collection[UUID], progress: Progress
    ) -> Iterator[tuple[RescheduledDeadline, RescheduledHousehold]]:
        """Those of every household of the division, in the order of their ids; then those of the transferred_in."""
        inside = significant_digits(division) if division else ""
        for count, (household, entries) in enumerate(self._histories(inside, transferred_in), start=1):
            if count % REPORTED_EVERY == 0:
                progress(count)
            facts = [entry for _, entry in entries if isinstance(entry, Recorded)]
            if len(facts) < len(entries):
                self.unreadable += 1
                continue
            state = fold_history(household, facts)
            if state.village.startswith(inside) and not self._stays(state.village):
                yield from self._moved(state)

    def _moved(self, household: Household) -> Iterator[tuple[RescheduledDeadline, RescheduledHousehold]]:
        before, after = self._before.of_household(household), self._after.of_household(household)
        for each in rescheduled_deadlines(household, before, after, now=self._now):
            yield each, _row(each, household)

    def _stays(self, village: str) -> bool:
        """Whether the village's calendar stays as it is: most days loaded concern other places."""
        if village not in self._same:
            rules: list[Rules] = [book.of(village) for book in (self._before, self._after)]
            self._same[village] = rules[0].calendar.says_the_same(rules[1].calendar)
        return self._same[village]

    def _histories(self, inside: str, transferred_in: Collection[UUID]) -> Iterator[tuple[UUID, list[Entry]]]:
        for prefix in (inside,) if inside else FIRST_DIGITS:
            for household, group in groupby(self._log.stream_range(prefix), key=_household):
                yield household, list(group)
        yield from self._log.streams(sorted(transferred_in)).items()


def _household(entry: Entry) -> UUID:
    return entry[1].originator_id
