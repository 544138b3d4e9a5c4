"""Confirming by itself that a member is hard to employ, and that it is over (BJ-3.2a, OF-36)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.people import Willingness
from casework.domain.codes.verification import Finding, HardToEmployEnd, HardToEmployGround
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.findings import GroundDetails
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.verification import HardToEmployConfirmed, HardToEmployEnded
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.evolution.evolve_verification import grounds_standing
from casework.domain.household.state import Household
from casework.domain.statuses import EpisodeState


def confirm_hard_to_employ(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    ground: HardToEmployGround,
    details: GroundDetails | None = None,
) -> list[Fact]:
    """
    Confirm that a member is hard to employ: turned fifty, a year without work (BJ-3.2a, OF-36).

    A member of a household with an open episode after its verification, any other at any time. Quiet when these grounds
    are known and nothing more is said. Raises MemberUnknownError, InvalidValueError, or NotNowError before the
    verification and for a member who cannot or does not want to work.
    """
    record = household.record_at(context.occurred_at)
    if record in household.episodes and record.state is EpisodeState.OPEN and not record.confirmed:
        raise NotNowError(
            zh="该户尚未核实确认，核实之后才认定就业困难人员",
            en="The household is not confirmed by a verification yet",
            helps=("confirm-household",),
        )
    state = household.member(member)
    refuse_odd_details(details, members=(), today=context.today)
    _refuse_odd_span(ground, details, context)
    known = state.hard_to_employ is ground or ground in state.further_grounds
    if known and state.finding is Finding.WILLING and details is None:
        return []
    if state.finding not in (None, Finding.WILLING) or state.now.willingness is Willingness.UNWILLING:
        raise NotNowError(
            zh=f"成员{member}没有就业意愿或劳动能力，不能认定为就业困难人员",
            en=f"Member {member} was found unwilling or incapable, so cannot be confirmed as hard to employ",
        )
    return [HardToEmployConfirmed(member=member, ground=ground, details=details)]


def end_hard_to_employ(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    reason: HardToEmployEnd,
    on: date,
    ground: HardToEmployGround | None = None,
) -> list[Fact]:
    """
    Record that a member is hard to employ no more from a day on, on `ground` or on whatever grounds it was (BJ-3.2a, OF-36).

    Raises MemberUnknownError, NotNowError for a member who is not, or not on that ground, InvalidValueError for a day
    still to come.
    """
    refuse_ahead("on", on, context)
    if household.member(member).hard_to_employ is None:
        raise NotNowError(
            zh=f"成员{member}未认定为就业困难人员",
            en=f"Member {member} is not confirmed as hard to employ",
            helps=("hard-to-employ",),
        )
    if ground is not None and ground not in grounds_standing(household.member(member)):
        raise NotNowError(
            zh=f"成员{member}未按“{ground.zh}”认定为就业困难人员",
            en=f"Member {member} is not confirmed as hard to employ on the ground {ground}",
            helps=("hard-to-employ",),
        )
    return [HardToEmployEnded(member=member, reason=reason, on=on, ground=ground)]


def _refuse_odd_span(ground: HardToEmployGround, details: GroundDetails | None, context: DecisionContext) -> None:
    if details is None:
        return
    if ground in details.also:
        raise InvalidValueError("also", zh=f"“{ground.zh}”重复", en=f"The ground {ground} is named twice")
    if details.since is not None:
        refuse_ahead("since", details.since, context)
