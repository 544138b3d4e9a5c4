"""What an act answers, and that it cannot have happened before that (GY-17b): one table for every way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.errors import RefusedError
from casework.domain.fact import Fact, topic_of
from casework.domain.facts import (
    assistance,
    clearance,
    deadlines,
    households,
    responsibility,
    returns,
    verification,
    work,
)
from casework.domain.facts.catalogue import fact_label
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.facts.matters import matters
from casework.domain.facts.service import contacts
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import is_outside
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household


class Answered(NamedTuple):
    """The last fact of one of these kinds is answered; with `same` the last one whose fields equal the act's."""

    kinds: tuple[type[Fact], ...]
    same: tuple[str, ...] = ()


RESPONSIBILITY = (
    responsibility.CadreAssigned,
    responsibility.CadreAccepted,
    responsibility.CadreDeclined,
    responsibility.CadreReleased,
)
DETECTION = Answered((households.Detected,))
HAND_OVER = Answered(RESPONSIBILITY)
MEASURE = Answered((assistance.PlanAgreed,), ("member", "measure"))
APPOINTMENT = Answered((contacts.AppointmentMade,), ("appointment",))
OFFER = Answered((work.JobOffered, work.OfferAccepted), ("offer",))
PLACEMENT = Answered((work.Placed,), ("placement",))
EXTENSION = Answered((deadlines.ExtensionRequested,), ("deadline", "occurrence"))
PROPOSED_CLEARANCE = Answered((clearance.ClearanceProposed,))
PROPOSED_CLOSING = Answered((clearance.ClosingProposed,))

ANSWERS: dict[type[Fact], tuple[Answered, ...]] = {
    households.HouseholdReported: (DETECTION,),
    households.ReportReceipted: (Answered((households.HouseholdReported,)),),
    households.Verified: (DETECTION,),
    households.NotEligibleProposed: (DETECTION,),
    households.NotEligibleReturned: (Answered((households.NotEligibleProposed,)),),
    **dict.fromkeys(RESPONSIBILITY, (DETECTION, HAND_OVER)),
    responsibility.GreenChannelOpened: (DETECTION,),
    responsibility.GreenChannelClosed: (Answered((responsibility.GreenChannelOpened,)),),
    verification.HardToEmployConfirmed: (Answered((households.Verified,)),),
    verification.HouseholdReapplied: (Answered((clearance.ClosedOtherwise, households.Verified)),),
    verification.HardToEmployEnded: (Answered((verification.HardToEmployConfirmed,), ("member",)),),
    assistance.MeasureDone: (MEASURE,),
    assistance.MeasureNotDone: (MEASURE,),
    assistance.MeasureDropped: (MEASURE,),
    assistance.DifficultyResolved: (Answered((assistance.DifficultyRaised,), ("kind",)),),
    contacts.AppointmentKept: (APPOINTMENT,),
    contacts.AppointmentMissed: (APPOINTMENT,),
    contacts.ComplaintAnswered: (Answered((contacts.ComplaintTakenIn,), ("complaint",)),),
    work.OfferAccepted: (OFFER,),
    work.OfferRefused: (OFFER,),
    work.OfferLapsed: (OFFER,),
    work.OfferWithdrawn: (OFFER,),
    work.PlacementConfirmed: (PLACEMENT,),
    work.PlacementDisproved: (PLACEMENT,),
    work.EmploymentEnded: (PLACEMENT,),
    clearance.ClearanceProposed: (DETECTION,),
    clearance.ClearanceReturned: (PROPOSED_CLEARANCE,),
    clearance.Cleared: (PROPOSED_CLEARANCE, PLACEMENT, Answered((work.PlacementConfirmed,), ("placement",))),
    clearance.StabilityConfirmed: (Answered((clearance.Cleared,)), Answered((clearance.RetentionChecked,))),
    clearance.ClosingProposed: (DETECTION,),
    clearance.ClosingReturned: (PROPOSED_CLOSING,),
    clearance.ClosedOtherwise: (PROPOSED_CLOSING,),
    returns.ReportReturned: (Answered((households.HouseholdReported,)),),
    returns.VerificationReturned: (Answered((households.Verified,)),),
    returns.PlacementReturned: (PLACEMENT,),
    returns.PlacementSupplemented: (Answered((returns.PlacementReturned,), ("placement",)),),
    returns.DifficultyReturned: (Answered((assistance.DifficultyResolved,), ("kind",)),),
    matters.DifficultyReferred: (Answered((assistance.DifficultyRaised,), ("kind",)),),
    matters.ReferralAnswered: (Answered((matters.DifficultyReferred,), ("kind", "department")),),
    matters.JurisdictionDecided: (Answered((matters.JurisdictionDisputed,)),),
    matters.PublicNoticePosted: (DETECTION,),
    matters.ObjectionRaised: (Answered((matters.PublicNoticePosted,)),),
    matters.ObjectionSettled: (Answered((matters.ObjectionRaised,), ("number",)),),
    matters.CluePassed: (Answered((matters.ClueTaken,)),),
    deadlines.ExtensionGranted: (EXTENSION,),
    deadlines.ExtensionRefused: (EXTENSION,),
    deadlines.DeadlineResumed: (Answered((deadlines.DeadlinePaused,), ("deadline", "occurrence")),),
}
"""What each act answers; acts without a line were done for the household on a day and belong to the episode of then."""


class TooEarlyError(RefusedError):
    """The act is dated before what it answers; nothing was recorded."""

    def __init__(self, topic: str, occurred_at: datetime, answered: str, answered_at: datetime) -> None:
        self.topic, self.occurred_at = topic, occurred_at
        self.answered, self.answered_at = answered, answered_at
        act, before = fact_label(topic), fact_label(answered)
        dated, then = _dated(occurred_at), _dated(answered_at)
        self.zh = f"“{act.zh}”的发生时间{dated}早于它所依据的“{before.zh}”（{then}）"
        self.en = f"{topic} is dated {dated}, before what it rests on: {answered} of {then}"


def refuse_too_early(household: Household, facts: Iterable[Fact], context: DecisionContext) -> None:
    """Refuse an act that is dated before what it answers. Raises TooEarlyError."""
    for fact in facts:
        for answered, moment in _answered(household, fact, context):
            if context.occurred_at < moment:
                raise TooEarlyError(topic_of(fact), context.occurred_at, answered, moment)


def _answered(household: Household, fact: Fact, context: DecisionContext) -> Iterator[tuple[str, datetime]]:
    at = context.occurred_at, household.version + 1
    outside = fact.also_outside and is_outside(household, fact, at)
    if isinstance(fact, households.Detected) and household.episode is not None:
        yield from _end(household.episode)
    for answered in ANSWERS.get(type(fact), ()):
        found = [entry for entry in _entries(household, answered, outside) if _same(answered, entry, fact)]
        if found:
            last = max(found, key=_order)
            yield last.topic, last.occurred_at


def _entries(household: Household, answered: Answered, outside: bool) -> Iterator[EpisodeEntry]:
    """
    The facts of these kinds: of any record where the act names which one it answers.

    Else of the last episode, or of what is outside where the act is.
    """
    own = tuple(filter(None, (household.outside,))) if outside else household.episodes[-1:]
    for record in household.records if answered.same else own:
        yield from (entry for entry in record.entries if isinstance(entry.fact, answered.kinds))


def _same(answered: Answered, entry: EpisodeEntry, fact: Fact) -> bool:
    if assistance.is_of_another_measure(fact, entry.version):
        return False
    return all(getattr(entry.fact, name) == getattr(fact, name) for name in answered.same)


def _end(episode: Episode) -> Iterator[tuple[str, datetime]]:
    """What ended an episode: a new one begins after it."""
    if episode.ended_at is not None:
        ends = [entry.topic for entry in episode.entries if entry.version == episode.ended_version]
        yield ends[0] if ends else topic_of(clearance.ClosedOtherwise), episode.ended_at


def _order(entry: EpisodeEntry) -> tuple[datetime, int]:
    return entry.order


def _dated(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
