"""A household follows its village into another one, and nothing else about it changes (ADR 0019)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.calendar.layers import read_calendar
from casework.domain.codes.offices import ChangeKind
from casework.domain.deadlines.instances import find, instances
from casework.domain.deadlines.ladder import recipients
from casework.domain.decisions.village_change import change_village
from casework.domain.divisions.changes import NumberedChange
from casework.domain.entries.correction.corrections import NotCorrectableError, correct_entry
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.households import VillageChanged
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged, ListedFor
from casework.domain.household.parts import EarlierVillage
from casework.domain.policy.policy import Policies
from casework.domain.rules.rule_book import LoadedCalendar, Publication, RuleBook
from tests.support.households.stories import (
    CADRE,
    POLICY,
    RULES,
    TUESDAY,
    VILLAGE,
    Story,
    a_detected_household,
    a_household_with_cadre,
    a_registered_household,
    context,
    given,
)

NEW_VILLAGE = "532622101001"
THE_DAY = date(2026, 3, 10)
FESTIVAL = """
version = "festival-2026"
names = [{ code = "local-festival", zh = "民族节日", en = "local festival" }]

[[years]]
year = 2026
notice = "县政府通知"
off = [{ name = "local-festival", first = 2026-03-16, last = 2026-03-16 }]
work = []
"""


def a_change(
    *codes: str, into: str = NEW_VILLAGE, kept: str = "", listed: tuple[ListedFor, ...] = ()
) -> NumberedChange:
    """The first change of divisions, from 10 March on."""
    entries = [DivisionEntry(code=code, name=f"村{code[-1]}") for code in (kept, into) if code]
    change = DivisionChange(kind=ChangeKind.MERGED, codes=codes or (VILLAGE,), into=tuple(entries), listed=listed)
    return NumberedChange(number=1, fact=DivisionsChanged(effective_on=THE_DAY, changes=(change,)))


CARRIED = VillageChanged(earlier=VILLAGE, village=NEW_VILLAGE, effective_on=THE_DAY, change=1)


def carried(story: Story, change: NumberedChange | None = None, at: date = THE_DAY) -> Story:
    """The story after the household followed the change."""
    return story.did(change_village, at=at, by="rule:divisions@1", change=change or a_change())


def test_a_household_follows_its_village() -> None:
    """On the day it belongs to the successor, and remembers where it was."""
    given(a_detected_household()).when(change_village, at=THE_DAY, change=a_change()).then(CARRIED)
    household = carried(a_detected_household()).household
    assert household.village == NEW_VILLAGE
    assert household.earlier_villages == (EarlierVillage(village=VILLAGE, until=THE_DAY, change=1),)


def test_nobody_follows_before_the_day() -> None:
    """The day before the village is the old one."""
    given(a_detected_household()).when(change_village, at=THE_DAY - timedelta(days=1), change=a_change()).then_quiet()


def test_following_twice_is_quiet() -> None:
    """A change is followed once, also when the village comes back later."""
    story = carried(a_detected_household())
    given(story).when(change_village, at=THE_DAY, change=a_change()).then_quiet()
    back = replace(a_change(NEW_VILLAGE, into=VILLAGE), number=2)
    given(carried(story, back)).when(change_village, at=THE_DAY, change=a_change()).then_quiet()


def test_other_villages_and_the_main_part_of_a_split_stay() -> None:
    """Only those listed leave a village that goes on under its code."""
    elsewhere = a_change("532621101999")
    given(a_registered_household()).when(change_village, at=THE_DAY, change=elsewhere).then_quiet()
    others = a_change(kept=VILLAGE, listed=(ListedFor(village=NEW_VILLAGE, numbers=("0099",)),))
    given(a_registered_household()).when(change_village, at=THE_DAY, change=others).then_quiet()
    mine = a_change(kept=VILLAGE, listed=(ListedFor(village=NEW_VILLAGE, numbers=("0012",)),))
    given(a_registered_household()).when(change_village, at=THE_DAY, change=mine).then(CARRIED)


def test_a_household_whose_registration_was_withdrawn_belongs_to_no_village() -> None:
    """It neither follows nor comes back by having followed."""
    withdrawn = a_detected_household().happened(EntryCorrected(version=1, withdrawn=True))
    given(withdrawn).when(change_village, at=THE_DAY, change=a_change()).then_quiet()
    story = carried(a_detected_household()).happened(EntryCorrected(version=1, withdrawn=True))
    assert not story.household.known


def test_having_followed_is_answered_and_never_corrected() -> None:
    """A household of the other half is carried by a further change."""
    story = carried(a_detected_household())
    with pytest.raises(NotCorrectableError):
        correct_entry(story.household, context(THE_DAY), entries=story.entries, version=3, reason="误")


def test_the_cadre_stays_and_later_steps_go_to_the_new_offices() -> None:
    """Responsibility is a person's; offices are those of the village."""
    story = carried(a_household_with_cadre())
    household = story.household
    assert household.episode is not None
    assert household.episode.cadre == CADRE
    contact = story.deadline("employed")
    assert [each.division for each in recipients(household, contact, ("township", "county"))] == [
        "532622101000",
        "532622000000",
    ]
    assert [each.account for each in recipients(household, contact, ("duty",))] == [CADRE]


def test_deadlines_run_on() -> None:
    """No deadline starts anew, ends, or moves because the village changed."""
    before = a_household_with_cadre()
    assert instances(carried(before).household, RULES) == instances(before.household, RULES)


def lenient(**dated: Any) -> Any:
    """The policy with 30 days to verify instead of 15."""
    rules = tuple(
        replace(rule, limit=replace(rule.limit, value=30)) if rule.name == "verify" else rule
        for rule in POLICY.deadline
    )
    return replace(POLICY, deadline=rules, **dated)


def a_book(division: str, **dated: Any) -> RuleBook:
    """The built-in rules, and for a division those of the lenient policy."""
    policy = lenient(**{"version": "lenient", "effective_on": date(2026, 1, 1)} | dated)
    return RuleBook(built_in=RULES, policies=(Publication(division=division, policy=policy, text=""),))


def verify_policies(story: Story, book: RuleBook) -> list[str]:
    """Under which policy each verification of the household runs."""
    rules = book.of_household(story.household)
    return [each.policy for each in instances(story.household, rules) if each.deadline == "verify"]


def test_a_deadline_stays_under_the_policy_that_governed_it_when_it_started() -> None:
    """Detected under the old county's policy it keeps that limit; the new county's counts for what starts later."""
    story = carried(a_detected_household())
    old, new = a_book("532621000000"), a_book("532622000000")
    assert [verify_policies(story, book) for book in (old, new)] == [["lenient"], [POLICY.version]]
    policies = new.of_household(story.household).policies
    on_the_day, the_day_before = context(THE_DAY).now, context(THE_DAY - timedelta(days=1)).now
    assert policies.in_force(on_the_day).version == "lenient"
    assert policies.in_force(the_day_before).version == POLICY.version


def test_every_policy_of_both_places_counts_for_its_own_time() -> None:
    """Two policies before the day, one in force on it and one that comes later: four spans without a gap."""
    story = carried(a_detected_household())
    old = replace(a_book("532621000000"), policies=a_book("532621000000", effective_on=date(2026, 3, 5)).policies)
    new = a_book("532622000000", version="new", effective_on=date(2026, 4, 1))
    book = replace(old, policies=old.policies + new.policies)
    dated = book.of_household(story.household).policies.dated
    assert [(policy.version, policy.effective_on) for policy in dated] == [
        (POLICY.version, POLICY.effective_on),
        ("lenient", date(2026, 3, 5)),
        (POLICY.version, THE_DAY),
        ("new", date(2026, 4, 1)),
    ]


def test_the_calendar_is_the_new_villages_and_equal_rules_stay_as_they_are() -> None:
    """A local day off of the new county counts from then on for every count; without own rules nothing is made anew."""
    story = carried(a_detected_household())
    plain = RuleBook(built_in=RULES)
    assert plain.of_household(story.household) is plain.of(NEW_VILLAGE)
    book = a_book("532621000000")
    loaded = LoadedCalendar(division="532622000000", calendar=read_calendar(FESTIVAL), text="")
    book = replace(book, calendars=(loaded,))
    rules = book.of_household(story.household)
    assert rules.calendar is book.of(NEW_VILLAGE).calendar
    assert [policy.version for policy in rules.policies.dated] == [POLICY.version, "lenient", POLICY.version]
    verify = find(story.household, rules, "verify")
    assert verify is not None
    assert (verify.policy, verify.calendar) == ("lenient", rules.calendar.version)


def test_policies_are_those_of_one_place_without_an_earlier_one() -> None:
    """A household that never moved has the rules of its village, the very same object."""
    book = a_book("532621000000")
    assert book.of_household(a_detected_household().household) is book.of(VILLAGE)
    assert isinstance(book.of(VILLAGE).policies, Policies)
    assert a_detected_household().day == TUESDAY
