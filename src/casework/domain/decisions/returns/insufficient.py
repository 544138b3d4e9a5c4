"""Sending back what is not sufficient: a report, a verification, the evidence of a placement, a solution (GY-2d, GY-17d)."""

from __future__ import annotations

from casework.domain.codes.clearance import Insufficient
from casework.domain.codes.service.assistance import DifficultyKind
from casework.domain.codes.sources import Office
from casework.domain.decisions.notes import noted
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import DifficultyResolved
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.facts.households import HouseholdReported
from casework.domain.facts.returns import (
    DifficultyReturned,
    PlacementReturned,
    PlacementSupplemented,
    ReportReturned,
    VerificationReturned,
)
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind
from casework.domain.statuses import PlacementStatus
from casework.domain.text_values import refuse_blank


def return_report(
    household: Household, context: DecisionContext, *, office: Office, reason: Insufficient, note: str
) -> list[Fact]:
    """
    Send the report back to the village, as one of the offices that have it; the village reports to it again (GY-2d).

    Not by whoever made it. Quiet while it is sent back. Raises NoOpenEpisodeError, SamePersonError, NotNowError when that
    office has no report.
    """
    refuse_blank("note", note)
    episode = household.open_at(context.occurred_at)
    if office in episode.returned_by:
        return []
    if office not in episode.reported_to:
        raise NotNowError(
            zh=f"该户尚未上报{office.zh}，无可退回",
            en=f"The household has not been reported to {office.en}: there is nothing to send back",
            helps=("report",),
        )
    reports = [e for e in episode.entries if isinstance(e.fact, HouseholdReported) and office in e.fact.offices]
    refuse_own_case(context, DecisionKind.RETURN, *_newest(reports))
    return [ReportReturned(office=office, reason=reason, private=noted(note))]


def return_verification(
    household: Household, context: DecisionContext, *, reason: Insufficient, note: str
) -> list[Fact]:
    """
    Send the verification of an open episode back, as somebody who did not make it; it is verified again (GY-12c).

    Clocks that it started run on. Quiet while it is sent back. Raises NoOpenEpisodeError, SamePersonError, NotNowError.
    """
    refuse_blank("note", note)
    episode = household.open_episode()
    if episode.verification_returned:
        return []
    if not episode.confirmed:
        raise NotNowError(
            zh="该户尚未核实，无可退回", en="The household is not verified: there is nothing to send back"
        )
    refuse_own_case(context, DecisionKind.RETURN, episode.verified_by)
    return [VerificationReturned(reason=reason, private=noted(note))]


def return_placement(
    household: Household, context: DecisionContext, *, placement: int, reason: Insufficient, note: str
) -> list[Fact]:
    """
    Send a placement that is not confirmed back for evidence, as somebody who did not record it (GY-11c).

    Quiet while it is sent back. Raises NotNowError, SamePersonError.
    """
    refuse_blank("note", note)
    found = household.placement(placement)
    if found.returned:
        return []
    if found.status is not PlacementStatus.PLACED:
        raise NotNowError(
            zh=f"安置编号{placement}不是待核查的",
            en=f"Placement {placement} does not wait for its check: {found.status}",
        )
    refuse_own_case(context, DecisionKind.PLACEMENT_CHECK, found.placed_by)
    return [PlacementReturned(placement=placement, reason=reason, private=noted(note, found.member))]


def supplement_placement(household: Household, context: DecisionContext, *, placement: int, note: str) -> list[Fact]:
    """Add what was missing of a placement: it is checked again (GY-11c). Raises NotNowError unless it was sent back."""
    refuse_blank("note", note)
    found = household.placement(placement)
    if not found.returned:
        raise NotNowError(
            zh=f"安置编号{placement}没有退回补正", en=f"Placement {placement} was not sent back for evidence"
        )
    return [PlacementSupplemented(placement=placement, private=noted(note, found.member))]


def return_difficulty(
    household: Household, context: DecisionContext, *, kind: DifficultyKind, reason: Insufficient, note: str
) -> list[Fact]:
    """
    Send the solution of a difficulty back: it is open again, its owner's as before (GY-13d, GY-17d).

    Not by whoever recorded it. Quiet while it is open. Raises SamePersonError, NotNowError when none of the kind was solved.
    """
    refuse_blank("note", note)
    records = household.worked_on_at(context.occurred_at)
    if any(each.kind is kind for record in records for each in record.difficulties):
        return []
    solved = [each for record in records for each in record.solved if each.kind is kind]
    if not solved:
        raise NotNowError(zh=f"没有已解决的该类困难：{kind.zh}", en=f"No difficulty of kind {kind} was solved")
    entries = [e for record in records for e in record.entries]
    solutions = [e for e in entries if isinstance(e.fact, DifficultyResolved) and e.fact.kind is kind]
    refuse_own_case(context, DecisionKind.RETURN, *_newest(solutions))
    return [DifficultyReturned(kind=kind, owner=solved[-1].owner, reason=reason, private=noted(note))]


def _newest(entries: list[EpisodeEntry]) -> tuple[str, ...]:
    """Who recorded the newest of the entries; nobody where there is none."""
    return tuple(each.by for each in sorted(entries, key=lambda each: each.order)[-1:])
