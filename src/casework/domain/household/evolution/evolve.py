"""A household after a fact: assigns and never refuses, for it runs again on every replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import UNSET
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.fact import Fact, Recorded, topic_of
from casework.domain.facts import (
    assistance,
    consent,
    corrections,
    deadlines,
    households,
    responsibility,
    returns,
    work,
)
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.facts.matters import confidentiality, matters
from casework.domain.facts.office import ledgers, rounds
from casework.domain.facts.service import contacts
from casework.domain.household.detection import reason_but_age
from casework.domain.household.evolution import (
    evolve_confidentiality,
    evolve_episode,
    evolve_ledger,
    evolve_members,
    evolve_returns,
    evolve_verification,
    evolve_work,
)
from casework.domain.household.evolution.corrections import with_corrections
from casework.domain.household.parts import OUTSIDE, Episode, Offer, Placement, ends_measure, outside_from
from casework.domain.household.state import Household
from casework.domain.household.turns import moment_of, with_turns
from casework.domain.members import HouseholdValues
from casework.domain.signer import SignerKind, account_of
from casework.domain.statuses import EpisodeState

Handler = Callable[[Household, Recorded, Any], Household]
"""What a fact changes: the household before, the fact in its envelope, the fact itself."""

_ROOMS = (
    evolve_members,
    evolve_episode,
    evolve_verification,
    evolve_work,
    evolve_ledger,
    evolve_returns,
    evolve_confidentiality,
)


def handler_of(kind: type[Fact]) -> Handler:
    """The function that is named after the fact. Raises LookupError where there is none, or more than one."""
    name = topic_of(kind).replace("-", "_")
    found: list[Handler] = [vars(room)[name] for room in _ROOMS if name in vars(room)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} functions called {name}: one says what the fact changes")
    return found[0]


_HANDLERS = {kind: handler_of(kind) for kind in HOUSEHOLD_FACTS if kind.changes_household}

# A fact is looked up by its kind first: `isinstance` asks the structs' metaclass, which takes six times as long.
_EXTENSIONS = (deadlines.ExtensionRequested, deadlines.ExtensionGranted, deadlines.ExtensionRefused)
_STEPS = (deadlines.Reminded, deadlines.Escalated, *_EXTENSIONS)
_SIGNED = (
    deadlines.DeadlinePaused,
    *_EXTENSIONS,
    matters.JurisdictionDisputed,
    matters.ObjectionRaised,
    households.HouseholdReported,
    assistance.DifficultyResolved,
)
_PAUSES = (deadlines.DeadlinePaused, deadlines.DeadlineResumed)
_OF_AN_OFFER = (work.OfferAccepted, work.OfferRefused, work.OfferLapsed, work.OfferWithdrawn)
_OF_A_PLACEMENT = (
    returns.PlacementReturned,
    returns.PlacementSupplemented,
    work.PlacementConfirmed,
    work.PlacementDisproved,
    work.EmploymentChanged,
    work.EmploymentEnded,
)


_OF_NOTHING_NEW = (
    households.PersonalDataShown,
    households.RecordsShared,
    consent.ErasureProposed,
    consent.PersonErased,
    confidentiality.ConfidentialityProposed,
    confidentiality.ConfidentialityChanged,
)
"""Facts by which nothing new is said of the household."""


def evolve(household: Household, recorded: Recorded) -> Household:
    """The household after `recorded`; never refuses."""
    before = household
    if recorded.fact.also_outside and is_outside(household, recorded.fact, (recorded.occurred_at, recorded.version)):
        household = _outside(household, recorded)
    else:
        household = _in_its_episode(household, recorded)
    if before.known and (household.members is not before.members or household.placements is not before.placements):
        household = with_turns(before, unsettled_by_change(before, household, recorded), recorded)
        household = _emptied(before, household, recorded)
    unsaid = recorded.by.startswith(SignerKind.RULE.prefix) or type(recorded.fact) in _OF_NOTHING_NEW
    return replace(
        household,
        version=recorded.version,
        last_recorded_at=recorded.timestamp,
        last_entry_at=household.last_entry_at if unsaid else recorded.timestamp,
        last_said=household.last_said if unsaid else recorded.version,
    )


def _emptied(before: Household, after: Household, recorded: Recorded) -> Household:
    """The household with the moment by which nobody lives there any more, or with none."""
    if after.members is before.members:
        return after
    if after.present():
        return after if after.emptied is None else replace(after, emptied=None)
    return replace(after, emptied=moment_of(recorded)) if after.members and after.emptied is None else after


def is_outside(household: Household, fact: Fact, at: tuple[datetime, int]) -> bool:
    """
    Whether a fact belongs to no episode: by its moment and version in the order of time, whenever it was entered.

    What answers something belongs where that is: an offer, a placement, an open difficulty or measure, a standing cadre.
    """
    if fact.of_the_register or fact.of_a_ledger:
        return True
    kind = type(fact)
    if kind in _STEPS and isinstance(fact, _STEPS):
        return fact.episode == OUTSIDE
    if kind in _PAUSES and isinstance(fact, _PAUSES):
        return fact.outside
    answered = _number_of_answered(household, fact) if kind in _OF_AN_OFFER or kind in _OF_A_PLACEMENT else None
    if answered is not None:
        return answered == OUTSIDE
    for episode in reversed(household.episodes):
        if (episode.detected_at, episode.version) <= at:
            break
    else:
        return True
    if episode.state is EpisodeState.CLOSED_OTHERWISE and (episode.ended_at, episode.ended_version) < at:
        return True
    return household.outside is not None and not _answers(episode, fact) and _answers(household.outside, fact)


def _number_of_answered(household: Household, fact: Fact) -> int | None:
    """Of which episode the offer or placement is that the fact names; None where it names none that is there."""
    found: Iterable[Offer | Placement] = ()
    if isinstance(fact, _OF_AN_OFFER):
        found = (each for each in household.offers if each.number == fact.offer)
    elif isinstance(fact, _OF_A_PLACEMENT):
        found = (each for each in household.placements if each.number == fact.placement)
    return next((each.episode for each in found), None)


def _answers(record: Episode, fact: Fact) -> bool:
    match fact:
        case assistance.DifficultyResolved() | matters.DifficultyReferred():
            return any(each.kind is fact.kind for each in record.difficulties)
        case matters.ReferralAnswered():
            return any(_is_referral(entry.fact, fact) for entry in record.entries)
        case returns.DifficultyReturned():
            return any(each.kind is fact.kind for each in record.solved)
        case assistance.MeasureDone() | assistance.MeasureNotDone() | assistance.MeasureDropped():
            return any(ends_measure(fact, each) for each in record.plans)
        case contacts.AppointmentKept() | contacts.AppointmentMissed():
            return any(
                type(e.fact) is contacts.AppointmentMade and e.fact.appointment == fact.appointment
                for e in record.entries
            )
        case contacts.ComplaintAnswered():
            return any(
                type(e.fact) is contacts.ComplaintTakenIn and e.fact.complaint == fact.complaint for e in record.entries
            )
        case responsibility.CadreReleased():
            return record.cadre == account_of(fact.cadre)
    return False


def _is_referral(fact: Fact, answer: matters.ReferralAnswered) -> bool:
    if not isinstance(fact, matters.DifficultyReferred):
        return False
    return (fact.kind, fact.department) == (answer.kind, answer.department)


def _outside(household: Household, recorded: Recorded) -> Household:
    """The household after a fact that happened outside: the record of those stands in for the episodes meanwhile."""
    outside = household.outside or outside_from(recorded.occurred_at)
    if recorded.fact.of_the_register:  # says who lives there and nothing of a record: most facts of most households
        handler = _HANDLERS.get(type(recorded.fact))
        changed = handler(household, recorded, recorded.fact) if handler else household
        return replace(changed, outside=with_entry(outside, entry_of(recorded)))
    changed = _handled(replace(household, episodes=(outside,)), recorded)
    return replace(changed, outside=changed.episodes[-1], episodes=household.episodes)


def _in_its_episode(household: Household, recorded: Recorded) -> Household:
    later = _episodes_after(household, recorded) if len(household.episodes) > 1 else ()
    if later:
        household = replace(household, episodes=household.episodes[: -len(later)])
    household = _handled(household, recorded)
    return replace(household, episodes=(*household.episodes, *later)) if later else household


def _handled(household: Household, recorded: Recorded) -> Household:
    fact = recorded.fact
    handler = _HANDLERS.get(type(fact))
    if handler is not None:
        household = handler(household, recorded, fact)
    if household.episodes and (fact.kept_in_episode or fact.of_the_register):
        last = with_entry(household.episodes[-1], entry_of(recorded))
        household = replace(household, episodes=(*household.episodes[:-1], last))
    return household


def _episodes_after(household: Household, recorded: Recorded) -> tuple[Episode, ...]:
    """
    The episodes after the one to which the fact belongs: that in which it happened, whenever it was entered.

    A step belongs to the episode that it names; what belongs to an episode and is dated before the first, to that one.
    """
    episodes, fact = household.episodes, recorded.fact
    if isinstance(fact, households.Detected):
        return ()
    for place in range(len(episodes) - 1, 0, -1):
        episode = episodes[place]
        if isinstance(fact, _STEPS):
            its_own = episode.number == fact.episode
        else:
            its_own = (episode.detected_at, episode.version) <= (recorded.occurred_at, recorded.version)
        if its_own:
            return episodes[place + 1 :]
    return episodes[1:]


def with_entry(record: Episode, entry: EpisodeEntry) -> Episode:
    """The record with an entry among its others, in the order of time."""
    entries, order = record.entries, entry.order
    if not entries or entries[-1].occurred_at <= entry.occurred_at:  # the usual case: told in the order of time
        return replace(record, entries=(*entries, entry))
    place = len(entries)
    while place and entries[place - 1].order > order:
        place -= 1
    return replace(record, entries=(*entries[:place], entry, *entries[place:]))


def entry_of(recorded: Recorded) -> EpisodeEntry:
    """The fact's entry in its episode; personal data, members' values and evidence stay in the history alone."""
    fact = recorded.fact
    if fact.private is not UNSET:
        fact = replace(fact, private=UNSET)
    if type(fact) is households.Detected:
        fact = replace(fact, evidence=())
    elif type(fact) is households.Registered:
        fact = replace(fact, members=(), values=HouseholdValues(), movements=())
    elif type(fact) is ledgers.QuarterConfirmed:
        fact = replace(fact, lines=())
    elif type(fact) is rounds.RoundClosed:
        fact = replace(fact, waiting=())
    elif type(fact) is households.MembersUpdated:
        fact = replace(fact, joined=(), changed=(), values=None, movements=())
    return EpisodeEntry(
        version=recorded.version,
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.timestamp,
        fact=fact,
        by=recorded.maker if type(fact) in _SIGNED else "",
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
        if type(recorded.fact) is corrections.EntryCorrected:
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
