"""Whose household people are who are listed under another number than the one they are registered under (GY-2a)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.recognition.plans import Pending
from casework.application.recognition.recognition import (
    ANOTHER_HOUSEHOLD,
    SAME_HOUSEHOLD,
    Decisions,
    household_key,
)
from casework.application.recognition.stored_households import Stored
from casework.domain.decisions.who_is_who import are_the_same_people
from casework.domain.household.state import Household


class Led(Struct, frozen=True, kw_only=True):
    """The households as they are to be taken in, each list at most once, and those of which nothing tells whose they are."""

    pending: list[Pending]
    strangers: list[Pending]


class Homes(Struct, frozen=True, kw_only=True):
    """
    Where the people of lists that waited stand.

    `owners` is by the listed persons' digests; `stored` has the households of the lists and of the owners; `strangers` are
    the households under whose number nobody of theirs is listed.
    """

    owners: Mapping[bytes, tuple[UUID, int]]
    stored: Mapping[UUID, Stored]
    decisions: Decisions
    strangers: Collection[UUID]

    def lead(self, waiting: Sequence[Pending], *, taken: Collection[UUID]) -> Led:
        """The lists led home; `taken` are the households that another list is already."""
        answers = {p.id: self.decisions.get(household_key(p.listed, p.number)) for p in waiting}
        meant = {p.id for p in waiting if answers[p.id] == SAME_HOUSEHOLD and self._is_known(p.id)}
        taken, led = {*taken, *meant}, Led(pending=[], strangers=[])
        for pending in waiting:
            last = replace(pending, last_chance=True)
            home, known = self._home(pending, taken), self._is_known(pending.id)
            if pending.id not in self.strangers and (known or home is None):
                led.pending.append(last)
            elif pending.id in meant:
                led.pending.append(replace(last, meant=True))
            elif home is not None and answers[pending.id] != ANOTHER_HOUSEHOLD:
                taken.add(home.id)
                listed_as = pending.listed.number or "户主"
                led.pending.append(replace(last, id=home.id, number=home.number, listed_as=listed_as))
            elif known:
                led.strangers.append(pending)
            else:
                led.pending.append(last)
        return led

    def _is_known(self, household: UUID) -> bool:
        return self.stored[household].household.known

    def _home(self, pending: Pending, taken: Collection[UUID]) -> Household | None:
        """The one other household whose people are listed, unless another list is that household already."""
        theirs = [self.owners[digest][0] for digest in pending.digests if digest and digest in self.owners]
        homes = set(theirs) - {pending.id}
        if len(homes) != 1 or not homes.isdisjoint(taken):
            return None
        home = self.stored[homes.pop()].household
        same = are_the_same_people(listed=len(pending.digests), known=len(theirs), members=len(home.present()))
        return home if same and home.known else None
