"""Placing members in work, proving it, and recording its end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.people import Sex
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions.placements import confirm_placement, disprove_placement, end_job, place
from casework.domain.errors import (
    InvalidValueError,
    MemberUnknownError,
    NotNowError,
    SamePersonError,
)
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.households import Detected, Evidence
from casework.domain.facts.work import DocumentPrivate, EmploymentEnded, Placed, PlacementConfirmed, PlacementDisproved
from casework.domain.household.parts import Placement
from casework.domain.statuses import Employability
from tests.support.households.stories import (
    CADRE,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    a_cleared_household,
    a_confirmed_household,
    a_household_with_cadre,
    a_placed_household,
    a_stable_household,
    given,
)

IN_APRIL = date(2026, 4, 8)
FACTORY: dict[str, Any] = {
    "member": 1,
    "kind": WorkKind.CONTRACT,
    "since": TUESDAY,
    "monthly_pay": Decimal("3200.50"),
    "contract_months": 12,
}
BACK_AT_RISK = Detected(
    episode=2,
    kind=EpisodeKind.NOT_RETAINED,
    previous=1,
    rule="detection@1",
    as_of=IN_APRIL,
    evidence=(
        Evidence(member=1, age=40, sex=Sex.MALE, employable=True, why=Employability.EMPLOYABLE),
        Evidence(member=2, age=71, sex=Sex.FEMALE, why=Employability.TOO_OLD),
        Evidence(member=3, age=13, sex=Sex.FEMALE, why=Employability.TOO_YOUNG),
    ),
)


def test_a_placement_says_who_works_where_and_for_how_long() -> None:
    """The member counts as employed from then on; the work waits for its confirmation."""
    story = a_household_with_cadre()
    given(story).when(place, by=CADRE, **FACTORY).then(
        Placed(
            placement=1,
            member=1,
            kind=WorkKind.CONTRACT,
            since=TUESDAY,
            monthly_pay=Decimal("3200.50"),
            contract_months=12,
        )
    )
    household = story.did(place, by=CADRE, **FACTORY).household
    assert household.is_employed(1)
    assert household.placements == (
        Placement(
            number=1,
            episode=1,
            member=1,
            kind=WorkKind.CONTRACT,
            since=TUESDAY,
            monthly_pay=Decimal("3200.50"),
            contract_months=12,
            version=6,
            placed_by=CADRE,
            known_on=TUESDAY,
        ),
    )


def test_the_same_placement_again_is_quiet() -> None:
    """Everything is the same and it still holds."""
    given(a_household_with_cadre().did(place, **FACTORY)).when(place, **FACTORY).then_quiet()


@pytest.mark.parametrize(
    "other", [{"monthly_pay": Decimal(3300)}, {"contract_months": 24}, {"since": date(2026, 3, 1)}]
)
def test_other_pay_or_months_are_another_placement(other: dict[str, Any]) -> None:
    """What was said is never dropped in silence."""
    story = a_household_with_cadre().did(place, **FACTORY)
    said = FACTORY | other
    given(story).when(place, **said).then(Placed(placement=2, **said))


def test_a_placement_number_is_never_used_twice() -> None:
    """Not even when an earlier placement was taken back as an error."""
    story = a_placed_household().did(place, member=1, kind=WorkKind.ODD_JOBS, since=TUESDAY)
    withdrawn = story.happened(EntryCorrected(version=6, withdrawn=True))
    given(withdrawn).when(place, **FACTORY).then(Placed(placement=3, **FACTORY))


def test_odd_terms_are_refused() -> None:
    """Work that begins tomorrow, negative pay, a contract of no month, a stranger."""
    story = a_household_with_cadre()
    given(story).when(place, **FACTORY | {"since": date(2026, 3, 4)}).then_refuses(InvalidValueError, field="since")
    given(story).when(place, **FACTORY | {"monthly_pay": Decimal(-1)}).then_refuses(InvalidValueError, field="pay")
    given(story).when(place, **FACTORY | {"contract_months": 0}).then_refuses(
        InvalidValueError, field="contract-months"
    )
    given(story).when(place, **FACTORY | {"member": 9}).then_refuses(MemberUnknownError, member=9)


def test_somebody_else_confirms() -> None:
    """Who recorded the placement cannot confirm it by his word."""
    given(a_placed_household()).when(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=1).then(
        PlacementConfirmed(placement=1)
    )
    given(a_placed_household()).when(confirm_placement, by=CADRE, placement=1).then_refuses(SamePersonError, by=CADRE)


def test_a_named_document_confirms_whoever_brings_it() -> None:
    """The document is sealed with the member's key."""
    given(a_placed_household()).when(confirm_placement, by=CADRE, placement=1, document="劳动合同 2026-17").then(
        PlacementConfirmed(placement=1, by_document=True, private={"1": DocumentPrivate(document="劳动合同 2026-17")})
    )


def test_confirming_again_is_quiet_unless_a_document_comes() -> None:
    """A licence may follow a word, and not the other way round."""
    story = a_confirmed_household()
    given(story).when(confirm_placement, by=CADRE, placement=1).then_quiet()
    by_document = story.did(confirm_placement, by=CADRE, placement=1, document="营业执照")
    assert by_document.household.placements[0].by_document
    given(by_document).when(confirm_placement, by=CADRE, placement=1, document="营业执照").then_quiet()


def test_what_does_not_hold_is_not_confirmed() -> None:
    """Ended, disproved or never there."""
    ended = a_placed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    given(ended).when(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=1).then_refuses(NotNowError, "ended")
    given(ended).when(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=2).then_refuses(NotNowError, "number 2")


def test_a_disproved_placement_never_was() -> None:
    """The member is out of work again, within the same episode; saying so twice is quiet."""
    story = a_placed_household()
    given(story).when(disprove_placement, placement=1, reason=ProposalReturn.NOT_EMPLOYED).then(
        PlacementDisproved(placement=1, member=1, reason=ProposalReturn.NOT_EMPLOYED)
    )
    disproved = story.did(disprove_placement, placement=1, reason=ProposalReturn.NOT_EMPLOYED)
    assert not disproved.household.is_employed(1)
    given(disproved).when(disprove_placement, placement=1, reason=ProposalReturn.OTHER).then_quiet()
    ended = a_placed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    given(ended).when(disprove_placement, placement=1, reason=ProposalReturn.OTHER).then_refuses(NotNowError, "ended")


def test_a_placement_disproved_after_clearing_detects_anew() -> None:
    """The clearance stands in the history as a false one, which is no relapse; the household is at risk again."""
    false = replace(BACK_AT_RISK, kind=EpisodeKind.FALSE_CLEARANCE)
    disproved = PlacementDisproved(placement=1, member=1, reason=ProposalReturn.NOT_EMPLOYED)
    given(a_cleared_household()).when(
        disprove_placement, at=IN_APRIL, placement=1, reason=ProposalReturn.NOT_EMPLOYED
    ).then(disproved, false)
    stable = a_stable_household().did(
        disprove_placement, at=date(2026, 10, 9), placement=1, reason=ProposalReturn.NOT_EMPLOYED
    )
    assert stable.household.open_episode().kind is EpisodeKind.FALSE_CLEARANCE


def test_another_job_that_never_was_makes_no_clearance_false() -> None:
    """The household was cleared on the first one, which was lost: that is work not retained."""
    story = a_cleared_household().did(place, at=IN_APRIL, member=1, kind=WorkKind.ODD_JOBS, since=IN_APRIL)
    story = story.did(end_job, at=IN_APRIL, placement=1, on=IN_APRIL, reason=JobEnd.QUIT)
    gone = story.did(disprove_placement, at=IN_APRIL, placement=2, reason=ProposalReturn.NOT_EMPLOYED)
    assert gone.household.open_episode().kind is EpisodeKind.NOT_RETAINED


def test_a_job_lost_before_clearing_falls_back_within_the_episode() -> None:
    """No new episode opens."""
    given(a_placed_household()).when(end_job, at=IN_APRIL, placement=1, on=IN_APRIL, reason=JobEnd.LAID_OFF).then(
        EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=JobEnd.LAID_OFF)
    )


def test_a_job_lost_after_clearing_detects_anew() -> None:
    """A new episode in the same decision, not retained."""
    given(a_cleared_household()).when(end_job, at=IN_APRIL, placement=1, on=IN_APRIL, reason=JobEnd.QUIT).then(
        EmploymentEnded(member=1, placement=1, on=IN_APRIL, reason=JobEnd.QUIT), BACK_AT_RISK
    )


def test_one_of_two_jobs_lost_leaves_him_in_work() -> None:
    """The other placement still holds."""
    story = a_cleared_household().did(place, member=1, kind=WorkKind.ODD_JOBS, since=TUESDAY)
    given(story).when(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT).then(
        EmploymentEnded(member=1, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    )
    assert story.did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT).household.is_employed(1)


def test_ending_a_job_twice_is_quiet() -> None:
    """It has ended."""
    story = a_placed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    given(story).when(end_job, placement=1, on=TUESDAY, reason=JobEnd.OTHER).then_quiet()


def test_a_job_cannot_end_before_it_began_or_tomorrow() -> None:
    """A pair around either bound."""
    story = a_placed_household()
    for wrong in (date(2026, 3, 2), date(2026, 3, 4)):
        given(story).when(end_job, placement=1, on=wrong, reason=JobEnd.QUIT).then_refuses(
            InvalidValueError, field="on"
        )
    disproved = story.did(disprove_placement, placement=1, reason=ProposalReturn.OTHER)
    given(disproved).when(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT).then_refuses(NotNowError, "disproved")
