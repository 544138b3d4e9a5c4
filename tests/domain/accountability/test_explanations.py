"""
An explanation holds up in an argument: its days add up, and it says which rule, pause, notice and entry it rests on.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from casework.domain.accountability.explanation_parts import LimitOrigin
from casework.domain.accountability.explanations import explain
from casework.domain.calendar.work_calendar import seed
from casework.domain.codes.service.assistance import Level
from casework.domain.deadlines.names import NoSuchDeadlineError, UnknownDeadlineError
from casework.domain.errors import HouseholdUnknownError
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.households import HouseholdReported
from casework.domain.facts.office.rules import CalendarLoaded, RescheduledDeadline
from casework.domain.facts.responsibility import LevelSet
from casework.domain.policy.rules import Rules
from casework.domain.rules.rule_book import Publication, RuleBook
from tests.support.households.deadline_stories import ACCEPTED, CONFIRMED, detected, explained
from tests.support.households.stories import (
    COUNTY,
    HOUSEHOLD_ID,
    POLICY,
    RULES,
    TUESDAY,
    a_bare_household,
    midnight,
    policies,
    ten_o_clock,
)

WEDNESDAY, THURSDAY, FRIDAY = (TUESDAY + timedelta(days=n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("met_on", "recorded_on", "status", "days_late", "logged_late"),
    [
        (WEDNESDAY, WEDNESDAY, "met", 0, False),
        (WEDNESDAY, THURSDAY, "met", 0, True),
        (THURSDAY, THURSDAY, "met", 1, False),
        (THURSDAY, FRIDAY, "met", 1, False),
    ],
)
def test_done_in_time_and_logged_late_is_told_from_done_late(
    met_on: date, recorded_on: date, status: str, days_late: int, logged_late: bool
) -> None:
    """A report due on Wednesday: what counts is when it was made; that it was entered late is said beside it."""
    story = detected().happened(HouseholdReported(offices=()), at=met_on, recorded_at=recorded_on)
    found = explained(story, "report")
    assert (found.status, found.days_late, found.logged_late) == (status, days_late, logged_late)


def test_a_notice_that_was_right_when_sent_stays_after_a_late_entry() -> None:
    """The escalation was recorded before the report was entered, and is listed with the day that it named."""
    raised = Escalated(
        episode=1,
        deadline="report",
        occurrence="2",
        step=1,
        due_on=WEDNESDAY,
        due_at=midnight(WEDNESDAY),
        working_days_late=1,
        policy="1",
        calendar="1",
    )
    reminder = Reminded(
        episode=1, deadline="verify", occurrence="2", due_on=FRIDAY, due_at=midnight(FRIDAY), policy="1", calendar="1"
    )
    story = detected().happened(reminder, raised, at=THURSDAY)
    story = story.happened(HouseholdReported(offices=()), at=WEDNESDAY, recorded_at=FRIDAY)
    found = explained(story, "report")
    assert found.logged_late
    told = [(notice.step, notice.recorded_at, notice.due_on, notice.working_days_late) for notice in found.notices]
    assert told == [(1, ten_o_clock(THURSDAY), WEDNESDAY, 1)]


def test_an_overdue_deadline_counts_until_now_and_an_open_one_to_its_end() -> None:
    """In working days: the report was due on Wednesday, the verification is until 18 March."""
    story = detected()
    assert explained(story, "report", now=ten_o_clock(FRIDAY)).days_late == 2
    verification = explained(story, now=ten_o_clock(FRIDAY))
    assert (verification.status, verification.days_late, verification.days_left) == ("open", 0, 8)


def test_the_rule_names_its_policy_and_the_division_whose_policy_it_is() -> None:
    """The county's own policy governs what started under it; what started before stays under the old one."""
    own = replace(POLICY, version="2026-county", title="本县政策", effective_on=WEDNESDAY)
    book = RuleBook(built_in=RULES, policies=(Publication(division=COUNTY, policy=own, text=""),))
    story = detected().happened(CONFIRMED, at=THURSDAY)
    old = explain(story.entries, book, "verify", None, now=ten_o_clock(FRIDAY)).rule
    new = explain(story.entries, book, "assign", None, now=ten_o_clock(FRIDAY)).rule
    assert (old.version, old.division, old.source, old.effective_on) == ("1", "", "OF-15", POLICY.effective_on)
    assert (new.version, new.division, new.source, new.effective_on) == (
        "2026-county",
        COUNTY,
        "GY-12d, OF-8",
        WEDNESDAY,
    )


@pytest.mark.parametrize("level", [Level.KEY, Level.SPECIAL])
def test_a_limit_set_by_the_level_says_so(level: Level) -> None:
    """The level in force when the contact fell due; a later one changes nothing of it."""
    story = detected().happened(LevelSet(level=level), ACCEPTED).happened(LevelSet(level=Level.GENERAL), at=WEDNESDAY)
    rule = next(each for each in POLICY.deadline if each.limit_by_level)
    chosen = explained(story, rule.name).rule.chosen
    assert (chosen.by, chosen.level) == (LimitOrigin.LEVEL, level)


def test_without_a_level_the_rule_itself_sets_the_limit() -> None:
    """Nothing else is claimed."""
    chosen = explained(detected()).rule.chosen
    assert (chosen.by, chosen.level, chosen.source) == (LimitOrigin.RULE, None, "OF-15")


def test_a_move_by_a_loaded_calendar_is_told() -> None:
    """From when to when, and by which version; the moves of other deadlines are not."""
    mine = RescheduledDeadline(
        household=HOUSEHOLD_ID, deadline="verify", occurrence="2", moved_from=WEDNESDAY, moved_to=THURSDAY
    )
    other = replace(mine, deadline="report")
    loaded = a_bare_household().happened(CalendarLoaded(version="2027.1", years=(2027,), text="", moved=(other, mine)))
    found = explained(detected(), calendars=loaded.entries)
    assert [(m.moved_from, m.moved_to, m.calendar) for m in found.moves] == [(WEDNESDAY, THURSDAY, "2027.1")]


def test_a_deadline_that_no_policy_has_is_refused_with_the_list() -> None:
    """One that only the county's own policy has is known where that policy governs."""
    rule = replace(POLICY.deadline[0], name="thanks", zh="致谢", en="thanks")
    own = replace(POLICY, version="2", effective_on=TUESDAY, deadline=(*POLICY.deadline, rule))
    with pytest.raises(UnknownDeadlineError) as refused:
        explained(detected(), "thanks")
    assert "report 上报、" in refused.value.zh
    found = explained(detected().under(Rules(policies=policies(POLICY, own), calendar=seed())), "thanks")
    assert (found.zh, found.rule.version) == ("致谢", "2")


def test_what_has_not_begun_is_refused() -> None:
    """A deadline that has no start, an occurrence that there is not, and a household whose registration was withdrawn."""
    with pytest.raises(NoSuchDeadlineError) as refused:
        explained(detected(), "assign")
    assert "落实责任人" in refused.value.zh
    with pytest.raises(NoSuchDeadlineError) as refused:
        explained(detected(), "verify", "77")
    assert (refused.value.occurrence, "针对：77" in refused.value.zh) == ("77", True)
    with pytest.raises(HouseholdUnknownError):
        explained(detected().happened(EntryCorrected(version=1, withdrawn=True)))
