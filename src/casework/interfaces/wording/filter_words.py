"""What a list was asked for, as the list says it: which households, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from casework.domain.entries.correction.entry_corrections import value_in_words
from casework.domain.labels import Label

if TYPE_CHECKING:
    from projections.lists.filters import HouseholdFilter, Order


class Said(NamedTuple):
    """One more thing that a list was asked for: its option in JSON, its words, and its value; None where it was not."""

    option: str
    label: Label
    value: Any


class Wanted(NamedTuple):
    """Which households a list was asked for, what else of the list's own, and in which order; None where it was not."""

    filter: HouseholdFilter | None = None
    order: Order | None = None
    own: tuple[Said, ...] = ()


NOTHING = Wanted()


def days(first: date | None, last: date | None) -> tuple[Said, Said]:
    """The days of which a list was asked for, both included."""
    return Said("from", Label("自", "from"), first), Said("to", Label("至（含）", "up to and including"), last)


def on_day(day: date | None) -> Said:
    """The day of which a list was asked for."""
    return Said("on", Label("日期", "on"), day)


def said_as_json(region: str | None, wanted: Wanted) -> Mapping[str, Any]:
    """What the list was asked for, under the names of its options; empty where it was asked for everything."""
    return {key: value for key, _, value in _said(region, wanted)}


def said_in_words(region: str | None, wanted: Wanted) -> Label | None:
    """What the list was asked for, in a sentence; None where it was asked for everything."""
    parts = [(label, value_in_words(value)) for _, label, value in _said(region, wanted)]
    if not parts:
        return None
    zh = "；".join(f"{label.zh}：{value.zh}" for label, value in parts)
    en = "; ".join(f"{label.en}: {value.en}" for label, value in parts)
    return Label(f"列出条件　{zh}", f"Listed by  {en}")


def _said(region: str | None, wanted: Wanted) -> Iterator[tuple[str, Label, Any]]:
    if region is not None:
        yield "region", Label("区划", "division"), region
    for name, words, value in wanted.filter.said() if wanted.filter is not None else ():
        yield name, Label(words.zh, words.en), value
    yield from (each for each in wanted.own if each.value is not None)
    if wanted.order is not None:
        yield "sort", Label("排序", "order"), wanted.order
