"""Deadlines set by law: who missed one stays marked, by the order of time and by the text that held then (GY-17c)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.domain.accountability.missed_duties import MissedLegalDuty, missed_legal_duties
from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.calendar.layers import with_outage
from casework.domain.calendar.work_calendar import Outage
from casework.domain.codes.sources import Force
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.outcomes import DutyOutcome
from casework.domain.fact import Fact
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.text import default_policy_text, load_policy
from projections.lists.deadline_list import instance_rows
from tests.support.households.deadline_stories import CONFIRMED, MOVED, detected
from tests.support.households.stories import POLICY, RULES, Story, midnight, ten_o_clock

LAST_DAY, LATER = date(2026, 3, 18), date(2026, 6, 1)
"""Detected on Tuesday 3 March, the verification is due by the 18th (OF-15)."""


def missed(story: Story, now: date = LATER) -> tuple[MissedLegalDuty, ...]:
    """What is marked as missed."""
    return missed_legal_duties(story.household, story.rules, now=ten_o_clock(now))


def outcomes(story: Story, now: date = LATER) -> list[tuple[str, DutyOutcome]]:
    """The marked deadlines, and what came of each."""
    return [(each.deadline, each.outcome) for each in missed(story, now)]


def verified(recorded_at: date, *, on: date, fact: Fact = CONFIRMED) -> Story:
    """The verification of one day, recorded on another."""
    return detected().happened(fact, at=on, recorded_at=recorded_at)


def under(story: Story, **changes: object) -> Story:
    """The story under a text that was published later for all days, in which the verification is another rule."""
    rules = tuple(replace(rule, **changes) if rule.name == "verify" else rule for rule in POLICY.deadline)
    later = replace(POLICY, version="2", deadline=rules)
    return story.under(replace(RULES, policies=Policies(dated=(later,))))


def test_what_is_set_by_law_and_passed_unmet_is_marked() -> None:
    """From the end of its last day on; of the other duties that passed none is set by law."""
    assert missed(detected(), LAST_DAY) == ()
    assert missed(detected()) == (
        MissedLegalDuty(
            deadline="verify",
            occurrence="2",
            episode=1,
            due_at=midnight(LAST_DAY),
            outcome=DutyOutcome.NOTHING_DONE,
            done_at=None,
            policy="1",
        ),
    )


def test_met_late_or_ended_it_stays_marked() -> None:
    """Nothing that happens afterwards takes the mark away."""
    assert outcomes(verified(date(2026, 3, 20), on=date(2026, 3, 20))) == [("verify", DutyOutcome.DONE_LATE)]
    assert outcomes(verified(date(2026, 3, 20), on=date(2026, 3, 20), fact=MOVED)) == [
        ("verify", DutyOutcome.ENDED_OVERDUE)
    ]


def test_done_in_time_and_entered_late_it_was_not_missed() -> None:
    """The order of time decides, though it had been raised by then."""
    raised = detected().did(escalate, at=date(2026, 3, 20), by="rule:escalation@1")
    assert outcomes(raised) == [("verify", DutyOutcome.NOTHING_DONE)]
    assert outcomes(raised.happened(CONFIRMED, at=LAST_DAY, recorded_at=date(2026, 3, 23))) == []
    late = raised.happened(CONFIRMED, at=date(2026, 3, 19), recorded_at=date(2026, 3, 23))
    assert outcomes(late) == [("verify", DutyOutcome.DONE_LATE)]


def test_a_later_text_takes_no_mark_away() -> None:
    """Raised as missed under one text, it stays so under one with more days, or where it is only promised."""
    raised = detected().did(escalate, at=date(2026, 3, 20), by="rule:escalation@1")
    more_days = Limit(value=60, unit=Unit.CALENDAR_DAYS)
    for changes in ({"limit": more_days}, {"force": Force.PROMISE}, {"force": None}):
        after = under(raised, **changes)
        assert [(each.deadline, each.due_at) for each in missed(after)] == [("verify", midnight(LAST_DAY))]
        in_time = after.happened(CONFIRMED, at=date(2026, 3, 17), recorded_at=date(2026, 3, 23))
        assert missed(in_time) == ()
        done_late = after.happened(CONFIRMED, at=date(2026, 3, 25))
        assert outcomes(done_late) == [("verify", DutyOutcome.DONE_LATE)]


def without_the_rule(story: Story) -> Story:
    """The story under a text for all days that asks for no verification."""
    rules = tuple(rule for rule in POLICY.deadline if rule.name != "verify")
    later = replace(POLICY, version="2", deadline=rules)
    return story.under(replace(RULES, policies=Policies(dated=(later,), superseded=(POLICY,))))


def test_a_text_that_drops_the_rule_takes_no_mark_away() -> None:
    """What was raised is judged by the text that raised it: ended, done late, or done in time and entered late."""
    raised = detected().did(escalate, at=date(2026, 3, 20), by="rule:escalation@1")
    after = without_the_rule(raised)
    assert [(each.deadline, each.due_at, each.done_at, each.policy) for each in missed(after)] == [
        ("verify", midnight(LAST_DAY), ten_o_clock(date(2026, 3, 20)), "1")
    ]
    late = raised.happened(CONFIRMED, at=date(2026, 3, 25))
    assert outcomes(without_the_rule(late)) == [("verify", DutyOutcome.DONE_LATE)]
    in_time = raised.happened(CONFIRMED, at=LAST_DAY, recorded_at=date(2026, 3, 23))
    assert outcomes(without_the_rule(in_time)) == []
    assert outcomes(without_the_rule(detected())) == []
    (row,) = [row for row in instance_rows(after.household, after.rules) if row.deadline == "verify"]
    assert (row.unmet, row.wakes_at, row.law_due_at) == (0, None, row.due_at)


def test_what_an_outage_excuses_is_not_marked_under_another_text() -> None:
    """An outage declared later moves the last day by which the earlier text counted, too."""
    raised = detected().did(escalate, at=date(2026, 3, 20), by="rule:escalation@1")
    in_time = raised.happened(CONFIRMED, at=date(2026, 3, 20))
    out = replace(RULES, calendar=with_outage(RULES.calendar, Outage(first=date(2026, 3, 16), last=date(2026, 3, 18))))
    for story in (in_time, without_the_rule(in_time), under(in_time, force=Force.PROMISE)):
        policies = replace(story.rules.policies, superseded=(POLICY,))
        assert outcomes(story.under(replace(out, policies=policies))) == []
        assert outcomes(story.under(replace(RULES, policies=policies))) == [("verify", DutyOutcome.DONE_LATE)]


def test_a_text_without_force_concludes_nothing() -> None:
    """Texts published before there was one read as before: it is not stated, and nobody is marked."""
    text = "\n".join(line for line in default_policy_text().split("\n") if not line.startswith("force = "))
    silent: Policy = load_policy(text)
    assert {rule.force for rule in silent.deadline} == {None}
    story = detected().under(replace(RULES, policies=Policies(dated=(silent,))))
    assert missed(story) == ()


def test_the_default_policy_says_it_of_every_deadline() -> None:
    """Set by law is what a document gives the days of: OF-15, BJ-3.2a, BJ-1.2d, GY-2b."""

    def named(force: Force) -> set[str]:
        return {rule.name for rule in POLICY.deadline if rule.force is force}

    assert named(Force.LAW) == {"verify", "post-information", "roster-verification", "quarter-confirmation"}
    assert named(Force.PROMISE) == {"assign", "first-offer", "employed", "clear", "measure", "appointment"}
    unstated: list[DeadlineRule] = [rule for rule in POLICY.deadline if rule.force is None]
    assert unstated == []
