"""Who counts as labour changes with the policy: the households concerned are judged on its day, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from casework.application.log.records.groups import AppendGroup
from casework.domain.fact import Recorded
from casework.domain.facts.households import Detected
from casework.domain.facts.office.rules import PolicyPublished
from projections.lists.detection_days import DetectionDays
from scheduler.duties.daily_detection import DetectionResult, detect_daily
from tests.support.households.rule_changes import MEN_TO_65, published
from tests.support.installations.installations import MONDAY, Office, open_office

AGED_62 = date(1963, 7, 1)


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """An office in which an old couple's household is registered, and judged today."""
    with open_office(database_url) as opened:
        opened.register([1], AGED_62)
        judged(opened)
        yield opened


def judged(office: Office) -> DetectionResult:
    return detect_daily(office.casework, office.engine, catch_up=office.catch_up)


def publish(office: Office, fact: PolicyPublished) -> None:
    books, now = office.casework.books, office.clock.now()
    version = len(office.log.entries(books.policies))
    entry = Recorded(
        originator_id=books.policies,
        originator_version=version + 1,
        timestamp=now,
        occurred_at=now,
        by="county",
        command_id="",
        fact=fact,
    )
    office.log.append(AppendGroup(household=books.policies, expected_version=version, entries=(entry,)))


def test_a_policy_to_come_judges_on_its_day(office: Office) -> None:
    """Men count until 65 from Thursday on: on Wednesday nothing, on Thursday he is found, on Friday not again."""
    publish(office, published("2", date(2026, 3, 5), MEN_TO_65))
    office.later(days=2)
    assert judged(office).detected == 0

    office.later(days=1)
    assert judged(office).detected == 1
    [found] = office.facts(Detected)
    assert (found.by, found.occurred_at.astimezone(MONDAY.tzinfo).date()) == ("rule:detection@2", date(2026, 3, 5))

    office.later(days=1)
    assert judged(office).detected == 0


@pytest.mark.parametrize("effective_on", [date(2026, 2, 1), date(2026, 3, 2), date(2026, 3, 4)])
def test_a_policy_that_counts_already_judges_at_the_next_judgement(office: Office, effective_on: date) -> None:
    """Published on Thursday, in force since before the household was registered, since that day, or since Wednesday."""
    office.later(days=3)
    judged(office)
    publish(office, published("2", effective_on, MEN_TO_65))

    office.later(days=1)
    assert judged(office).detected == 1

    office.later(days=1)
    assert judged(office) == DetectionResult()


def test_only_households_whose_answer_changes_have_a_day(office: Office) -> None:
    """A man of 62 is looked at on the policy's day, one of 70 is not; nor is anybody for a policy with the same ages."""
    office.register([2], date(1956, 1, 1))
    [old] = office.register([3], AGED_62)
    publish(office, published("2", date(2026, 3, 5)))
    publish(office, published("3", date(2026, 3, 9), MEN_TO_65))
    publish(office, published("4", date(2026, 3, 11), MEN_TO_65))
    office.catch_up()

    days = DetectionDays(office.engine)
    assert days.households(after=date(2026, 3, 2), up_to=date(2026, 3, 8)).rows == ()
    concerned = days.households(after=date(2026, 3, 8), up_to=date(2026, 3, 9)).rows
    assert old in concerned
    assert len(concerned) == 2
    assert days.households(after=date(2026, 3, 9), up_to=date(2026, 3, 12)).rows == ()


def test_without_a_new_policy_days_that_are_judged_do_not_come_again(office: Office) -> None:
    """A publication makes the next judgement look back; the one after it looks at its own days alone."""
    publish(office, published("2", date(2026, 3, 5), MEN_TO_65))
    office.later(days=4)
    assert judged(office).judged == 1
    office.later(days=30)
    assert judged(office).judged == 0
