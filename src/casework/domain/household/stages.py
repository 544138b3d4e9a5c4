"""The stage a household stands in, derived from its last episode in a fixed order, and when each was first reached."""

from __future__ import annotations

from datetime import date
from typing import Final

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.stages import Stage
from casework.domain.fact import Fact
from casework.domain.facts.households import Verified
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.facts.work import JobOffered, Placed
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household
from casework.domain.statuses import EpisodeState, OfferStatus


def stage_of(household: Household) -> Stage:
    """
    The first stage whose condition holds, from the pending clearance down; a pending closing changes nothing.

    A household of nobody has none of the others, once no episode of it is open.
    """
    episode = household.episode
    if household.is_empty and (episode is None or episode.state is not EpisodeState.OPEN):
        return Stage.MEMBERS_NONE
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


REACHED_BY: Final[dict[Stage, type[Fact]]] = {
    Stage.VERIFIED: Verified,
    Stage.ASSIGNED: CadreAssigned,
    Stage.OFFERED: JobOffered,
    Stage.PLACED: Placed,
}
"""The chain of stages from the detection on, each with the fact that first takes a household there (CZ-7d)."""


def days_of_stages(episode: Episode) -> dict[Stage, date]:
    """The day on which each stage of an episode was first reached, detection first; in the order of time."""
    reached = {Stage.DETECTED: shanghai_date(episode.detected_at)}
    for stage, kind in REACHED_BY.items():
        found = (entry for entry in episode.entries if type(entry.fact) is kind)
        moments = [e.occurred_at for e in found if not isinstance(e.fact, Verified) or e.fact.confirmed]
        if moments:
            reached[stage] = shanghai_date(min(moments))
    return reached
