"""Whose name, id or telephone a column holds: the member's, the head's, the cadre's, or one of several in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.header_meaning import HeaderMeaning
from casework.application.ledgers.understanding.qualifiers import qualifiers

_NAMES: Final = (Column.NAME, Column.HEAD_NAME, Column.CADRE_NAMED)
_OWNED: Final = (Column.RESIDENT_ID, Column.PHONE, Column.SEX, Column.BIRTH_DATE)

Meanings = dict[int, HeaderMeaning]
"""What each column was taken for so far."""


def take_heads(meanings: Meanings) -> bool:
    """
    Where nobody else is named, a row is a household, whose head's name, id and telephone are the person's; whether so.
    """
    if any(meaning.column is Column.NAME and meaning.taken == "known" for meaning in meanings.values()):
        return False
    heads_only = False
    for column, meaning in meanings.items():
        if meaning.column is Column.HEAD_NAME and meaning.taken == "known":
            heads_only = True
            meanings[column] = replace(meaning, column=Column.NAME)
        elif meaning.why == "person" and meaning.column in _OWNED and "户主" in meaning.key:
            meanings[column] = replace(meaning, taken="known", why="")
    return heads_only


def give_to_persons(meanings: Meanings) -> None:
    """Of two columns for ids, telephones … each belongs to the person whose name stands nearest on its left."""
    names = [c for c, m in meanings.items() if _names_somebody(m)]
    for kind in _OWNED:
        columns = [c for c, m in meanings.items() if m.taken == "known" and m.column is kind and not m.member]
        if len(columns) < 2:
            continue
        owners = {c: meanings[max((n for n in names if n < c), default=c)].column for c in columns}
        if Column.NAME in owners.values():
            for column, owner in owners.items():
                if owner in (Column.HEAD_NAME, Column.CADRE_NAMED, None):
                    meanings[column] = replace(meanings[column], taken="kept", why="person")


def ask_whose_id(meanings: Meanings, groups: Mapping[int, tuple[str, ...]]) -> None:
    """One id between 户主姓名 and 姓名 may be of either."""
    known = {column: meaning for column, meaning in meanings.items() if meaning.taken == "known"}
    ids = [column for column, meaning in known.items() if meaning.column is Column.RESIDENT_ID and not meaning.member]
    if len(ids) != 1 or groups.get(ids[0]):
        return
    before = [known[c].column for c in sorted(known) if c < ids[0] and known[c].column in _NAMES]
    after = [known[c].column for c in sorted(known) if c > ids[0] and known[c].column in _NAMES]
    if before == [Column.HEAD_NAME] and Column.NAME in after and not _of_member(meanings[ids[0]]):
        meanings[ids[0]] = replace(meanings[ids[0]], taken="asked", why="owner")


def members_of(meanings: Meanings) -> dict[int, set[int]]:
    """Columns that count the persons of one row; a count of one alone is a header like any other."""
    counted = {m.member for m in meanings.values() if m.member is not None and m.column is not None}
    named = {m.member for m in meanings.values() if m.column is Column.NAME and m.taken == "known"}
    if len(counted) < 2 or not named & counted:
        return {}
    return {
        number or 0: {c for c, m in meanings.items() if m.member == number}
        for number in sorted(counted, key=lambda each: each or 0)
    }


def _of_member(meaning: HeaderMeaning) -> bool:
    return any(word in meaning.key for word in qualifiers()["member"])


def _names_somebody(meaning: HeaderMeaning) -> bool:
    if meaning.taken == "kept":
        return meaning.why == "person" and meaning.column is Column.NAME
    return meaning.column in _NAMES
