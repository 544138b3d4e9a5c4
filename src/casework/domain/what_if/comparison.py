"""Which deadlines of a household would have differed under the rules of a scenario, and how."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from casework.domain.codes.code import Code
from casework.domain.deadlines.instances import Instance
from casework.domain.household.state import Household
from casework.domain.what_if.history_states import HistoryStates
from casework.domain.what_if.spans import episode_version
from casework.domain.what_if.step_placement import Key, Raised
from casework.domain.what_if.terms import Rulings

Name = tuple[int, str, str]
"""A deadline of a household: the version that began its episode, its name, its occurrence."""


class Difference(Code):
    """How a deadline would have differed: due later or earlier, there at all, or not there."""

    LATER = "later", "推迟"
    EARLIER = "earlier", "提前"
    NEW = "new", "新增"
    GONE = "gone", "取消"


class Change(Struct, frozen=True, kw_only=True):
    """A deadline that would have differed; a due date is None where there is no such deadline, or it stands still."""

    deadline: str
    occurrence: str
    episode: int
    kind: Difference
    recorded_due_on: date | None
    simulated_due_on: date | None


def compare(
    history: HistoryStates, recorded: Mapping[Key, Raised], expected: Mapping[Key, Raised], rulings: Rulings
) -> tuple[int, tuple[Change, ...]]:
    """How many deadlines are looked at, and those that would have differed, from what is known at the end."""
    state = history.final
    if not state.known:
        return 0, ()
    was, would = (
        {_name(state, each): each for each in history.at_the_end(epochs_of(state)[-1].rules, rulings.now)}
        for epochs_of in (rulings.recorded, rulings.under_scenario)
    )
    rescheduled = {
        (key.episode, key.deadline, key.occurrence): step.fact.due_on
        for key, step in recorded.items()
        if key not in expected or step.fact.due_on != expected[key].fact.due_on
    }
    names = [name for name, each in (would | was).items() if rulings.counts(each.started_at)]
    changes = (_change(was.get(name), would.get(name), rescheduled.get(name)) for name in names)
    return len(names), tuple(change for change in changes if change is not None)


def _change(was: Instance | None, would: Instance | None, rescheduled: date | None) -> Change | None:
    """
    How one deadline differs; `rescheduled` is the due date of a recorded decision that the recorded rules do not give.
    """
    instance = would or was
    if instance is None:
        return None
    before, after = rescheduled or (was.due_on if was else None), would.due_on if would else None
    if was is None or would is None:
        kind = Difference.NEW if was is None else Difference.GONE
    elif before == after:
        return None
    else:
        later = before is not None and (after is None or after > before)
        kind = Difference.LATER if later else Difference.EARLIER
    return Change(
        deadline=instance.deadline,
        occurrence=instance.occurrence,
        episode=instance.episode,
        kind=kind,
        recorded_due_on=before,
        simulated_due_on=after,
    )


def _name(state: Household, instance: Instance) -> Name:
    return episode_version(state, instance), instance.deadline, instance.occurrence
