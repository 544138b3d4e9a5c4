"""Clues that a household may have nobody in work: taken in by hand and passed on within days (GY-12a, OF-15, OF-16)."""

from __future__ import annotations

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.service.matters import ClueSource
from casework.domain.codes.sources import Office
from casework.domain.decisions.matters.questions import last_unanswered
from casework.domain.decisions.notes import noted
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.matters.matters import CluePassed, ClueTaken
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def take_clue(household: Household, context: DecisionContext, *, source: ClueSource, note: str = "") -> list[Fact]:
    """
    Take a clue in about a household that is known; one about nobody known is registered first (GY-12a).

    Quiet when the same came in on the same day, unless words are added.
    """
    taken = ClueTaken(source=source)
    entries = (entry for record in household.records for entry in record.entries)
    known = any(entry.fact == taken and shanghai_date(entry.occurred_at) == context.today for entry in entries)
    return [] if known and not note else [ClueTaken(source=source, private=noted(note))]


def pass_clue(household: Household, context: DecisionContext, *, office: Office) -> list[Fact]:
    """Pass the clue on to the office that looks into it. Raises NotNowError without one that waits."""
    if last_unanswered(household, ClueTaken, CluePassed) is None:
        raise NotNowError(zh="没有待转交的线索", en="No clue waits to be passed on", helps=("take-clue",))
    return [CluePassed(office=office)]
