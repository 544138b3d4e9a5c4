"""From when to when each division had which name, and what it became: carried on by each fact about divisions (ADR 0019)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.divisions.codes import full_code
from casework.domain.divisions.names import compact
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.office.divisions import DivisionChange, DivisionsLoaded


class Period(Struct, frozen=True, kw_only=True):
    """A division under one name: from a day on, until another one that is not part of it."""

    since: date = date.min
    until: date | None = None
    name: str
    became: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether the division had this name on a day."""
        return self.since <= day and (self.until is None or day < self.until)


Periods = dict[str, list[Period]]
"""The periods of each division in order."""


def load(periods: Periods, fact: DivisionsLoaded, day: date) -> None:
    """Put the names of divisions loaded on a day into their periods; one that is loaded again has its later name."""
    for entry in fact.divisions:
        code, name = full_code(entry.code), compact(entry.name)
        known = periods.setdefault(code, []) or [Period(name=name)]
        place = next((at for at, period in enumerate(known) if period.holds(day)), len(known) - 1)
        periods[code] = [*known[:place], replace(known[place], name=name), *known[place + 1 :]]


def change(periods: Periods, made: DivisionChange, day: date) -> None:
    """End the periods of the divisions that are gone from a day on, and begin those of what stands in their place."""
    stand = tuple(entry.code for entry in made.into)
    for code in made.codes:
        if code not in stand and code in periods:
            if any(period.since == day for period in periods[code]):
                _lead_on(periods, code, stand, day)
            periods[code] = _ended(periods[code], day, became=stand)
    for entry in made.into:
        known = periods.get(entry.code, [])
        current = next((period for period in known if period.holds(day)), None)
        if current is None or current.name != entry.name:
            periods[entry.code] = [*_ended(known, day), Period(since=day, name=entry.name)]


def tree_on(periods: Periods, day: date) -> Divisions:
    """
    The tree on a day: also divisions that have ended by then, with what they became, and names from before a renaming.

    Those that do not stand yet are not in it.
    """
    entries, became, former = [], {}, {}
    for code, known in periods.items():
        begun = [period for period in known if period.since <= day]
        if begun:
            entries.append((code, begun[-1].name))
            if names := _former_names(begun):
                former[code] = names
            if begun[-1].until is not None and begun[-1].until <= day:
                became[code] = begun[-1].became
    return Divisions.of(entries, became, former)


def _ended(known: Sequence[Period], day: date, *, became: tuple[str, ...] = ()) -> list[Period]:
    """What stood before the day, and no longer from it on; what began on it never stood."""
    kept = [period for period in known if period.since < day]
    if kept and (kept[-1].until is None or kept[-1].until >= day):
        kept[-1] = replace(kept[-1], until=day, became=became or kept[-1].became)
    return kept


def _lead_on(periods: Periods, code: str, stand: tuple[str, ...], day: date) -> None:
    """What became a division that begins and ends on one day became what stands in its place."""
    for known in periods.values():
        for place, period in enumerate(known):
            if period.until == day and code in period.became:
                led = (each for name in period.became for each in (stand if name == code else (name,)))
                known[place] = replace(period, became=tuple(dict.fromkeys(led)))


def _former_names(periods: Sequence[Period]) -> tuple[str, ...]:
    """What it was called before, oldest first; a division that had its code before and ended is another one."""
    names: list[str] = []
    for before, after in zip(reversed(periods[:-1]), reversed(periods), strict=False):
        if before.became or before.until != after.since:
            break
        names.append(before.name)
    return tuple(name for name in dict.fromkeys(reversed(names)) if name != periods[-1].name)
