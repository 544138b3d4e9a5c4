"""How facts about a spell of zero employment change its episode."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from casework.domain.fact import Fact, Recorded
from casework.domain.facts import assistance, clearance, households, responsibility
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.household.evolution.evolve_verification import with_findings
from casework.domain.household.evolution.responsible import AboutCadre, Responsible
from casework.domain.household.parts import (
    OUTSIDE,
    Check,
    Difficulty,
    Episode,
    Plan,
    StandIn,
    ends_measure,
    outside_from,
)
from casework.domain.household.state import Household
from casework.domain.signer import account_of
from casework.domain.statuses import EpisodeState

LOGGED = (assistance.NeedsAssessed, assistance.FollowUpLogged, assistance.PostInformationGiven)
"""What was done for the household on a day: it rests on nothing but that the episode was there."""

LEVELS = (responsibility.LevelSet,)
GREEN = (responsibility.GreenChannelOpened, responsibility.GreenChannelClosed)


def detected(household: Household, recorded: Recorded, fact: households.Detected) -> Household:
    """A new episode is open; what was logged of a later moment than this belongs to it."""
    moment = recorded.occurred_at
    household, of_earlier = _without_logged(household, household.episode, moment)
    household, of_outside = _without_logged(household, household.outside, moment)
    happened_in_it = tuple(sorted((*of_earlier, *of_outside), key=_order)) if of_outside else of_earlier
    episode = Episode(
        number=fact.episode,
        kind=fact.kind,
        detected_at=recorded.occurred_at,
        version=recorded.version,
        entries=happened_in_it,
    )
    return replace(household, episodes=(*household.episodes, episode))


def household_reported(household: Household, recorded: Recorded, fact: households.HouseholdReported) -> Household:
    """
    The offices have the report; outside episodes there may be another one, which asks for receipts of its own.

    One that was sent back goes to those offices again, which receipt it again; the others have theirs.
    """
    episode = household.episode
    if episode is not None and episode.returned_by:
        left = tuple(office for office in episode.returned_by if office not in fact.offices)
        return household.with_episode(returned_by=left)
    return household.with_episode(reported_to=fact.offices, receipts=())


def report_receipted(household: Household, recorded: Recorded, fact: households.ReportReceipted) -> Household:
    """The office stands among those that have confirmed the report."""
    episode = household.episode
    return household.with_episode(receipts=(*episode.receipts, fact.office)) if episode else household


def not_eligible_proposed(household: Household, recorded: Recorded, fact: households.NotEligibleProposed) -> Household:
    """That it is not eligible waits for a second person."""
    return household.with_episode(not_eligible=fact.reason, not_eligible_proposed_by=recorded.maker)


def not_eligible_returned(household: Household, recorded: Recorded, fact: households.NotEligibleReturned) -> Household:
    """Nothing of that kind is pending."""
    return household.with_episode(not_eligible=None, not_eligible_proposed_by=None)


def verified(household: Household, recorded: Recorded, fact: households.Verified) -> Household:
    """The findings stand; an episode found not eligible is over."""
    household = with_findings(household, recorded, fact.findings).with_episode(
        verified=True,
        confirmed=fact.confirmed,
        verified_by=recorded.maker,
        verification_returned=False,
        not_eligible=None,
        not_eligible_proposed_by=None,
    )
    if fact.confirmed:
        return household
    household = household.with_episode(
        state=EpisodeState.CLOSED_OTHERWISE,
        ended_at=recorded.occurred_at,
        ended_version=recorded.version,
        employable_at_closing=fact.employable,
        employed_at_closing=fact.employed,
    )
    return _logged_since_outside(household)


def cadre_assigned(household: Household, recorded: Recorded, fact: responsibility.CadreAssigned) -> Household:
    """The first cadre is responsible at once; a successor is offered the household."""
    return _responsible_after(household, fact)


def cadre_accepted(household: Household, recorded: Recorded, fact: responsibility.CadreAccepted) -> Household:
    """The cadre is responsible; a successor who was offered the household meanwhile stays so."""
    return _responsible_after(household, fact)


def cadre_declined(household: Household, recorded: Recorded, fact: responsibility.CadreDeclined) -> Household:
    """The offer to this cadre is off; when a first cadre declines, the one who was offered the household next is."""
    return _responsible_after(household, fact)


def cadre_released(household: Household, recorded: Recorded, fact: responsibility.CadreReleased) -> Household:
    """The cadre is no longer responsible; whoever was offered the household now is."""
    return _responsible_after(household, fact)


def stand_in_named(household: Household, recorded: Recorded, fact: responsibility.StandInNamed) -> Household:
    """The stand-in has the cadre's duties on these days, in place of what was said of the same first day before."""
    named = StandIn(
        cadre=account_of(fact.cadre), account=account_of(fact.stand_in), first_on=fact.first_on, last_on=fact.last_on
    )
    others = (s for s in household.stand_ins if (s.cadre, s.first_on) != (named.cadre, named.first_on))
    return replace(household, stand_ins=(*others, named))


def level_set(household: Household, recorded: Recorded, fact: responsibility.LevelSet) -> Household:
    """The assistance level stands, unless another one was set later."""
    return household if _outdated(household, recorded, LEVELS) else household.with_episode(level=fact.level)


def green_channel_opened(
    household: Household, recorded: Recorded, fact: responsibility.GreenChannelOpened
) -> Household:
    """The household is in the green channel, unless it left it later."""
    return household if _outdated(household, recorded, GREEN) else household.with_episode(green_channel=True)


def green_channel_closed(
    household: Household, recorded: Recorded, fact: responsibility.GreenChannelClosed
) -> Household:
    """The household is in the green channel no more, unless it came back later."""
    return household if _outdated(household, recorded, GREEN) else household.with_episode(green_channel=False)


def plan_agreed(household: Household, recorded: Recorded, fact: assistance.PlanAgreed) -> Household:
    """The measure is part of the member's plan."""
    episode = household.episode
    plan = Plan(
        number=recorded.version,
        member=fact.member,
        measure=fact.measure,
        owner=account_of(fact.owner),
        due_on=fact.due_on,
    )
    return household.with_episode(plans=(*episode.plans, plan)) if episode else household


def measure_done(household: Household, recorded: Recorded, fact: assistance.MeasureDone) -> Household:
    """The measure is part of the plan no more: it was carried out."""
    return _without_measure(household, fact)


def measure_not_done(household: Household, recorded: Recorded, fact: assistance.MeasureNotDone) -> Household:
    """The measure is part of the plan no more: nothing came of it."""
    return _without_measure(household, fact)


def measure_dropped(household: Household, recorded: Recorded, fact: assistance.MeasureDropped) -> Household:
    """The measure is part of the plan no more: it was given up."""
    return _without_measure(household, fact)


def difficulty_raised(household: Household, recorded: Recorded, fact: assistance.DifficultyRaised) -> Household:
    """The difficulty is open, unless it was solved later."""
    episode = household.episode
    if episode is not None and any(_solves(entry, recorded, fact) for entry in episode.entries):
        return household
    difficulty = Difficulty(kind=fact.kind, owner=account_of(fact.owner), due_on=fact.due_on)
    return household.with_episode(difficulties=(*episode.difficulties, difficulty)) if episode else household


def difficulty_resolved(household: Household, recorded: Recorded, fact: assistance.DifficultyResolved) -> Household:
    """The difficulty is solved."""
    episode = household.episode
    if episode is None:
        return household
    solved = tuple(each for each in episode.difficulties if each.kind is fact.kind)
    return household.with_episode(
        difficulties=tuple(each for each in episode.difficulties if each.kind is not fact.kind),
        solved=(*(each for each in episode.solved if each.kind is not fact.kind), *solved),
    )


def clearance_proposed(household: Household, recorded: Recorded, fact: clearance.ClearanceProposed) -> Household:
    """A clearance waits for a second person."""
    return household.with_episode(clearance_proposed_by=recorded.maker)


def clearance_returned(household: Household, recorded: Recorded, fact: clearance.ClearanceReturned) -> Household:
    """No clearance is pending."""
    return household.with_episode(clearance_proposed_by=None)


def cleared(household: Household, recorded: Recorded, fact: clearance.Cleared) -> Household:
    """The episode ended in work."""
    return household.with_episode(
        state=EpisodeState.CLEARED,
        ended_at=recorded.occurred_at,
        ended_version=recorded.version,
        not_eligible=None,
        not_eligible_proposed_by=None,
        clearance_proposed_by=None,
        closing=None,
        closing_proposed_by=None,
    )


def retention_checked(household: Household, recorded: Recorded, fact: clearance.RetentionChecked) -> Household:
    """The check stands beside the others."""
    episode = household.episode
    check = Check(milestone=fact.milestone, employed=fact.employed, by=recorded.maker, occurred_at=recorded.occurred_at)
    return household.with_episode(checks=(*episode.checks, check)) if episode else household


def stability_confirmed(household: Household, recorded: Recorded, fact: clearance.StabilityConfirmed) -> Household:
    """The episode is over for good: the work has lasted."""
    return household.with_episode(state=EpisodeState.STABLE)


def closing_proposed(household: Household, recorded: Recorded, fact: clearance.ClosingProposed) -> Household:
    """A closing waits for a second person."""
    return household.with_episode(closing=fact.reason, closing_proposed_by=recorded.maker)


def closing_returned(household: Household, recorded: Recorded, fact: clearance.ClosingReturned) -> Household:
    """No closing is pending."""
    return household.with_episode(closing=None, closing_proposed_by=None)


def closed_otherwise(household: Household, recorded: Recorded, fact: clearance.ClosedOtherwise) -> Household:
    """The episode ended without work; what the signed record says of the members stands."""
    household = with_findings(household, recorded, fact.findings).with_episode(
        state=EpisodeState.CLOSED_OTHERWISE,
        ended_at=recorded.occurred_at,
        ended_version=recorded.version,
        not_eligible=None,
        not_eligible_proposed_by=None,
        clearance_proposed_by=None,
        closing=None,
        closing_proposed_by=None,
        employable_at_closing=fact.employable,
        employed_at_closing=fact.employed,
    )
    return _logged_since_outside(household)


def _responsible_after(household: Household, fact: AboutCadre) -> Household:
    episode = household.episode
    if episode is None:
        return household
    after = Responsible(episode.cadre, episode.accepted, episode.offered_to).after(fact)
    return household.with_episode(cadre=after.cadre, accepted=after.accepted, offered_to=after.offered_to)


def _without_measure(household: Household, fact: assistance.MeasureEnd) -> Household:
    episode = household.episode
    if episode is None:
        return household
    return household.with_episode(plans=tuple(plan for plan in episode.plans if not ends_measure(fact, plan)))


def _without_logged(
    household: Household, record: Episode | None, after: datetime
) -> tuple[Household, tuple[EpisodeEntry, ...]]:
    """The household without what was logged in one of its records of a later moment, and that."""
    logged = () if record is None else tuple(e for e in record.entries if _is_logged(e, after))
    if record is None or not logged:
        return household, ()
    left = tuple(each for each in record.entries if each not in logged)
    if record.number == OUTSIDE:
        return replace(household, outside=replace(record, entries=left)), logged
    return household.with_episode(entries=left), logged


def _logged_since_outside(household: Household) -> Household:
    """What was logged of a later moment than the end of the last episode stands outside."""
    episode = household.episode
    if episode is None or episode.ended_at is None:
        return household
    household, logged = _without_logged(household, episode, episode.ended_at)
    if not logged:
        return household
    outside = household.outside or outside_from(logged[0].occurred_at)
    entries = tuple(sorted((*outside.entries, *logged), key=_order))
    return replace(household, outside=replace(outside, entries=entries))


def _is_logged(entry: EpisodeEntry, after: datetime) -> bool:
    return isinstance(entry.fact, LOGGED) and entry.occurred_at > after


def _order(entry: EpisodeEntry) -> tuple[datetime, int]:
    return entry.order


def _outdated(household: Household, recorded: Recorded, kinds: tuple[type[Fact], ...]) -> bool:
    """Whether one of these facts of the last episode happened after this one."""
    moment = recorded.occurred_at, recorded.version
    entries = household.episode.entries if household.episode else ()
    return any(entry.order > moment and isinstance(entry.fact, kinds) for entry in entries)


def _solves(entry: EpisodeEntry, recorded: Recorded, fact: assistance.DifficultyRaised) -> bool:
    solved = isinstance(entry.fact, assistance.DifficultyResolved) and entry.fact.kind is fact.kind
    return solved and entry.occurred_at > recorded.occurred_at
