"""A household moves, or is numbered anew; its history, its cadre and its clocks go along (GY-2a)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.domain.codes.offices import ChangeKind
from casework.domain.decisions.village_change import change_village, move_household
from casework.domain.divisions.changes import NumberedChange
from casework.domain.errors import HouseholdUnknownError, InvalidValueError
from casework.domain.facts.households import HouseholdMoved
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.household.parts import EarlierVillage
from tests.support.households.stories import (
    TUESDAY,
    VILLAGE,
    Story,
    a_household_with_cadre,
    a_registered_household,
    context,
    given,
)

NEW_VILLAGE = "532621101299"
FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)
MOVED = HouseholdMoved(
    earlier_village=VILLAGE, earlier_number="0012", village=NEW_VILLAGE, number="7", effective_on=FRIDAY
)


def at_0012(story: Story) -> Story:
    """The story of a household whose number is 0012."""
    first = story.entries[0]
    return replace(story, entries=(replace(first, fact=replace(first.fact, number="0012")), *story.entries[1:]))


def test_a_household_moves_with_its_episode_its_cadre_and_its_clocks() -> None:
    """Only village and number change; the earlier village is kept with the day."""
    story = at_0012(a_household_with_cadre())
    given(story).when(move_household, at=MONDAY, village=NEW_VILLAGE, number="7", on=FRIDAY).then(MOVED)
    before = story.household
    after = story.did(move_household, at=MONDAY, village=NEW_VILLAGE, number="7", on=FRIDAY).household
    assert (after.village, after.number) == (NEW_VILLAGE, "7")
    assert after.earlier_villages == (EarlierVillage(village=VILLAGE, until=FRIDAY),)
    assert (after.episodes, after.members, after.placements) == (before.episodes, before.members, before.placements)


def test_a_new_number_alone_leaves_the_village() -> None:
    """The village numbered anew: no other village was ever the household's."""
    after = at_0012(a_registered_household()).did(move_household, number=" 31 ").household
    assert (after.village, after.number, after.earlier_villages) == (VILLAGE, "31", ())


def test_saying_it_again_is_quiet() -> None:
    """Where it stands already it does not move."""
    given(at_0012(a_registered_household())).when(move_household, village=VILLAGE, number="0012").then_quiet()


def test_neither_village_nor_number_is_no_move() -> None:
    """Something has to be said."""
    given(a_registered_household()).when(move_household).then_refuses(InvalidValueError, field="village")


def test_a_move_is_of_today_at_the_latest() -> None:
    """One of tomorrow is refused, one of today is not."""
    story = a_registered_household()
    given(story).when(move_household, number="9", on=date(2026, 3, 4)).then_refuses(InvalidValueError, field="on")
    assert story.did(move_household, number="9", on=TUESDAY).household.number == "9"


def test_nobody_moves_before_he_is_registered() -> None:
    """There is no history to go along."""
    given(Story()).when(move_household, number="9").then_refuses(HouseholdUnknownError)


def test_a_change_of_divisions_before_the_move_moves_nobody_again() -> None:
    """Who came to the village on the day of its change, or later, was never in the earlier one; a later change counts."""
    story = at_0012(a_registered_household()).did(move_household, at=MONDAY, village=NEW_VILLAGE, on=FRIDAY)
    for day, is_carried in ((FRIDAY, False), (date(2026, 3, 7), True)):
        change = DivisionChange(
            kind=ChangeKind.MERGED, codes=(NEW_VILLAGE,), into=(DivisionEntry(code="532621101301", name="并村"),)
        )
        numbered = NumberedChange(number=1, fact=DivisionsChanged(effective_on=day, changes=(change,)))
        facts = change_village(story.household, context(date(2026, 3, 10)), change=numbered)
        assert bool(facts) is is_carried
