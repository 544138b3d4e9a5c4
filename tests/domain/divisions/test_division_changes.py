"""What becomes of villages by one change after another, and what an office may announce (ADR 0019)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.domain.codes.offices import ChangeKind
from casework.domain.divisions.announcements import merge, move, rename, split
from casework.domain.divisions.changes import NumberedChange, VillageChanges
from casework.domain.divisions.places import DivisionChangeRefusedError
from casework.domain.divisions.same_day import dated
from casework.domain.divisions.tree import AmbiguousVillage, DividedVillage, Divisions, Village
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged, ListedFor

CITY, COUNTY, NEXT_COUNTY = "990100000000", "990101000000", "990102000000"
TOWN, NEXT_TOWN = "990101001000", "990102001000"
RICE, EARS, BEANS = "990101001001", "990101001002", "990101001003"
RICE_MOVED, EARS_MOVED, BEANS_MOVED = "990102001001", "990102001002", "990102001003"
NEW = "990101001009"
ENTRIES = [
    (CITY, "禾穗市"),
    (COUNTY, "麦浪区"),
    (NEXT_COUNTY, "谷雨县"),
    (TOWN, "五镰镇"),
    (RICE, "禾坪村"),
    (EARS, "双穗村"),
    (BEANS, "豆湾村"),
]
TREE = Divisions.of(ENTRIES)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def entry(code: str, name: str = "新村") -> DivisionEntry:
    return DivisionEntry(code=code, name=name)


def changes(*told: tuple[date, tuple[DivisionChange, ...]], on: date = MAY) -> VillageChanges:
    """The changes told in this order, as far as they are in force on a day."""
    numbered = [
        NumberedChange(number=number, fact=DivisionsChanged(effective_on=day, changes=each))
        for number, (day, each) in enumerate(told, start=1)
    ]
    return VillageChanges.in_force(numbered, on)


MERGED = merge(TREE, [RICE, EARS], NEW, "禾穗村")
MOVED_ON = (DivisionChange(kind=ChangeKind.MOVED, codes=(NEW,), into=(entry(RICE_MOVED),)),)


def test_all_households_of_merged_villages_go_to_the_successor() -> None:
    """Whatever their number; other villages stay."""
    merged = changes((MARCH, MERGED))
    assert [merged.village_after(village, "0101") for village in (RICE, EARS, BEANS)] == [NEW, NEW, BEANS]
    assert merged.successors(RICE) == (NEW,)
    assert merged.predecessors(NEW) == (RICE, EARS)
    assert [merged.concerns(village) for village in (RICE, NEW, BEANS)] == [True, True, False]


def test_a_change_counts_from_its_day() -> None:
    """In force on the day, not on the day before."""
    assert changes((MARCH, MERGED), on=MARCH).stands(RICE) is False
    assert changes((MARCH, MERGED), on=date(2026, 2, 28)).stands(RICE) is True


def test_changes_follow_each_other_by_their_days() -> None:
    """
    Merged in March and moved to the next county in April, told in the other order; who followed one is not taken again.
    """
    both = changes((APRIL, MOVED_ON), (MARCH, MERGED))
    assert both.village_after(RICE, "0101") == RICE_MOVED
    assert both.village_after(NEW, "0101", followed=[2]) == RICE_MOVED
    assert both.predecessors(RICE_MOVED) == (RICE, EARS, NEW)


def test_a_split_leaves_households_with_the_main_successor_unless_listed() -> None:
    """0102 is listed for the new village."""
    plan = split(TREE, RICE, {RICE: None, NEW: "新禾村"}, {"0102": NEW}, {"0101", "0102"})
    parted = changes((MARCH, plan))
    assert [parted.village_after(RICE, number) for number in ("0101", "0102")] == [RICE, NEW]
    assert parted.successors(RICE) == (RICE,)
    assert parted.predecessors(NEW) == (RICE,)


def test_a_village_that_comes_back_stands_again() -> None:
    """Merged away in March and founded anew in April."""
    back = (DivisionChange(kind=ChangeKind.SPLIT, codes=(NEW,), into=(entry(NEW), entry(RICE))),)
    again = changes((MARCH, MERGED), (APRIL, back))
    assert (again.stands(RICE), again.successors(RICE)) == (True, (RICE,))
    assert again.stands(EARS) is False


def test_a_township_moves_with_everything_below_it() -> None:
    """Each village keeps the last digits of its code and its name."""
    plan = move(TREE, TOWN, NEXT_TOWN)
    assert [(each.codes, each.into) for each in plan] == [
        ((TOWN,), (entry(NEXT_TOWN, "五镰镇"),)),
        ((RICE,), (entry(RICE_MOVED, "禾坪村"),)),
        ((EARS,), (entry(EARS_MOVED, "双穗村"),)),
        ((BEANS,), (entry(BEANS_MOVED, "豆湾村"),)),
    ]
    assert {each.kind for each in plan} == {ChangeKind.MOVED}


def test_a_village_takes_others_in_or_is_renamed_under_its_code() -> None:
    """The one that stays is named among those that were merged, and ends nowhere."""
    assert merge(TREE, [RICE, EARS], EARS) == (
        DivisionChange(kind=ChangeKind.MERGED, codes=(RICE, EARS), into=(entry(EARS, "双穗村"),)),
    )
    assert merge(TREE, [RICE], EARS, "大穗村")[0].into == (entry(EARS, "大穗村"),)
    assert rename(TREE, RICE, "禾 坪社区") == (
        DivisionChange(kind=ChangeKind.RENAMED, codes=(RICE,), into=(entry(RICE, "禾坪社区"),)),
    )


@pytest.mark.parametrize(
    ("plan", "arguments", "saying"),
    [
        (rename, (RICE, "禾\u202e坪村"), "cannot be seen"),
        (rename, (NEW, "新村"), "There is no division"),
        (rename, (RICE, "禾坪村"), "already"),
        (merge, ([RICE], NEW, "新村"), "two villages at least"),
        (merge, ([EARS], EARS), "two villages at least"),
        (merge, ([RICE, EARS], NEW), "state its name"),
        (merge, ([RICE, TOWN], NEW, "新村"), "is no village"),
        (merge, ([RICE, EARS], "990101002001", "新村"), "not loaded yet"),
        (merge, ([RICE, EARS], NEXT_TOWN, "新镇"), "no village code"),
        (move, (RICE, TOWN), "another code of the level"),
        (move, (RICE, RICE), "another code of the level"),
        (move, (RICE, EARS), "is in use"),
        (move, (RICE, "990102009001"), "not loaded yet"),
        (split, (RICE, {RICE: None}, {}, set()), "two villages at least"),
        (split, (RICE, {RICE: None, NEW: "新村"}, {"0101": EARS}, {"0101"}), "none of the villages"),
        (split, (RICE, {RICE: None, NEW: "新村"}, {"0109": NEW}, {"0101"}), "no households with the numbers 0109"),
    ],
)
def test_what_does_not_fit_the_divisions_is_refused(plan: Any, arguments: tuple[Any, ...], saying: str) -> None:
    """With the reason in both languages."""
    with pytest.raises(DivisionChangeRefusedError, match=saying) as refusal:
        plan(TREE, *arguments)
    assert refusal.value.zh


def recorded(on: date = APRIL) -> NumberedChange:
    return NumberedChange(number=1, fact=DivisionsChanged(effective_on=on, changes=MERGED))


def test_a_day_that_has_passed_needs_to_be_a_correction() -> None:
    """Today is early enough; yesterday is not, unless it is said to be a correction."""
    plan: dict[str, Any] = {"known": (), "today": APRIL}
    assert dated(MERGED, APRIL, correct=False, **plan).effective_on == APRIL
    with pytest.raises(DivisionChangeRefusedError, match="--correct"):
        dated(MERGED, date(2026, 3, 31), correct=False, **plan)
    assert dated(MERGED, date(2026, 3, 31), correct=True, **plan).changes == MERGED


def test_the_same_divisions_change_in_the_order_of_their_days() -> None:
    """After a change in April nothing is told of its villages for April or before; others are free."""
    for day in (MARCH, APRIL):
        with pytest.raises(DivisionChangeRefusedError, match="in the order of their days"):
            dated(rename(TREE, RICE, "禾湾村"), day, known=[recorded()], today=MARCH, correct=True)
    later = dated(MOVED_ON, MAY, known=[recorded()], today=MARCH, correct=False)
    other = dated(rename(TREE, BEANS, "豆坪村"), MARCH, known=[recorded()], today=MARCH, correct=False)
    assert (later.effective_on, other.effective_on) == (MAY, MARCH)


def test_telling_the_same_again_is_no_contradiction() -> None:
    """Also when its day has passed meanwhile."""
    fact = recorded().fact
    assert dated(MERGED, APRIL, known=[recorded()], today=MAY, correct=False) == fact


def test_a_ledger_that_names_a_former_village_means_what_it_became() -> None:
    """By old name or old code, inside the old township; the village is told as what it was."""
    tree = Divisions.of([*ENTRIES, (NEW, "禾穗村")], {RICE: (NEW,), EARS: (NEW,)})
    was = Village(township="五镰镇", name="禾坪村", code=RICE, became=NEW)
    assert tree.resolve_village("禾坪", township="五镰镇") == was
    assert tree.resolve_village(RICE) == was
    assert tree.resolve_village("豆湾村").__class__ is Village


RENAMED = Divisions.of([(code, {RICE: "朝阳村"}.get(code, name)) for code, name in ENTRIES], former={RICE: ("禾坪村",)})


def test_a_ledger_with_the_name_of_before_a_renaming_means_the_same_village() -> None:
    """With or without its ending, and told as what it was called; by its new name it is itself."""
    was = Village(township="五镰镇", name="禾坪村", code=RICE, became=RICE)
    assert [RENAMED.resolve_village(name) for name in ("禾坪村", "禾坪社区居委会")] == [was, was]
    assert RENAMED.resolve_village("朝阳村", township="五镰镇") == Village(township="五镰镇", name="朝阳村", code=RICE)


def test_the_places_above_a_village_are_known_by_former_names_too() -> None:
    """A renamed township and county, in their own cells or written together."""
    former = {TOWN: ("旧镰乡",), COUNTY: ("麦田县",)}
    tree = Divisions.of([*ENTRIES, (NEXT_TOWN, "谷雨镇"), (RICE_MOVED, "禾坪村")], former=former)
    found = Village(township="五镰镇", name="禾坪村", code=RICE)
    for township, county in (("旧镰乡", None), ("麦田县旧镰乡", None), ("五镰镇", "麦田县"), (None, "麦田县")):
        assert tree.resolve_village("禾坪村", township=township, county=county) == found


def test_of_a_name_of_today_and_one_of_before_in_one_township_that_of_today_counts() -> None:
    """双穗村 has the name that 禾坪村 gave up; elsewhere in the county the two cannot be told apart by it."""
    names = {RICE: "朝阳村", EARS: "禾坪村"}
    entries = [(code, names.get(code, name)) for code, name in ENTRIES]
    tree = Divisions.of(entries, former={RICE: ("禾坪村",), EARS: ("双穗村",)})
    assert tree.resolve_village("禾坪村") == Village(township="五镰镇", name="禾坪村", code=EARS)
    assert tree.resolve_village("双穗村") == Village(township="五镰镇", name="双穗村", code=EARS, became=EARS)
    elsewhere = Divisions.of([*RENAMED.entries(), (NEXT_TOWN, "谷雨镇"), (RICE_MOVED, "禾坪村")], former=RENAMED.former)
    assert isinstance(elsewhere.resolve_village("禾坪村"), AmbiguousVillage)
    assert elsewhere.resolve_village("禾坪村", township="五镰镇") == Village(
        township="五镰镇", name="禾坪村", code=RICE, became=RICE
    )


def test_a_former_name_that_differs_from_a_neighbours_by_its_ending_is_still_its_own() -> None:
    """东风村 was renamed while 东风社区 beside it stands: the literal name decides, as it did before."""
    tree = Divisions.of([*ENTRIES[:4], (RICE, "朝阳村"), (EARS, "东风社区")], former={RICE: ("东风村",)})
    assert tree.resolve_village("东风村") == Village(township="五镰镇", name="东风村", code=RICE, became=RICE)
    assert tree.resolve_village("东风社区") == Village(township="五镰镇", name="东风社区", code=EARS)


def test_a_name_that_lives_on_means_the_village_that_stands() -> None:
    """The old 禾坪村 and the new one of the same name are one village by now."""
    tree = Divisions.of([*ENTRIES, (NEW, "禾坪村")], {RICE: (NEW,), EARS: (NEW,)})
    assert tree.resolve_village("禾坪村") == Village(township="五镰镇", name="禾坪村", code=NEW)


def test_a_divided_village_is_named_with_its_parts() -> None:
    """Nobody can know which part a ledger of the old village means for a household that is new."""
    tree = Divisions.of([*ENTRIES, (NEW, "新禾村")], {RICE: (EARS, NEW)})
    parts = (
        Village(township="五镰镇", name="双穗村", code=EARS),
        Village(township="五镰镇", name="新禾村", code=NEW),
    )
    assert tree.resolve_village("禾坪村") == DividedVillage(candidates=parts)
    twice = Divisions.of([*ENTRIES, ("990101002001", "禾坪村")], {RICE: (NEW,)})
    assert isinstance(twice.resolve_village("禾坪村"), AmbiguousVillage)


def test_listed_households_are_kept_by_number() -> None:
    """In the order of codes and numbers, so that the same list makes the same fact."""
    numbers = {"0103": NEW, "0101": RICE, "0102": NEW}
    plan = split(TREE, RICE, {RICE: None, NEW: "新村"}, numbers, set(numbers))
    assert plan[0].listed == (ListedFor(village=NEW, numbers=("0102", "0103")),)
