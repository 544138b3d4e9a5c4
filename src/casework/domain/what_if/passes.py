"""The moments at which the sweep really came by, and which of them reached a household (ADR 0020)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

Ranges = list[tuple[int, int]]
"""Passes by number, the first one in and the last one out, in order and apart."""


class Passes(Struct, frozen=True, kw_only=True, dict=True):
    """The passes of the sweep in the order of the log: a pass saw what stands before its position."""

    positions: Sequence[int]
    moments: Sequence[datetime]

    @classmethod
    def of(cls, recorded: Iterable[tuple[int, datetime]]) -> Passes:
        """The passes that left these decisions, given as positions and recording moments; one moment is one pass."""
        first: dict[datetime, int] = {}
        for position, moment in recorded:
            first[moment] = min(position, first.get(moment, position))
        return cls.placed((position, moment) for moment, position in first.items())

    @classmethod
    def placed(cls, passes: Iterable[tuple[int, datetime]]) -> Passes:
        """These passes by position."""
        ordered = sorted(passes)
        return cls(positions=[position for position, _ in ordered], moments=[moment for _, moment in ordered])

    @cached_property
    def numbers(self) -> dict[datetime, int]:
        """The passes by their moments; each is there once."""
        return {moment: number for number, moment in enumerate(self.moments)}

    def between(self, since: int, until: int | None) -> tuple[int, int]:
        """The numbers of the passes after `since` and up to `until`, as a range; None is the end of the log."""
        last = len(self.positions) if until is None else bisect_right(self.positions, until)
        return bisect_right(self.positions, since), last

    def any_between(self, since: int, until: int | None) -> bool:
        """Whether there is a pass after `since` and up to `until`."""
        first, last = self.between(since, until)
        return first < last

    def from_moment(self, moment: datetime, first: int) -> int:
        """The first pass from `first` on at or after a moment; clocks of several machines may differ a little."""
        number = max(first, bisect_left(self._latest, moment))
        while number < len(self.moments) and self.moments[number] < moment:
            number += 1
        return number

    @cached_property
    def _latest(self) -> list[datetime]:
        return list(accumulate(self.moments, max))


def joined(ranges: Iterable[tuple[int, int]], but: Iterable[int] = ()) -> Ranges:
    """The ranges in order and apart, without the passes of `but`."""
    found: Ranges = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    for number in sorted(but):
        found = [part for each in found for part in _without(each, number)]
    return found


def first_outside(ranges: Ranges, number: int) -> int:
    """The number, or the first one after it that lies in none of the ranges."""
    for first, last in ranges:
        if first <= number < last:
            number = last
    return number


def _without(part: tuple[int, int], number: int) -> Ranges:
    first, last = part
    if not first <= number < last:
        return [part]
    return [each for each in ((first, number), (number + 1, last)) if each[0] < each[1]]
