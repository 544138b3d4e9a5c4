"""Where a division may stand and what it may be called: below divisions that are there, and not like its neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from casework.domain.divisions.codes import DivisionLevel, codes_above, level_of
from casework.domain.divisions.tree import Division, Divisions, name_key
from casework.domain.errors import RefusedError
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry

_NEEDED_ABOVE = {DivisionLevel.VILLAGE: 2, DivisionLevel.TOWNSHIP: 1}
"""How many levels above must be there, so that regions and names are whole up to the county."""


class DivisionChangeRefusedError(RefusedError):
    """The change does not fit the divisions as they stand, or what is recorded of them; nothing was recorded."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


class NeighboursNameError(RefusedError):
    """A division beside it has or had the name, so that a ledger could mean either: somebody has to say that it is so."""

    def __init__(self, entry: DivisionEntry, neighbour: Division) -> None:
        self.code = entry.code
        self.neighbour = neighbour.code
        self.zh = (
            f"“{entry.name}”是或曾是旁边的{neighbour.name}（{neighbour.code}）的名称，今后台账写此名将指{entry.code}；"
            "确认无误请加 --same-name"
        )
        self.en = (
            f"{entry.name} is or was the name of {neighbour.name} ({neighbour.code}) beside it; ledgers with this name "
            f"will mean {entry.code}. If that is right add --same-name"
        )


def refuse_rootless(divisions: Divisions, code: str) -> None:
    """
    A new division stands below those that are loaded, a village in a township of a county.

    Raises DivisionChangeRefusedError.
    """
    if place := missing_above(code, divisions.stands):
        raise DivisionChangeRefusedError(
            zh=f"{code}的上级区划（{place}）尚未导入，请先导入（casework import --divisions）",
            en=f"The division above {code} ({place}) is not loaded yet: load it first (casework import --divisions)",
        )


def missing_above(code: str, stands: Callable[[str], bool]) -> str | None:
    """
    The nearest division that a division of this code needs above it and that is not there; None when all are.

    `stands` says of a 12-digit code whether it is there.
    """
    above, level = codes_above(code), level_of(code)
    if level is DivisionLevel.VILLAGE and level_of(above[0]) is not DivisionLevel.TOWNSHIP:
        return above[0]
    wanted = above[: _NEEDED_ABOVE.get(level, 0)]
    missing = next((each for each in wanted if not stands(each)), None)
    return missing or (None if not above or any(map(stands, above)) else above[0])


def refuse_neighbours_names(before: Divisions, after: Divisions, changes: Iterable[DivisionChange]) -> None:
    """Raises NeighboursNameError when a name that is new at its place is or was that of a division beside it."""
    beside: defaultdict[tuple[str | None, str], list[Division]] = defaultdict(list)
    for division in after.by_code.values():
        for name in (division.name, *after.former.get(division.code, ())):
            beside[division.parent, name_key(division.code, name)].append(division)
    for entry in (entry for change in changes for entry in change.into):
        if before.stands(entry.code) and before.name(entry.code) == entry.name:
            continue
        place = after.by_code[entry.code].parent
        for neighbour in beside[place, name_key(entry.code, entry.name)]:
            if entry.code not in after.successors(neighbour.code):
                raise NeighboursNameError(entry, neighbour)
