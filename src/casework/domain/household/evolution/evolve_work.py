"""How facts about offers and work change a household."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import Employment
from casework.domain.fact import Recorded
from casework.domain.facts import work
from casework.domain.household.evolution.evolve_members import with_employment
from casework.domain.household.parts import Offer, Placement
from casework.domain.household.state import Household
from casework.domain.statuses import EpisodeState, OfferStatus, PlacementStatus


def job_offered(household: Household, recorded: Recorded, fact: work.JobOffered) -> Household:
    """A post is open to a member."""
    offer = Offer(
        number=fact.offer,
        episode=_episode(household),
        member=fact.member,
        channel=fact.channel,
        version=recorded.version,
    )
    return replace(household, offers=(*household.offers, offer))


def offer_accepted(household: Household, recorded: Recorded, fact: work.OfferAccepted) -> Household:
    """The offer is accepted."""
    return _with_offer(household, fact.offer, status=OfferStatus.ACCEPTED)


def offer_refused(household: Household, recorded: Recorded, fact: work.OfferRefused) -> Household:
    """The offer is refused, counted or not."""
    return _with_offer(household, fact.offer, status=OfferStatus.REFUSED, counted=fact.counted)


def offer_lapsed(household: Household, recorded: Recorded, fact: work.OfferLapsed) -> Household:
    """The offer ran out."""
    return _with_offer(household, fact.offer, status=OfferStatus.LAPSED)


def offer_withdrawn(household: Household, recorded: Recorded, fact: work.OfferWithdrawn) -> Household:
    """The offer was taken back."""
    return _with_offer(household, fact.offer, status=OfferStatus.WITHDRAWN)


def placed(household: Household, recorded: Recorded, fact: work.Placed) -> Household:
    """A member works; the placement waits for its confirmation."""
    placement = Placement(
        number=fact.placement,
        episode=_episode(household),
        member=fact.member,
        kind=fact.kind,
        since=fact.since,
        monthly_pay=fact.monthly_pay,
        contract_months=fact.contract_months,
        version=recorded.version,
        placed_by=recorded.maker,
        known_on=max(fact.since, shanghai_date(recorded.occurred_at)),
    )
    household = replace(household, placements=(*household.placements, placement))
    return with_employment(household, fact.member, Employment.EMPLOYED, on=shanghai_date(recorded.occurred_at))


def placement_confirmed(household: Household, recorded: Recorded, fact: work.PlacementConfirmed) -> Household:
    """The placement is confirmed."""
    return _with_placement(
        household,
        fact.placement,
        status=PlacementStatus.CONFIRMED,
        by_document=fact.by_document,
        confirmed_version=recorded.version,
        known_on=shanghai_date(recorded.occurred_at),
    )


def placement_disproved(household: Household, recorded: Recorded, fact: work.PlacementDisproved) -> Household:
    """The placement never was; the member is not in work unless another one holds."""
    household = _with_placement(household, fact.placement, status=PlacementStatus.DISPROVED)
    return _out_of_work_unless_placed(household, fact.member, recorded)


def employment_changed(household: Household, recorded: Recorded, fact: work.EmploymentChanged) -> Household:
    """
    The job goes on with what changed, unless something newer is said of it.

    Other pay or another term waits for its confirmation again while the household is not cleared.
    """
    before = next((p for p in household.placements if p.number == fact.placement), None)
    if before is None or (before.changed_on is not None and before.changed_on > fact.on):
        return household
    terms = {"monthly_pay": fact.monthly_pay, "contract_months": fact.contract_months}
    changes: dict[str, Any] = {name: value for name, value in terms.items() if value is not None}
    episode = household.episode
    other = any(getattr(before, name) != value for name, value in changes.items())
    if other and episode is not None and episode.state is EpisodeState.OPEN:
        changes |= {"status": PlacementStatus.PLACED, "by_document": False, "placed_by": recorded.maker}
    known_on = max(filter(None, (before.known_on, shanghai_date(recorded.occurred_at))))
    return _with_placement(household, fact.placement, **changes, changed_on=fact.on, known_on=known_on)


def employment_ended(household: Household, recorded: Recorded, fact: work.EmploymentEnded) -> Household:
    """The member's work ended: nobody is in work by it, unless another placement holds."""
    if fact.placement is not None:
        household = _with_placement(household, fact.placement, status=PlacementStatus.ENDED)
    return _out_of_work_unless_placed(household, fact.member, recorded)


def _out_of_work_unless_placed(household: Household, member: int, recorded: Recorded) -> Household:
    # Who went into service or custody stays there: the end of a job says nothing more of the member.
    if household.holding_placements(member) or not household.is_employed(member):
        return household
    return with_employment(household, member, Employment.NOT_EMPLOYED, on=shanghai_date(recorded.occurred_at))


def _episode(household: Household) -> int:
    return household.episode.number if household.episode else 0


def _with_offer(household: Household, number: int, **changes: Any) -> Household:
    offers = tuple(replace(o, **changes) if o.number == number else o for o in household.offers)
    return replace(household, offers=offers)


def _with_placement(household: Household, number: int, **changes: Any) -> Household:
    placements = tuple(replace(p, **changes) if p.number == number else p for p in household.placements)
    return replace(household, placements=placements)
