"""The tree of administrative divisions (区划) by 12-digit statistical codes, and which village a ledger means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from casework.domain.divisions.codes import (
    FULL_LENGTH,
    DivisionCodeError,
    DivisionLevel,
    codes_above,
    full_code,
    is_code,
    level_of,
    nearest_above,
    significant_digits,
)
from casework.domain.divisions.names import NameIndex, compact, county_key, township_key, village_key
from casework.domain.errors import RefusedError


class DivisionNameError(RefusedError):
    """A division in the table has no name."""

    def __init__(self, code: str, entry: int) -> None:
        self.code = code
        self.entry = entry
        self.zh = f"第{entry}条区划代码{code}没有名称，请补上"
        self.en = f"entry {entry}: division {code} has no name; state it"


class DivisionTwoNamesError(RefusedError):
    """The table gives one code two names, and does not say which of them holds."""

    def __init__(self, code: str, names: tuple[str, str], entry: int) -> None:
        self.code = code
        self.names = names
        self.entry = entry
        self.zh = f"第{entry}条：区划代码{code}有两个名称，“{names[0]}”和“{names[1]}”，请只保留一个"
        self.en = f"entry {entry}: division {code} has two names, {names[0]} and {names[1]}; keep one of them"


class Division(Struct, frozen=True, kw_only=True):
    """One division: its 12-digit code, and the code of the nearest division above it that is known (or None)."""

    code: str
    name: str
    level: DivisionLevel
    parent: str | None = None


class Village(Struct, frozen=True, kw_only=True):
    """
    A village as a candidate is named to the clerk: township, name, code.

    `became` is the code of the village that stands in its place, when it is no longer there under this name.
    """

    township: str
    name: str
    code: str
    became: str | None = None


class UnknownVillage(Struct, frozen=True, kw_only=True):
    """No village of this name stands there; the candidates have the name elsewhere."""

    candidates: tuple[Village, ...] = ()


class AmbiguousVillage(Struct, frozen=True, kw_only=True):
    """Several villages have this name there."""

    candidates: tuple[Village, ...]


class DividedVillage(Struct, frozen=True, kw_only=True):
    """The village is no longer there, and several stand in its place."""

    candidates: tuple[Village, ...]


class Divisions(Struct, frozen=True, kw_only=True, dict=True):
    """
    The divisions that are loaded, by 12-digit code, in order of the codes.

    `became` says of those that are no longer there which ones stand in their place, the main one first; `former` how
    those that were renamed were called before.
    """

    by_code: dict[str, Division]
    became: dict[str, tuple[str, ...]] = {}
    former: dict[str, tuple[str, ...]] = {}

    @classmethod
    def of(
        cls,
        entries: Iterable[tuple[str, str]],
        became: Mapping[str, tuple[str, ...]] | None = None,
        former: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Divisions:
        """
        The tree of these codes and names.

        Raises DivisionCodeError, DivisionNameError or DivisionTwoNamesError with the entry's place, counted from 1.
        """
        names: dict[str, str] = {}
        for place, (text, name) in enumerate(entries, start=1):
            try:
                code = full_code(text)
            except DivisionCodeError as error:
                raise DivisionCodeError(error.code, place) from None
            written = compact(name)
            if not written:
                raise DivisionNameError(code, place)
            if names.setdefault(code, written) != written:
                raise DivisionTwoNamesError(code, (names[code], written), place)
        by_code = {code: _division(code, names) for code in sorted(names)}
        return cls(by_code=by_code, became=dict(became or {}), former=dict(former or {}))

    def __len__(self) -> int:
        """How many divisions are loaded."""
        return len(self.by_code)

    def entries(self) -> tuple[tuple[str, str], ...]:
        """Codes and names, from which `of` makes the same tree again."""
        return tuple((division.code, division.name) for division in self.by_code.values())

    def get(self, code: str) -> Division | None:
        """The division with this code (also unpadded), None when it is not loaded."""
        found = self.by_code.get(code)
        return found or (self.by_code.get(full_code(code)) if is_code(code) else None)

    def name(self, code: str) -> str:
        """The division's name; the code itself when it is not loaded, so that no list shows a blank."""
        division = self.get(code)
        return division.name if division else code

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The loaded divisions above this code, nearest first."""
        return tuple(self.by_code[above] for above in codes_above(full_code(code)) if above in self.by_code)

    def prefix(self, code: str) -> str:
        """The significant digits: every code below the division, and its own, starts with them."""
        return significant_digits(code)

    def stands(self, code: str) -> bool:
        """Whether the division is loaded and still there."""
        return code in self.by_code and code not in self.became

    def successors(self, code: str) -> tuple[str, ...]:
        """The divisions that stand in its place, the main one first; itself while it is there."""
        if code not in self.became:
            return (code,)
        found = [last for following in self.became[code] for last in self.successors(following)]
        return tuple(dict.fromkeys(found))

    def resolve_village(
        self, name: str, *, township: str | None = None, county: str | None = None
    ) -> Village | UnknownVillage | AmbiguousVillage | DividedVillage:
        """
        The village that a ledger means, inside its township and county; blank ones are left out of the match.

        Names count without their endings (村, 村委会, 社区, 镇, 县 ...), codes count as such; a 12-digit code in the
        village cell alone decides. Among villages of one township that differ by ending only, the literal name wins, and
        a name of today over one of before. A village that is no longer there or was renamed is found by its old name and
        place, and says what it became (ADR 0019).
        """
        wanted = compact(name)
        if is_code(wanted) and len(wanted) == FULL_LENGTH:
            found = self.by_code.get(wanted)
            return self._meant([found]) if found and found.level is DivisionLevel.VILLAGE else UnknownVillage()
        named = [self.by_code[village] for village in dict.fromkeys(self._villages.similar(wanted))]
        there = self._inside(self._inside(named, self._townships, township), self._counties, county)
        if len({village.parent for village in there}) == 1:
            there = next(filter(None, ([v for v in there if called(v)] for called in self._nearness(wanted))), there)
        if there:
            return self._meant(there, wanted)
        return UnknownVillage(candidates=tuple(self._as_village(village) for village in named if self._there(village)))

    def _nearness(self, wanted: str) -> tuple[Callable[[Division], bool], ...]:
        """How well a village's names go with the one that is wanted, best first."""
        return (
            lambda village: village.name == wanted,
            lambda village: wanted in self._names_had(village.code),
            lambda village: village_key(village.name) == village_key(wanted),
        )

    def _meant(self, named: list[Division], wanted: str = "") -> Village | AmbiguousVillage | DividedVillage:
        """The one village that all of these are by now; a former one as what it was, so that its ledger is understood."""
        standing = [village for village in named if self._there(village)]
        now = list(dict.fromkeys(code for village in named for code in self.successors(village.code)))
        if len(now) == 1:
            if standing:
                return self._as_village(standing[0], called=wanted)
            if len(named) == 1:
                return self._as_village(named[0], became=now[0])
        candidates = tuple(self._as_village(self.by_code[code]) for code in now if code in self.by_code)
        if len(now) == 1:
            return candidates[0]
        return DividedVillage(candidates=candidates) if len(named) == 1 else AmbiguousVillage(candidates=candidates)

    def _there(self, village: Division) -> bool:
        return village.code not in self.became

    def _inside(self, villages: list[Division], index: NameIndex, cell: str | None) -> list[Division]:
        place = compact(cell or "")
        if not place:
            return villages
        meant = {full_code(place)} if is_code(place) else set(index.meant(place))
        return [village for village in villages if not meant.isdisjoint(codes_above(village.code))]

    def _as_village(self, village: Division, *, became: str | None = None, called: str = "") -> Village:
        township = self.name(village.parent) if village.parent else ""
        if called and village_key(called) != village_key(village.name):
            before = [name for name in self.former.get(village.code, ()) if village_key(name) == village_key(called)]
            return Village(township=township, name=before[-1], code=village.code, became=village.code)
        return Village(township=township, name=village.name, code=village.code, became=became)

    def _names_had(self, code: str) -> tuple[str, ...]:
        return (self.by_code[code].name, *self.former.get(code, ()))

    @cached_property
    def _village_codes(self) -> list[str]:
        return [code for code, division in self.by_code.items() if division.level is DivisionLevel.VILLAGE]

    @cached_property
    def _villages(self) -> NameIndex:
        return NameIndex(((code, name) for code in self._village_codes for name in self._names_had(code)), village_key)

    @cached_property
    def _townships(self) -> NameIndex:
        return NameIndex(self._names_of(DivisionLevel.TOWNSHIP), township_key)

    @cached_property
    def _counties(self) -> NameIndex:
        levels = (DivisionLevel.PROVINCE, DivisionLevel.CITY, DivisionLevel.COUNTY)
        return NameIndex((pair for level in levels for pair in self._names_of(level)), county_key)

    def _names_of(self, level: DivisionLevel) -> Iterator[tuple[str, str]]:
        for division in self.by_code.values():
            if division.level is level:
                names: tuple[str, ...] = ("",)
                for above in (division, *self.ancestors(division.code)):
                    names = tuple(had + name for had in self._names_had(above.code) for name in names)
                    yield from ((division.code, name) for name in names)


def name_key(code: str, name: str) -> str:
    """What names of this division have in common, however its kind of place is written behind them."""
    match level_of(code):
        case DivisionLevel.VILLAGE:
            return village_key(name)
        case DivisionLevel.TOWNSHIP:
            return township_key(name)
        case _:
            return county_key(name)


def _division(code: str, names: dict[str, str]) -> Division:
    return Division(code=code, name=names[code], level=level_of(code), parent=nearest_above(code, names))
