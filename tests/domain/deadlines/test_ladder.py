"""Which steps of a deadline are due when, and whom each is for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office
from casework.domain.codes.stages import EpisodeKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.ladder import Step, open_steps, recipients
from casework.domain.decisions.cadres.responsibility import accept_household, release_cadre
from casework.domain.decisions.service.difficulties import raise_difficulty
from casework.domain.facts.deadlines import DeadlinePaused, Recipient
from casework.domain.facts.households import Detected
from tests.support.households.stories import (
    CADRE,
    CITY,
    COUNTY,
    POLICY,
    RULES,
    SUCCESSOR,
    TOWNSHIP,
    VILLAGE,
    Story,
    a_bare_household,
    a_detected_household,
    a_household_with_cadre,
    a_reported_household,
    midnight,
    policies,
)


def steps(story: Story, deadline: str, occurrence: str | None = None) -> list[Step]:
    """The steps of a deadline that nobody has decided."""
    return list(open_steps(story.deadline(deadline, occurrence), RULES))


def start_of(day: date) -> datetime:
    """00:00 of a day in Asia/Shanghai."""
    return midnight(day - timedelta(days=1))


def to(story: Story, deadline: str, *roles: str, occurrence: str | None = None) -> tuple[Recipient, ...]:
    """Whom roles of a deadline's step are for."""
    return recipients(story.household, story.deadline(deadline, occurrence), roles)


def test_a_reminder_and_three_steps_up() -> None:
    """Verification is due on Wednesday 18 March: reminder on Monday 16, then one, three and six working days late."""
    due = midnight(date(2026, 3, 18))
    assert steps(a_detected_household(), "verify") == [
        Step(number=0, at=start_of(date(2026, 3, 16)), until=due, roles=("duty",)),
        Step(number=1, at=start_of(date(2026, 3, 19)), until=None, roles=("duty", "township"), working_days_late=1),
        Step(number=2, at=start_of(date(2026, 3, 23)), until=None, roles=("county",), working_days_late=3),
        Step(number=3, at=start_of(date(2026, 3, 26)), until=None, roles=("city",), working_days_late=6),
    ]


def test_a_ladder_may_remind_nobody_and_go_nowhere() -> None:
    """Then nothing is raised; no notice goes to nobody."""
    silent = replace(POLICY.ladder[0], remind=(), steps=())
    rules = replace(RULES, policies=policies(replace(POLICY, ladder=(silent,))))
    story = a_detected_household().under(rules)
    assert list(open_steps(story.deadline("verify"), rules)) == []


def test_steps_count_working_days_over_a_holiday() -> None:
    """Due on 30 September 2026: one late on 8 October, three on the worked Saturday 10, six on Wednesday 14."""
    detected = Detected(episode=1, kind=EpisodeKind.FIRST, rule="detection@1", as_of=date(2026, 9, 15))
    story = a_bare_household(on=date(2026, 9, 15)).happened(detected)
    assert [step.at for step in steps(story, "verify")] == [
        start_of(date(2026, 9, 28)),
        start_of(date(2026, 10, 8)),
        start_of(date(2026, 10, 10)),
        start_of(date(2026, 10, 14)),
    ]


def test_no_reminder_before_the_start() -> None:
    """Two working days before a deadline of one lie before the detection."""
    assert [step.number for step in steps(a_detected_household(), "report")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        (start_of(date(2026, 3, 16)) - timedelta(seconds=1), False),
        (start_of(date(2026, 3, 16)), True),
        (midnight(date(2026, 3, 18)) - timedelta(seconds=1), True),
        (midnight(date(2026, 3, 18)), False),
    ],
)
def test_a_reminder_is_due_until_the_deadline_and_never_after(moment: datetime, is_due: bool) -> None:
    """A sweep between its moment and the end still raises it."""
    reminder = steps(a_detected_household(), "verify")[0]
    assert reminder.is_due(moment) is is_due


@pytest.mark.parametrize(("late", "is_due"), [(timedelta(seconds=-1), False), (timedelta(0), True)])
def test_a_step_up_is_due_from_its_moment_on(late: timedelta, is_due: bool) -> None:
    """And for as long as nobody decided it."""
    step = steps(a_detected_household(), "verify")[1]
    assert step.is_due(start_of(date(2026, 3, 19)) + late) is is_due
    assert step.is_due(start_of(date(2027, 3, 19))) is True


def test_decided_steps_are_closed() -> None:
    """A met, an ended or a paused deadline has none left; a decided step is not open again."""
    story = a_detected_household()
    raised = story.did(escalate, at=date(2026, 3, 16), by="rule:escalation@1")
    assert [step.number for step in steps(raised, "verify")] == [1, 2, 3]
    assert steps(a_household_with_cadre(), "verify") == []
    assert steps(story.happened(DeadlinePaused(deadline="verify", occurrence="2")), "verify") == []


def test_offices_are_named_by_their_division() -> None:
    """Twelve digits for the village, nine for the township, six for the county, four for the city."""
    assert to(a_detected_household(), "report", "duty", "township", "county", "city") == (
        Recipient(role="village", division=VILLAGE),
        Recipient(role="township", division=TOWNSHIP),
        Recipient(role="county", division=COUNTY),
        Recipient(role="city", division=CITY),
    )


def test_the_duty_of_a_cadre_is_for_the_one_responsible_now() -> None:
    """After a hand-over it is for the successor."""
    assert to(a_household_with_cadre(), "first-visit", "duty") == (
        Recipient(role="cadre", division=VILLAGE, account=CADRE),
    )
    handed_over = a_household_with_cadre(offered_to=SUCCESSOR).did(accept_household, by=SUCCESSOR)
    assert to(handed_over, "first-visit", "duty") == (Recipient(role="cadre", division=VILLAGE, account=SUCCESSOR),)


def test_without_a_cadre_it_falls_to_the_township_once() -> None:
    """Nobody is told twice in one step."""
    story = a_household_with_cadre().did(release_cadre, reason="x")
    assert to(story, "first-visit", "duty", "township") == (Recipient(role="township", division=TOWNSHIP),)


@pytest.mark.parametrize(
    ("office", "division"),
    [
        (Office.TOWNSHIP, TOWNSHIP),
        (Office.COUNTY_HRSS, COUNTY),
        (Office.COUNTY_RURAL_REVITALISATION, COUNTY),
    ],
)
def test_each_office_is_told_of_its_own_receipt(office: Office, division: str) -> None:
    """The duty is that office's."""
    assert to(a_reported_household(), "receipt", "duty", occurrence=f"3/{office}") == (
        Recipient(role=office, division=division),
    )


def test_a_difficulty_is_for_its_owner() -> None:
    """By account, with the township's division."""
    story = a_household_with_cadre().did(
        raise_difficulty, kind=DifficultyKind.CARE, owner="liu.min", due_on=date(2026, 3, 15)
    )
    assert to(story, "difficulty", "duty") == (Recipient(role="owner", division=TOWNSHIP, account="liu.min"),)
