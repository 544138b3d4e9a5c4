"""Erasing a person's data: proposed by one person, decided by another, and only once it is needed no more (PIPL Art. 47)."""

from __future__ import annotations

from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.deadlines.instances import instances
from casework.domain.errors import (
    HouseholdUnknownError,
    InvalidValueError,
    MemberUnknownError,
    NotNowError,
    SamePersonError,
)
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.consent import ErasureProposed, PersonErased
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import OUTSIDE, MemberState
from casework.domain.household.state import Household
from casework.domain.members import HouseholdPrivate
from casework.domain.statuses import EpisodeState


class StillNeededError(NotNowError):
    """The person's data is needed: an episode is open, or a duty of one still runs."""

    def __init__(self, household: Household) -> None:
        super().__init__(
            zh=f"该户（{household.number}）仍在办理，其成员的个人信息仍需使用，暂不能删除",
            en=f"Household {household.number} is still being worked on: its members' data is needed and not erased yet",
        )


def propose_erasure(
    household: Household, context: DecisionContext, *, member: int, ground: ErasureGround
) -> list[Fact]:
    """
    Propose that a person's data be erased, of a member or of one who has left.

    Quiet while the same is proposed, and where it is erased. Raises HouseholdUnknownError, MemberUnknownError,
    StillNeededError, InvalidValueError for the ground that only a restored backup has.
    """
    state = member_ever(household, member)
    if ground is ErasureGround.RESTORED:
        raise InvalidValueError(
            "ground", zh="该原因只用于恢复备份", en="That ground is a restored backup's", always=True
        )
    if state.erased or (state.erasure is not None and state.erasure.ground is ground):
        return []
    refuse_needed(household, context)
    return [ErasureProposed(member=member, ground=ground)]


def decide_erasure(household: Household, context: DecisionContext, *, member: int) -> list[Fact]:
    """
    Erase a person's data as somebody else has proposed.

    Quiet where it is erased. Raises HouseholdUnknownError, MemberUnknownError, NotNowError without a proposal,
    SamePersonError, StillNeededError.
    """
    state = member_ever(household, member)
    if state.erased:
        return []
    if state.erasure is None:
        raise NotNowError(
            zh="尚未有人提请删除该成员的个人信息：须先提请",
            en="Nobody has proposed to erase this member's data: that comes first",
            helps=("propose-erasure",),
        )
    if context.is_one_of([state.erasure.by]):
        raise SamePersonError(context.by, context.counts_as)
    refuse_needed(household, context)
    return [PersonErased(member=member, ground=state.erasure.ground)]


def erased_in(member: int, ground: ErasureGround, kept: HouseholdPrivate | None = None) -> PersonErased:
    """
    What is recorded in each household where the person is or was listed.

    `kept` is what remains of the household's own sealed data, where that named the person and goes with them.
    """
    if kept is None:
        return PersonErased(member=member, ground=ground)
    return PersonErased(member=member, ground=ground, household_too=True, private={HOUSEHOLD: kept})


def refuse_needed(household: Household, context: DecisionContext) -> None:
    """
    Refuse while an episode is open or a duty of one runs, unless the policy lets data go meanwhile. Raises StillNeededError.
    """
    if context.policy.erasure.while_needed:
        return
    if any(episode.state is EpisodeState.OPEN for episode in household.episodes) or any(
        each.episode != OUTSIDE and each.unmet and each.ended_at is None
        for each in instances(household, context.rules, until=context.now)
    ):
        raise StillNeededError(household)


def member_ever(household: Household, member: int) -> MemberState:
    """A member, be it one who has left. Raises HouseholdUnknownError, MemberUnknownError."""
    if not household.known:
        raise HouseholdUnknownError(household.id)
    for state in household.members:
        if state.number == member:
            return state
    raise MemberUnknownError(member, (each.number for each in household.members))
