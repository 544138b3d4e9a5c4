"""The days on which a household's answer may change by time alone: the daily judgement looks at those households."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Engine, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.decisions.detection import ONE_DAY, detection_days, term_end
from casework.domain.household.detection import detection
from casework.domain.household.state import Household
from casework.domain.policy.policy import Policy
from casework.domain.policy.rules import Rules
from projections.storage.answers import Answer, answer
from projections.storage.columns import DayCell, IdCell
from projections.storage.engine import reading
from projections.storage.kept_states import Folded
from projections.storage.tables import Lookup, read_table

# ---- Table


class DetectionDayRow(NamedTuple):
    """A row of the days of detection as it is stored."""

    household: IdCell
    on: DayCell


DETECTION_DAYS = read_table(
    "rm_judgement_days", DetectionDayRow, key=2, lookups=(Lookup(columns=('"on"', "household")),)
)

# ---- Follower


def days_of(household: Household, rules: Rules) -> tuple[str, ...]:
    """
    The household's days after its last fact, each under the policy in force on it.

    The day on which another policy begins is one of them when it changes the answer. So is the day after the last fact
    when the policy of then, which may have been published since, judges otherwise.
    """
    if not household.known or household.last_recorded_at is None:
        return ()
    last = shanghai_date(household.last_recorded_at)
    policy = rules.policies.in_force(household.last_recorded_at)
    later = list({each.effective_on: each for each in rules.policies.dated if each.effective_on > last}.values())
    days = {day for day in detection_days(household, policy) if not later or day < later[0].effective_on}
    if policy is not rules.policies.dated[0] and detection(household, on=last + ONE_DAY, policy=policy):
        days.add(last + ONE_DAY)
    for former, following in pairwise([policy, *later]):
        begins = following.effective_on
        until = next((each.effective_on for each in later if each.effective_on > begins), date.max)
        days |= {day for day in detection_days(household, following) if begins <= day < until}
        if _answers_otherwise(household, former, following):
            days.add(begins)
    return tuple(day.isoformat() for day in sorted(days))


def _answers_otherwise(household: Household, former: Policy, following: Policy) -> bool:
    """Whether the day on which a policy begins finds what its forerunner did not."""
    begins = following.effective_on
    for placement in household.holding_placements():
        end = term_end(placement, following)
        if end is not None and end <= begins and end != term_end(placement, former):
            return True
    if former.detection == following.detection:
        return False
    return detection(household, on=begins, policy=following) is not None


def detection_rows(folded: Folded) -> list[DetectionDayRow]:
    """One row a day."""
    return [DetectionDayRow(folded.household.id.bytes, day) for day in folded.days]


# ---- Queries


class DetectionDays:
    """Which households are to be judged."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def households(self, *, after: date, up_to: date) -> Answer[UUID]:
        """The households with a day after `after`, up to and including `up_to`, by id."""
        on = DETECTION_DAYS.c.on
        query = select(DETECTION_DAYS.c.household).where(on > after, on <= up_to).distinct()
        with reading(self._engine) as connection:
            return answer(connection, list(connection.scalars(query.order_by(DETECTION_DAYS.c.household))), None)
