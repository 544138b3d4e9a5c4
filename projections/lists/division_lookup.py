"""Finds the divisions that a ledger's words may mean without reading those of a whole country."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Connection, Engine, or_, select

from casework.application.ledgers.process.places import NamedPlace
from casework.domain.divisions.codes import (
    FULL_LENGTH,
    DivisionLevel,
    codes_above,
    full_code,
    is_code,
    significant_digits,
)
from casework.domain.divisions.names import (
    COUNTY_ENDINGS,
    TOWNSHIP_ENDINGS,
    compact,
    county_key,
    township_key,
    village_key,
)
from casework.domain.divisions.tree import Division, Divisions
from casework.domain.rights.scope import Scope
from projections.lists.board import A_HOUSEHOLD, BOARD, OPEN
from projections.lists.division_names import DIVISION_NAMES, DivisionRow, divisions, standing_on
from projections.storage.columns import Row
from projections.storage.engine import reading
from projections.storage.sight import Sight, in_region
from projections.storage.tables import raw_rows

FEW = 20_000
"""So many divisions, a city's or a small province's, are read at once; it is quicker than asking again and again."""

_Called = tuple[DivisionLevel, str, str]
"""A division's level, the key of its name, and the name."""

_AT_ONCE = 400
_MOST_PLACES = 200
_MOST_KEPT = 50_000
_READ_OF_A_NAME = 40
_NOTHING_ELSE = {*TOWNSHIP_ENDINGS, *COUNTY_ENDINGS}
"""Names of divisions that are called by nothing but the kind of place, as 县 below a city."""

_CODE = re.compile(rf"[0-9]{{{FULL_LENGTH}}}")
_COLUMNS = DIVISION_NAMES.c


class StoredDivisions:
    """The divisions as they stand on a day, read as far as they are asked for."""

    def __init__(self, engine: Engine, day: date) -> None:
        """Nothing is read yet."""
        self._engine = engine
        self._day = day
        self._names: dict[str, str] = {}
        self._rows: dict[str, list[Row]] = {}
        self._last_above: tuple[tuple[str, str], Mapping[str, _Called]] | None = None

    def whole(self) -> Divisions | None:
        """All of them, when there are few enough."""
        with reading(self._engine) as connection:
            many = connection.execute(
                select(_COLUMNS.code).distinct().order_by(_COLUMNS.code).limit(1).offset(FEW)
            ).first()
        return None if many else divisions(self._engine, self._day)

    def get(self, code: str) -> Division | None:
        """The division with this code (also unpadded); None when it is not loaded."""
        with reading(self._engine) as connection:
            return self._with_their_places(connection, {full_code(code)}).get(code) if is_code(code) else None

    def beside(self, code: str) -> dict[str, str]:
        """
        The divisions on the level of this code that share most of what is above it, by code with their names.

        Nothing where none of that level is loaded.
        """
        digits, full = len(significant_digits(code)), full_code(code)
        for shared in (length for length in (9, 6, 4, 2, 0) if length < digits):
            with reading(self._engine) as connection:
                within = in_region(_COLUMNS.code, full[:shared] or None)
                rows = connection.execute(select(_COLUMNS.code, _COLUMNS.name).where(within).order_by(_COLUMNS.code))
                there = {row.code: row.name for row in rows if len(significant_digits(row.code)) == digits}
            if there:
                return there
        return {}

    def name(self, code: str) -> str:
        """What the division is called; the code itself when it is not loaded, so that no list shows a blank."""
        if code not in self._names:
            found = self.get(code)
            self._names[code] = found.name if found else code
        return self._names[code]

    def meant(self, place: NamedPlace) -> Divisions:
        """
        Every division that the place's words may mean, with what lies above it and what it became.

        A name counts with or without what says its kind of place, and for what a village lies in also with the places
        above it written before. With `inside_only` there are only the villages of the townships that may be meant, or
        without a township's name of the counties, and none when these are very many.
        """
        village, township, county = map(compact, (place.village, place.township, place.county))
        with reading(self._engine) as connection:
            above = self._above(connection, township, county)
            inside = _inside(above, township, county) if place.inside_only else None
            found = _named(connection, {village_key(village)}, villages=True, inside=inside)
            codes = _CODE.findall(village)
            return self._with_their_places(connection, {*(above if inside is None else inside), *found, *codes})

    def _above(self, connection: Connection, township: str, county: str) -> Mapping[str, _Called]:
        """What a village may lie in by these words; the last answer is kept, for a ledger goes place by place."""
        if self._last_above is None or self._last_above[0] != (township, county):
            found = _named(connection, _keys_above(township, county), villages=False)
            self._last_above = ((township, county), found)
        return self._last_above[1]

    def _rows_of(self, connection: Connection, codes: set[str]) -> Iterator[tuple[str, list[Row]]]:
        """The stored rows of each of these divisions, read once; forgotten when they are very many."""
        if len(self._rows) > _MOST_KEPT:
            self._rows.clear()
        if missing := codes - self._rows.keys():
            self._rows |= {code: [] for code in missing}
            for row in _rows(connection, missing):
                self._rows[row[0]].append(row)
        return ((code, self._rows[code]) for code in codes)

    def _with_their_places(self, connection: Connection, codes: set[str]) -> Divisions:
        rows: dict[str, list[Row]] = {}
        wanted = codes
        while wanted:
            rows |= self._rows_of(connection, wanted)
            above = {code for known in wanted if is_code(known) for code in codes_above(known)}
            followed = {
                code
                for known in wanted
                for row in rows.get(known, ())
                for code in DivisionRow(*row).became.split(",")
                if code
            }
            wanted = (above | followed) - rows.keys() - wanted - codes
            codes = codes | wanted
        return standing_on((row for each in rows.values() for row in each), self._day)


def _keys_above(township: str, county: str) -> set[str]:
    """The keys of divisions that the words for what a village lies in may end with, places before them or not."""
    places = ((township, township_key), (county, county_key))
    return {key(text[at:]) for text, key in places for at in range(min(len(text), _READ_OF_A_NAME))} | _NOTHING_ELSE


def _inside(above: Mapping[str, _Called], township: str, county: str) -> set[str]:
    """The townships in the counties that the words mean, or without a township's name these counties."""
    counties = _meant(above, county, townships=False)
    if not township:
        found = counties
    else:
        found = _meant(above, township, townships=True)
        if county:
            found = {code for code in found if not counties.isdisjoint(codes_above(code))}
    return found if len(found) <= _MOST_PLACES else set()


def _meant(above: Mapping[str, _Called], text: str, *, townships: bool) -> set[str]:
    """Those that are called exactly so or, if there are none, those whose name may be meant."""
    named = {
        code: name
        for code, (level, key, name) in above.items()
        if key in text and (level is DivisionLevel.TOWNSHIP) == townships
    }
    return {code for code, name in named.items() if name == text} or set(named)


def _named(
    connection: Connection, keys: set[str], *, villages: bool, inside: Collection[str] | None = None
) -> dict[str, _Called]:
    """The codes, with level and key, of the divisions that are called so."""
    village = str(DivisionLevel.VILLAGE)
    kind = _COLUMNS.level == village if villages else _COLUMNS.level != village
    query = select(_COLUMNS.code, _COLUMNS.level, _COLUMNS.name_key, _COLUMNS.name).where(kind, *_below(inside))
    return {
        row.code: (DivisionLevel(row.level), row.name_key, row.name)
        for some in _portions(keys)
        for row in connection.execute(query.where(_COLUMNS.name_key.in_(some)))
    }


def _below(townships: Collection[str] | None) -> Iterator[ColumnElement[bool]]:
    if townships is not None:
        ranges = (
            (digits.ljust(FULL_LENGTH, "0"), digits.ljust(FULL_LENGTH, "9"))
            for digits in map(significant_digits, townships)
        )
        yield or_(False, *((_COLUMNS.code >= first) & (_COLUMNS.code <= last) for first, last in ranges))


def _rows(connection: Connection, codes: set[str]) -> Iterator[Row]:
    for some in _portions(codes):
        yield from raw_rows(connection, DIVISION_NAMES, _COLUMNS.code.in_(some))


def _portions(values: set[str]) -> Iterator[list[str]]:
    listed = sorted(values)
    for first in range(0, len(listed), _AT_ONCE):
        yield listed[first : first + _AT_ONCE]


def kept_ledgers(engine: Engine) -> dict[str, bool]:
    """The divisions whose ledgers are kept (12 digits), each with whether it is open."""
    query = select(BOARD.c.village, BOARD.c.ledger).where(BOARD.c.ledger.is_not(None))
    with reading(engine) as connection:
        return {row.village: row.ledger == OPEN for row in connection.execute(query)}


def villages_with_households(engine: Engine, region: str | None = None, *, scope: Scope) -> list[str]:
    """
    The villages of a region all of whose households are seen, and that have any, by their codes.

    Raises DivisionCodeError.
    """
    query = select(BOARD.c.village).where(A_HOUSEHOLD).distinct()
    with reading(engine) as connection:
        found = Sight(connection, replace(scope, own=()), region).each(query, BOARD)
        return sorted({row.village for row in found})
