"""The lists of their own that the offices above a village keep, as of any day: what an entry may name (GY-17g)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from msgspec import Struct

from casework.domain.codes.offices import ReferenceKind
from casework.domain.facts.office.references import ReferenceEntry, ReferenceListLoaded

MOST_NEAR = 3
"""So many near matches are named."""


class Standing(Struct, frozen=True, kw_only=True):
    """An entry that stands on a day, with the list that it is on."""

    entry: ReferenceEntry
    of: ReferenceListLoaded


class ReferenceLists(Struct, frozen=True, kw_only=True):
    """The lists of a division and of those above it, from the top down, each division's in the order of loading."""

    loaded: tuple[ReferenceListLoaded, ...] = ()

    def in_force(self, kind: ReferenceKind, on: date) -> list[ReferenceListLoaded]:
        """Of each division the list of this kind that holds on a day, from the top down; of one day the last loaded."""
        found: dict[str, ReferenceListLoaded] = {}
        for each in self.loaded:
            before = found.get(each.division)
            if (
                each.kind is kind
                and each.effective_on <= on
                and (before is None or before.effective_on <= each.effective_on)
            ):
                found[each.division] = each
        return list(found.values())

    def standing(self, kind: ReferenceKind, on: date) -> dict[str, Standing]:
        """What may be named on a day, by its number or word; the nearest division's counts where several have one."""
        lists = self.in_force(kind, on)
        return {entry.code: Standing(entry=entry, of=each) for each in lists for entry in each.entries}

    def named(self, kind: ReferenceKind, word: str, on: date) -> str | None:
        """The number of the entry with this number or name; None where none, or more than one, is called so."""
        there = self.standing(kind, on).values()
        found = [each.entry.code for each in there if word in (each.entry.code, each.entry.name)]
        return found[0] if len(found) == 1 else None

    def near(self, kinds: tuple[ReferenceKind, ...], said: str, on: date) -> list[ReferenceEntry] | None:
        """
        Nothing when the word may be named: it stands on a list, or no list is kept. Else the entries that are nearest.
        """
        there = [each.entry for kind in kinds for each in self.standing(kind, on).values()]
        kept = any(self.in_force(kind, on) for kind in kinds)
        if not kept or any(said in (entry.code, entry.name) for entry in there):
            return None
        return list(_nearest(said, there))


def _nearest(said: str, there: list[ReferenceEntry]) -> Iterator[ReferenceEntry]:
    by_word = {word: entry for entry in there for word in (entry.name, entry.code) if word}
    words = get_close_matches(said, list(by_word), n=MOST_NEAR, cutoff=0.4)
    words += [word for word in by_word if said in word and word not in words]
    yield from {by_word[word].code: by_word[word] for word in words[:MOST_NEAR]}.values()
