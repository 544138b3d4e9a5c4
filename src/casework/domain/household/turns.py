"""Since when it is true of a member that he can and wants to work and has none, and that he is hard to employ."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.codes import Employment, Finding, Willingness
from casework.domain.fact import Recorded
from casework.domain.facts.households import MembersUpdated
from casework.domain.household.detection import reason_but_age
from casework.domain.household.state import Household, MemberState, Turn

WILLING, HARD_TO_EMPLOY = "willing", "hard_to_employ"
CONDITIONS: Final = (WILLING, HARD_TO_EMPLOY)
"""What a duty for each member may rest on, by the name that starting facts and policies give it (CZ-7c, BJ-3.2a)."""


def holds(condition: str, state: MemberState, household: Household, on: date) -> bool:
    """Whether the member counts on a day, his age left aside: he can and wants to work, has none, and is still there."""
    if reason_but_age(state, on) is not None:
        return False
    if state.now.employment is Employment.EMPLOYED or household.holding_placements(state.number):
        return False
    if state.finding is not Finding.WILLING and state.now.willingness is Willingness.UNWILLING:
        return False
    return condition == WILLING or state.hard_to_employ is not None


def with_turns(before: Household, after: Household, recorded: Recorded) -> Household:
    """The household after a fact, with what that fact turned for each member; nothing turns at its registration."""
    if not before.known or (before.members is after.members and before.placements is after.placements):
        return after
    on, was = shanghai_date(recorded.occurred_at), {state.number: state for state in before.members}
    members = tuple(_turned(state, was.get(state.number), before, after, recorded, on) for state in after.members)
    return replace(after, members=members) if members != after.members else after


def _turned(
    state: MemberState,
    was: MemberState | None,
    before: Household,
    after: Household,
    recorded: Recorded,
    on: date,
) -> MemberState:
    turns = was.turns if was else ()
    for condition in CONDITIONS:
        now = holds(condition, state, after, on)
        if now is not (was is not None and holds(condition, was, before, on)):
            turn = Turn(
                condition=condition,
                holds=now,
                at=_moment(recorded),
                version=recorded.version,
                recorded_at=recorded.timestamp,
            )
            turns = tuple(sorted((*turns, turn), key=_order))
    return replace(state, turns=turns) if turns != state.turns else state


def _moment(recorded: Recorded) -> datetime:
    """What a source says counts from its day on, all else from when it happened."""
    fact, happened = recorded.fact, recorded.occurred_at
    if isinstance(fact, MembersUpdated) and fact.effective_on < shanghai_date(happened):
        return start_of(fact.effective_on)
    return happened


def _order(turn: Turn) -> tuple[datetime, int]:
    return turn.at, turn.version
