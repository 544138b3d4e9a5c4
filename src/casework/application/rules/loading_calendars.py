"""Loading a work calendar into the log, with the running deadlines that it moves (ADR 0008)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.groups import CommandKey, Entry
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.layers import read_calendar
from casework.domain.divisions.codes import significant_digits
from casework.domain.fact import Recorded
from casework.domain.facts.rules import EVERYWHERE, CalendarLoaded, LeftOutHoliday, RescheduledDeadline
from casework.domain.household.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from casework.domain.rules.loading_calendar import load_calendar, rescheduled_deadlines, version_in_force
from casework.domain.rules.rule_book import RuleBook

FIRST_DIGITS = "123456789"
"""Every village's code begins with one of these; the aggregates beside the households stand below 0."""

REPORTED_EVERY = 500
"""So many households are looked at between two reports of progress."""

Progress = Callable[[int], object]


class RescheduledHousehold(Struct, frozen=True, kw_only=True):
    """A running deadline that ends on another day, with the household's ledger number and village."""

    number: str
    village: str
    deadline: RescheduledDeadline


class CalendarReceipt(Struct, frozen=True, kw_only=True):
    """
    What loading a calendar came to.

    `years` are those it changes, or all of the file when it changes none; without a position nothing was recorded.
    `left_out` are legal holidays on which people work by it.
    `changes`: whether any day, name or notice changes. `unreadable`: households whose history cannot be read.
    """

    version: str
    years: tuple[int, ...]
    changes: bool
    moved: tuple[RescheduledHousehold, ...] = ()
    left_out: tuple[LeftOutHoliday, ...] = ()
    unreadable: int = 0
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
        found = _Movement(self._casework, before, before.with_fact(facts[0]))
        moved = tuple(found.all_below(division, transferred_in, self._progress))
        fact = replace(facts[0], moved=tuple(each.deadline for each in moved))
        return [fact], replace(_receipt(fact, moved), unreadable=found.unreadable)

    def _unchanged(self, book: RuleBook, text: str, division: str) -> CalendarReceipt:
        years = tuple(sorted({notice.year for notice in read_calendar(text).years}))
        return CalendarReceipt(version=version_in_force(book, division), years=years, changes=False)

    def _repeated(self, text: str, division: str, position: int | None) -> CalendarReceipt:
        """The answer to a command that was carried out before."""
        casework = self._casework
        for at, entry in casework.log.stream(casework.books.calendars):
            if at == position and isinstance(entry.fact, CalendarLoaded):
                streams = casework.log.streams(sorted({each.household for each in entry.fact.moved}))
                moved = (_named(each, streams[each.household]) for each in entry.fact.moved)
                return replace(_receipt(entry.fact, tuple(moved)), position=position)
        return self._unchanged(casework.books.current(), text, division)


def _receipt(fact: CalendarLoaded, moved: tuple[RescheduledHousehold, ...]) -> CalendarReceipt:
    return CalendarReceipt(version=fact.version, years=fact.years, changes=True, moved=moved, left_out=fact.left_out)


def _named(moved: RescheduledDeadline, entries: Sequence[Entry]) -> RescheduledHousehold:
    state = fold_history(moved.household, [entry for _, entry in entries if isinstance(entry, Recorded)])
    return RescheduledHousehold(number=state.number, village=state.village, deadline=moved)


class _Movement:
    """The running deadlines that end on another day under a later book."""

    def __init__(self, casework: Casework, before: RuleBook, after: RuleBook) -> None:
        self.unreadable = 0
        self._log = casework.log
        self._now = casework.clock.now()
        self._before, self._after = before, after
        self._same: dict[str, bool] = {}

    def all_below(
        self, division: str, transferred_in: Collection[UUID], progress: Progress
    ) -> Iterator[RescheduledHousehold]:
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

    def _moved(self, household: Household) -> Iterator[RescheduledHousehold]:
        before, after = self._before.of_household(household), self._after.of_household(household)
        for each in rescheduled_deadlines(household, before, after, now=self._now):
            yield RescheduledHousehold(number=household.number, village=household.village, deadline=each)

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
