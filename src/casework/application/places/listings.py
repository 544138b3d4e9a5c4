"""Under which village and number each household stands, also after it moved or was numbered anew (ADR 0007, 0026)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import IndexRow
from casework.application.log.records.household_ids import household_id
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.text_values import one_form, spellings

LISTING = "listing"
"""The look-up of households that moved, by the id that one first registered there would have."""

_NOBODY = 0
"""The look-up is the household's own, no member's."""


def _numbers(number: str) -> tuple[str, ...]:
    """Under which numbers a household may be kept that is meant by this one: for digits, that one alone."""
    return (number,) if number.isascii() and number.isdigit() else spellings(number)


class Listings:
    """
    Which household is meant by a village and a number; read once and kept, for one command or one import.

    A household keeps its id for life. One that moved is found where it stands now; another one that is registered at
    its former place gets an id of its own.
    """

    def __init__(self, log: LogReader, keys: KeyRing) -> None:
        self._log = log
        self._keys = keys

    def id_of(self, village: str, number: str) -> UUID:
        """
        The household that stands there, known or new. Raises ValueError for no code of 12 digits.

        A new one has its id by the number's one form; one that was kept under another spelling is found by that.
        """
        numbers = _numbers(number)
        for each in numbers:
            if (here := self._moved.get(self._first(village, each).bytes)) is not None:
                return here
        first = [self._standing(village, each) for each in numbers]
        if len(first) == 1:
            return first[0]
        known = (each for each, version in zip(first, self._log.head(first).versions, strict=True) if version)
        return next(known, first[numbers.index(one_form(number))])

    def _standing(self, village: str, number: str) -> UUID:
        """The id that a household has which stands under this very number."""
        return next(each for each in self._ids(village, number) if each not in self._gone)

    def taken_by(self, village: str, number: str) -> UUID | None:
        """The household that stands there, if it is known."""
        for each in _numbers(number):
            if (here := self._moved.get(self._first(village, each).bytes)) is not None:
                return here
        return next(filter(None, (self._known_under(village, each) for each in _numbers(number))), None)

    def _known_under(self, village: str, number: str) -> UUID | None:
        for household in self._ids(village, number):
            entries = self._log.entries(household)
            if not entries:
                return None
            state = fold_history(household, entries)
            if state.known and (state.village, one_form(state.number)) == (village, one_form(number)):
                return household
        return None

    def row(self, village: str, number: str) -> IndexRow:
        """The look-up row of a household that stands there from now on."""
        return IndexRow(kind=LISTING, digest=self._first(village, one_form(number)).bytes, member=_NOBODY)

    def _first(self, village: str, number: str) -> UUID:
        return household_id(self._keys.ids, village=village, number=number)

    def _ids(self, village: str, number: str) -> Iterator[UUID]:
        """The ids that households registered there have, one after the other."""
        yield self._first(village, number)
        for following in range(2, len(self._gone) + 3):
            yield household_id(self._keys.ids, village=village, number=f"{number}\n{following}")

    @cached_property
    def _moved(self) -> dict[bytes, UUID]:
        return self._log.look_ups(LISTING)

    @cached_property
    def _gone(self) -> frozenset[UUID]:
        return frozenset(self._moved.values())
