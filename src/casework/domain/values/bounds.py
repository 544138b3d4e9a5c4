"""
What a value may be at most, whatever way it came in: nothing is recorded that an index, a page or a year cannot hold.

A field that says nothing has the bound of its type; one that needs another carries it where it is declared
(`Annotated[str, Text(signs=20)]`). `entries/storability.py` asks it of new facts, never of stored ones: what was
recorded before a bound existed stays readable.
"""

from __future__ import annotations

from msgspec import Struct


class Text(Struct, frozen=True, kw_only=True):
    """
    So many signs at most, none of them a control sign; with `lines`, line breaks and tabs may stand in it.

    A sign has four bytes at most: a hundred of them fit into any index.
    """

    signs: int
    lines: bool = False


class Number(Struct, frozen=True, kw_only=True):
    """From `least` to `most`, both included; an amount has at most `places` decimal places."""

    least: int
    most: int
    places: int = 2


CLEAR = Text(signs=100)
"""Texts in clear: accounts, owners, numbers, codes; read models have indexes on them."""

SEALED = Text(signs=1_000, lines=True)
"""Personal data and free words, unless a field says otherwise."""

COUNT = Number(least=-(2**31), most=2**31 - 1)
AMOUNT = Number(least=0, most=10_000_000)
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_MEMBERS = 999
"""So many people a household may list over time; more are many households under one number."""

MOST_ITEMS = 20_000
"""So many things one fact may list: a county's divisions."""
