"""Since when a member can and wants to work and has none, and since when a member is hard to employ."""

from __future__ import annotations

from datetime import date, datetime
from operator import is_

from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date, start_of
from casework.domain.codes.people import Employment, Willingness
from casework.domain.codes.verification import Finding
from casework.domain.fact import Recorded
from casework.domain.facts.households import MembersUpdated
from casework.domain.facts.verification import HardToEmployEnded
from casework.domain.household.detection import reason_but_age
from casework.domain.household.parts import MemberState, Turn
from casework.domain.household.state import Household
from casework.domain.policy.conditions import CONDITIONS, WILLING


def holding(state: MemberState, household: Household, on: date) -> tuple[str, ...]:
    """
    The conditions that hold of a member on a day, the age left aside.

    The first one: somebody can and wants to work, has none, and is still there; the second one needs the first.
    """
    if reason_but_age(state, on) is not None:
        return ()
    if state.now.employment is Employment.EMPLOYED or household.holding_placements(state.number):
        return ()
    if state.finding is not Finding.WILLING and state.now.willingness is Willingness.UNWILLING:
        return ()
    return CONDITIONS if state.hard_to_employ is not None else (WILLING,)


def with_turns(before: Household, after: Household, recorded: Recorded) -> Household:
    """The household after a fact that changed members or their work, with what that fact turned for each member."""
    on, was = shanghai_date(recorded.occurred_at), {state.number: state for state in before.members}
    members = tuple(_turned(state, was.get(state.number), before, after, recorded, on) for state in after.members)
    return after if all(map(is_, members, after.members)) else replace(after, members=members)


def _turned(
    state: MemberState,
    was: MemberState | None,
    before: Household,
    after: Household,
    recorded: Recorded,
    on: date,
) -> MemberState:
    if state is was and before.placements is after.placements:
        return state
    turns = was.turns if was else ()
    now, then = holding(state, after, on), holding(was, before, on) if was else ()
    for condition in CONDITIONS if now != then else ():
        if (condition in now) is not (condition in then):
            turn = Turn(
                condition=condition,
                holds=condition in now,
                at=moment_of(recorded)[0],
                version=recorded.version,
                recorded_at=recorded.timestamp,
            )
            turns = tuple(sorted((*turns, turn), key=_order))
    return replace(state, turns=turns) if turns != state.turns else state


def moment_of(recorded: Recorded) -> tuple[datetime, int]:
    """
    Its place in the order of time: what a source says, and that somebody is hard to employ no more, counts from the day
    that is stated; all else from when it happened.
    """
    fact, happened = recorded.fact, recorded.occurred_at
    if isinstance(fact, HardToEmployEnded) and fact.on < shanghai_date(happened):
        happened = start_of(fact.on)
    if isinstance(fact, MembersUpdated) and fact.effective_on < shanghai_date(happened):
        happened = start_of(fact.effective_on)
    return happened, recorded.version


def _order(turn: Turn) -> tuple[datetime, int]:
    return turn.at, turn.version
