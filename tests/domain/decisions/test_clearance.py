"""Clearing a household: what clears it, who may, and what the fact rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.decisions.clearance import (
    NothingClearsError,
    decide_clearance,
    propose_clearance,
    return_clearance,
)
from casework.domain.decisions.placements import confirm_placement, end_job, place
from casework.domain.errors import NoOpenEpisodeError, NotNowError, SamePersonError
from casework.domain.facts.clearance import ClearanceProposed, ClearanceReturned, Cleared
from casework.domain.labels import Label
from casework.domain.statuses import ClearingGround
from tests.support.households.stories import (
    CADRE,
    COUNTY_OFFICIAL,
    TOWNSHIP_OFFICIAL,
    TUESDAY,
    a_cleared_household,
    a_confirmed_household,
    a_household_with_cadre,
    a_placed_household,
    a_proposed_household,
    a_registered_household,
    given,
)

WAGE = Decimal(1970)


@pytest.mark.parametrize(
    ("work", "ground"),
    [
        ({"kind": WorkKind.CONTRACT, "contract_months": 12}, "contract"),
        ({"kind": WorkKind.CONTRACT, "contract_months": 11}, None),
        ({"kind": WorkKind.CONTRACT, "contract_months": None}, None),
        ({"kind": WorkKind.CONTRACT, "contract_months": 11, "monthly_pay": WAGE}, "minimum-wage"),
        ({"kind": WorkKind.PUBLIC_WELFARE, "contract_months": None}, "public-welfare"),
        ({"kind": WorkKind.SELF_EMPLOYED, "contract_months": None}, None),
        ({"kind": WorkKind.SELF_EMPLOYED, "contract_months": None, "document": "营业执照"}, "licence"),
        ({"kind": WorkKind.FLEXIBLE, "contract_months": None, "monthly_pay": WAGE}, "minimum-wage"),
        ({"kind": WorkKind.FLEXIBLE, "contract_months": None, "monthly_pay": WAGE - 1}, None),
        ({"kind": WorkKind.WORK_RELIEF, "contract_months": None, "monthly_pay": WAGE}, "minimum-wage"),
        ({"kind": WorkKind.HOUSEHOLD_PRODUCTION, "contract_months": None, "monthly_pay": WAGE}, "minimum-wage"),
        ({"kind": WorkKind.ODD_JOBS, "contract_months": None, "monthly_pay": WAGE * 3}, None),
        ({"kind": WorkKind.ODD_JOBS, "contract_months": 12}, None),
    ],
)
def test_what_clears_a_household(work: dict[str, Any], ground: str | None) -> None:
    """A year's contract, a licensed business, a public-welfare post, or the minimum wage from anything but odd jobs."""
    if ground is None:
        given(a_confirmed_household(**work)).when(propose_clearance).then_refuses(NothingClearsError)
    else:
        given(a_proposed_household(**work)).when(decide_clearance, by=COUNTY_OFFICIAL).then(
            Cleared(rule="clearing@1", ground=ClearingGround(ground), placement=1, rests_on=(6, 7))
        )


def test_a_clearance_is_proposed_once() -> None:
    """Quiet while a proposal is pending."""
    given(a_confirmed_household()).when(propose_clearance).then(ClearanceProposed())
    given(a_proposed_household()).when(propose_clearance).then_quiet()


def test_nobody_placed_no_proposal() -> None:
    """A proposal needs a placement that holds."""
    ended = a_placed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    for story in (a_household_with_cadre(), ended):
        given(story).when(propose_clearance).then_refuses(NotNowError, "Nobody of the household is in work")
    given(a_registered_household()).when(propose_clearance).then_refuses(NoOpenEpisodeError)


def test_who_proposed_does_not_decide() -> None:
    """Maker and checker are two persons."""
    given(a_proposed_household()).when(decide_clearance, by=TOWNSHIP_OFFICIAL).then_refuses(
        SamePersonError, by=TOWNSHIP_OFFICIAL
    )


def test_an_unconfirmed_placement_clears_nothing() -> None:
    """Somebody else or a document must have confirmed it."""
    given(a_placed_household()).when(propose_clearance).then_refuses(NothingClearsError, "placement 1 is not confirmed")


@pytest.mark.parametrize(
    ("work", "zh", "en"),
    [
        (
            {"kind": WorkKind.CONTRACT, "contract_months": 11, "monthly_pay": WAGE - 1},
            "须合同满12个月，或月收入不低于1970元",
            "needs a contract of 12 months, or pay of 1970 yuan a month",
        ),
        (
            {"kind": WorkKind.SELF_EMPLOYED, "contract_months": None},
            "须凭执照核查，或月收入不低于1970元",
            "needs a licence as the document it is confirmed by, or pay of 1970 yuan a month",
        ),
        (
            {"kind": WorkKind.FLEXIBLE, "contract_months": None},
            "须月收入不低于1970元",
            "needs pay of 1970 yuan a month",
        ),
        (
            {"kind": WorkKind.ODD_JOBS, "contract_months": None},
            "属打零工，不能据以清零",
            "is odd jobs, which never clears a household",
        ),
    ],
)
def test_a_refused_proposal_says_what_is_missing(work: dict[str, Any], zh: str, en: str) -> None:
    """Each placement by its number, with every way in which it would clear (GY-12f, OF-27, OF-29)."""
    given(a_confirmed_household(**work)).when(propose_clearance).then_refuses(
        NothingClearsError, f"placement 1 {en}", missing={1: Label(zh, en)}
    )


def test_a_refused_proposal_names_every_placement() -> None:
    """Two hold, neither clears; one that does is enough."""
    story = a_confirmed_household(kind=WorkKind.ODD_JOBS, contract_months=None)
    story = story.did(place, by=CADRE, member=1, kind=WorkKind.PUBLIC_WELFARE, since=TUESDAY)
    given(story).when(propose_clearance).then_refuses(
        NothingClearsError,
        "placement 1 is odd jobs, which never clears a household; placement 2 is not confirmed",
    )
    confirmed = story.did(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=2)
    given(confirmed).when(propose_clearance).then(ClearanceProposed())


@pytest.mark.parametrize(("today", "ended"), [(date(2027, 3, 2), False), (date(2027, 3, 3), True)])
def test_work_clears_to_the_last_day_of_its_contract(today: date, ended: bool) -> None:
    """Twelve months from 3 March 2026: decided on 2 March 2027 it clears, a day later it says when it ended."""
    decided = given(a_proposed_household()).when(decide_clearance, at=today, by=COUNTY_OFFICIAL)
    if ended:
        decided.then_refuses(NothingClearsError, "placement 1 ended on 2027-03-02")
    else:
        decided.then(
            Cleared(rule="clearing@1", ground=ClearingGround.CONTRACT, placement=1, rests_on=(6, 7)),
        )


def test_work_that_ended_meanwhile_clears_nothing() -> None:
    """The proposal waits to be returned."""
    story = a_proposed_household().did(end_job, placement=1, on=TUESDAY, reason=JobEnd.QUIT)
    given(story).when(decide_clearance, by=COUNTY_OFFICIAL).then_refuses(NothingClearsError, "nobody is in work")


def test_the_placement_that_clears_is_named() -> None:
    """The second one does, the odd jobs before it do not."""
    story = a_confirmed_household(kind=WorkKind.ODD_JOBS, contract_months=None)
    story = story.did(place, by=CADRE, member=1, kind=WorkKind.PUBLIC_WELFARE, since=TUESDAY)
    story = story.did(confirm_placement, by=TOWNSHIP_OFFICIAL, placement=2).did(propose_clearance)
    given(story).when(decide_clearance, by=COUNTY_OFFICIAL).then(
        Cleared(rule="clearing@1", ground=ClearingGround.PUBLIC_WELFARE, placement=2, rests_on=(8, 9))
    )


def test_a_decision_needs_a_proposal_and_is_made_once() -> None:
    """Before it there is nothing to decide, after it the episode is over."""
    given(a_confirmed_household()).when(decide_clearance).then_refuses(NotNowError, "No clearance is proposed")
    given(a_cleared_household()).when(decide_clearance).then_refuses(NoOpenEpisodeError)


def test_a_proposal_goes_back_with_a_reason() -> None:
    """It can be made again after it."""
    story = a_proposed_household()
    given(story).when(return_clearance, reason=ProposalReturn.NOT_LASTING).then(
        ClearanceReturned(reason=ProposalReturn.NOT_LASTING)
    )
    returned = story.did(return_clearance, reason=ProposalReturn.NOT_LASTING)
    given(returned).when(return_clearance, reason=ProposalReturn.OTHER).then_refuses(NotNowError, "No clearance")
    given(returned).when(propose_clearance).then(ClearanceProposed())
