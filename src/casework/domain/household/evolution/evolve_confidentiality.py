"""How facts about how few may know of it change a household."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.fact import Recorded
from casework.domain.facts.matters.confidentiality import ConfidentialityChanged, ConfidentialityProposed
from casework.domain.household.parts import ProposedConfidentiality
from casework.domain.household.state import Household


def confidentiality_proposed(household: Household, recorded: Recorded, fact: ConfidentialityProposed) -> Household:
    """Another level waits for a second person; of the level that it has nothing waits."""
    proposed = ProposedConfidentiality(level=fact.level, by=recorded.maker)
    return replace(household, proposed_level=None if fact.level is household.confidentiality else proposed)


def confidentiality_changed(household: Household, recorded: Recorded, fact: ConfidentialityChanged) -> Household:
    """The household has the level from now on."""
    return replace(household, confidentiality=fact.level, proposed_level=None)
