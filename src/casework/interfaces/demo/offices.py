"""What the offices of the demo's city do beside the households: a county rules for itself, two villages become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Engine

from casework.application.rules.divisions import record_change
from casework.application.rules.policies import PolicyDesk
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.announcements import merge
from casework.domain.divisions.changes import NumberedChange
from casework.domain.divisions.same_day import announced
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.policy.text import default_policy_text
from scheduler.duties.village_changes import carry_over_due

COUNTY: Final = "990121000000"
MERGED: Final = ("990102200202", "990102200203")
"""Two villages of 三锄乡; the first takes the second in."""

OFFICE = "县级经办员"


def publish_county_policy(casework: Casework) -> None:
    """The county publishes its own text: households that are open are contacted every twenty days (GY-12e, BJ-3.1b)."""
    today = shanghai_date(casework.clock.now())
    PolicyDesk(casework).publish(county_policy(today), division=COUNTY, by=OFFICE)


def county_policy(today: date) -> str:
    """The default policy as the county words it from a day on."""
    text = default_policy_text()
    for of_default, of_county in (
        ('version = "1"', 'version = "稻溪-1"'),
        ('title = "默认政策"', 'title = "稻溪县零就业家庭处置办法"'),
        ("effective_on = 2004-01-01", f"effective_on = {today}"),
        ('limit = { value = 30, unit = "calendar-days" }\non_level', 'limit = { value = 20, unit = "calendar-days" }\non_level'),
    ):  # fmt: skip
        text = text.replace(of_default, of_county, 1)
    return text


def merge_villages(casework: Casework, engine: Engine, divisions: Divisions, catch_up: Callable[[], object]) -> None:
    """Two villages become one from today on; their households follow at once (ADR 0019)."""
    today = shanghai_date(casework.clock.now())

    def fact(known: Sequence[NumberedChange]) -> DivisionsChanged:
        return announced(
            lambda standing: merge(standing.divisions, MERGED, MERGED[0]),
            today,
            before=divisions,
            known=known,
            today=today,
        )

    record_change(casework, fact, by=OFFICE)
    carry_over_due(casework, engine, catch_up=catch_up)
