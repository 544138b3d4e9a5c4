"""One household as it stands, for whoever works on it: unsealed where he needs the words, masked where a name would show."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from casework.application.casework import Casework
from casework.application.known_persons import KnownPersons, known_persons
from casework.application.shown import (
    ShownDeadline,
    ShownDifficulty,
    ShownEpisode,
    ShownHousehold,
    ShownMember,
    ShownOffer,
    ShownPlacement,
    ShownPlan,
)
from casework.domain.arithmetic import working_days_late
from casework.domain.deadlines import Instance, Rules, instances
from casework.domain.errors import HouseholdUnknownError
from casework.domain.evolve import fold_history
from casework.domain.facts.work import JobOffered, OfferPrivate
from casework.domain.household import Episode, Household, MemberState
from casework.domain.overlay import overlay
from casework.domain.persons import age_on, mask_id, mask_name
from casework.domain.stages import stage_of
from casework.domain.work_calendar import shanghai_date


def show_household(casework: Casework, household: UUID) -> ShownHousehold:
    """
    The household as it stands now.

    Raises:
        HouseholdUnknownError: There is no such household, or its registration was withdrawn.
    """
    entries = casework.log.entries(household)
    state = fold_history(household, entries)
    if not state.known:
        raise HouseholdUnknownError(household)
    unsealed = casework.log.unseal_all(entries)
    posts = {
        entry.fact.offer: block.post
        for entry, blocks in zip(overlay(entries), unsealed, strict=True)
        if isinstance(entry.fact, JobOffered)
        for block in blocks.values()
        if isinstance(block, OfferPrivate)
    }
    now = casework.clock.now()
    return _shown(state, known_persons(entries, unsealed), posts, casework.rules, now)


def deadline_status(instance: Instance, now: datetime) -> str:
    """Whether the deadline is met, ended, paused, upcoming, overdue or open at a moment."""
    if instance.met_at is not None:
        return "met"
    if instance.ended_at is not None:
        return "ended"
    if instance.paused:
        return "paused"
    if instance.started_at > now:
        return "upcoming"
    return "overdue" if instance.due_at is not None and instance.due_at <= now else "open"


def _shown(state: Household, known: KnownPersons, posts: dict[int, str], rules: Rules, now: datetime) -> ShownHousehold:
    episode = state.episode
    return ShownHousehold(
        number=state.number,
        id=state.id,
        version=state.version,
        village=state.village,
        category=state.values.category,
        relocated=state.values.relocated,
        stage=stage_of(state),
        cadre=episode.cadre if episode else None,
        offered_to=episode.offered_to if episode else None,
        level=episode.level if episode else None,
        members=tuple(_member(member, known, shanghai_date(now)) for member in state.present()),
        episodes=tuple(map(_episode, state.episodes)),
        plan=tuple(
            ShownPlan(member=p.member, measure=p.measure, owner=p.owner, due_on=p.due_on)
            for p in (episode.plans if episode else ())
        ),
        difficulties=tuple(
            ShownDifficulty(kind=d.kind, owner=d.owner, due_on=d.due_on)
            for d in (episode.difficulties if episode else ())
        ),
        offers=tuple(
            ShownOffer(
                number=o.number,
                member=o.member,
                post=posts.get(o.number, ""),
                channel=o.channel,
                status=o.status,
                counted=o.counted,
            )
            for o in state.offers
        ),
        placements=tuple(
            ShownPlacement(
                number=p.number,
                member=p.member,
                kind=p.kind,
                since=p.since,
                status=p.status,
                monthly_pay=p.monthly_pay,
                contract_months=p.contract_months,
            )
            for p in state.placements
        ),
        deadlines=tuple(_deadline(instance, rules, now) for instance in instances(state, rules, until=now)),
    )


def _member(state: MemberState, known: KnownPersons, today: date) -> ShownMember:
    person = known.now.get(state.number)
    now = state.now
    return ShownMember(
        number=state.number,
        name=mask_name(person.name) if person else "",
        id=mask_id(person.resident_id) if person else "",
        is_head=now.is_head,
        sex=now.sex,
        birth_date=now.birth_date,
        age=age_on(now.birth_date, today) if now.birth_date else None,
        capacity=now.capacity,
        willingness=now.willingness,
        employment=now.employment,
        finding=state.finding,
        hard_to_employ=state.hard_to_employ,
    )


def _episode(episode: Episode) -> ShownEpisode:
    return ShownEpisode(
        number=episode.number,
        kind=episode.kind,
        state=episode.state,
        detected_at=episode.detected_at,
        ended_at=episode.ended_at,
        verified=episode.verified,
        confirmed=episode.confirmed,
        level=episode.level,
        cadre=episode.cadre,
        offered_to=episode.offered_to,
    )


def _deadline(instance: Instance, rules: Rules, now: datetime) -> ShownDeadline:
    late = instance.unmet and instance.due_on is not None
    return ShownDeadline(
        deadline=instance.deadline,
        occurrence=instance.occurrence,
        episode=instance.episode,
        status=deadline_status(instance, now),
        started_at=instance.started_at,
        due_on=instance.due_on,
        due_at=instance.due_at,
        met_at=instance.met_at,
        working_days_late=working_days_late(instance.due_on, shanghai_date(now), rules.calendar)
        if late and instance.due_on is not None
        else 0,
        step=max(instance.steps, default=0),
        provisional=instance.provisional,
    )
