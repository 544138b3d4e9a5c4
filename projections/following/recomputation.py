"""Households under changed rules: what is worked out of their facts is worked out again, page by page (ADR 0005)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from casework.application.log.records.groups import Entry
from casework.domain.divisions.codes import significant_digits
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import (
    EVERYWHERE,
    CalendarLoaded,
    OutageDeclared,
    OutageWithdrawn,
    PolicyPublished,
)
from casework.domain.household.state import Household
from casework.domain.rules.rule_book import RuleBook
from projections.following.changes import BeforeAfter, recomputed_changes
from projections.lists.deadline_list import instance_rows
from projections.lists.detection_days import days_of
from projections.storage.kept_states import Folded, states_after
from projections.storage.parked_households import PARKED, Parked, parked_rows
from projections.storage.position import Recomputing
from projections.storage.tables import Change, Edition

RuleFact = PolicyPublished | CalendarLoaded | OutageDeclared | OutageWithdrawn
_RULE_FACTS = (PolicyPublished, CalendarLoaded, OutageDeclared, OutageWithdrawn)

HOUSEHOLDS = 1_000
"""So many are recomputed in one transaction: half a second at most, in which nobody else waits for long."""

_NOBODY = UUID(int=0)


class Recomputed(Struct, frozen=True, kw_only=True):
    """
    What a page of households comes to: how many, the rows that change, who stops, the `last` one unless it was the end.
    """

    looked_at: int
    moved: BeforeAfter
    parked: tuple[Parked, ...]
    last: UUID | None

    def changes(self) -> list[Change]:
        """What changes, table by table."""
        stopped = Change(table=PARKED, rows=[row for parked in self.parked for row in parked_rows(parked)])
        return [*recomputed_changes(self.moved), stopped]


def changes_rules(entry: Entry) -> bool:
    """Whether the entry is a published policy, a loaded calendar, an outage or its withdrawal."""
    return isinstance(entry[1], Recorded) and type(entry[1].fact) in _RULE_FACTS


def recomputed_page(
    connection: Connection,
    entry: Entry,
    book: RuleBook,
    *,
    under_way: Recomputing | None,
    waiting: Collection[UUID],
    edition: Edition,
) -> Recomputed:
    """
    The next households, under the book that a change of rules made.

    Args:
        under_way: How far earlier pages came; one that was about another change does not count.
        waiting: The households that are parked already.
    """
    position, found = entry
    division = found.fact.division if isinstance(found, Recorded) and isinstance(found.fact, RuleFact) else EVERYWHERE
    after = under_way.done if under_way and under_way.rules_at == position else _NOBODY
    page = states_after(connection, after, HOUSEHOLDS, edition)
    moved, parked = _recomputed([each for each in page if is_concerned(each.household, division)], book)
    return Recomputed(
        looked_at=len(page),
        moved=moved,
        parked=tuple(stop for stop in parked if stop.household not in waiting),
        last=page[-1].household.id if len(page) == HOUSEHOLDS else None,
    )


def is_concerned(household: Household, division: str) -> bool:
    """Whether rules of a division are a household's: it belongs to a village there, or did before divisions changed."""
    prefix = significant_digits(division) if division else ""
    return any(
        village.startswith(prefix)
        for village in (household.village, *(earlier.village for earlier in household.earlier_villages))
    )


def recomputed(folded: Folded, book: RuleBook) -> Folded:
    """The same facts under another book: exactly what folding them under it gives."""
    rules = book.of_household(folded.household)
    return replace(folded, deadlines=instance_rows(folded.household, rules), days=days_of(folded.household, rules))


def stopped_at(folded: Folded, error: Exception) -> Parked:
    """A household that the rules do not fit, set aside where it stands; the kind of error alone is kept."""
    return Parked(
        household=folded.household.id,
        position=folded.position,
        version=folded.household.version,
        reason=type(error).__name__,
    )


def _recomputed(concerned: Iterable[Folded], book: RuleBook) -> tuple[BeforeAfter, list[Parked]]:
    moved: BeforeAfter = []
    parked = []
    for before in concerned:
        try:
            after = recomputed(before, book)
        except Exception as error:  # whatever it is, it stays with this household
            parked.append(stopped_at(before, error))
        else:
            if after != before:
                moved.append((before, after))
    return moved, parked
