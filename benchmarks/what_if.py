"""What-if against reading and decoding the same facts: recorded history under its own policies and under another one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from benchmarks.county import fill
from benchmarks.measuring import Figure, medians, stopwatch
from casework.application.inquiries.what_if import FIRST_DIGITS, what_if
from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.policy.policy import Policy
from casework.domain.policy.text import default_policies
from casework.domain.what_if.policy_scenario import PolicyScenario
from scheduler.duties.sweep import sweep
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, Office, open_office

HOUSEHOLDS = 4_000
SWEPT_FOR_DAYS = 30


def replaying(ground: Ground) -> Iterator[Figure]:
    """A county after some months of help and a month in which the sweep came by every day."""
    with open_office(ground.fresh(), ground.ring, MONDAY) as office:
        fill(office, HOUSEHOLDS)
        for _ in range(SWEPT_FOR_DAYS):
            office.later(days=1)
            sweep(office.casework, office.engine, catch_up=office.catch_up)
        facts = office.log.last_position()
        found = medians(
            {
                "read": lambda: _read(office, facts),
                "recorded": lambda: _replayed(office, facts, None),
                "supposed": lambda: _replayed(office, facts, PolicyScenario(policy=_shorter())),
            },
            rounds=3,
        )
    rates = {name: f"{facts / seconds:,.0f}/s" for name, seconds in found.items()}
    for name, words in (("recorded", "the recorded policies"), ("supposed", "another policy")):
        yield Figure(
            name=f"what-if under {words}",
            database=ground.kind,
            ratio=found["read"] / found[name],
            goal=0.10,
            detail=f"{rates[name]} facts, reading alone {rates['read']}",
        )


def _read(office: Office, until: int) -> float:
    with stopwatch() as watch:
        for digit in FIRST_DIGITS:
            for _ in office.log.stream_range(digit, until=until):
                pass
    return watch()


def _replayed(office: Office, until: int, scenario: PolicyScenario | None) -> float:
    with stopwatch() as watch:
        what_if(office.casework, until=until, scenario=scenario, inside=("",))
    return watch()


def _shorter() -> Policy:
    """The default policy with ten days instead of fifteen for the verification."""
    policy = default_policies().dated[-1]
    rules = (
        replace(rule, limit=Limit(value=10, unit=Unit.CALENDAR_DAYS)) if rule.name == "verify" else rule
        for rule in policy.deadline
    )
    return replace(policy, version="what-if", deadline=tuple(rules))
