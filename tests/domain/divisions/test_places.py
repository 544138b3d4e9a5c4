"""A division stands below loaded ones, never over another, and not under its neighbour's name unawares (ADR 0019)."""

from __future__ import annotations

from typing import Any

import pytest

from casework.domain.divisions.announcements import merge, move, rename, split
from casework.domain.divisions.places import DivisionChangeRefusedError, NeighboursNameError, refuse_neighbours_names
from casework.domain.divisions.same_day import changed
from casework.domain.divisions.tree import Divisions

CITY, COUNTY, TOWN, NEXT_TOWN = "990100000000", "990101000000", "990101001000", "990101002000"
RICE, EARS, BEANS, FAR = "990101001001", "990101001002", "990101001003", "990101002001"
NEW = "990101001009"
ENTRIES = [
    (CITY, "禾穗市"),
    (COUNTY, "麦浪区"),
    (TOWN, "五镰镇"),
    (NEXT_TOWN, "谷雨镇"),
    (RICE, "禾坪村"),
    (EARS, "双穗村"),
    (BEANS, "豆湾社区"),
    (FAR, "双穗村"),
]
TREE = Divisions.of(ENTRIES)
ORPHANS = Divisions.of([*ENTRIES, ("990109001000", "孤镇"), ("990200000000", "邻市"), ("990300000000", "直辖市")])
"""孤镇 was loaded without its county; the next city without any county, as one that has none."""


@pytest.mark.parametrize(
    ("plan", "arguments"),
    [
        (move, (TOWN, "990109002000")),
        (move, (RICE, "990109001001")),
        (split, (RICE, {RICE: None, "990109001001": "新村"}, {}, set())),
        (merge, ([RICE, EARS], "990109001001", "新村")),
        (move, (RICE, "990101000001")),
        (move, (TOWN, "980101001000")),
    ],
)
def test_a_code_whose_county_is_not_loaded_is_refused(plan: Any, arguments: tuple[Any, ...]) -> None:
    """A township needs its county, a village both; that a city far above is known does not make regions whole."""
    with pytest.raises(DivisionChangeRefusedError, match="not loaded yet"):
        plan(ORPHANS, *arguments)


def test_below_a_city_without_counties_the_city_is_enough() -> None:
    """Its code is the county's (441900): a township may be moved there."""
    assert move(ORPHANS, TOWN, "990200001000")[0].into[0].code == "990200001000"


@pytest.mark.parametrize(
    ("plan", "arguments"),
    [
        (split, (RICE, {RICE: None, EARS: "新禾村"}, {}, set())),
        (split, (RICE, {NEW: "新禾村", FAR: "老禾村"}, {}, set())),
        (move, (TOWN, NEXT_TOWN)),
        (move, (TOWN, NEXT_TOWN, "大镇")),
    ],
)
def test_a_division_of_another_name_is_not_overwritten(plan: Any, arguments: tuple[Any, ...]) -> None:
    """It stands with its own households: the code was mistyped, or the name."""
    far_from_it = Divisions.of(entry for entry in ENTRIES if entry[0] != FAR) if plan is move else TREE
    with pytest.raises(DivisionChangeRefusedError, match="check the code and the name"):
        plan(far_from_it, *arguments)


def test_a_part_may_go_to_a_neighbour_that_is_named_as_it_is() -> None:
    """A boundary that moves; and a township may be moved into one that was loaded beforehand under its name."""
    assert [entry.name for entry in split(TREE, RICE, {RICE: None, EARS: None}, {}, set())[0].into] == [
        "禾坪村",
        "双穗村",
    ]
    loaded = Divisions.of([entry for entry in ENTRIES if entry[0] != FAR])
    assert move(loaded, TOWN, NEXT_TOWN, "谷雨镇")[0].into[0].name == "谷雨镇"


def asked(tree: Divisions, changes: Any) -> str | None:
    """Whose name the change would take; None when it takes nobody's."""
    try:
        refuse_neighbours_names(tree, changed(tree, changes), changes)
    except NeighboursNameError as error:
        return error.neighbour
    return None


@pytest.mark.parametrize(
    ("changes", "neighbour"),
    [
        (rename(TREE, RICE, "双穗村"), EARS),
        (rename(TREE, RICE, "双穗社区居委会"), EARS),
        (rename(TREE, RICE, "豆 湾"), BEANS),
        (rename(TREE, TOWN, "谷雨乡"), NEXT_TOWN),
        (merge(TREE, [RICE, BEANS], NEW, "双穗村"), EARS),
        (split(TREE, RICE, {RICE: None, NEW: "豆湾村"}, {}, set()), BEANS),
        (move(TREE, EARS, "990101002005"), FAR),
        (rename(TREE, RICE, "朝阳村"), None),
        (rename(TREE, RICE, "禾坪社区"), None),
        (rename(TREE, FAR, "豆湾村"), None),
        (merge(TREE, [RICE, EARS], NEW, "双穗村"), None),
        (merge(TREE, [RICE, BEANS], RICE), None),
        (move(TREE, EARS, "990101001005"), None),
        (split(TREE, RICE, {RICE: None, EARS: None}, {}, set()), None),
    ],
)
def test_a_name_that_a_neighbour_has_is_asked_about(changes: Any, neighbour: str | None) -> None:
    """However its ending is written and whatever the change; the same name in another township is nobody's business."""
    assert asked(TREE, changes) == neighbour


def test_a_name_that_a_neighbour_had_is_asked_about_too() -> None:
    """Ledgers of last year mean the neighbour by it; its own former name a village may take again."""
    renamed = changed(TREE, rename(TREE, EARS, "朝阳村"))
    assert asked(renamed, rename(renamed, RICE, "双穗村")) == EARS
    assert asked(renamed, rename(renamed, EARS, "双穗村")) is None
    gone = changed(TREE, merge(TREE, [EARS, BEANS], BEANS))
    assert asked(gone, rename(gone, RICE, "双穗村")) == EARS
    assert asked(gone, rename(gone, BEANS, "双穗村")) is None
