"""Policies and calendars that wait for a second person: nobody makes the rules alone (GY-17g)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from casework.domain.errors import NotFoundError, SamePersonError
from casework.domain.fact import Recorded
from casework.domain.facts.office.rules import (
    CalendarLoaded,
    PolicyPublished,
    PublicationProposed,
    PublicationRefused,
)
from casework.domain.household.context import DecisionContext


class PublicationUnknownError(NotFoundError):
    """Nothing that was proposed under this number waits for a decision."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.zh = f"没有待决定的发布提请{number}，请核对提请号"
        self.en = f"No proposed publication {number} waits for a decision: check the number"


class Proposal(Struct, frozen=True, kw_only=True):
    """What was proposed, the version of that entry in its stream, and the entry."""

    number: int
    entry: Recorded
    asked: PublicationProposed


def waiting_publications(entries: Iterable[Recorded]) -> dict[int, Proposal]:
    """What waits for a second person in a stream of policies or calendars, by number, in the order of proposing."""
    waiting: dict[int, Proposal] = {}
    for entry in entries:
        match entry.fact:
            case PublicationProposed() as asked:
                waiting[entry.version] = Proposal(number=entry.version, entry=entry, asked=asked)
            case PublicationRefused() | PolicyPublished() | CalendarLoaded() as decided:
                waiting.pop(decided.proposal or 0, None)
    return waiting


def propose_publication(
    waiting: Mapping[int, Proposal], wanted: PublicationProposed
) -> tuple[list[PublicationProposed], int | None]:
    """What to record of a proposal, and the number under which the very same waits already: then it is quiet."""
    known = next((each.number for each in waiting.values() if each.asked == wanted), None)
    return ([wanted] if known is None else []), known


def waiting_publication(waiting: Mapping[int, Proposal], number: int) -> Proposal:
    """What waits under a number. Raises PublicationUnknownError."""
    if number not in waiting:
        raise PublicationUnknownError(number)
    return waiting[number]


def refuse_own_publication(found: Proposal, context: DecisionContext) -> None:
    """Refuse whoever proposed it, under whichever name, as the second person. Raises SamePersonError."""
    if context.is_one_of([found.entry.maker]):
        raise SamePersonError(context.by, context.counts_as)


def refuse_publication(found: Proposal) -> list[PublicationRefused]:
    """It is not published; whoever proposed it may take it back so."""
    return [PublicationRefused(version=found.asked.version, proposal=found.number)]
