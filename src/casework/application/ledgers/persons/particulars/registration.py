"""What a row says of where somebody is registered and lives, and as what (户口性质、户籍地、常住地; BJ-1.2b, CZ-10a)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from casework.application.ledgers.persons.row_cells import RowCells
from casework.application.ledgers.persons.row_villages import without_group
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import compact, number_text
from casework.application.ledgers.understanding.words import BLANK
from casework.domain.codes.persons.abilities import HouseholdRegistration
from casework.domain.details.details import PLACE_CODE
from casework.domain.divisions.codes import significant_digits
from casework.domain.written.ability_words import code_said

Chain = Sequence[tuple[str, str]]
"""Codes and names from the province down to the village of the row, as far as they are loaded."""

_HERE: Final = frozenset({"本村", "本组", "本村本组", "同村", "本村委会"})
_IN_COUNTY, _DIGITS_OF_COUNTY = "本县", 6


class Registration(Struct, frozen=True, kw_only=True):
    """As what and where somebody is registered, and the place of residence; None where the row does not say it for certain."""

    kind: HouseholdRegistration | None = None
    place: str | None = None
    residence: str | None = None


_SILENT: Final = Registration()


def read_registration(row: RowCells, home: Chain) -> Registration:
    """What is understood for certain of these cells; another word is kept as it stands, and the clerk is told."""
    if row.cells.keys().isdisjoint(_COLUMNS):
        return _SILENT
    word = compact(row.cells.get(Column.HOUSEHOLD_REGISTRATION))
    kind = code_said(HouseholdRegistration, word)
    if word and kind is None:
        said = row.keep(Column.HOUSEHOLD_REGISTRATION, word)
        kind = HouseholdRegistration(said) if said not in (None, BLANK) else None
    return Registration(
        kind=kind, place=_place(row, Column.REGISTERED_PLACE, home), residence=_place(row, Column.RESIDENCE, home)
    )


def _place(row: RowCells, column: Column, home: Chain) -> str | None:
    """An address elsewhere has no code that could be known, unless the office has said it: no remark is made of it."""
    if column not in row.cells:
        return None
    word = number_text(row.cells[column])
    if (code := _code_meant(word, tuple(home))) is not None or not word:
        return code
    said = row.explained(column, word)
    return None if said in (None, BLANK) else said


@lru_cache(maxsize=4_096)
def _code_meant(word: str, home: tuple[tuple[str, str], ...]) -> str | None:
    """
    The code that a word (without spaces) names: a code as it stands, the row's own village, or what lies above it.

    Names have to be those of the own place without a gap, from wherever they begin: 禾坪村, 五镰镇禾坪村, 麦浪区五镰镇.
    """
    if PLACE_CODE.fullmatch(word):
        return word
    if not home:
        return None
    if word in _HERE:
        return home[-1][0]
    if word == _IN_COUNTY:
        return home[-1][0][:_DIGITS_OF_COUNTY]
    for end in range(len(home), 0, -1):
        names = [name for _, name in home[:end]]
        spelled = {"".join(names[start:]) for start in range(end)}
        if word in spelled or without_group(word) in spelled:
            return significant_digits(home[end - 1][0])
    return None


_COLUMNS: Final = (Column.HOUSEHOLD_REGISTRATION, Column.REGISTERED_PLACE, Column.RESIDENCE)
