"""The steps of docs/how-to/a-new-deadline.md, carried out: needs are assessed within seven working days (BJ-1.3)."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from casework.domain.decisions.assistance import assess_needs
from casework.domain.policy.policy import Policies
from casework.domain.policy.text import PolicyError, default_policy_text, load_policy
from tests.support.households.stories import CADRE, RULES, Story, a_household_with_cadre

RULE = """
# page: rule
[[deadline]]
name = "needs"
zh = "了解需求"
en = "needs of each willing member"
source = "BJ-1.3"
starts = [{ fact = "cadre-accepted" }]
each = false
per = "willing"
met = [{ fact = "needs-assessed", subject = "member", since = "episode" }]
limit = { value = 7, unit = "working-days" }
duty = "cadre"
# page: end
"""


# page: tests
def a_household_under_the_new_policy() -> Story:
    """A cadre accepted it on Tuesday, 3 March 2026; the father is willing."""
    policy = load_policy(default_policy_text() + RULE)
    return a_household_with_cadre().under(replace(RULES, policies=Policies(dated=(policy,))))


def test_the_new_deadline_runs() -> None:
    """The seventh working day after Tuesday is the Thursday of the week after."""
    needs = a_household_under_the_new_policy().deadline("needs", "5/1")
    assert needs.due_on == date(2026, 3, 12)
    assert needs.unmet


def test_the_new_deadline_is_met() -> None:
    """Assessing that member's needs meets it."""
    story = a_household_under_the_new_policy().did(assess_needs, by=CADRE, member=1)
    assert not story.deadline("needs", "5/1").unmet
    # page: end


# page: day
def under_a_policy_from(day: date) -> Policies:
    """The default policy, and from a day on the one with the new rule."""
    text = default_policy_text().replace("effective_on = 2004-01-01", f"effective_on = {day}")
    return Policies(dated=(load_policy(default_policy_text()), load_policy(text + RULE)))


def test_what_began_before_the_day_stays_under_the_earlier_policy() -> None:
    """The cadre accepted on 3 March: a rule from the 4th does not concern him, one from the 3rd does."""
    accepted = a_household_with_cadre()
    for day, occurrences in ((date(2026, 3, 4), []), (date(2026, 3, 3), ["5/1"])):
        story = accepted.under(replace(RULES, policies=under_a_policy_from(day)))
        assert story.occurrences("needs") == occurrences
        assert story.occurrences("first-visit") == ["5"]
    # page: end


def test_a_rule_about_an_unknown_fact_is_refused() -> None:
    """A typing error is found when the policy is read, not when the deadline is missed."""
    with pytest.raises(PolicyError, match="needs-assesed"):
        load_policy(default_policy_text() + RULE.replace("needs-assessed", "needs-assesed"))
