"""Clearing a household that has somebody in lasting work; maker and checker apart (GY-12f, OF-27, OF-29)."""

from __future__ import annotations

from casework.domain.codes import ProposalReturn, WorkKind
from casework.domain.errors import CaseworkError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.clearing import ClearanceProposed, ClearanceReturned, Cleared
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.state import Household, Placement
from casework.domain.policy.deciders import DecisionKind
from casework.domain.policy.policy import ClearingRule


class NothingClearsError(CaseworkError):
    """No confirmed work of the household is of a kind that clears it."""

    zh = "没有已核查属实、且符合清零条件的就业安置"
    en = "No confirmed placement of this household is of a kind that clears it"


def propose_clearance(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Propose that the household be cleared. Quiet while a proposal is pending.

    Raises NoOpenEpisodeError, or NotNowError when nobody of it is placed.
    """
    episode = household.open_episode()
    if episode.clearance_proposed_by is not None:
        return []
    if not household.holding_placements():
        raise NotNowError(
            zh="该户现在没有人在岗，不能提请清零", en="Nobody of the household is in work, so there is nothing to clear"
        )
    return [ClearanceProposed()]


def decide_clearance(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Clear the household, naming the rule and the facts it rests on.

    Raises NoOpenEpisodeError, NotNowError without a proposal, NothingClearsError, and SamePersonError
    for who proposed, unless the policy lets anybody decide.
    """
    refuse_own_case(context, DecisionKind.CLEARANCE, _proposer(household))
    for placement in household.holding_placements():
        ground = clearing_ground(placement, context.policy.clearing)
        if ground is not None:
            return [
                Cleared(
                    rule=f"clearing@{context.policy.version}",
                    ground=ground,
                    placement=placement.number,
                    rests_on=(placement.version, placement.confirmed_version),
                )
            ]
    raise NothingClearsError


def return_clearance(household: Household, context: DecisionContext, *, reason: ProposalReturn) -> list[Fact]:
    """Send the proposal back with a reason. Raises NoOpenEpisodeError, or NotNowError without a proposal."""
    _proposer(household)
    return [ClearanceReturned(reason=reason)]


def clearing_ground(placement: Placement, rule: ClearingRule) -> str | None:
    """Why a confirmed placement clears the household, or None when it does not (OF-27, OF-29)."""
    if placement.status != "confirmed":
        return None
    if placement.kind is WorkKind.CONTRACT and (placement.contract_months or 0) >= rule.contract_months:
        return "contract"
    if placement.kind in rule.with_licence and placement.by_document:
        return "licence"
    if placement.kind in rule.always:
        return str(placement.kind)
    paid = placement.monthly_pay is not None and placement.monthly_pay >= rule.minimum_wage
    return "minimum-wage" if paid and placement.kind not in rule.never_by_pay else None


def _proposer(household: Household) -> str:
    proposer = household.open_episode().clearance_proposed_by
    if proposer is None:
        raise NotNowError(zh="没有待审核的清零提请", en="No clearance is proposed")
    return proposer
