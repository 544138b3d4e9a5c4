"""A household after a fact: assigns and never refuses, for it runs again on every replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import UNSET
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.fact import Fact, Recorded
from casework.domain.facts import assistance, clearing, corrections, deadlines, households, responsibility, work
from casework.domain.facts.episode_entries import KEPT_IN_EPISODE, EpisodeEntry
from casework.domain.household import evolve_episode, evolve_members, evolve_work
from casework.domain.household import evolve_members as evolve_late_entries
from casework.domain.household.corrections import with_corrections
from casework.domain.household.detection import reason_but_age
from casework.domain.household.state import Household

HANDLERS: dict[type[Fact], Callable[[Household, Recorded, Any], Household]] = {
    households.Registered: evolve_members.registered,
    households.MembersUpdated: evolve_members.members_updated,
    households.MemberReturned: evolve_members.member_returned,
    households.VillageChanged: evolve_members.village_changed,
    households.Detected: evolve_episode.detected,
    households.HouseholdReported: evolve_episode.household_reported,
    households.ReportReceipted: evolve_episode.report_receipted,
    households.Verified: evolve_episode.verified,
    responsibility.CadreAssigned: evolve_episode.cadre_assigned,
    responsibility.CadreAccepted: evolve_episode.cadre_accepted,
    responsibility.CadreDeclined: evolve_episode.cadre_declined,
    responsibility.CadreReleased: evolve_episode.cadre_released,
    responsibility.LevelSet: evolve_episode.level_set,
    responsibility.GreenChannelOpened: evolve_episode.green_channel_opened,
    responsibility.GreenChannelClosed: evolve_episode.green_channel_closed,
    assistance.PlanAgreed: evolve_episode.plan_agreed,
    assistance.DifficultyRaised: evolve_episode.difficulty_raised,
    assistance.DifficultyResolved: evolve_episode.difficulty_resolved,
    work.JobOffered: evolve_work.job_offered,
    work.OfferAccepted: evolve_work.offer_accepted,
    work.OfferRefused: evolve_work.offer_refused,
    work.OfferLapsed: evolve_work.offer_lapsed,
    work.OfferWithdrawn: evolve_work.offer_withdrawn,
    work.Placed: evolve_work.placed,
    work.PlacementConfirmed: evolve_work.placement_confirmed,
    work.PlacementDisproved: evolve_work.placement_disproved,
    work.EmploymentEnded: evolve_work.employment_ended,
    clearing.ClearanceProposed: evolve_episode.clearance_proposed,
    clearing.ClearanceReturned: evolve_episode.clearance_returned,
    clearing.Cleared: evolve_episode.cleared,
    clearing.RetentionChecked: evolve_episode.retention_checked,
    clearing.StabilityConfirmed: evolve_episode.stability_confirmed,
    clearing.ClosingProposed: evolve_episode.closing_proposed,
    clearing.ClosingReturned: evolve_episode.closing_returned,
    clearing.ClosedOtherwise: evolve_episode.closed_otherwise,
    deadlines.LateEntryAllowed: evolve_late_entries.late_entry_allowed,
}
"""What each fact changes; facts without a line leave only their entry."""

LEAVES_ONLY_AN_ENTRY = (
    assistance.NeedsAssessed,
    assistance.FollowUpLogged,
    assistance.PostInformationGiven,
    deadlines.DeadlinePaused,
    deadlines.DeadlineResumed,
    deadlines.Reminded,
    deadlines.Escalated,
)


def evolve(household: Household, recorded: Recorded) -> Household:
    """The household after `recorded`; never refuses."""
    fact = recorded.fact
    handler = HANDLERS.get(type(fact))
    if handler is not None:
        household = unsettled_by_change(household, handler(household, recorded, fact), recorded)
    if household.episodes and isinstance(fact, KEPT_IN_EPISODE):
        household = household.with_episode(entries=(*household.episodes[-1].entries, entry_of(recorded)))
    return replace(household, version=recorded.version, last_recorded_at=recorded.timestamp)


def entry_of(recorded: Recorded) -> EpisodeEntry:
    """The fact's entry in its episode; personal data and what a detection rests on stay in the history alone."""
    fact = recorded.fact
    if fact.private is not UNSET:
        fact = replace(fact, private=UNSET)
    if isinstance(fact, households.Detected):
        fact = replace(fact, evidence=())
    return EpisodeEntry(
        version=recorded.version,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.timestamp,
        fact=fact,
        by=recorded.by if isinstance(fact, deadlines.DeadlinePaused) else "",
    )


def fold(household: Household | None, entries: Iterable[Recorded]) -> Household | None:
    """
    The household after `entries`, corrections laid over the stream first; None for an empty stream.

    With an earlier `household` the entries continue it: they must then hold no correction (fold the whole instead).
    """
    for recorded in with_corrections(list(entries)):
        household = evolve(household or Household(id=recorded.originator_id), recorded)
    return household


def fold_history(household: UUID, entries: Iterable[Recorded]) -> Household:
    """The household after its whole history; an unknown one without facts is at version 0."""
    return fold(None, entries) or Household(id=household)


def continues(household: Household, entries: Iterable[Recorded]) -> Household | None:
    """The household with later entries on top, or None when one corrects an earlier entry: fold it all again."""
    for recorded in entries:
        if isinstance(recorded.fact, corrections.EntryCorrected):
            return None
        household = evolve(household, recorded)
    return household


def unsettled_by_change(before: Household, after: Household, recorded: Recorded) -> Household:
    """
    The household, no longer settled when this fact changed who is in work or took somebody who counted out of labour.

    Comparing with the closing alone would miss a job found and lost again: the same members count as then, and yet
    something changed.
    """
    episode = before.episode
    if episode is None or episode.employable_at_closing is None or len(after.episodes) != len(before.episodes):
        return after
    on = shanghai_date(recorded.occurred_at)
    counted = episode.employable_at_closing
    if _in_work(before) == _in_work(after) and not _stopped_counting(before, after, counted, on):
        return after
    return after.with_episode(employable_at_closing=None, employed_at_closing=None)


def _in_work(household: Household) -> frozenset[int]:
    return frozenset(state.number for state in household.present() if household.is_employed(state.number))


def _stopped_counting(before: Household, after: Household, counted: tuple[int, ...], on: date) -> bool:
    return not _counting(before, on).intersection(counted) <= _counting(after, on)


def _counting(household: Household, on: date) -> frozenset[int]:
    return frozenset(state.number for state in household.present() if reason_but_age(state, on) is None)
