"""What the offices of the demo's city do beside the households: a county rules for itself, two villages become one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Engine

from casework.application.rules.divisions import record_change
from casework.application.rules.policies import PolicyDesk
from casework.domain.codes.offices import Role
from casework.domain.divisions.announcements import merge
from casework.domain.divisions.changes import NumberedChange
from casework.domain.divisions.same_day import announced
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.policy.text import default_policy_text
from casework.interfaces.demo.staff import Staff
from scheduler.duties.village_changes import carry_over_due

COUNTY: Final = "990121000000"
MERGED: Final = ("990102200202", "990102200203")
"""Two villages of 三锄乡; the first takes the second in."""


def publish_county_policy(staff: Staff) -> None:
    """
    The county publishes its own text: households that are open are contacted every twenty days (GY-12e, BJ-3.1b).

    One of its HRSS department proposes it, the other one decides.
    """
    one, at_one = staff.in_office(Role.COUNTY_HRSS, COUNTY)
    other, at_other = staff.in_office(Role.COUNTY_HRSS, COUNTY, second=True)
    proposed = PolicyDesk(at_one).publish(county_policy(staff.today), division=COUNTY, by=one)
    assert proposed.proposal is not None
    PolicyDesk(at_other).decide(proposed.proposal, by=other)


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


def merge_villages(staff: Staff, engine: Engine, divisions: Divisions, catch_up: Callable[[], object]) -> None:
    """Two villages become one from today on, as the city says; their households follow at once (ADR 0019)."""
    today, (by, casework) = staff.today, staff.in_office(Role.CITY, COUNTY)

    def fact(known: Sequence[NumberedChange]) -> DivisionsChanged:
        return announced(
            lambda standing: merge(standing.divisions, MERGED, MERGED[0]),
            today,
            before=divisions,
            known=known,
            today=today,
        )

    record_change(casework, fact, by=by)
    carry_over_due(casework, engine, catch_up=catch_up)
