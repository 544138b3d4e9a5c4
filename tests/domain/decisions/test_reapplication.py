"""A household that was closed otherwise applies again (act 22; OF-32)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.domain.codes.clearance import Closing
from casework.domain.codes.verification import (
    Finding,
)
from casework.domain.decisions.detection import WaitingTimeError, reapply
from casework.domain.details.findings import (
    MemberFinding,
)
from casework.domain.errors import InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.facts.clearance import ClosedOtherwise
from casework.domain.facts.households import Detected
from casework.domain.facts.verification import (
    HouseholdReapplied,
)
from tests.support.households.stories import (
    FATHER,
    WIFE,
    Story,
    a_cleared_household,
    a_registered_household,
    a_verified_household,
    given,
    working,
)


def closed(reason: Closing) -> Story:
    """A household whose episode was closed on 3 March, for this reason."""
    employable = () if reason is Closing.UNWILLING else (1,)
    return a_verified_household().happened(ClosedOtherwise(reason=reason, employable=employable))


def test_a_household_applies_again_after_refused_offers_once_the_time_is_over() -> None:
    """A pair around the six months of OF-32; it is detected anew."""
    story = closed(Closing.REFUSED_OFFERS)
    given(replace(story, day=date(2026, 9, 2))).when(reapply, members=(1,)).then_refuses(WaitingTimeError, "2026-09-03")
    again = story.did(reapply, at=date(2026, 9, 3), members=(1,))
    assert [type(entry.fact) for entry in again.entries[-2:]] == [HouseholdReapplied, Detected]
    given(again).when(reapply, members=(1,)).then_refuses(NotNowError)


def test_who_gave_false_information_waits_a_year() -> None:
    """A pair around the twelve months of OF-32."""
    story = closed(Closing.FALSE_INFORMATION)
    given(replace(story, day=date(2027, 3, 2))).when(reapply, members=(1,)).then_refuses(WaitingTimeError, "2027-03-03")
    again = story.did(reapply, at=date(2027, 3, 3), members=(1,))
    assert isinstance(again.entries[-2].fact, HouseholdReapplied)


def test_who_was_closed_as_unwilling_need_not_wait() -> None:
    """The wish counts at once, and what was signed then stands in the way no more (BJ-1.2c)."""
    unwilling = MemberFinding(member=1, finding=Finding.UNWILLING)
    story = a_verified_household().happened(ClosedOtherwise(reason=Closing.UNWILLING, findings=(unwilling,)))
    given(story).when(reapply, members=()).then_refuses(InvalidValueError, field="member")
    given(story).when(reapply, members=(9,)).then_refuses(MemberUnknownError)
    again = story.did(reapply, members=(1,))
    assert [type(entry.fact) for entry in again.entries[-2:]] == [HouseholdReapplied, Detected]
    assert again.household.member(1).finding is None


def test_nobody_applies_again_who_was_never_closed() -> None:
    """Neither while the episode is open nor before the first one."""
    for story in (a_verified_household(), a_registered_household(working(FATHER), WIFE), a_cleared_household()):
        given(story).when(reapply, members=(1,)).then_refuses(NotNowError)
