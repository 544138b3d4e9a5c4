"""The days on which a household's answer may change by time alone: the daily judgement looks at those households."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Column, Engine, select

from casework.domain.deadlines import Rules
from casework.domain.decisions.judging import judgement_days
from casework.domain.household import Household
from projections.answers import Answer, answer
from projections.columns import DayText, HouseholdId, Row
from projections.engine import reading
from projections.folded import Folded
from projections.tables import Lookup, read_table

# ---- Table

JUDGEMENT_DAYS = read_table(
    "rm_judgement_days",
    Column("household", HouseholdId, primary_key=True),
    Column("on", DayText, primary_key=True),
    lookups=(Lookup(columns=('"on"', "household")),),
)

# ---- Follower


def days_of(household: Household, rules: Rules) -> tuple[str, ...]:
    """The household's days after its last fact, under the policy in force then."""
    if household.last_recorded_at is None:
        return ()
    policy = rules.policies.in_force(household.last_recorded_at)
    return tuple(day.isoformat() for day in judgement_days(household, policy))


def judgement_rows(folded: Folded) -> list[Row]:
    """One row a day."""
    return [(folded.household.id.bytes, day) for day in folded.days]


# ---- Queries


class JudgementDays:
    """Which households are to be judged."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def households(self, *, after: date, up_to: date) -> Answer[UUID]:
        """The households with a day after `after`, up to and including `up_to`, by id."""
        on = JUDGEMENT_DAYS.c.on
        query = select(JUDGEMENT_DAYS.c.household).where(on > after, on <= up_to).distinct()
        with reading(self._engine) as connection:
            return answer(connection, list(connection.scalars(query.order_by(JUDGEMENT_DAYS.c.household))))
