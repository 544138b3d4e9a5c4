"""How facts about what was returned as insufficient change a household."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.fact import Recorded
from casework.domain.facts import returns
from casework.domain.household.state import Household


def report_returned(household: Household, recorded: Recorded, fact: returns.ReportReturned) -> Household:
    """The office has no report that is good: it asks for another, and for its receipt again."""
    episode = household.episode
    if episode is None:
        return household
    return household.with_episode(
        returned_by=(*(each for each in episode.returned_by if each is not fact.office), fact.office),
        receipts=tuple(each for each in episode.receipts if each is not fact.office),
    )


def verification_returned(household: Household, recorded: Recorded, fact: returns.VerificationReturned) -> Household:
    """The findings stand until it is verified again."""
    return household.with_episode(verification_returned=True)


def placement_returned(household: Household, recorded: Recorded, fact: returns.PlacementReturned) -> Household:
    """The placement waits for evidence."""
    return _with_placement(household, fact.placement, returned=True)


def placement_supplemented(household: Household, recorded: Recorded, fact: returns.PlacementSupplemented) -> Household:
    """The placement waits for its check again."""
    return _with_placement(household, fact.placement, returned=False)


def difficulty_returned(household: Household, recorded: Recorded, fact: returns.DifficultyReturned) -> Household:
    """The difficulty is open again."""
    episode = household.episode
    if episode is None:
        return household
    back = tuple(each for each in episode.solved if each.kind is fact.kind)
    return household.with_episode(
        difficulties=(*episode.difficulties, *back),
        solved=tuple(each for each in episode.solved if each.kind is not fact.kind),
    )


def _with_placement(household: Household, number: int, *, returned: bool) -> Household:
    placements = tuple(
        replace(each, returned=returned) if each.number == number else each for each in household.placements
    )
    return replace(household, placements=placements)
