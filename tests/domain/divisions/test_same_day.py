"""A merger and a move of its township that count from one day are taken in whichever order they are told (ADR 0019)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from casework.domain.divisions.announcements import merge, move, rename, split
from casework.domain.divisions.changes import NumberedChange, VillageChanges
from casework.domain.divisions.places import DivisionChangeRefusedError, NeighboursNameError
from casework.domain.divisions.same_day import Plan, announced
from casework.domain.divisions.tree import Divisions

CITY, COUNTY, NEXT_COUNTY = "990100000000", "990101000000", "990102000000"
TOWN, NEXT_TOWN = "990101001000", "990102007000"
RICE, EARS, BEANS, NEW = "990101001001", "990101001002", "990101001003", "990101001009"
MOVED = {code: "990102007" + code[9:] for code in (RICE, EARS, BEANS, NEW)}
TREE = Divisions.of(
    [
        (CITY, "禾穗市"),
        (COUNTY, "麦浪区"),
        (NEXT_COUNTY, "谷雨县"),
        (TOWN, "五镰镇"),
        (RICE, "禾坪村"),
        (EARS, "双穗村"),
        (BEANS, "豆湾村"),
    ]
)
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def merging(*codes: str, into: str) -> Plan:
    return lambda at: merge(at.divisions, [at.meant(code) for code in codes], at.meant(into), "禾穗村")


def moving(code: str, to: str) -> Plan:
    return lambda at: move(at.divisions, at.meant(code), at.meant(to))


def naming(code: str, name: str) -> Plan:
    return lambda at: rename(at.divisions, at.meant(code), name)


MERGER, MOVE = merging(RICE, EARS, into=NEW), moving(TOWN, NEXT_TOWN)


def told(*plans: Plan, on: date = APRIL) -> list[NumberedChange]:
    """The changes as they are recorded one after the other."""
    known: list[NumberedChange] = []
    for plan in plans:
        fact = announced(plan, on, before=TREE, known=known, today=MARCH)
        known.append(NumberedChange(number=len(known) + 1, fact=fact))
    return known


def ends(known: Sequence[NumberedChange]) -> dict[str, str]:
    """Where a household of each village ends up."""
    changes = VillageChanges.in_force(known, APRIL)
    return {village: changes.village_after(village, "0101") for village in (RICE, EARS, BEANS)}


WHOLE = {RICE: MOVED[NEW], EARS: MOVED[NEW], BEANS: MOVED[BEANS]}


@pytest.mark.parametrize(
    "plans",
    [
        (MERGER, MOVE),
        (MOVE, MERGER),
        (MOVE, merging(MOVED[RICE], MOVED[EARS], into=MOVED[NEW])),
        (MOVE, merging(RICE, MOVED[EARS], into=NEW)),
    ],
)
def test_either_order_ends_in_the_same_villages(plans: tuple[Plan, ...]) -> None:
    """Whether the notice of the merger names the old codes, the new ones, or both."""
    assert ends(told(*plans)) == WHOLE


@pytest.mark.parametrize("plans", [(MERGER, MOVE), (MOVE, MERGER)])
def test_telling_either_again_is_no_contradiction(plans: tuple[Plan, ...]) -> None:
    """Both are found as they are recorded."""
    known = told(*plans)
    for place, plan in enumerate(plans):
        assert announced(plan, APRIL, before=TREE, known=known, today=MARCH) == known[place].fact


def parting(code: str, other: str, name: str, *listed: str) -> Plan:
    return lambda at: split(
        at.divisions,
        at.meant(code),
        {at.meant(code): None, at.meant(other): name},
        {number: at.meant(other) for number in listed},
        set(listed),
    )


def test_a_split_goes_with_a_move_too() -> None:
    """The household that is listed for the other part ends there."""
    part = parting(BEANS, NEW, "新豆村", "0101")
    for plans in ((part, MOVE), (MOVE, part)):
        assert ends(told(*plans)) == {RICE: MOVED[RICE], EARS: MOVED[EARS], BEANS: MOVED[NEW]}


def test_a_renaming_goes_with_a_move_too() -> None:
    """The village has its new code under its new name, in either order."""
    name = naming(RICE, "朝阳村")
    for plans in ((name, MOVE), (MOVE, name)):
        names = {entry.code: entry.name for known in told(*plans) for each in known.fact.changes for entry in each.into}
        assert names[MOVED[RICE]] == "朝阳村"


@pytest.mark.parametrize(
    "second",
    [merging(RICE, BEANS, into="990101001008"), naming(NEW, "大禾村"), naming(RICE, "朝阳村")],
)
def test_two_changes_that_contradict_each_other_are_refused(second: Plan) -> None:
    """The villages of a merger are not merged or renamed again on its day."""
    with pytest.raises(DivisionChangeRefusedError, match="in the order of their days"):
        told(MERGER, second)


def test_a_township_is_moved_once_on_a_day() -> None:
    """To another county the second time: one of the two is a mistake."""
    with pytest.raises(DivisionChangeRefusedError, match="in the order of their days"):
        told(MOVE, moving(TOWN, "990102008000"))


def test_what_does_not_fit_for_a_reason_of_its_own_says_that_reason() -> None:
    """A village that nobody knows is not blamed on the day."""
    with pytest.raises(DivisionChangeRefusedError, match="There is no division"):
        told(MOVE, naming("990101001077", "朝阳村"))


def test_a_neighbours_name_is_asked_about_once() -> None:
    """With the word it is taken; said again it is what is recorded."""
    with pytest.raises(NeighboursNameError):
        told(naming(RICE, "双穗村"))
    fact = announced(naming(RICE, "双穗村"), APRIL, before=TREE, known=[], today=MARCH, same_name=True)
    known = [NumberedChange(number=1, fact=fact)]
    assert announced(naming(RICE, "双穗村"), APRIL, before=TREE, known=known, today=MARCH) == fact
