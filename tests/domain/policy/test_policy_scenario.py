"""Given recorded policies, when another one is supposed for some days: which policy governs a deadline by its start."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from casework.domain.policy.policy import Policies
from casework.domain.what_if.policy_scenario import PolicyScenario
from tests.support.households.stories import POLICY, RULES, policies, ten_o_clock

OLD = replace(POLICY, version="old", effective_on=date(2025, 1, 1))
NEW = replace(POLICY, version="new", effective_on=date(2026, 3, 1))
SUPPOSED = replace(POLICY, version="supposed", title="拟", effective_on=date(2026, 9, 1))
RECORDED = policies(OLD, NEW)


def in_force(found: Policies, day: date) -> str:
    """The version in force at ten on a day."""
    return found.in_force(ten_o_clock(day)).version


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2024, 6, 1), "old"),
        (date(2026, 2, 9), "old"),
        (date(2026, 2, 10), "supposed"),
        (date(2026, 3, 20), "supposed"),
        (date(2026, 3, 21), "new"),
    ],
)
def test_it_governs_from_the_first_day_to_the_last(day: date, version: str) -> None:
    """Both days included; before and after the recorded ones do, whatever date stands in the file."""
    scenario = PolicyScenario(policy=SUPPOSED, first=date(2026, 2, 10), last=date(2026, 3, 20))
    assert in_force(scenario.policies(RECORDED), day) == version


def test_without_bounds_it_always_governed() -> None:
    """From the beginning and without end."""
    found = PolicyScenario(policy=SUPPOSED).policies(RECORDED)
    assert {in_force(found, date(year, 1, 1)) for year in (2004, 2025, 2026, 2040)} == {"supposed"}


def test_before_the_first_policy_the_first_one_still_governs() -> None:
    """A window that begins before any policy leaves what started earlier as it was."""
    found = PolicyScenario(policy=SUPPOSED, first=date(2024, 6, 1)).policies(RECORDED)
    assert in_force(found, date(2024, 5, 31)) == "old"
    assert in_force(found, date(2024, 6, 1)) == "supposed"


def test_a_file_edited_under_its_old_version_is_another_policy() -> None:
    """Its ladders are its own, though the version in the file is that of a recorded policy."""
    edited = replace(NEW, ladder=tuple(replace(each, steps=each.steps[:1]) for each in NEW.ladder))
    found = PolicyScenario(policy=edited, first=date(2026, 3, 10)).policies(RECORDED)
    assert len({policy.version for policy in found.dated}) == len(found.dated)
    assert found.in_force(ten_o_clock(date(2026, 3, 10))).ladder == edited.ladder


def test_the_recorded_policy_itself_keeps_its_name() -> None:
    """The same rules under the same version are no other policy, though its days are another's."""
    found = PolicyScenario(policy=NEW, first=date(2026, 3, 10), last=date(2026, 4, 1)).policies(RECORDED)
    assert {policy.version for policy in found.dated} == {"old", "new"}


def test_the_calendar_stays() -> None:
    """Only the policy is supposed."""
    assert PolicyScenario(policy=SUPPOSED).rules(RULES).calendar is RULES.calendar
