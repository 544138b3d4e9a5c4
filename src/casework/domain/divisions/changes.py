"""Changes of divisions as they are recorded: which village became which, and whose households go where (ADR 0019)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from casework.domain.facts.office.divisions import DivisionChange, DivisionsChanged


class NumberedChange(Struct, frozen=True, kw_only=True, dict=True):
    """A recorded change of divisions; `number` is its version among all of them."""

    number: int
    fact: DivisionsChanged

    @property
    def effective_on(self) -> date:
        """From this day on divisions stand as it says."""
        return self.fact.effective_on

    def village_after(self, village: str, number: str) -> str:
        """
        To which village a household of `village` with this ledger number belongs afterwards.

        All households of a merged or moved village go to its successor. Those of a split one go to the main successor,
        unless they are listed for another. A village that is not concerned stays.
        """
        change = self._concerning.get(village)
        if change is None:
            return village
        return next((each.village for each in change.listed if number in each.numbers), change.into[0].code)

    def leaving(self) -> Iterator[DivisionChange]:
        """The changes after which some households of a village belong to another one."""
        yield from {id(change): change for change in self._concerning.values()}.values()

    @cached_property
    def _concerning(self) -> dict[str, DivisionChange]:
        return {
            code: change
            for change in self.fact.changes
            for code in change.codes
            if change.listed or change.into[0].code != code
        }


class VillageChanges(Struct, frozen=True, kw_only=True, dict=True):
    """The changes that are in force on a day, by their days."""

    changes: tuple[NumberedChange, ...] = ()

    @classmethod
    def in_force(cls, changes: Iterable[NumberedChange], on: date) -> VillageChanges:
        """Those of the changes whose day has come."""
        standing = [change for change in changes if change.effective_on <= on]
        return cls(changes=in_order(standing))

    def village_after(self, village: str, number: str, *, followed: Sequence[int] = ()) -> str:
        """To which village a household of `village` belongs now; `followed` are the changes it was carried over by."""
        for change in self.changes:
            if change.number not in followed:
                village = change.village_after(village, number)
        return village

    def successors(self, village: str) -> tuple[str, ...]:
        """The villages that stand in its place, the main one first; itself while it stands."""
        if self.stands(village):
            return (village,)
        if village not in self._found:
            self._found[village] = self._followed(village)
        return self._found[village]

    def stands(self, code: str) -> bool:
        """Whether a division that was known once is still there."""
        return code not in self._ended

    def names(self) -> dict[str, str]:
        """The names by their codes of the divisions that came or were renamed by a change, the last one's."""
        return {entry.code: entry.name for each in self._each() for entry in each.into}

    def predecessors(self, village: str) -> tuple[str, ...]:
        """Every other village of which households came here, directly or by several changes, in order of the codes."""
        return tuple(sorted(self._origins.get(village, set()) - {village}))

    def concerns(self, village: str) -> bool:
        """Whether households of other villages came here, or some of this one belong to another by now."""
        return village in self._named

    def _followed(self, village: str) -> tuple[str, ...]:
        found = [village]
        for change in self._each():
            for code in [code for code in found if code in change.codes]:
                place = found.index(code)
                found[place : place + 1] = [entry.code for entry in change.into]
        return tuple(dict.fromkeys(found))

    def _each(self) -> Iterator[DivisionChange]:
        return (each for change in self.changes for each in change.fact.changes)

    @cached_property
    def _found(self) -> dict[str, tuple[str, ...]]:
        """Successors that were asked for already."""
        return {}

    @cached_property
    def _ended(self) -> frozenset[str]:
        ended: set[str] = set()
        for each in self._each():
            ended.update(each.codes)
            ended.difference_update(entry.code for entry in each.into)
        return frozenset(ended)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(
            code
            for change in self.changes
            for each in change.leaving()
            for code in (*each.codes, *(entry.code for entry in each.into))
        )

    @cached_property
    def _origins(self) -> dict[str, set[str]]:
        origins: dict[str, set[str]] = {}
        for change in self.changes:
            for each in change.leaving():
                came = {origin for code in each.codes for origin in {code} | origins.get(code, set())}
                for entry in each.into:
                    origins.setdefault(entry.code, set()).update(came)
        return origins


def in_order(changes: Iterable[NumberedChange]) -> tuple[NumberedChange, ...]:
    """By their days; of one day in the order in which they were recorded."""
    return tuple(sorted(changes, key=lambda change: (change.effective_on, change.number)))
