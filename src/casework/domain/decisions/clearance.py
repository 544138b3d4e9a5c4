"""Clearing a household that has somebody in lasting work; maker and checker apart (GY-12f, OF-27, OF-29)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from casework.domain.codes.clearance import ProposalReturn
from casework.domain.codes.work import WorkKind
from casework.domain.decisions.detection import term_end
from casework.domain.decisions.notes import noted
from casework.domain.errors import NotNowError, RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.clearance import ClearanceProposed, ClearanceReturned, Cleared
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.parts import Placement
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.policy.deciders import DecisionKind
from casework.domain.policy.sections import ClearingRule
from casework.domain.statuses import ClearingGround, PlacementStatus

_UNCONFIRMED = Label("尚未核查属实", "is not confirmed")


class NothingClearsError(RefusedError):
    """No confirmed work of the household is of a kind that clears it; the sentence names what each placement lacks."""

    def __init__(self, missing: Mapping[int, Label]) -> None:
        self.missing = dict(missing)
        self.helps = ("confirm-placement",) if _UNCONFIRMED in missing.values() else ("place",)
        zh = "；".join(f"安置编号{number}{lacks.zh}" for number, lacks in missing.items()) or "没有人在岗"
        en = "; ".join(f"placement {number} {lacks.en}" for number, lacks in missing.items()) or "nobody is in work"
        self.zh = f"没有已核查属实、且符合清零条件的就业安置：{zh}"
        self.en = f"No confirmed placement of this household is of a kind that clears it: {en}"


def propose_clearance(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Propose that the household be cleared, once a confirmed placement clears it (GY-12f, OF-27, OF-29).

    Whether that work still runs is looked at on the day of the decision. Quiet while a proposal is pending. Raises
    NoOpenEpisodeError, NotNowError when nobody of it is placed, or NothingClearsError, which names what is missing.
    """
    episode = household.open_episode()
    if episode.clearance_proposed_by is not None:
        return []
    if not any(placement.since <= context.today for placement in household.holding_placements()):
        raise NotNowError(
            zh="该户现在没有人在岗，不能提请清零",
            en="Nobody of the household is in work, so there is nothing to clear",
            helps=("place",),
        )
    if not any(clearing_ground(placement, context.policy.clearing) for placement in household.holding_placements()):
        raise NothingClearsError(_missing(household, context))
    return [ClearanceProposed()]


def decide_clearance(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Clear the household, naming the rule and the facts it rests on.

    Raises NoOpenEpisodeError, NotNowError without a proposal, NothingClearsError, and SamePersonError
    for who proposed, unless the policy lets anybody decide.
    """
    refuse_own_case(context, DecisionKind.CLEARANCE, _proposer(household))
    for placement in household.holding_placements():
        ground = ground_on(placement, context)
        if ground is not None:
            return [
                Cleared(
                    rule=f"clearing@{context.policy.version}",
                    ground=ground,
                    placement=placement.number,
                    rests_on=(placement.version, placement.confirmed_version),
                )
            ]
    raise NothingClearsError(_missing(household, context))


def return_clearance(
    household: Household, context: DecisionContext, *, reason: ProposalReturn, note: str = ""
) -> list[Fact]:
    """Send the proposal back, and say what is missing. Raises NoOpenEpisodeError, NotNowError without a proposal."""
    _proposer(household)
    return [ClearanceReturned(reason=reason, private=noted(note))]


def clearing_ground(placement: Placement, rule: ClearingRule) -> ClearingGround | None:
    """Why a confirmed placement clears the household, or None when it does not (OF-27, OF-29)."""
    if placement.status is not PlacementStatus.CONFIRMED:
        return None
    if placement.kind is WorkKind.CONTRACT and (placement.contract_months or 0) >= rule.contract_months:
        return ClearingGround.CONTRACT
    if placement.kind in rule.with_licence and placement.by_document:
        return ClearingGround.LICENCE
    if placement.kind in rule.always:
        return ClearingGround(placement.kind)
    paid = placement.monthly_pay is not None and placement.monthly_pay >= rule.minimum_wage
    return ClearingGround.MINIMUM_WAGE if paid and placement.kind not in rule.never_by_pay else None


def ground_on(placement: Placement, context: DecisionContext) -> ClearingGround | None:
    """Why the placement clears the household on the day of the decision: work that has begun and still runs."""
    return None if _not_running(placement, context) else clearing_ground(placement, context.policy.clearing)


def _not_running(placement: Placement, context: DecisionContext) -> Label | None:
    end = term_end(placement, context.policy)
    if end is not None and end <= context.today:
        last = end - timedelta(days=1)
        return Label(f"已于{last}到期", f"ended on {last}")
    if placement.since > context.today:
        return Label(f"自{placement.since}起才上岗", f"begins on {placement.since} only")
    return None


def _missing(household: Household, context: DecisionContext) -> dict[int, Label]:
    """What each placement that holds would need to clear the household."""
    rule = context.policy.clearing
    return {p.number: _not_running(p, context) or _lack(p, rule) for p in household.holding_placements()}


def _lack(placement: Placement, rule: ClearingRule) -> Label:
    if placement.status is not PlacementStatus.CONFIRMED:
        return _UNCONFIRMED
    ways = []
    if placement.kind is WorkKind.CONTRACT:
        ways.append(Label(f"合同满{rule.contract_months}个月", f"a contract of {rule.contract_months} months"))
    if placement.kind in rule.with_licence:
        ways.append(Label("凭执照核查", "a licence as the document it is confirmed by"))
    if placement.kind not in rule.never_by_pay:
        ways.append(Label(f"月收入不低于{rule.minimum_wage}元", f"pay of {rule.minimum_wage} yuan a month"))
    if not ways:
        return Label(
            f"属{placement.kind.zh}，不能据以清零",
            f"is {str(placement.kind).replace('-', ' ')}, which never clears a household",
        )
    return Label(f"须{'，或'.join(way.zh for way in ways)}", f"needs {', or '.join(way.en for way in ways)}")


def _proposer(household: Household) -> str:
    proposer = household.open_episode().clearance_proposed_by
    if proposer is None:
        raise NotNowError(
            zh="没有待审核的清零提请：须先提请清零",
            en="No clearance is proposed: that comes first",
            helps=("propose-clearance",),
        )
    return proposer
