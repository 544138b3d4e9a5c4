"""A member is confirmed as hard to employ, and is no more; certificates of registration (fields 18, 27; act 32)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.people import Willingness
from casework.domain.codes.persons.documents import CertificateAct, CertificateKind
from casework.domain.codes.service.figures import Doubt
from casework.domain.codes.sources import Office
from casework.domain.codes.verification import (
    HardToEmployEnd,
    HardToEmployGround,
    Registration,
)
from casework.domain.decisions.findings.certificates import record_certificate
from casework.domain.decisions.findings.hard_to_employ import confirm_hard_to_employ, end_hard_to_employ
from casework.domain.details.findings import (
    GroundDetails,
)
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.facts.responsibility import CadreAccepted
from casework.domain.facts.verification import (
    CertificatePrivate,
    CertificateRecorded,
    HardToEmployConfirmed,
    HardToEmployEnded,
)
from casework.domain.household.quality import doubtful
from casework.domain.household.state import Household
from tests.support.households.stories import (
    CADRE,
    FATHER,
    GRANDMOTHER,
    RULES,
    TUESDAY,
    WIFE,
    a_cleared_household,
    a_registered_household,
    a_verified_household,
    given,
    working,
)

OLDER, DISABLED = HardToEmployGround.OLDER, HardToEmployGround.DISABLED


# ---- Hard to employ


def test_several_grounds_are_confirmed_with_days_and_office_also_without_an_episode() -> None:
    """Each of them stands; said again with nothing new it is quiet."""
    details = GroundDetails(also=(DISABLED,), since=date(2026, 1, 1), office=Office.COUNTY_HRSS)
    story = a_registered_household(working(FATHER), WIFE)
    given(story).when(confirm_hard_to_employ, member=4, ground=OLDER, details=details).then(
        HardToEmployConfirmed(member=4, ground=OLDER, details=details)
    )
    confirmed = story.did(confirm_hard_to_employ, member=4, ground=OLDER, details=details)
    state = confirmed.household.member(4)
    assert (state.hard_to_employ, state.further_grounds) == (OLDER, (DISABLED,))
    given(confirmed).when(confirm_hard_to_employ, member=4, ground=DISABLED).then_quiet()
    given(story).when(confirm_hard_to_employ, member=4, ground=DISABLED, details=details).then_refuses(
        InvalidValueError, field="also"
    )


def test_hard_to_employ_ends_with_its_duties() -> None:
    """From then on nobody owes the member two post informations a month (BJ-3.2a)."""
    story = a_verified_household().did(confirm_hard_to_employ, member=1, ground=OLDER)
    accepted = story.happened(CadreAccepted(cadre=CADRE, willing=(1,)), at=date(2026, 3, 4))
    ended = accepted.did(
        end_hard_to_employ, at=date(2026, 5, 11), member=1, reason=HardToEmployEnd.GROUND_GONE, on=date(2026, 5, 11)
    )
    assert ended.entries[-1].fact == HardToEmployEnded(
        member=1, reason=HardToEmployEnd.GROUND_GONE, on=date(2026, 5, 11)
    )
    assert ended.household.member(1).hard_to_employ is None
    running, over = (each.deadline("post-information", "2026-05/1") for each in (accepted, ended))
    assert running.ended_at is None
    assert over.ended_at is not None
    given(ended).when(end_hard_to_employ, member=1, reason=HardToEmployEnd.OTHER, on=TUESDAY).then_refuses(NotNowError)


def test_hard_to_employ_does_not_end_tomorrow() -> None:
    """A pair around the day."""
    story = a_verified_household().did(confirm_hard_to_employ, member=1, ground=OLDER)
    today, tomorrow = TUESDAY, date(2026, 3, 4)
    given(story).when(end_hard_to_employ, member=1, reason=HardToEmployEnd.OTHER, on=today).then(
        HardToEmployEnded(member=1, reason=HardToEmployEnd.OTHER, on=today)
    )
    given(story).when(end_hard_to_employ, member=1, reason=HardToEmployEnd.OTHER, on=tomorrow).then_refuses(
        InvalidValueError, field="on"
    )


def test_one_ground_ends_and_the_others_stand() -> None:
    """The duties go on as long as one stands; a ground that was not confirmed cannot end."""
    story = a_verified_household().did(
        confirm_hard_to_employ, member=1, ground=OLDER, details=GroundDetails(also=(DISABLED,))
    )
    accepted = story.happened(CadreAccepted(cadre=CADRE, willing=(1,)), at=date(2026, 3, 4))
    day = date(2026, 5, 11)
    one = accepted.did(end_hard_to_employ, at=day, member=1, reason=HardToEmployEnd.GROUND_GONE, on=day, ground=OLDER)
    state = one.household.member(1)
    assert (state.hard_to_employ, state.further_grounds) == (DISABLED, ())
    assert one.deadline("post-information", "2026-05/1").ended_at is None
    other: dict[str, Any] = {"member": 1, "reason": HardToEmployEnd.GROUND_GONE, "on": day}
    given(one).when(end_hard_to_employ, **other, ground=OLDER).then_refuses(NotNowError)
    none = one.did(end_hard_to_employ, at=day, **other, ground=DISABLED)
    assert none.household.member(1).hard_to_employ is None
    assert none.deadline("post-information", "2026-05/1").ended_at is not None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_ends_of_two_grounds_hold_in_whatever_order_they_are_entered(order: tuple[int, int]) -> None:
    """Each ground has its own last word; the earlier day that is entered later is not lost."""
    story = a_verified_household().did(
        confirm_hard_to_employ, member=1, ground=OLDER, details=GroundDetails(also=(DISABLED,))
    )
    accepted = story.happened(CadreAccepted(cadre=CADRE, willing=(1,)), at=date(2026, 3, 4))
    ends = ((DISABLED, date(2026, 5, 11)), (OLDER, date(2026, 5, 4)))
    for ground, on in (ends[place] for place in order):
        said: dict[str, Any] = {"member": 1, "reason": HardToEmployEnd.GROUND_GONE, "on": on, "ground": ground}
        accepted = accepted.did(end_hard_to_employ, at=date(2026, 5, 12), **said)
    assert accepted.household.member(1).hard_to_employ is None


def test_duties_end_on_the_day_that_is_stated() -> None:
    """Said on 11 May of 20 April: what was due in May is owed by nobody, April's duty ended on that day."""
    story = a_verified_household().did(confirm_hard_to_employ, member=1, ground=OLDER)
    accepted = story.happened(CadreAccepted(cadre=CADRE, willing=(1,)), at=date(2026, 3, 4))
    ended = accepted.did(
        end_hard_to_employ,
        at=date(2026, 5, 11),
        member=1,
        reason=HardToEmployEnd.GROUND_GONE,
        on=date(2026, 4, 20),
    )
    april = ended.deadline("post-information", "2026-04/1")
    assert april.ended_at is not None
    assert april.ended_at.date() == date(2026, 4, 20)
    assert "2026-05/1" not in ended.occurrences("post-information")


def test_a_ground_that_is_over_ends_nothing_and_is_to_be_looked_at() -> None:
    """On its last day nothing is to be looked at, on the day after it is; confirmed anew it is not."""
    details = GroundDetails(until=date(2026, 6, 30))
    story = a_verified_household().did(confirm_hard_to_employ, member=1, ground=OLDER, details=details)
    rule = RULES.policies.in_force(story.entries[-1].occurred_at).detection

    def doubts(household: Household, on: date) -> bool:
        found = {each.number: each.doubts for each in doubtful(household, on, rule)}
        return Doubt.GROUND_OVER in found.get(1, ())

    assert [doubts(story.household, date(2026, 6, day)) for day in (30,)] == [False]
    assert doubts(story.household, date(2026, 7, 1))
    assert story.household.member(1).hard_to_employ is OLDER
    longer = GroundDetails(until=date(2026, 12, 31))
    again = story.did(confirm_hard_to_employ, at=date(2026, 7, 1), member=1, ground=OLDER, details=longer)
    assert not doubts(again.household, date(2026, 7, 1))
    over = story.did(
        end_hard_to_employ, at=date(2026, 7, 1), member=1, reason=HardToEmployEnd.OTHER, on=date(2026, 7, 1)
    )
    assert not doubts(over.household, date(2026, 7, 2))


def test_a_member_found_unwilling_is_not_confirmed() -> None:
    """Nor one whose ledger says so."""
    story = a_registered_household(working(FATHER), replace(WIFE, willingness=Willingness.UNWILLING))
    given(story).when(confirm_hard_to_employ, member=4, ground=OLDER).then_refuses(NotNowError)


# ---- Certificates


def test_a_certificate_is_recorded_with_its_number_sealed() -> None:
    """In an episode, after it, and without one (BJ-1.2b, F-9)."""
    said: dict[str, Any] = {
        "member": 1,
        "kind": CertificateKind.RURAL_TRANSFER,
        "act": CertificateAct.ISSUED,
        "on": TUESDAY,
        "registration": Registration.SEEKING_TRANSFER,
    }
    private = {"1": CertificatePrivate(number="9901-7", text="新发")}
    for story in (a_registered_household(working(FATHER), GRANDMOTHER), a_verified_household(), a_cleared_household()):
        on = {**said, "on": story.day}
        given(story).when(record_certificate, **on, number="9901-7", note="新发").then(
            CertificateRecorded(**on, private=private)
        )
    given(a_verified_household()).when(record_certificate, **{**said, "member": 9}).then_refuses(MemberUnknownError)
    given(a_verified_household()).when(record_certificate, **{**said, "on": date(2026, 3, 4)}).then_refuses(
        InvalidValueError, field="on"
    )
