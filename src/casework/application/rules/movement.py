"""The running deadlines that end on another day once the rules of a place are others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated
from uuid import UUID

from msgspec import field

from casework.application.log.records.groups import Entry
from casework.application.writing.casework import Casework
from casework.domain.columns import Cell, ListRow, column
from casework.domain.deadlines.names import DeadlineColumn, OccurrenceColumn
from casework.domain.divisions.codes import significant_digits
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import RescheduledDeadline
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.labels import Label, same
from casework.domain.policy.rules import Rules
from casework.domain.rules.calendar_changes import rescheduled_deadlines
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
    deadline: DeadlineColumn
    occurrence: OccurrenceColumn
    moved_from: Annotated[date, column("原截止日", "from")] = field(name="from")
    moved_to: Annotated[date, column("现截止日", "to")] = field(name="to")
    days: Annotated[int, column("相差天数", "days", words=_signed, in_json=False)]


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
