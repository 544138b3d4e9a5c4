"""What offices have taught of their ledgers, as it counts in the villages that a table names: inherited downwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from casework.application.ledgers.understanding.words import Taught, Words
from casework.domain.divisions.codes import significant_digits

TaughtEntry = tuple[str, str, str, str]
"""Division ("" for all of this import), kind (`header`, `table` or a column), text, meaning."""


class OfficeWords:
    """Taught entries of several divisions; a lower division's goes before those above it."""

    def __init__(self, entries: Iterable[TaughtEntry] = ()) -> None:
        """The entries may come in any order."""
        digits = ((significant_digits(code) if code else "", of, text, said) for code, of, text, said in entries)
        # Answers of this import go before everything.
        self._entries = sorted(digits, key=lambda entry: len(entry[0]) or 99)
        self._of_village: dict[str, Words] = {}
        self._plain = Words()

    def __bool__(self) -> bool:
        """Whether anything was taught."""
        return bool(self._entries)

    def agreed(self) -> Taught:
        """What counts wherever a table may come from: entries that no other division contradicts."""
        found: dict[tuple[str, str], set[str]] = {}
        for _, of, text, said in self._entries:
            found.setdefault((of, text), set()).add(said)
        mine = {(of, text): said for digits, of, text, said in self._entries if not digits}
        return {key: next(iter(said)) for key, said in found.items() if len(said) == 1} | mine

    def inside(self, villages: Collection[str]) -> Taught:
        """What counts in all of these villages."""
        return {
            (of, text): said
            for digits, of, text, said in self._entries
            if all(village.startswith(digits) for village in villages)
        }

    def words(self, village: str | None) -> Words:
        """The words of a village; without one, those that were answered for this import."""
        if not self._entries:
            return self._plain
        key = village or ""
        if key not in self._of_village:
            self._of_village[key] = Words(self.inside((key,)))
        return self._of_village[key]
