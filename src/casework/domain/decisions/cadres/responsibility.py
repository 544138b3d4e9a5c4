"""Making one cadre responsible, with hand-overs that both sides agree to (GY-12d)."""

from __future__ import annotations

from casework.domain.codes.people import Willingness
from casework.domain.codes.verification import Finding
from casework.domain.decisions.cadres.capacity import is_beyond_capacity
from casework.domain.decisions.cadres.stand_ins import stand_ins_of
from casework.domain.errors import NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import (
    CadreAccepted,
    CadreAssigned,
    CadreDeclined,
    CadreReleased,
)
from casework.domain.household.context import DecisionContext
from casework.domain.household.detection import employable
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.signer import account_of
from casework.domain.text_values import refuse_blank, refuse_no_account


def assign_cadre(
    household: Household,
    context: DecisionContext,
    *,
    cadre: str,
    stands_in_for: str | None = None,
    beyond_capacity: bool = False,
) -> list[Fact]:
    """
    Offer the household to `cadre`; the first one is responsible at once, a later one from acceptance.

    Who stands in for the responsible cadre gives the household back when released. Quiet when that cadre is
    responsible or was offered it. Raises NoOpenEpisodeError, NotNowError for a stand-in of somebody else, and
    CapacityReachedError for a cadre who can carry no more, unless that is meant and the policy leaves it open.
    """
    refuse_no_account("cadre", cadre)
    refuse_no_account("stands-in-for", stands_in_for)
    episode = household.current_at(context.occurred_at)
    if cadre in (episode.cadre, episode.offered_to):
        return []
    if stands_in_for not in (None, episode.cadre):
        raise NotNowError(
            zh=f"{stands_in_for}不是该户的帮扶干部，不能为其代管；{_held_by(episode).zh}",
            en=f"{stands_in_for} is not the household's cadre, so nobody can stand in for {stands_in_for}; "
            f"{_held_by(episode).en}",
        )
    beyond = is_beyond_capacity(context, cadre, meant=beyond_capacity)
    at_once = [] if episode.cadre else stand_ins_of(household, context, cadre)
    return [CadreAssigned(cadre=cadre, stands_in_for=stands_in_for, beyond_capacity=beyond), *at_once]


def accept_household(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Take the household over; an earlier cadre is released in the same decision.

    Quiet when the actor has accepted. Raises NoOpenEpisodeError, or NotNowError when it was not offered to the actor.
    """
    episode = household.current_at(context.occurred_at)
    cadre = context.by
    if episode.cadre == cadre and episode.accepted:
        return []
    accepted = CadreAccepted(cadre=cadre, willing=willing_members(household, context))
    stand_ins = stand_ins_of(household, context, cadre)
    if episode.cadre == cadre:
        return [accepted, *stand_ins]
    if episode.offered_to == cadre:
        earlier = [CadreReleased(cadre=episode.cadre)] if episode.cadre else []
        return [*earlier, accepted, *stand_ins]
    raise _not_offered(episode, cadre)


def decline_household(household: Household, context: DecisionContext, *, reason: str) -> list[Fact]:
    """
    Say no to a household that was offered. Raises NoOpenEpisodeError, or NotNowError when it was not offered.

    A cadre who has accepted is released instead.
    """
    refuse_blank("reason", reason)
    episode = household.current_at(context.occurred_at)
    cadre = context.by
    first = episode.cadre == cadre and not episode.accepted
    if not first and episode.offered_to != cadre:
        raise _not_offered(episode, cadre)
    declined = CadreDeclined(cadre=cadre, leaves_nobody=first, private={HOUSEHOLD: NotePrivate(text=reason)})
    return [declined, *(stand_ins_of(household, context, episode.offered_to) if first else [])]


def release_cadre(household: Household, context: DecisionContext, *, reason: str) -> list[Fact]:
    """
    Free the responsible cadre of the household; it goes to the successor, or back to the cadre who was stood in for.

    Raises NoOpenEpisodeError, or NotNowError without a cadre.
    """
    refuse_blank("reason", reason)
    episode = household.current_at(context.occurred_at)
    if episode.cadre is None and household.outside is not None:
        episode = household.outside
    if episode.cadre is None:
        raise NotNowError(
            zh="该户没有帮扶干部，无人可解除", en="The household has no cadre to release", helps=("assign",)
        )
    returns_to = _stood_in_for(episode, episode.cadre) if episode.offered_to is None else None
    released = CadreReleased(cadre=episode.cadre, leaves_nobody=True, private={HOUSEHOLD: NotePrivate(text=reason)})
    if returns_to is None:
        return [released, *stand_ins_of(household, context, episode.offered_to)]
    back = CadreAssigned(cadre=returns_to, stands_in_for=_stood_in_for(episode, returns_to))
    return [released, back, *stand_ins_of(household, context, returns_to)]


def willing_members(household: Household, context: DecisionContext) -> tuple[int, ...]:
    """The employable members without work who were found willing, or of whom nothing says that they are not."""
    can_work = employable(household, context.today, context.policy.detection)
    return tuple(
        state.number
        for state in household.present()
        if state.number in can_work
        and not (household.is_employed(state.number) or household.holding_placements(state.number))
        and (state.finding is Finding.WILLING or state.now.willingness is not Willingness.UNWILLING)
    )


def _stood_in_for(episode: Episode, cadre: str) -> str | None:
    """In whose place the cadre was last assigned; None when in nobody's."""
    assigned = [entry.fact for entry in episode.entries if isinstance(entry.fact, CadreAssigned)]
    return next((fact.stands_in_for for fact in reversed(assigned) if account_of(fact.cadre) == cadre), None)


def _not_offered(episode: Episode, cadre: str) -> NotNowError:
    held = _held_by(episode)
    return NotNowError(
        zh=f"该户未指派给{cadre}：{held.zh}",
        en=f"The household was not assigned to {cadre}: {held.en}",
        helps=("assign",),
    )


def _held_by(episode: Episode) -> Label:
    """Who is the cadre, and to whom the household is offered."""
    if episode.cadre is None:
        return Label("尚无帮扶干部", "it has no cadre")
    offered = Label(f"，已指派给{episode.offered_to}", f", offered to {episode.offered_to}")
    zh, en = offered if episode.offered_to else ("", "")
    return Label(f"现帮扶干部是{episode.cadre}{zh}", f"its cadre is {episode.cadre}{en}")
