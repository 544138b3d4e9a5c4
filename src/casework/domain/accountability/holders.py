"""Who holds a household, and whom it waits for: the rule that the responsibility timeline follows (GY-12d, GY-12f)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.codes.offices import DIVISION_DIGITS
from casework.domain.household.context import NamesHolders, on_duty
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind
from casework.domain.policy.policy import Policy
from casework.domain.statuses import OfferStatus, PlacementStatus


class Party(Struct, frozen=True, kw_only=True):
    """A cadre by account, a member by number, or an office by its role and its division's code."""

    role: str
    division: str = ""
    account: str | None = None
    member: int | None = None


def held_by(household: Household, on: date | None = None, holders: NamesHolders | None = None) -> Party:
    """
    The responsible cadre, a standing one included; `on` a day whoever stands in; the township's office while nobody is.

    A first cadre holds the household from assignment, a later one from acceptance, a stand-in included; until then,
    and when the successor declines, the earlier one does. A division's ledger is held by the division's own office.
    """
    if household.ledger is not None:
        return _office(household, str(household.ledger.level))
    cadre = household.cadre if on is None else on_duty(household, household.cadre, on, holders)
    return _cadre(cadre) if cadre else _office(household, "township")


def waits_for(
    household: Household, policy: Policy, on: date | None = None, holders: NamesHolders | None = None
) -> Party:
    """
    Whose move it is: the first of these that holds.

    A proposed end, be it not eligible, cleared or closed, waits for the office that decides it; an episode that is not verified, or without
    a cadre, for the township; a hand-over, or an assignment, for who is to accept it; an open offer for the member
    (the earliest one); a placement that is not confirmed for the office that checks it; all else for the cadre.
    Before a first detection nobody waits for a verification, nor for a cadre.
    """
    episode = household.episode
    if episode is None:
        return _outside(household, policy) or held_by(household, on, holders)
    return (
        _deciding(household, episode, policy)
        or _accepting(household, episode)
        or _working(household, episode, policy)
        or held_by(household, on, holders)
    )


def _outside(household: Household, policy: Policy) -> Party | None:
    outside = household.outside
    if outside is None:
        return None
    if outside.offered_to is not None:
        return _cadre(outside.offered_to)
    return _working(household, outside, policy)


def _deciding(household: Household, episode: Episode, policy: Policy) -> Party | None:
    if episode.not_eligible is not None:
        return _office(household, _office_for(policy, DecisionKind.NOT_ELIGIBLE))
    if episode.clearance_proposed_by is not None:
        return _office(household, _office_for(policy, DecisionKind.CLEARANCE))
    if episode.closing_proposed_by is not None:
        return _office(household, _office_for(policy, DecisionKind.CLOSING))
    return None


def _accepting(household: Household, episode: Episode) -> Party | None:
    if not episode.verified or episode.cadre is None:
        return _office(household, "township")
    if episode.offered_to is not None:
        return _cadre(episode.offered_to)
    return None if episode.accepted else _cadre(episode.cadre)


def _working(household: Household, episode: Episode, policy: Policy) -> Party | None:
    for offer in household.offers:
        if offer.episode == episode.number and offer.status is OfferStatus.OPEN:
            return Party(role="member", member=offer.member)
    if any(p.episode == episode.number and p.status is PlacementStatus.PLACED for p in household.placements):
        return _office(household, _office_for(policy, DecisionKind.PLACEMENT_CHECK))
    return None


def _office_for(policy: Policy, decision: DecisionKind) -> str:
    return next((rule.office for rule in policy.decision if rule.name is decision), "township")


def _cadre(account: str) -> Party:
    return Party(role="cadre", account=account)


def _office(household: Household, role: str) -> Party:
    return Party(role=role, division=household.village[: DIVISION_DIGITS.get(role, 12)].ljust(12, "0"))
