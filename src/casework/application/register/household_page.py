"""
One household as it stands, for whoever works on it: unsealed where the words are needed, masked where a name would
show.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.inquiries.correction_reasons import correction_reasons
from casework.application.people.personal_data import PersonalData, personal_data
from casework.application.people.sealed_words import ERASED_WORDS, sealed_words
from casework.application.register.household_view import (
    CorrectionView,
    DeadlineView,
    DifficultyView,
    EpisodeView,
    HouseholdView,
    MemberView,
    OfferView,
    PlacementView,
    PlanView,
    SharedView,
)
from casework.application.writing.casework import Casework
from casework.domain.accountability.explanations import status_of
from casework.domain.accountability.missed_duties import missed_legal_duties
from casework.domain.calendar.due_dates import working_days_late
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.outcomes import missed_by_law, outcome_of
from casework.domain.entries.correction.entry_corrections import StatedEntry, corrections_by_entry
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import HOUSEHOLD, Recorded
from casework.domain.facts.work import JobOffered, OfferPrivate
from casework.domain.household.consent import last_consent
from casework.domain.household.evolution.corrections import with_corrections
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.parts import MemberState
from casework.domain.household.stages import stage_of
from casework.domain.household.state import Household
from casework.domain.masks import Mask
from casework.domain.members import PersonPrivate
from casework.domain.persons import age_on, mask_id, mask_name
from casework.domain.policy.rules import Rules
from casework.domain.rules.rule_book import RuleBook
from casework.domain.statuses import DeadlineStatus

S = TypeVar("S", bound=Struct)

IN_COLUMNS = ("name", "resident_id")
"""What of a person stands in columns of its own."""


def show_household(
    casework: Casework,
    household: UUID,
    entries: Sequence[Recorded],
    book: RuleBook,
    *,
    now: datetime,
    unmasked: Collection[Mask] = (),
) -> HouseholdView:
    """
    The household as these entries of it leave it, under these rules, as judged at a moment.

    Names, ids and telephones are masked, but those of `unmasked` kinds, for which somebody has recorded why they are needed.

    Raises:
        HouseholdUnknownError: There is no such household, or its registration was withdrawn.
    """
    state = fold_history(household, entries)
    if not state.known:
        raise HouseholdUnknownError(household)
    unsealed = casework.log.unseal_all(entries)
    posts = {
        entry.fact.offer: block.post
        for entry, blocks in zip(with_corrections(entries), unsealed, strict=True)
        if isinstance(entry.fact, JobOffered)
        for block in blocks.values()
        if isinstance(block, OfferPrivate)
    }
    known = personal_data(entries, unsealed)
    page = _shown(state, known, posts, book.of_household(state), now, unmasked=unmasked)
    return replace(page, corrections=_corrections(casework, entries))


def _corrections(casework: Casework, entries: Sequence[Recorded]) -> tuple[CorrectionView, ...]:
    reasons, facts = correction_reasons(casework, entries), {entry.version: entry.fact for entry in entries}
    corrections = corrections_by_entry(StatedEntry(e.version, e.fact, e.timestamp, e.by) for e in entries)
    return tuple(
        CorrectionView(
            entry=of, what=facts[of].label, correction=replace(each, reason=reasons.get(each.version, "")).at_the_entry
        )
        for of in sorted(corrections)
        for each in corrections[of]
    )


def _shown(
    state: Household,
    known: PersonalData,
    posts: dict[int, str],
    rules: Rules,
    now: datetime,
    *,
    unmasked: Collection[Mask],
) -> HouseholdView:
    standing, at_work = state.standing, tuple(filter(None, (state.outside, state.episode)))
    return HouseholdView(
        number=state.number,
        id=state.id,
        version=state.version,
        village=state.village,
        category=state.values.category,
        relocated=state.values.relocated,
        site_code=state.values.site_code,
        income_year=state.values.income_year,
        income_per_head=state.values.income_per_head,
        national_code=state.values.national_code,
        provincial_code=state.values.provincial_code,
        shared=tuple(_as(SharedView, each, behind=max(state.last_said - each.up_to, 0)) for each in state.shared),
        consent=last_consent(state),
        stage=stage_of(state),
        cadre=state.cadre,
        offered_to=standing.offered_to if standing else None,
        level=state.level,
        green_channel=bool(standing and standing.green_channel),
        sealed=sealed_words({HOUSEHOLD: known.household}, unmasked=unmasked),
        members=tuple(_member(member, known, shanghai_date(now), unmasked) for member in state.present()),
        episodes=tuple(_as(EpisodeView, each) for each in state.episodes),
        plan=tuple(_as(PlanView, plan) for record in at_work for plan in record.plans),
        difficulties=tuple(_as(DifficultyView, each) for record in at_work for each in record.difficulties),
        offers=tuple(_as(OfferView, offer, post=posts.get(offer.number, "")) for offer in state.offers),
        placements=tuple(_as(PlacementView, placement) for placement in state.placements),
        deadlines=tuple(_deadline(instance, rules, now) for instance in instances(state, rules, until=now)),
        missed_law=missed_legal_duties(state, rules, now=now),
    )


def _as(kind: type[S], source: Struct, **own: Any) -> S:
    """What is shown of something: its values by the same names, and some of the page's own."""
    same = {name: getattr(source, name) for name in kind.__struct_fields__ if name not in own}
    return kind(**same, **own)


def _member(state: MemberState, known: PersonalData, today: date, unmasked: Collection[Mask]) -> MemberView:
    person, born = known.now.get(state.number, PersonPrivate()), state.now.birth_date
    words = sealed_words({str(state.number): person}, unmasked=unmasked)
    return _as(
        MemberView,
        state.now,
        name=ERASED_WORDS.zh if state.erased else person.name if Mask.NAME in unmasked else mask_name(person.name),
        id=person.resident_id if Mask.NUMBER in unmasked else mask_id(person.resident_id),
        age=age_on(born, today) if born else None,
        finding=state.finding,
        hard_to_employ=state.hard_to_employ,
        further_grounds=state.further_grounds,
        sealed=tuple(word for word in words if word.field not in IN_COLUMNS),
    )


def _deadline(instance: Instance, rules: Rules, now: datetime) -> DeadlineView:
    late = 0
    if instance.unmet and instance.due_on is not None:
        late = working_days_late(instance.due_on, shanghai_date(now), rules.calendar)
    status, step = status_of(instance, now), max(instance.steps, default=0)
    lapses_at = instance.open_pause.lapses_at if instance.open_pause and status is DeadlineStatus.PAUSED else None
    asked = instance.asked_extension.until if instance.asked_extension else None
    own = {
        "outcome": outcome_of(instance, now),
        "lapses_at": lapses_at,
        "extension_asked": asked,
        "missed_law": missed_by_law(instance, now),
    }
    return _as(DeadlineView, instance, status=status, step=step, working_days_late=late, **own)
