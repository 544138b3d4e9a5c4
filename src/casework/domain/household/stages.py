"""The stage a household stands in, derived from its last episode in a fixed order."""

from __future__ import annotations

from casework.domain.codes.stages import Stage
from casework.domain.household.state import Household
from casework.domain.statuses import EpisodeState, OfferStatus


def stage_of(household: Household) -> Stage:
    """The first stage whose condition holds, from the pending clearance down; a pending closing changes nothing."""
    episode = household.episode
    if episode is None:
        return Stage.REGISTERED
    if episode.state is not EpisodeState.OPEN:
        return Stage(episode.state)
    if episode.clearance_proposed_by is not None:
        return Stage.CLEARANCE_PROPOSED
    if any(p.episode == episode.number for p in household.holding_placements()):
        return Stage.PLACED
    if any(
        o.status in (OfferStatus.OPEN, OfferStatus.ACCEPTED) and o.episode == episode.number for o in household.offers
    ):
        return Stage.OFFERED
    if episode.cadre is not None:
        return Stage.ASSIGNED
    return Stage.VERIFIED if episode.confirmed else Stage.DETECTED
