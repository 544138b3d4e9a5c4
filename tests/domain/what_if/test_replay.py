"""Given a household's history, when it is replayed under other rules: which deadlines and notices would have differed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.codes.sources import VerificationSource
from casework.domain.deadlines.escalation import escalate
from casework.domain.decisions.cadres.responsibility import assign_cadre
from casework.domain.decisions.findings.reports import report_household
from casework.domain.decisions.verification import verify
from casework.domain.facts.deadlines import Escalated
from casework.domain.household.state import Household
from casework.domain.policy.deadline_rules import Match, Met
from casework.domain.policy.policy import Policy
from casework.domain.policy.rules import Rules
from casework.domain.what_if.comparison import Change, Difference
from casework.domain.what_if.history_states import visits
from casework.domain.what_if.passes import Passes
from casework.domain.what_if.policy_scenario import PolicyScenario
from casework.domain.what_if.replay import Replayed, replay
from casework.domain.what_if.shortcut import repeated_starts
from casework.domain.what_if.spans import Epoch
from casework.domain.what_if.terms import Rulings
from tests.support.households.stories import POLICY, RULES, TUESDAY, Story, a_detected_household, policies, ten_o_clock

NOW = ten_o_clock(date(2026, 4, 30))
SWEEP = "rule:escalation@1"


def swept(story: Story, *days: date) -> Story:
    """The story after the sweep came by at ten on these days."""
    for day in days:
        story = story.did(escalate, at=day, by=SWEEP)
    return story


def march(*days: int) -> list[date]:
    """Days of March 2026."""
    return [date(2026, 3, day) for day in days]


def verify_within(days: int, policy: Policy = POLICY) -> Policy:
    """The policy with another limit for the verification."""
    limit = Limit(value=days, unit=Unit.CALENDAR_DAYS)
    rules = (replace(rule, limit=limit) if rule.name == "verify" else rule for rule in policy.deadline)
    return replace(policy, version="2", deadline=tuple(rules))


def what_if(
    story: Story,
    policy: Policy | None = None,
    *,
    first: date | None = None,
    last: date | None = None,
    passes: Sequence[date] = (),
    epochs: Sequence[Epoch] = (Epoch(0, None, RULES),),
) -> Replayed:
    """The story replayed; `passes` are those that decided something elsewhere. Odd positions are free for others."""
    positions = [2 * entry.version for entry in story.entries]
    here = [(visit.position, visit.moment) for visit in visits(story.entries, positions)]
    elsewhere = [(_free(story, day), ten_o_clock(day)) for day in passes]
    scenario = policy and PolicyScenario(policy=policy, first=first, last=last)
    supposed = [epoch._replace(rules=scenario.rules(epoch.rules)) for epoch in epochs] if scenario else epochs

    def recorded_of(household: Household) -> Sequence[Epoch]:
        return epochs

    def supposed_of(household: Household) -> Sequence[Epoch]:
        return supposed

    found = [
        replay(
            story.entries,
            positions,
            Rulings(
                passes=Passes.of([*here, *elsewhere]),
                recorded=recorded_of,
                under_scenario=supposed_of if scenario else recorded_of,
                repeated=repeated_starts(policies(POLICY, *([policy] if policy else []))),
                now=NOW,
                first=first,
                last=last,
            ),
            exactly=exactly,
        )
        for exactly in (False, True)
    ]
    assert found[0] == found[1]
    return found[0]


def _free(story: Story, day: date) -> int:
    """A position after everything recorded by then."""
    return 2 * sum(entry.timestamp <= ten_o_clock(day) for entry in story.entries) + 1


def notices(found: Replayed, deadline: str = "verify") -> tuple[list[str], list[str]]:
    """The days and steps raised of a deadline, recorded and simulated."""
    said = [
        [f"{moment:%m-%d} {fact.step}" for moment, fact in steps if fact.deadline == deadline]
        for steps in (found.recorded, found.simulated)
    ]
    return said[0], said[1]


def test_under_the_recorded_rules_nothing_differs() -> None:
    """Swept every day for five weeks: the same notices on the same days, to the same people."""
    story = swept(a_detected_household(), *(TUESDAY + timedelta(days=n) for n in range(1, 36)))
    found = what_if(story)
    assert len(found.recorded) == 7
    assert found.simulated == found.recorded
    assert (found.changes, found.unlike, found.considered) == ((), 0, 2)


def test_what_an_outage_made_the_sweep_miss_stays_missed() -> None:
    """Swept on the first day and the twentieth only: no reminder, every step on the same late day."""
    story = swept(a_detected_household(), date(2026, 3, 4), date(2026, 3, 26))
    found = what_if(story)
    assert notices(found) == (["03-26 1", "03-26 2", "03-26 3"],) * 2
    assert found.simulated == found.recorded
    assert found.unlike == 0


def test_a_shorter_limit_is_due_earlier() -> None:
    """
    Ten days instead of fifteen: due on Friday 13 March instead of the 18th; reminded on the 11th, raised the week
    after.
    """
    story = swept(a_detected_household(), *march(*range(4, 30)))
    found = what_if(story, verify_within(10), passes=march(*range(4, 30)))
    assert found.changes == (
        Change(
            deadline="verify",
            occurrence="2",
            episode=1,
            kind=Difference.EARLIER,
            recorded_due_on=date(2026, 3, 18),
            simulated_due_on=date(2026, 3, 13),
        ),
    )
    assert notices(found) == (
        ["03-16 0", "03-19 1", "03-23 2", "03-26 3"],
        ["03-11 0", "03-16 1", "03-18 2", "03-23 3"],
    )


def test_what_people_did_stays_as_recorded() -> None:
    """
    Verified on the 17th: in time as recorded, so nothing was raised; under a shorter limit two steps would have been.
    """
    story = swept(a_detected_household(), *march(4, 11, 16))
    story = story.did(verify, at=date(2026, 3, 17), by="chen.jing", source=VerificationSource.VISIT)
    story = swept(story, *march(18, 19, 20, 23))
    found = what_if(story, verify_within(10), passes=march(18, 19, 20, 23))
    assert notices(found) == (["03-16 0"], ["03-11 0", "03-16 1"])


def test_a_pass_that_did_not_come_to_the_household_does_not_in_the_simulation() -> None:
    """On the 19th the sweep was elsewhere and passed this household by: under another policy it would have, too."""
    story = swept(a_detected_household(), *march(4, 6, 11, 16, 20))
    assert notices(what_if(story, passes=march(19)))[0] == ["03-16 0", "03-20 1"]
    shorter = what_if(story, verify_within(14), passes=march(19))
    assert notices(shorter)[1] == ["03-16 0", "03-20 1", "03-20 2"]
    assert notices(what_if(story, verify_within(14), passes=march(18)))[1] == ["03-16 0", "03-18 1", "03-20 2"]


def test_another_ladder_changes_notices_only() -> None:
    """The first step two working days late instead of one: the same due dates, another day."""
    ladders = tuple(
        replace(ladder, steps=(replace(ladder.steps[0], working_days_late=2), *ladder.steps[1:]))
        for ladder in POLICY.ladder
    )
    story = swept(a_detected_household(), *march(*range(4, 30)))
    found = what_if(story, replace(POLICY, version="2", ladder=ladders), passes=march(*range(4, 30)))
    assert found.changes == ()
    assert notices(found)[1] == ["03-16 0", "03-20 1", "03-23 2", "03-26 3"]


def test_a_new_deadline_and_one_that_is_gone() -> None:
    """A duty to assign within a day of the report, and no verification any more."""
    report = POLICY.rule("report")
    assert report is not None
    new = replace(
        report,
        name="assign-at-once",
        starts=(Match(fact="household-reported"),),
        met=(Met(fact="cadre-assigned"),),
    )
    policy = replace(POLICY, version="2", deadline=(*(rule for rule in POLICY.deadline if rule.name != "verify"), new))
    story = a_detected_household().did(report_household, at=date(2026, 3, 4))
    story = story.did(assign_cadre, at=date(2026, 3, 6), cadre="li.na")
    kinds = {(change.deadline, change.kind) for change in what_if(story, policy).changes}
    assert kinds == {("verify", Difference.GONE), ("assign-at-once", Difference.NEW)}


@pytest.mark.parametrize(
    ("first", "last", "differs"),
    [
        (TUESDAY, None, True),
        (TUESDAY + timedelta(days=1), None, False),
        (None, TUESDAY, True),
        (None, TUESDAY - timedelta(days=1), False),
    ],
)
def test_only_deadlines_that_start_in_the_window_count(first: date | None, last: date | None, differs: bool) -> None:
    """Both days of the window belong to it; what starts outside is neither simulated nor counted."""
    story = swept(a_detected_household(), *march(*range(4, 30)))
    found = what_if(story, verify_within(10), first=first, last=last)
    assert bool(found.changes) is differs
    assert bool(found.considered) is differs
    assert bool(found.recorded) is differs
    assert (found.simulated != found.recorded) is differs


def test_a_rule_published_later_does_not_act_backwards() -> None:
    """From position 20 on verification is due in five days: what was decided before stays right, what follows is new."""
    story = swept(a_detected_household(), *march(4, 6, 11, 16))
    corrected = Rules(policies=policies(verify_within(5)), calendar=RULES.calendar)
    position = 2 * story.version + 1
    story = swept(story.under(corrected), *march(17, 18))
    epochs = (Epoch(0, position, RULES), Epoch(position, None, corrected))
    found = what_if(story, epochs=epochs)
    assert found.simulated == found.recorded
    assert found.unlike == 0
    assert notices(found)[0] == ["03-16 0", "03-17 1", "03-17 2", "03-17 3"]
    backwards = what_if(story, epochs=(Epoch(0, None, corrected),))
    assert backwards.unlike > 0


def test_a_tampered_due_date_is_a_difference() -> None:
    """A recorded decision with another due date than the rules give: it is said of the deadline and counted."""
    story = swept(a_detected_household(), *march(5, 9))
    entries = [
        replace(entry, fact=replace(entry.fact, due_on=date(2026, 3, 5)))
        if isinstance(entry.fact, Escalated) and entry.fact.step == 2
        else entry
        for entry in story.entries
    ]
    found = what_if(replace(story, entries=tuple(entries)))
    assert found.unlike == 2  # the step for that day was not due, the one for the right day was not raised
    assert [(c.deadline, c.recorded_due_on, c.simulated_due_on) for c in found.changes] == [
        ("report", date(2026, 3, 5), date(2026, 3, 4))
    ]
