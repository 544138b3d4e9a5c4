"""An outage: its days do not count, in a division and below it, for the deadlines it touched and for no others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.calendar.due_dates import reminder_moment, working_days_late
from casework.domain.calendar.layers import with_outage
from casework.domain.calendar.work_calendar import Outage, end_of, seed, shanghai_date
from casework.domain.codes.offices import OutageKind
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.instances import days_of, find
from casework.domain.deadlines.ladder import open_steps
from casework.domain.deadlines.outcomes import is_late_entry
from casework.domain.deadlines.pause_and_resume import pause_deadline, resume_deadline
from casework.domain.errors import InvalidValueError, NotNowError, SamePersonError
from casework.domain.facts.deadlines import Escalated
from casework.domain.facts.office.rules import OutageDeclared
from casework.domain.rules.built_in import built_in_rules
from casework.domain.rules.calendar_changes import rescheduled_deadlines
from casework.domain.rules.outages import declare_outage, withdraw_outage
from casework.domain.rules.rule_book import RuleBook
from casework.domain.statuses import DayCounted
from tests.support.households.stories import (
    COUNTY,
    POLICY,
    VILLAGE,
    Story,
    a_detected_household,
    context,
    midnight,
    ten_o_clock,
)

BOOK = RuleBook(built_in=built_in_rules())
TODAY = date(2026, 4, 1)
ELSEWHERE = "990100000000"


def out(first: date, last: date, division: str = "") -> OutageDeclared:
    """The system stood still from day to day."""
    return OutageDeclared(kind=OutageKind.SYSTEM, first_on=first, last_on=last, division=division)


def due(outage: OutageDeclared, deadline: str = "verify", *, story: Story | None = None) -> date | None:
    """When a deadline of a household of the village ends under the outage; 18 March without any."""
    found = find((story or a_detected_household()).household, BOOK.with_fact(outage).of(VILLAGE), deadline)
    assert found is not None
    return found.due_on


@pytest.mark.parametrize(
    ("first", "last", "ends_on"),
    [
        (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 18)),
        (date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 19)),
        (date(2026, 3, 10), date(2026, 3, 11), date(2026, 3, 20)),
        (date(2026, 3, 18), date(2026, 3, 18), date(2026, 3, 19)),
        (date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 18)),
    ],
)
def test_it_moves_what_it_touches_by_its_days(first: date, last: date, ends_on: date) -> None:
    """From the day after the start to the last day; before and after that it touches nothing."""
    assert due(out(first, last)) == ends_on


def test_working_days_are_skipped_as_days() -> None:
    """The report of Tuesday is due on Wednesday, and out on Wednesday and Thursday on Friday."""
    assert due(out(date(2026, 3, 4), date(2026, 3, 5)), "report") == date(2026, 3, 6)
    assert due(out(date(2026, 3, 7), date(2026, 3, 8)), "report") == date(2026, 3, 4)


@pytest.mark.parametrize(("division", "ends_on"), [("", 19), (COUNTY, 19), (VILLAGE, 19), (ELSEWHERE, 18)])
def test_it_holds_below_its_division(division: str, ends_on: int) -> None:
    """Everywhere, of the county and of the village alike; another city's is nothing here."""
    assert due(out(date(2026, 3, 10), date(2026, 3, 10), division)) == date(2026, 3, ends_on)


def test_a_reminder_and_days_of_grace_skip_its_days() -> None:
    """Two days of work before the last day, and five after something happened, are days on which somebody could work."""
    last = date(2026, 3, 18)
    assert reminder_moment(last, 2, seed()) == midnight(date(2026, 3, 15))
    for first, until, reminded in ((16, 17, 12), (17, 17, 13), (12, 13, 16), (13, 16, 12), (18, 19, 16)):
        calendar = with_outage(seed(), Outage(first=date(2026, 3, first), last=date(2026, 3, until)))
        assert reminder_moment(last, 2, calendar) == midnight(date(2026, 3, reminded - 1)), (first, until)
    grace, happened = POLICY.entries, ten_o_clock(date(2026, 3, 3))
    days = grace.late_after_working_days
    ends = seed().add_working_days(date(2026, 3, 3), days)
    later = seed().add_working_days(date(2026, 3, 3), days + 1)
    calendar = with_outage(seed(), Outage(first=ends, last=ends))
    assert is_late_entry(happened, end_of(ends), seed(), grace)
    assert not is_late_entry(happened, end_of(ends), calendar, grace)
    assert is_late_entry(happened, end_of(later), calendar, grace)


def test_withdrawn_its_days_count_again() -> None:
    """Of two outages the one that is meant goes; whoever declared it does not withdraw it."""
    declared, other = out(date(2026, 3, 10), date(2026, 3, 10)), out(date(2026, 3, 11), date(2026, 3, 11))
    both = BOOK.with_fact(declared).with_fact(other)
    meant: dict[str, Any] = {"kind": OutageKind.SYSTEM, "first_on": date(2026, 3, 10), "last_on": date(2026, 3, 10)}
    (withdrawn,) = withdraw_outage(both, context(TODAY, by="other"), **meant, declared_by="clerk")
    assert both.with_fact(withdrawn).outages == (other,)
    with pytest.raises(SamePersonError):
        withdraw_outage(both, context(TODAY, by="clerk"), **meant, declared_by="clerk")
    with pytest.raises(NotNowError):
        withdraw_outage(both, context(TODAY, by="other"), **meant, division=VILLAGE, declared_by="clerk")


def test_every_day_of_it_is_listed_and_the_move_is_known() -> None:
    """The days say why they do not count, and the calendar that decisions name is another one."""
    after = BOOK.with_fact(out(date(2026, 3, 10), date(2026, 3, 11)))
    rules, household = after.of(VILLAGE), a_detected_household().household
    found = find(household, rules, "verify")
    assert found is not None
    days = days_of(found, rules.calendar, now=ten_o_clock(TODAY))
    assert [day.date.day for day in days if day.why is DayCounted.OUT] == [10, 11]
    assert rules.calendar.version == f"{seed().version}+out20260310-20260311"
    moved = rescheduled_deadlines(household, BOOK.of(VILLAGE), rules, now=ten_o_clock(date(2026, 3, 12)))
    assert [(each.deadline, each.moved_from.day, each.moved_to.day) for each in moved] == [("verify", 18, 20)]


def test_a_day_of_a_pause_and_of_an_outage_is_one_day() -> None:
    """Paused on the 9th and 10th, out on the 10th and 11th: three days."""
    story = a_detected_household().did(pause_deadline, at=date(2026, 3, 9), deadline="verify", reason="住院")
    story = story.did(resume_deadline, at=date(2026, 3, 11), deadline="verify")
    assert due(out(date(2026, 3, 10), date(2026, 3, 11)), story=story) == date(2026, 3, 23)


def test_it_is_declared_once() -> None:
    """A second identical one is quiet; another kind, other days and another division are others."""
    first, last = date(2026, 3, 10), date(2026, 3, 11)
    kind = OutageKind.SYSTEM
    assert declare_outage(BOOK, kind=kind, first_on=first, last_on=last, today=TODAY, division=COUNTY[:6]) == [
        out(first, last, COUNTY)
    ]
    book = BOOK.with_fact(out(first, last, COUNTY))
    assert declare_outage(book, kind=kind, first_on=first, last_on=last, today=TODAY, division=COUNTY) == []
    assert declare_outage(book, kind=kind, first_on=first, last_on=last, today=TODAY)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 11), date(2026, 3, 10)),
        (date(2026, 4, 1), date(2026, 4, 2)),
        (date(2026, 3, 1), date(2026, 4, 1)),
    ],
)
def test_what_no_outage_can_be_is_refused(first: date, last: date) -> None:
    """Days that run backwards, that are still to come, and more than a month of them; a month is taken."""
    with pytest.raises(InvalidValueError):
        declare_outage(BOOK, kind=OutageKind.POWER, first_on=first, last_on=last, today=TODAY)
    assert declare_outage(BOOK, kind=OutageKind.POWER, first_on=date(2026, 3, 2), last_on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("first", "last", "moments"),
    [
        (date(2026, 3, 21), date(2026, 3, 22), (19, 23, 26)),
        (date(2026, 3, 19), date(2026, 3, 20), (23, 25, 30)),
        (date(2026, 3, 20), date(2026, 3, 22), (19, 24, 27)),
        (date(2026, 3, 27), date(2026, 3, 30), (19, 23, 26)),
    ],
)
def test_its_days_are_nobodys_lateness(first: date, last: date, moments: tuple[int, int, int]) -> None:
    """Due on Wednesday the 18th; one, three and six working days late are counted on days on which somebody could work."""
    rules, household = BOOK.with_fact(out(first, last)).of(VILLAGE), a_detected_household().household
    found = find(household, rules, "verify")
    assert found is not None
    steps = [step for step in open_steps(found, rules) if step.number]
    assert tuple(shanghai_date(step.at).day for step in steps) == moments
    for step in steps:
        on = shanghai_date(step.at)
        assert working_days_late(date(2026, 3, 18), on, rules.calendar) == step.working_days_late
        assert not rules.calendar.is_out(on)


def test_what_is_raised_after_it_says_the_days_that_count() -> None:
    """Out on the 19th and 20th, the first step is the 23rd's, one working day late; two outages of one day are one."""
    book = BOOK.with_fact(out(date(2026, 3, 19), date(2026, 3, 20))).with_fact(
        out(date(2026, 3, 20), date(2026, 3, 20))
    )
    story = a_detected_household().under(book.of(VILLAGE))

    def raised(day: date) -> list[tuple[int, int]]:
        facts = escalate(story.household, context(day, rules=story.rules))
        return [(f.step, f.working_days_late) for f in facts if isinstance(f, Escalated) and f.deadline == "verify"]

    assert raised(date(2026, 3, 20)) == []
    assert raised(date(2026, 3, 23)) == [(1, 1)]
    assert raised(date(2026, 3, 25)) == [(1, 3), (2, 3)]
