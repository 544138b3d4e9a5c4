"""Moving a household to a village that is there and a number that is free, with its look-up (GY-2a)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import asdict

from casework.application.commands.moves import MoveHousehold
from casework.application.log.records.groups import IndexRow
from casework.application.places.listings import Listings
from casework.application.places.villages import village_named
from casework.application.writing.histories.history import Decided, History
from casework.domain.decisions.village_change import move_household, number_taken
from casework.domain.fact import Fact
from casework.domain.facts.households import HouseholdMoved
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history


def decide_move(history: History, command: MoveHousehold, context: DecisionContext) -> Decided:
    """
    Move the household; raises as `move_household`, InvalidValueError for no village, NotNowError when the place is
    taken.
    """
    facts = moved(history, context, **asdict(command))
    return Decided(facts=facts, index=look_ups_of(history, facts))


def moved(
    history: History, context: DecisionContext, *, village: str | None, number: str | None, on: date | None
) -> list[Fact]:
    """What moving comes to; a village that became part of another one means that one. Raises as `decide_move`."""
    if village is not None and village != history.state.village:
        village = village_named(history.log, history.keys, village, context.today)
    facts = move_household(history.state, context, village=village, number=number, on=on)
    for fact in facts:
        if isinstance(fact, HouseholdMoved):
            _refuse_taken(history, fact)
    return facts


def look_ups_of(history: History, facts: list[Fact]) -> tuple[IndexRow, ...]:
    """The rows by which a household that moved is found from now on."""
    listings = Listings(history.log, history.keys)
    return tuple(listings.row(fact.village, fact.number) for fact in facts if isinstance(fact, HouseholdMoved))


def _refuse_taken(history: History, fact: HouseholdMoved) -> None:
    other = Listings(history.log, history.keys).taken_by(fact.village, fact.number)
    if other is not None and other != history.state.id:
        is_seen = history.reaches(fold_history(other, history.log.entries(other)))
        raise number_taken(fact.number, other if is_seen else None)
