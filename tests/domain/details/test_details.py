"""
What an entry says in detail: of whom, who was met, what was done, what is wished (fields 5 to 7, 16, 17, 26, 31, 34).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

import pytest

from casework.domain.codes.service.assistance import FollowUpKind, Level, Outcome
from casework.domain.codes.service.contacts import NextAction, Relation, Service
from casework.domain.codes.service.needs import Barrier, LevelFactor, Need, Trade, Wish, WorkDistance
from casework.domain.decisions.service.assistance import assess_needs
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.decisions.service.levels import set_level
from casework.domain.details.contact import ContactDetails
from casework.domain.details.details import Details, said
from casework.domain.details.level import LevelDetails
from casework.domain.details.need import NeedDetails
from casework.domain.errors import InvalidValueError, MemberUnknownError
from casework.domain.facts.assistance import ContactPrivate, FollowUpLogged, NeedsAssessed, NotePrivate
from casework.domain.facts.responsibility import LevelSet
from casework.domain.words import words
from tests.support.households.stories import FATHER, GRANDMOTHER, TUESDAY, a_verified_household, given

VISIT: dict[str, Any] = {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}
HOUSEHOLD = a_verified_household(FATHER, GRANDMOTHER)


def test_a_contact_says_whom_it_speaks_of_and_what_comes_next() -> None:
    """All of it stands in the fact."""
    details = ContactDetails(
        members=(1, 2),
        met=(Relation.SPOUSE,),
        services=(Service.POST_INFORMATION, Service.POLICY_BRIEFING),
        next_action=NextAction.CALL,
        next_on=TUESDAY + timedelta(days=7),
    )
    given(HOUSEHOLD).when(log_follow_up, **VISIT, details=details).then(FollowUpLogged(**VISIT, details=details))


@pytest.mark.parametrize(
    ("members", "subject"), [((2,), "2"), ((1, 2), "household"), ((), "household")], ids=["one", "two", "nobody"]
)
def test_words_are_sealed_under_the_one_of_whom_they_speak(members: tuple[int, ...], subject: str) -> None:
    """So that they go when he is erased; of several, or of all, they are the household's."""
    note = NotePrivate(text="两人都想进厂")
    details = ContactDetails(members=members)
    given(HOUSEHOLD).when(log_follow_up, **VISIT, details=details, note=note.text).then(
        FollowUpLogged(**VISIT, details=details, private={subject: note})
    )


def test_names_and_telephone_are_sealed_beside_the_words() -> None:
    """Through which number, and who was met."""
    block = ContactPrivate(text="换号了", telephone="13800138000", names="禾一亩")
    given(HOUSEHOLD).when(log_follow_up, **VISIT, note="换号了", telephone="13800138000", names="禾一亩").then(
        FollowUpLogged(**VISIT, private={"household": block})
    )


def test_a_plan_is_for_today_at_the_earliest() -> None:
    """The limit in a pair."""
    today, before = ContactDetails(next_on=TUESDAY), ContactDetails(next_on=TUESDAY - timedelta(days=1))
    given(HOUSEHOLD).when(log_follow_up, **VISIT, details=today).then(FollowUpLogged(**VISIT, details=today))
    given(HOUSEHOLD).when(log_follow_up, **VISIT, details=before).then_refuses(InvalidValueError, field="next_on")


@pytest.mark.parametrize(
    ("details", "error"),
    [
        (ContactDetails(members=(9,)), MemberUnknownError),
        (ContactDetails(members=(1, 1)), InvalidValueError),
        (ContactDetails(services=(Service.TRAVEL, Service.TRAVEL)), InvalidValueError),
    ],
    ids=["stranger", "member twice", "service twice"],
)
def test_what_cannot_be_is_refused(details: ContactDetails, error: type[InvalidValueError]) -> None:
    """Strangers, and the same named twice."""
    given(HOUSEHOLD).when(log_follow_up, **VISIT, details=details).then_refuses(error)


def test_needs_say_wish_need_and_barriers() -> None:
    """What was found out stands in the fact, the words sealed under the member."""
    details = NeedDetails(
        wishes=(Wish.JOB,),
        trades=(Trade.FACTORY,),
        distance=WorkDistance.COUNTY,
        least_pay=Decimal(3000),
        needs=(Need.TRAINING,),
        barriers=(Barrier.SKILLS,),
        family_barriers=(Barrier.CHILD_CARE,),
    )
    given(HOUSEHOLD).when(assess_needs, member=1, details=details, note="想学焊工").then(
        NeedsAssessed(member=1, details=details, private={"1": NotePrivate(text="想学焊工")})
    )


@pytest.mark.parametrize("pay", [Decimal(-1), Decimal("NaN"), Decimal(10**7)])
def test_a_wish_for_no_possible_pay_is_refused(pay: Decimal) -> None:
    """As pay in a placement is."""
    details = NeedDetails(least_pay=pay)
    given(HOUSEHOLD).when(assess_needs, member=1, details=details).then_refuses(InvalidValueError)


def test_a_level_says_what_led_to_it_and_can_be_looked_at_again() -> None:
    """The same level again is quiet, unless more is said of it; a review is for a day to come."""
    details = LevelDetails(factors=(LevelFactor.SKILLS, LevelFactor.FAMILY), review_on=TUESDAY + timedelta(days=90))
    story = HOUSEHOLD.did(set_level, level=Level.KEY)
    given(story).when(set_level, level=Level.KEY).then_quiet()
    given(story).when(set_level, level=Level.KEY, details=details).then(LevelSet(level=Level.KEY, details=details))
    over = LevelDetails(review_on=TUESDAY - timedelta(days=1))
    given(story).when(set_level, level=Level.KEY, details=over).then_refuses(InvalidValueError, field="review_on")


def test_what_was_not_recorded_is_not_said() -> None:
    """A default means silence, never a value."""
    assert list(said(ContactDetails())) == []
    assert [name for name, _, _ in said(ContactDetails(met=(Relation.SELF,), next_on=date(2026, 3, 9)))] == [
        "met",
        "next_on",
    ]


def test_a_detail_without_words_is_found() -> None:
    """The control: whatever an entry may say is called something."""

    class Wordless(Details, frozen=True, kw_only=True):
        spoken: Annotated[str, words("话", "speech")] = ""
        silent: str = ""

    with pytest.raises(TypeError, match="silent"):
        list(said(Wordless()))
