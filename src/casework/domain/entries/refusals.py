"""What is refused whatever was decided: an act before what it answers, a double, dates that no calendar holds."""

from __future__ import annotations

from collections.abc import Sequence

from casework.domain.entries.computability import refuse_uncomputable_facts
from casework.domain.entries.doubles import refuse_double
from casework.domain.entries.named_references import refuse_unlisted
from casework.domain.fact import Fact
from casework.domain.household.answers import refuse_too_early
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def refuse_what_cannot_be(household: Household, facts: Sequence[Fact], context: DecisionContext) -> None:
    """
    Refuse what was decided on a household where no decision may: one place for every way in.

    Raises TooEarlyError, EnteredBeforeError, NotListedError, and as `refuse_uncomputable`.
    """
    refuse_too_early(household, facts, context)
    refuse_double(household, facts, context)
    refuse_uncomputable_facts(household, facts, context)
    refuse_unlisted(facts, context)
