"""Nothing is recorded after which a household's deadlines could never be worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from casework.domain.calendar.year_notices import BeforeCalendarError
from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Outcome
from casework.domain.codes.work import WorkKind
from casework.domain.decisions.placements import place
from casework.domain.decisions.service.difficulties import raise_difficulty
from casework.domain.entries.computability import carries_a_day, refuse_uncomputable, refuse_uncomputable_facts
from casework.domain.errors import InvalidValueError
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.households import Registered
from tests.support.households.samples import a_fact
from tests.support.households.stories import Story, a_household_with_cadre, a_registered_household, context


def judge(story: Story) -> None:
    """The household as the story leaves it is looked at."""
    refuse_uncomputable(story.household, context(story.day))


def test_a_date_beyond_any_calendar_is_refused() -> None:
    """The last day that dates know leaves no room for the steps up after it; the year before does."""
    story = a_household_with_cadre()
    care = DifficultyKind.CARE
    with pytest.raises(InvalidValueError):
        judge(story.did(raise_difficulty, kind=care, owner="li.na", due_on=date(9999, 12, 31)))
    judge(story.did(raise_difficulty, kind=care, owner="li.na", due_on=date(9998, 12, 31)))


def test_a_term_from_before_the_calendar_is_refused() -> None:
    """The term of a public-welfare post is counted from its first day, in a loaded year."""
    story = a_household_with_cadre()
    post = WorkKind.PUBLIC_WELFARE
    with pytest.raises(BeforeCalendarError):
        judge(story.did(place, member=1, kind=post, since=date(2003, 12, 31)))
    judge(story.did(place, member=1, kind=post, since=date(2004, 1, 1)))


@pytest.mark.parametrize(("year", "possible"), [(2030, True), (0, False), (99_999, False)])
def test_a_year_that_is_none_is_refused(year: int, possible: bool) -> None:
    """A graduate's year is one that dates know."""
    story = a_registered_household()
    first = story.entries[0]
    assert isinstance(first.fact, Registered)
    pupil = replace(first.fact.members[0], in_school=True, graduates_in=year)
    story = replace(story, entries=(replace(first, fact=replace(first.fact, members=(pupil,))),))
    if possible:
        judge(story)
    else:
        with pytest.raises(InvalidValueError):
            judge(story)


@pytest.mark.parametrize("topic", FACTS)
def test_whatever_carries_a_date_is_looked_at(topic: str) -> None:
    """A kind of fact is passed over only when no day, number or free value stands anywhere in it but in its details."""
    encoded = msgspec.to_builtins(a_fact(topic))
    del encoded["fact"]  # the name of a fact may look like a day: clue-taken
    encoded.pop("details", None)
    dated = any(is_a_day_or_number(value) for value in leaves(encoded)) or topic == "entry-corrected"

    assert carries_a_day(FACTS[topic]) or not dated


def leaves(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else None
    if inner is None:
        yield value
    else:
        for each in inner:
            yield from leaves(each)


def is_a_day_or_number(value: Any) -> bool:
    is_day = isinstance(value, str) and len(value) == 10 and value[4:5] == "-"
    return is_day or (isinstance(value, int) and not isinstance(value, bool))


def test_a_fact_without_a_date_costs_no_computing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A follow-up on the day on which it happens cannot lead out of the calendar, so nothing is worked out."""
    story = a_household_with_cadre()

    def never(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("casework.domain.entries.computability.instances", never)
    visit = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)
    refuse_uncomputable_facts(story.household, [visit], context(story.day))
    with pytest.raises(AssertionError):
        refuse_uncomputable_facts(story.household, [a_fact("plan-agreed")], context(story.day))
