"""Whether an episode that was closed otherwise is still settled: until who is employable or employed changes."""

from __future__ import annotations

from datetime import date

from casework.domain.detection import reason_but_age
from casework.domain.facts.fact import Recorded
from casework.domain.household import Household
from casework.domain.work_calendar import shanghai_date


def unsettled_by_change(before: Household, after: Household, recorded: Recorded) -> Household:
    """
    The household, no longer settled when this fact changed who is in work or took somebody who counted out of labour.

    Comparing with the closing alone would miss a job found and lost again: the same members count as then, and yet
    something changed (design, 3).
    """
    episode = before.episode
    if episode is None or episode.settled_employable is None or len(after.episodes) != len(before.episodes):
        return after
    on = shanghai_date(recorded.occurred_at)
    counted = episode.settled_employable
    if _in_work(before) == _in_work(after) and not _stopped_counting(before, after, counted, on):
        return after
    return after.with_episode(settled_employable=None, settled_employed=None)


def _in_work(household: Household) -> frozenset[int]:
    return frozenset(state.number for state in household.present() if household.is_employed(state.number))


def _stopped_counting(before: Household, after: Household, counted: tuple[int, ...], on: date) -> bool:
    return not _counting(before, on).intersection(counted) <= _counting(after, on)


def _counting(household: Household, on: date) -> frozenset[int]:
    return frozenset(state.number for state in household.present() if reason_but_age(state, on) is None)
