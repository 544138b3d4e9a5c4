"""Which corrections nobody makes alone: those that touch another person's decision, or relieve an overdue duty."""

from __future__ import annotations

from collections.abc import Sequence

from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.ladder import recipients
from casework.domain.deadlines.outcomes import MISSED, DutyOutcome, outcome_of
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.assistance import FollowUpLogged
from casework.domain.facts.clearance import (
    ClearanceProposed,
    Cleared,
    ClosedOtherwise,
    ClosingProposed,
    RetentionChecked,
    StabilityConfirmed,
)
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected, MissedDuty
from casework.domain.facts.households import MembersUpdated, NotEligibleProposed, Registered, Verified
from casework.domain.facts.work import OfferRefused, Placed, PlacementConfirmed
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household
from casework.domain.statuses import EpisodeState

DECISIONS = (Cleared, ClosedOtherwise, StabilityConfirmed)
"""Decisions of a second person: taken back, or their coded reason changed, by two persons (GY-12f, OF-31)."""

GROUNDS = (
    Verified,
    NotEligibleProposed,
    FollowUpLogged,
    OfferRefused,
    Placed,
    PlacementConfirmed,
    ClearanceProposed,
    ClosingProposed,
)
"""What the end of an episode rests on: findings, attempts, counted refusals, work, signatures."""


def needs_second_person(before: Household, after: Household, entry: Recorded, context: DecisionContext) -> bool:
    """Whether a correction of the entry, by which the household becomes `after`, is made by two persons."""
    if isinstance(entry.fact, DECISIONS) or _found_not_eligible(entry) or _rested_on(before, entry):
        return True
    return relieves_overdue(before, after, context)


def drops_a_reason(before: Fact, after: Fact) -> bool:
    """Whether an entry no longer says of everybody of whom it did why they joined or left: nobody alone unsays that."""
    if not isinstance(before, Registered | MembersUpdated) or not isinstance(after, Registered | MembersUpdated):
        return False
    return not {each.member for each in before.movements} <= {each.member for each in after.movements}


def leaves_mechanism(before: Household, after: Household) -> bool:
    """Whether an open episode is none any more: nobody alone takes a household out (GY-12f, BJ-1.2c)."""
    return _is_open(before) and not _is_open(after)


def relieves_overdue(before: Household, after: Household, context: DecisionContext) -> bool:
    """Whether a duty that stands overdue does no longer once the household is `after`."""
    return bool(_overdue(before, context) - _overdue(after, context))


def proposed_by_others(entries: Sequence[Recorded], asked: EntryCorrected, context: DecisionContext) -> bool:
    """Whether somebody else has asked for the very same correction since the entry was corrected last."""
    return any(
        _is_same(each.fact, asked) and not context.is_one_of([each.maker]) for each in _pending(entries, asked.version)
    )


def proposed_by_himself(entries: Sequence[Recorded], asked: EntryCorrected, context: DecisionContext) -> bool:
    """Whether the same account has asked for it already."""
    return any(
        _is_same(each.fact, asked) and context.is_one_of([each.maker]) for each in _pending(entries, asked.version)
    )


def _is_open(household: Household) -> bool:
    return household.known and household.episode is not None and household.episode.state is EpisodeState.OPEN


def _found_not_eligible(entry: Recorded) -> bool:
    return isinstance(entry.fact, Verified) and not entry.fact.confirmed


def _pending(entries: Sequence[Recorded], version: int) -> list[Recorded]:
    answered = [e.version for e in entries if isinstance(e.fact, EntryCorrected) and e.fact.version == version]
    last = max(answered, default=0)
    return [e for e in entries if isinstance(e.fact, CorrectionProposed) and e.version > last]


def _is_same(fact: Fact, asked: EntryCorrected) -> bool:
    if not isinstance(fact, CorrectionProposed):
        return False
    return (fact.version, fact.withdrawn, fact.changes) == (asked.version, asked.withdrawn, asked.changes)


def _rested_on(household: Household, entry: Recorded) -> bool:
    """Whether a confirmation, the end of an episode or its stability rests on the entry."""
    if isinstance(entry.fact, Placed) and any(
        p.version == entry.version and p.confirmed_version for p in household.placements
    ):
        return True
    episode = _episode_of(household, entry)
    if episode is None or episode.ended_at is None:
        return False
    if isinstance(entry.fact, RetentionChecked):
        return episode.state is EpisodeState.STABLE
    return isinstance(entry.fact, GROUNDS) and (entry.occurred_at, entry.version) < (
        episode.ended_at,
        episode.ended_version,
    )


def _episode_of(household: Household, entry: Recorded) -> Episode | None:
    held = (e for e in household.records if any(each.version == entry.version for each in e.entries))
    return next(held, None)


def missed_by(before: Household, after: Household, context: DecisionContext) -> tuple[MissedDuty, ...]:
    """The duties that are overdue, or ended so, and of which nothing is left once the household is `after`."""
    left = {_duty(after, each) for each in _instances(after, context)}
    return tuple(
        MissedDuty(
            episode=each.episode,
            deadline=each.deadline,
            occurrence=each.occurrence,
            started_at=each.started_at,
            due_on=each.due_on,
            due_at=each.due_at,
            step=max(each.steps, default=0),
            duty=each.duty,
            responsible=recipients(before, each, ("duty",), on=each.due_on)[0],
            policy=each.policy,
            force=each.force,
        )
        for each in _instances(before, context)
        if each.due_on is not None and each.due_at is not None
        if outcome_of(each, context.now) in MISSED and _duty(before, each) not in left
    )


def _overdue(household: Household, context: DecisionContext) -> set[tuple[int, str, str]]:
    """The duties that stand overdue at the moment of recording, by the version that began their episode."""
    overdue = (i for i in _instances(household, context) if outcome_of(i, context.now) is DutyOutcome.NOTHING_DONE)
    return {_duty(household, each) for each in overdue}


def _instances(household: Household, context: DecisionContext) -> tuple[Instance, ...]:
    return instances(household, context.rules, until=context.now) if household.known else ()


def _duty(household: Household, instance: Instance) -> tuple[int, str, str]:
    """Which duty it is, by the version that began its episode."""
    begun = household.record(instance.episode).version
    return begun, instance.deadline, instance.occurrence
