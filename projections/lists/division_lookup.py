"""Finds the divisions that a ledger's words may mean without reading those of a whole country."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

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
from casework.domain.divisions.names import compact
from casework.domain.divisions.tree import Division, Divisions
from projections.lists.division_names import DIVISION_NAMES, DivisionRow, divisions, standing_on
from projections.storage.columns import Row
from projections.storage.engine import reading
from projections.storage.tables import raw_rows

FEW = 20_000
"""So many divisions, a city's or a small province's, are read at once; it is quicker than asking again and again."""

_Called = tuple[DivisionLevel, str]
"""A division's level and the key of its name."""

_AT_ONCE = 400
_MOST_PLACES = 200
_READ_OF_A_NAME = 40
_LONGEST_NAME = 30
_CODE = re.compile(rf"[0-9]{{{FULL_LENGTH}}}")
_COLUMNS = DIVISION_NAMES.c


class StoredDivisions:
    """The divisions as they stand on a day, read as far as they are asked for."""

    def __init__(self, engine: Engine, day: date) -> None:
        """Nothing is read yet."""
        self._engine = engine
        self._day = day
        self._names: dict[str, str] = {}

    def whole(self) -> Divisions | None:
        """All of them, when there are few enough."""
        with reading(self._engine) as connection:
            many = connection.execute(select(_COLUMNS.code).limit(1).offset(FEW)).first()
        return None if many else divisions(self._engine, self._day)

    def get(self, code: str) -> Division | None:
        """The division with this code (also unpadded); None when it is not loaded."""
        with reading(self._engine) as connection:
            return self._with_their_places(connection, {full_code(code)}).get(code) if is_code(code) else None

    def name(self, code: str) -> str:
        """What the division is called; the code itself when it is not loaded, so that no list shows a blank."""
        if code not in self._names:
            found = self.get(code)
            self._names[code] = found.name if found else code
        return self._names[code]

    def meant(self, place: NamedPlace) -> Divisions:
        """
        Every division that the place's words may mean, with what lies above it and what it became.

        A name counts when it stands in the words, with or without what says its kind of place. With `inside_only`
        the villages are those of the townships that may be meant, or without a township's name of the counties.
        """
        village, township, county = map(compact, (place.village, place.township, place.county))
        with reading(self._engine) as connection:
            above = _named(connection, _parts(village) | _parts(township) | _parts(county), villages=False)
            inside = _inside(above, township, county) if place.inside_only else None
            found = _named(connection, _parts(village), villages=True, inside=inside)
            return self._with_their_places(connection, {*above, *found, *_CODE.findall(village)})

    def _with_their_places(self, connection: Connection, codes: set[str]) -> Divisions:
        rows: dict[str, list[Row]] = {}
        wanted = codes
        while wanted:
            for row in _rows(connection, wanted):
                rows.setdefault(row[0], []).append(row)
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


def _parts(text: str) -> set[str]:
    """Every run of letters in the text that may be a name."""
    text = text[:_READ_OF_A_NAME]
    ends = range(1, _LONGEST_NAME + 1)
    return {text[at : at + length] for at in range(len(text)) for length in ends if at + length <= len(text)}


def _inside(above: Mapping[str, _Called], township: str, county: str) -> list[str] | None:
    """The divisions that the words for what a village lies in may mean; None when they may mean very many."""
    meant = [
        code
        for code, (level, key) in above.items()
        if key in (township or county) and (level is DivisionLevel.TOWNSHIP) == bool(township)
    ]
    return meant if len(meant) <= _MOST_PLACES else None


def _named(
    connection: Connection, keys: set[str], *, villages: bool, inside: Collection[str] | None = None
) -> dict[str, _Called]:
    """The codes, with level and key, of the divisions that are called so."""
    village = str(DivisionLevel.VILLAGE)
    kind = _COLUMNS.level == village if villages else _COLUMNS.level != village
    query = select(_COLUMNS.code, _COLUMNS.level, _COLUMNS.name_key).where(kind, *_below(inside))
    return {
        row.code: (DivisionLevel(row.level), row.name_key)
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
