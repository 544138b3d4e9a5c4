"""What episodes add up to: how long clearances last, by ground and kind of work, and what each region did (GY-12f, GY-13a)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from statistics import median_low
from typing import Final

from msgspec import Struct

from casework.domain.codes.stages import EpisodeKind, Stage
from casework.domain.divisions.codes import FULL_LENGTH, DivisionLevel
from casework.domain.errors import InvalidValueError
from projections.lists.episode_list import EpisodeEntry

_CHAIN: Final[dict[Stage, Callable[[EpisodeEntry], date | None]]] = {
    Stage.DETECTED: lambda entry: entry.detected_on,
    Stage.VERIFIED: lambda entry: entry.verified_on,
    Stage.ASSIGNED: lambda entry: entry.assigned_on,
    Stage.OFFERED: lambda entry: entry.offered_on,
    Stage.PLACED: lambda entry: entry.placed_on,
    Stage.CLEARED: lambda entry: entry.ended_on if entry.cleared else None,
}

DIGITS = {
    DivisionLevel.PROVINCE: 2,
    DivisionLevel.CITY: 4,
    DivisionLevel.COUNTY: 6,
    DivisionLevel.TOWNSHIP: 9,
    DivisionLevel.VILLAGE: 12,
}


class Days(Struct, frozen=True, kw_only=True):
    """The fewest, the median (of an even number the lower middle one) and the most days; None where there are none."""

    shortest: int | None = None
    median: int | None = None
    longest: int | None = None


class Returned(Struct, frozen=True, kw_only=True):
    """How many came back, and the days until then; of an even number of them the median is the lower middle one."""

    episodes: int = 0
    shortest: int | None = None
    median: int | None = None
    longest: int | None = None


class Lasting(Struct, frozen=True, kw_only=True):
    """
    What became of the clearances of one ground or kind of work; `name` is None for all of them.

    Relapsed: a new episode after stability was confirmed; not retained: before; found false: an inspection showed that
    the work a clearance rests on was never there. The others last until now.
    """

    name: str | None
    cleared: int
    stable: int
    lasting: int
    relapsed: Returned
    not_retained: Returned
    found_false: Returned = Returned()


class StageDays(Struct, frozen=True, kw_only=True):
    """How long households stood in a stage before the next one of the chain was first reached (CZ-7d)."""

    stage: Stage
    next: Stage
    episodes: int
    days: Days


class EpisodeReport(Struct, frozen=True, kw_only=True):
    """
    What began and ended from one day to another, both included, and what became of the clearances of these days.

    `open` are episodes that began in these days and have not ended.
    """

    detected: dict[EpisodeKind, int]
    cleared: int
    closed_otherwise: int
    open: int
    all: Lasting
    by_ground: tuple[Lasting, ...]
    by_work: tuple[Lasting, ...]
    stages: tuple[StageDays, ...] = ()


class RegionEpisodes(Struct, frozen=True, kw_only=True):
    """
    What began and ended in one region in the days of the report; `open` are all that have not ended, whenever they began.

    `region` is the code of its division; `days` are those from detection to clearing.
    """

    region: str
    detected: int
    again: int
    cleared: int
    closed_otherwise: int
    open: int
    days: Days


def episode_report(
    entries: Iterable[EpisodeEntry], *, first: date | None = None, last: date | None = None
) -> EpisodeReport:
    """
    The report of these episodes from one day to another; without them from the beginning, or until now.

    Raises:
        InvalidValueError: The last day lies before the first one.
    """
    within = _within(first, last)
    entries = list(entries)
    begun = [entry for entry in entries if within(entry.detected_on)]
    ended = [entry for entry in entries if within(entry.ended_on)]
    cleared = [entry for entry in ended if entry.cleared]
    kinds = Counter(entry.kind for entry in begun)
    return EpisodeReport(
        detected={kind: kinds[kind] for kind in EpisodeKind},
        cleared=len(cleared),
        closed_otherwise=len(ended) - len(cleared),
        open=sum(entry.ended_on is None for entry in begun),
        all=_lasting(None, cleared),
        by_ground=tuple(_grouped((entry.ground or "", entry) for entry in cleared)),
        by_work=tuple(_grouped((entry.work or "", entry) for entry in cleared)),
        stages=tuple(_stages(entries, within)),
    )


def episodes_by_region(
    entries: Iterable[EpisodeEntry], level: DivisionLevel, *, first: date | None = None, last: date | None = None
) -> tuple[RegionEpisodes, ...]:
    """What began and ended from one day to another in each region of a level, by its code. Raises as `episode_report`."""
    within, regions = _within(first, last), dict[str, list[EpisodeEntry]]()
    for entry in entries:
        regions.setdefault(entry.village[: DIGITS[level]].ljust(FULL_LENGTH, "0"), []).append(entry)
    return tuple(_region(code, regions[code], within) for code in sorted(regions))


def _region(code: str, entries: list[EpisodeEntry], within: Callable[[date | None], bool]) -> RegionEpisodes:
    begun = [entry for entry in entries if within(entry.detected_on)]
    ended = [entry for entry in entries if within(entry.ended_on)]
    cleared = [entry for entry in ended if entry.cleared]
    return RegionEpisodes(
        region=code,
        detected=len(begun),
        again=sum(entry.kind is not EpisodeKind.FIRST for entry in begun),
        cleared=len(cleared),
        closed_otherwise=len(ended) - len(cleared),
        open=sum(entry.ended_on is None for entry in entries),
        days=_days((entry.ended_on - entry.detected_on).days for entry in cleared if entry.ended_on),
    )


def _within(first: date | None, last: date | None) -> Callable[[date | None], bool]:
    if first is not None and last is not None and last < first:
        raise InvalidValueError("last", zh="不能早于起始日", en="It lies before the first day", always=True)
    return lambda day: day is not None and (first is None or first <= day) and (last is None or day <= last)


def _stages(entries: list[EpisodeEntry], within: Callable[[date | None], bool]) -> Iterator[StageDays]:
    # Who came to the later stage first (an offer before the assignment) stood in the earlier one no day.
    for (stage, since), (following, until) in pairwise(_CHAIN.items()):
        spans = [(since(entry), until(entry)) for entry in entries if within(until(entry))]
        stood = [(after - before).days for before, after in spans if before and after and before <= after]
        yield StageDays(stage=stage, next=following, episodes=len(stood), days=_days(stood))


def _grouped(named: Iterable[tuple[str, EpisodeEntry]]) -> Iterator[Lasting]:
    groups: dict[str, list[EpisodeEntry]] = {}
    for name, entry in named:
        groups.setdefault(name, []).append(entry)
    for name in sorted(groups):
        yield _lasting(name, groups[name])


def _lasting(name: str | None, cleared: list[EpisodeEntry]) -> Lasting:
    return Lasting(
        name=name,
        cleared=len(cleared),
        stable=sum(entry.stable_on is not None for entry in cleared),
        lasting=sum(entry.next_kind is None for entry in cleared),
        relapsed=_returned(cleared, EpisodeKind.RELAPSE),
        not_retained=_returned(cleared, EpisodeKind.NOT_RETAINED),
        found_false=_returned(cleared, EpisodeKind.FALSE_CLEARANCE),
    )


def _returned(cleared: Iterable[EpisodeEntry], kind: EpisodeKind) -> Returned:
    back = [entry for entry in cleared if entry.next_kind is kind and entry.days_until_next is not None]
    days = _days(entry.days_until_next for entry in back if entry.days_until_next is not None)
    return Returned(episodes=len(back), shortest=days.shortest, median=days.median, longest=days.longest)


def _days(counted: Iterable[int]) -> Days:
    known = sorted(counted)
    return Days(shortest=known[0], median=median_low(known), longest=known[-1]) if known else Days()
