"""Deadlines that start on the register itself: a quarterly confirmation, and the month after a roster (GY-2b, BJ-1.2d)."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from msgspec import convert
from msgspec.structs import replace

from casework.domain.codes.people import Employment
from casework.domain.codes.sources import Source
from casework.domain.consequences.policy_check import judge
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.names import is_meant, occurrence_label
from casework.domain.facts.assistance import NeedsAssessed
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.labels import Label
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.faults.policy_faults import policy_faults
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.rules import Rules
from tests.support.households.deadline_stories import REACHED, detected
from tests.support.households.stories import (
    FATHER,
    POLICY,
    RULES,
    TUESDAY,
    WIFE,
    Story,
    a_bare_household,
    context,
    midnight,
    working,
)

QUARTERLY = """
name = "quarter-update"
zh = "按季更新"
en = "quarterly update"
source = "GY-2b"
starts = [{ fact = "registered" }]
each = false
every = "quarter"
met = [{ fact = "members-updated" }, { fact = "follow-up-logged", where = { outcome = "reached" } }]
limit = { value = 1, unit = "quarter-end" }
duty = "village"
"""
ROSTER = """
name = "roster"
zh = "名单核实"
en = "roster"
source = "BJ-1.2d"
starts = [
    { fact = "registered", where = { source = "ledger" } },
    { fact = "members-updated", where = { source = "ledger" } },
]
one_at_a_time = true
counted_from = "effective_on"
met = [{ fact = "verified" }, { fact = "follow-up-logged", where = { kind = "visit", outcome = "reached" } }]
limit = { value = 2, unit = "month-end" }
duty = "township"
"""
EACH_WILLING = QUARTERLY.replace("each = false", 'each = false\nper = "willing"').replace(
    '{ fact = "members-updated" }, { fact = "follow-up-logged", where = { outcome = "reached" } }',
    '{ fact = "needs-assessed", subject = "member" }',
)


def rule(text: str, **other: Any) -> DeadlineRule:
    """A rule as a county writes it."""
    return replace(convert(tomllib.loads(text), DeadlineRule), **other)


def policy(*rules: DeadlineRule) -> Policy:
    """The default policy with these rules beside its own."""
    return replace(POLICY, deadline=(*POLICY.deadline, *rules))


def under(*rules: DeadlineRule) -> Rules:
    """The rules with that policy."""
    return replace(RULES, policies=Policies(dated=(policy(*rules),)))


def confirmed(story: Story, on: date) -> Story:
    """A survey that says something new of a household, and of who works in it nothing."""
    update = MembersUpdated(source=Source.SURVEY, effective_on=on, household_fields=("category",))
    return story.happened(update, at=on)


def quarters(story: Story) -> dict[str, Instance]:
    """The quarterly updates by their quarter."""
    found = instances(story.household, story.rules)
    return {each.occurrence: each for each in found if each.deadline == "quarter-update"}


A_QUARTER = under(rule(QUARTERLY))


@pytest.mark.parametrize("text", [QUARTERLY, ROSTER, EACH_WILLING], ids=["quarterly", "roster", "each willing member"])
def test_a_policy_with_such_rules_is_sound(text: str) -> None:
    """Neither a fault of its shape nor a consequence that harms somebody."""
    assert list(policy_faults(policy(rule(text)))) == []
    assert judge(policy(rule(text))).harms == judge(POLICY).harms == ()


@pytest.mark.parametrize("every", ["month", "quarter", "year"])
def test_these_periods_there_are(every: str) -> None:
    """And no other."""
    assert list(policy_faults(policy(rule(QUARTERLY, every=every)))) == []
    assert list(policy_faults(policy(rule(QUARTERLY, every="week"))))


def test_a_quarter_ends_with_its_last_day() -> None:
    """Registered on 3 March, the first full quarter is the second one: due on 30 June, met in it and not before."""
    story = a_bare_household().under(A_QUARTER)
    assert quarters(story)["2026Q2"].due_on == date(2026, 6, 30)
    assert quarters(story)["2026Q2"].due_at == midnight(date(2026, 6, 30))
    assert quarters(confirmed(story, date(2026, 3, 31)))["2026Q2"].unmet
    assert not quarters(confirmed(story, date(2026, 4, 1)))["2026Q2"].unmet
    assert not quarters(confirmed(story, date(2026, 6, 30)))["2026Q2"].unmet
    late = confirmed(story, date(2026, 7, 1))
    assert quarters(late)["2026Q2"].unmet
    assert not quarters(late)["2026Q3"].unmet


def test_nothing_new_is_an_answer_too() -> None:
    """Somebody was reached and said that nothing has changed."""
    story = a_bare_household().under(A_QUARTER).happened(REACHED, at=date(2026, 5, 5))
    assert not quarters(story)["2026Q2"].unmet


def test_the_quarters_go_on_for_a_household_that_is_always_confirmed() -> None:
    """On the first day of each: the next one is known by then."""
    story = a_bare_household().under(A_QUARTER)
    for month, following in ((4, "2026Q3"), (7, "2026Q4"), (10, "2027Q1")):
        story = confirmed(story, date(2026, month, 1))
        assert quarters(story)[following].unmet


def test_an_episode_changes_nothing() -> None:
    """The register is kept up for every household; what is said of it in an episode counts."""
    story = detected().under(A_QUARTER)
    assert quarters(story)["2026Q2"].episode == 0
    assert not quarters(confirmed(story, date(2026, 4, 7)))["2026Q2"].unmet
    assert not quarters(story.happened(REACHED, at=date(2026, 4, 7)))["2026Q2"].unmet


def test_a_missed_quarter_is_raised() -> None:
    """On the first working day after it, to the village and its township."""
    story = a_bare_household().under(A_QUARTER)
    assert not any(f.step for f in escalate(story.household, context(date(2026, 6, 30), rules=A_QUARTER)))  # type: ignore[attr-defined]
    (step,) = escalate(story.household, context(date(2026, 7, 1), rules=A_QUARTER))
    assert (step.deadline, step.occurrence, step.step, step.episode) == ("quarter-update", "2026Q2", 1, 0)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("day", "due_on"), [(31, date(2026, 2, 28)), (1, date(2026, 2, 28))])
def test_a_roster_is_verified_by_the_end_of_the_next_month(day: int, due_on: date) -> None:
    """Counted from the day of the list, whichever day of January it was."""
    story = a_bare_household(on=date(2026, 1, day)).under(under(rule(ROSTER)))
    assert story.deadline("roster").due_on == due_on
    met = story.happened(REACHED, at=date(2026, 2, 10))
    assert not met.deadline("roster").unmet


def test_a_new_roster_starts_anew_once_the_last_one_is_verified() -> None:
    """A second list while the first one runs is the same duty."""
    story = a_bare_household(on=date(2026, 1, 5)).under(under(rule(ROSTER)))
    again = MembersUpdated(source=Source.LEDGER, effective_on=date(2026, 1, 20), household_fields=("category",))
    assert story.happened(again, at=date(2026, 1, 20)).occurrences("roster") == ["1"]
    verified = story.happened(REACHED, at=date(2026, 1, 12)).happened(again, at=date(2026, 1, 20))
    assert verified.occurrences("roster") == ["1", "3"]


def test_each_willing_member_has_a_duty_of_his_own() -> None:
    """From the register on, until he works; who loses his work has one from then on."""
    story = a_bare_household(FATHER, working(WIFE)).under(under(rule(EACH_WILLING)))
    assert [name for name in quarters(story) if name.startswith("2026Q2")] == ["2026Q2/1"]
    met = story.happened(NeedsAssessed(member=1), at=date(2026, 4, 7))
    assert not quarters(met)["2026Q2/1"].unmet
    works = MembersUpdated(
        source=Source.SURVEY,
        effective_on=date(2026, 4, 8),
        changed=(
            MemberChange(fields=("employment",), member=working(FATHER)),
            MemberChange(fields=("employment",), member=replace(WIFE, employment=Employment.NOT_EMPLOYED)),
        ),
    )
    turned = story.happened(works, at=date(2026, 4, 8))
    assert quarters(turned)["2026Q2/1"].ended_at is not None
    assert sorted(name for name in quarters(turned) if "/4" in name)[0] == "2026Q3/4"
    assert quarters(turned).keys().isdisjoint({"2026Q3/1"})


def test_a_period_has_a_name() -> None:
    """By it, and by what it is called, one is asked for."""
    assert occurrence_label("2026Q2") == Label("2026年第2季度", "2026, quarter 2")
    assert occurrence_label("2026Y") == Label("2026年", "2026")
    assert occurrence_label("2026-04") == Label("2026-04", "2026-04")
    assert is_meant("2026年第2季度", "2026Q2")


def test_what_is_kept_of_the_register_is_slim() -> None:
    """Which source said something and of which day; nobody's values."""
    story = a_bare_household().happened(
        MembersUpdated(source=Source.SURVEY, effective_on=TUESDAY, joined=(WIFE,)), at=TUESDAY
    )
    outside = story.household.outside
    assert outside is not None
    registered, updated = (entry.fact for entry in outside.entries)
    assert registered.members == ()  # type: ignore[attr-defined]
    assert updated == MembersUpdated(source=Source.SURVEY, effective_on=TUESDAY)
