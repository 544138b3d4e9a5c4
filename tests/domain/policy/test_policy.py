"""The policy as data: what a text is refused for, which one is in force, and a new deadline by text alone."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import seed
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.codes.sources import VerificationSource
from casework.domain.codes.stages import EpisodeKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.instances import instances
from casework.domain.facts.assistance import FollowUpLogged, NeedsAssessed
from casework.domain.facts.clearance import Cleared
from casework.domain.facts.deadlines import Escalated, Recipient
from casework.domain.facts.households import Detected, Verified
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.rules import Rules
from casework.domain.policy.text import PolicyError, default_policies, default_policy_text, load_policy
from casework.domain.statuses import ClearingGround
from tests.support.households.stories import (
    COUNTY,
    POLICY,
    TUESDAY,
    a_bare_household,
    a_detected_household,
    a_verified_household,
    context,
    given,
)

TEXT = default_policy_text()
LADDER = TEXT[TEXT.index("[[ladder]]") :]

NEEDS = """
[[deadline]]
name = "needs"
zh = "了解需求"
en = "needs of a household"
source = "BJ-1.3"
starts = [{ fact = "verified", where = { confirmed = true } }]
met = [{ fact = "needs-assessed" }]
limit = { value = 7, unit = "working-days" }
duty = "cadre"
ladder = "quick"

[[ladder]]
name = "quick"
source = "default: a test"
remind_working_days_before = 1
remind = ["duty"]
steps = [{ working_days_late = 2, to = ["county"] }]
"""


def under(*texts: str) -> Rules:
    """The rules of these policies, the earliest first."""
    return Rules(policies=Policies(dated=tuple(load_policy(text) for text in texts)), calendar=seed())


def changed(*changes: tuple[str, str]) -> str:
    """The default text with these words in place of others."""
    text = TEXT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


NEW_DEADLINE = changed((LADDER, NEEDS + LADDER))


def test_the_default_policy_reads_and_every_rule_names_its_source() -> None:
    """Ids of the sources, or default with the reason."""
    rules = (POLICY.detection, POLICY.clearing, POLICY.exit, POLICY.stability, POLICY.entries, POLICY.notices)
    for rule in (*rules, POLICY.terms, *POLICY.deadline, *POLICY.ladder):
        assert rule.source.startswith("default: ") or "-" in rule.source
    assert default_policies().dated == (POLICY,)


@pytest.mark.parametrize(
    ("old", "new", "saying"),
    [
        ('version = "1"', "version = ", "wrong"),
        ('source = "GY-2d"', 'sauce = "GY-2d"', "sauce"),
        ('source = "BJ-1.1a, BJ-1.1b, GY-11c"', "", "source"),
        ("counted_refusals = 3", 'counted_refusals = "three"', "counted_refusals"),
        ('unit = "own-date"', 'unit = "fortnights"', "fortnights"),
        ('fact = "household-reported"', 'fact = "household-phoned"', "unknown fact: household-phoned"),
        ('fact = "detected" }', 'fact = "village-changed" }', "unknown fact: village-changed"),
        ("where = { confirmed = true }", "where = { sure = true }", "verified has no field sure"),
        ('per = "offices"', 'per = "bureaus"', "household-reported has no field bureaus"),
        ('same = ["placement"]', 'same = ["post"]', "has no field post"),
        ('subject = "office"', 'subject = "bureau"', "report-receipted has no field bureau"),
        ('counted_from = "since"', 'counted_from = "from"', "placed has no field from"),
        ('own_date = "due_on"', 'own_date = "by"', "plan-agreed has no field by"),
        ('own_date = "due_on"\n', "", "measure: own_date"),
        ('duty = "village"', 'duty = "mayor"', "report: duty"),
        ('every = "month"', 'every = "week"', "post-information: every"),
        ('milestone = "1m"', 'milestone = "2m"', "retention: opens"),
        ('milestones = ["3m", "6m"]', 'milestones = ["3m", "12m"]', "unknown milestone: 12m"),
        ("count = 2", "count = 0", "post-information: count"),
        ('since = "episode"', 'since = "ever"', "since"),
        ('started_by = "verified"', 'started_by = "placed"', "assign: started_by"),
        ("special = { value", "urgent = { value", "contact: limit_by_level"),
        ('name = "receipt"', 'name = "report"', "report stands twice"),
        ('name = "standard"', 'name = "usual"', "report: ladder"),
        ("working_days_late = 3", "working_days_late = 1", "step by step"),
        ("working_days_late = 1,", "working_days_late = 0,", "step by step"),
        ('to = ["county"]', 'to = ["king"]', "unknown role: king"),
        ("remind_working_days_before = 2", "remind_working_days_before = -1", "before the last day"),
        ("men = [16, 60]", "men = [60, 16]", "bounds of men are reversed"),
    ],
)
def test_a_policy_that_would_run_wrong_is_refused(old: str, new: str, saying: str) -> None:
    """With the place in it that is wrong, in both languages, before anything rests on it."""
    with pytest.raises(PolicyError) as refused:
        load_policy(changed((old, new)))
    assert saying in refused.value.en
    assert refused.value.zh != refused.value.en


def test_a_new_deadline_works_by_text_alone() -> None:
    """Recorded history has it at once: start, limit, ladder and what meets it, without a line of code."""
    rules = under(NEW_DEADLINE)
    story = a_verified_household().under(rules)
    instance = story.deadline("needs")
    assert (instance.occurrence, instance.due_on, instance.unmet) == ("3", date(2026, 3, 12), True)
    raised = escalate(story.household, context(date(2026, 3, 16), rules=rules))
    late = [(fact.step, fact.to) for fact in raised if isinstance(fact, Escalated) and fact.deadline == "needs"]
    assert late == [(1, (Recipient(role="county", division=COUNTY),))]
    assert not story.happened(NeedsAssessed(member=1), at=date(2026, 3, 16)).deadline("needs").unmet


def test_a_deadline_is_governed_by_the_policy_in_force_at_its_start() -> None:
    """The new policy gives 20 days from 1 April on: an instance that started before keeps its 15."""
    new = changed(
        ('version = "1"', 'version = "2"'),
        ("effective_on = 2004-01-01", "effective_on = 2026-04-01"),
        ('value = 15, unit = "calendar-days" }\nduty', 'value = 20, unit = "calendar-days" }\nduty'),
    )
    rules = under(TEXT, new)
    for day, policy, due_on in (
        (date(2026, 3, 31), "1", date(2026, 4, 15)),
        (date(2026, 4, 1), "2", date(2026, 4, 21)),
    ):
        instance = a_detected_household(on=day).under(rules).deadline("verify")
        assert (instance.policy, instance.due_on) == (policy, due_on)


def test_a_period_and_a_milestone_start_on_their_own_day() -> None:
    """The retention check at three months and the information of May follow the policy then in force."""
    new = changed(('version = "1"', 'version = "2"'), ("effective_on = 2004-01-01", "effective_on = 2026-05-01"))
    cleared = Cleared(rule="clearing@1", ground=ClearingGround.CONTRACT, placement=1, rests_on=(1,))
    detected = Detected(episode=1, kind=EpisodeKind.FIRST, rule="detection@1", as_of=TUESDAY)
    hard = Verified(confirmed=True, source=VerificationSource.VISIT, hard_to_employ=(1,))
    story = a_bare_household().happened(detected, hard).under(under(TEXT, new))
    assert story.deadline("post-information", "2026-04/1").policy == "1"
    assert story.deadline("post-information", "2026-05/1").policy == "2"
    ended = story.happened(cleared)
    assert [(o, ended.deadline("retention", o).policy) for o in ended.occurrences("retention")] == [
        ("1m", "1"),
        ("3m", "2"),
        ("6m", "2"),
    ]


def test_the_policy_in_force_changes_at_midnight_in_shanghai() -> None:
    """Before the first one is in force the first one counts."""
    first, second = replace(POLICY, effective_on=date(2026, 1, 1)), replace(POLICY, effective_on=date(2026, 4, 1))
    policies = Policies(dated=(first, second))

    def at(text: str) -> Policy:
        return policies.in_force(datetime.fromisoformat(text))

    assert at("2025-01-01T00:00:00+08:00") is first
    assert at("2026-03-31T15:59:59+00:00") is first
    assert at("2026-03-31T16:00:00+00:00") is second


def test_two_ways_to_meet_a_deadline_are_counted_apart() -> None:
    """Either one visit or two calls: one visit is enough, one call is not."""
    ways = """met = [
  { fact = "follow-up-logged", where = { kind = "visit" } },
  { fact = "follow-up-logged", where = { kind = "call" }, count = 2 },
]"""
    text = NEW_DEADLINE.replace('met = [{ fact = "needs-assessed" }]', ways)
    story = a_verified_household().under(under(text))
    visit = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.AWAY)
    call = FollowUpLogged(kind=FollowUpKind.CALL, outcome=Outcome.AWAY)
    assert story.happened(visit).deadline("needs").met_version == 4
    assert story.happened(call).deadline("needs").unmet
    assert story.happened(call, call).deadline("needs").unmet  # two of one day are one
    on = date(2026, 3, 4)
    assert story.happened(call).happened(call, at=on).deadline("needs").met_version == 5
    assert story.happened(call, visit).happened(call, at=on).deadline("needs").met_version == 5


def test_a_removed_deadline_runs_no_more() -> None:
    """Without its rule there are no instances of it."""
    start, end = TEXT.index('[[deadline]]\nname = "receipt"'), TEXT.index('[[deadline]]\nname = "verify"')
    rules = under(TEXT[:start] + TEXT[end:])
    assert {i.deadline for i in instances(a_detected_household().household, rules)} == {"report", "verify"}
    given(a_detected_household().under(rules)).when(escalate).then_quiet()
