"""The tree of divisions and which village a ledger means."""

import pytest

from casework.domain.divisions.codes import DivisionCodeError, DivisionLevel
from casework.domain.divisions.tree import (
    AmbiguousVillage,
    DivisionNameError,
    Divisions,
    DivisionTwoNamesError,
    UnknownVillage,
    Village,
)

TREE = Divisions.of(
    [
        ("51", "四川省"),
        ("5108", "广元市"),
        ("510802", "利州区"),
        ("510802101", "大石镇"),
        ("510802101200", "东风村村民委员会"),
        ("510802101201", "红星村"),
        ("510802101202", "红星社区居委会"),
        ("510802002", "东坝街道办事处"),
        ("510802002001", "红星社区"),
        ("510824", "苍溪县"),
        ("510824100", "大石乡"),
        ("510824100200", "东风村"),
        ("510824100201", "柳树村"),
        ("441900", "东莞市"),
        ("441900003", "东城街道"),
        ("441900003001", "岗贝社区"),
    ]
)
EAST_WIND_TOWN = Village(township="大石镇", name="东风村村民委员会", code="510802101200")
EAST_WIND_COUNTY = Village(township="大石乡", name="东风村", code="510824100200")


@pytest.mark.parametrize(
    ("code", "full", "level", "parent"),
    [
        ("51", "510000000000", DivisionLevel.PROVINCE, None),
        ("5108", "510800000000", DivisionLevel.CITY, "510000000000"),
        ("510802", "510802000000", DivisionLevel.COUNTY, "510800000000"),
        ("510802101", "510802101000", DivisionLevel.TOWNSHIP, "510802000000"),
        ("510802101200", "510802101200", DivisionLevel.VILLAGE, "510802101000"),
        ("441900", "441900000000", DivisionLevel.CITY, None),
        ("441900003", "441900003000", DivisionLevel.TOWNSHIP, "441900000000"),
    ],
)
def test_a_code_says_level_and_parent(code: str, full: str, level: DivisionLevel, parent: str | None) -> None:
    """Short codes are padded; where a level is missing the parent is the nearest division above."""
    division = TREE.get(code)
    assert division is not None
    assert (division.code, division.level, division.parent) == (full, level, parent)


def test_the_tree_is_walked_upwards_from_the_nearest() -> None:
    """Ancestors come nearest first, each once, also where county and city have the same code."""
    names = [division.name for division in TREE.ancestors("510802101200")]
    assert names == ["大石镇", "利州区", "广元市", "四川省"]
    assert [division.name for division in TREE.ancestors("441900003001")] == ["东城街道", "东莞市"]
    assert TREE.ancestors("51") == ()


def test_the_prefix_of_a_division_is_that_of_everything_below() -> None:
    """The significant digits select a region, and the villages in it."""
    assert [TREE.prefix(code) for code in ("510000000000", "5108", "510802", "441900003000")] == [
        *("51", "5108", "510802", "441900003")
    ]


def test_an_unknown_code_has_no_division_and_its_code_as_name() -> None:
    """A list never shows a blank place."""
    assert TREE.get("520000000000") is None
    assert TREE.name("520000000000") == "520000000000"
    assert TREE.name("5108") == "广元市"


def test_the_entries_make_the_same_tree_again() -> None:
    """What is stored of the divisions is enough to have them back, also when some are named again."""
    assert Divisions.of(TREE.entries()) == TREE
    assert Divisions.of([*TREE.entries(), *TREE.entries()]) == TREE
    assert len(TREE) == 16


@pytest.mark.parametrize("again", ["510824100", "510824100000"])
def test_a_code_with_two_names_is_refused_with_both(again: str) -> None:
    """Two years' tables in one file: the office says which name holds, nobody guesses; a space is no other name."""
    name = TREE.name("510824100")
    with pytest.raises(DivisionTwoNamesError) as refusal:
        Divisions.of([*TREE.entries(), (again, f" {name} "), (again, "大石镇")])
    assert (refusal.value.code, refusal.value.names, refusal.value.entry) == ("510824100000", (name, "大石镇"), 18)
    assert name in refusal.value.zh
    assert "大石镇" in refusal.value.en


@pytest.mark.parametrize("code", ["5", "510", "51080", "5108021012", "5108O2", "51080210120A", "00", "", "一二"])
def test_a_malformed_code_is_refused_with_its_place(code: str) -> None:
    """The refusal names the code and the entry it stands in."""
    with pytest.raises(DivisionCodeError) as refusal:
        Divisions.of([("51", "四川省"), (code, "某地")])
    assert (refusal.value.code, refusal.value.entry) == (code, 2)
    assert code in refusal.value.zh


def test_a_division_without_a_name_is_refused() -> None:
    """A blank name would be a blank place on every list."""
    with pytest.raises(DivisionNameError) as refusal:
        Divisions.of([("51", " ")])
    assert (refusal.value.code, refusal.value.entry) == ("510000000000", 1)


@pytest.mark.parametrize(
    "name", ["东风", "东风村", "东风村委会", "东风村民委员会", "东风社区", "东风居委会", "东 风 村"]
)
def test_the_endings_of_a_village_are_ignored_on_both_sides(name: str) -> None:
    """However the clerk writes the village, it is found inside its township."""
    assert TREE.resolve_village(name, township="大石镇", county="利州区") == EAST_WIND_TOWN


@pytest.mark.parametrize(
    ("township", "county", "village"),
    [
        ("大石镇", "", EAST_WIND_TOWN),
        ("大石乡", None, EAST_WIND_COUNTY),
        ("大石", "利州", EAST_WIND_TOWN),
        ("大石镇", "苍溪县", None),
        ("", "苍溪", EAST_WIND_COUNTY),
        ("", "广元市苍溪县", EAST_WIND_COUNTY),
        ("利州区大石镇", "", EAST_WIND_TOWN),
        ("510824100", "", EAST_WIND_COUNTY),
        ("510824100000", "510824", EAST_WIND_COUNTY),
        ("", "510802000000", EAST_WIND_TOWN),
    ],
)
def test_township_and_county_narrow_the_match(township: str, county: str | None, village: Village | None) -> None:
    """Both count by name, ending or not, or by code; contradicting each other they leave no village."""
    found = TREE.resolve_village("东风村", township=township, county=county)
    assert found == (village or UnknownVillage(candidates=(EAST_WIND_TOWN, EAST_WIND_COUNTY)))


def test_a_village_unique_in_what_is_known_is_accepted() -> None:
    """Without township and county a name that exists once is enough, one that exists twice is not."""
    assert TREE.resolve_village("柳树") == Village(township="大石乡", name="柳树村", code="510824100201")
    assert TREE.resolve_village("东风村") == AmbiguousVillage(candidates=(EAST_WIND_TOWN, EAST_WIND_COUNTY))
    assert TREE.resolve_village("东风村", county="广元市") == AmbiguousVillage(
        candidates=(EAST_WIND_TOWN, EAST_WIND_COUNTY)
    )


def test_an_unknown_township_is_an_unknown_village() -> None:
    """A township that is not in the tree is never left out of the match."""
    assert TREE.resolve_village("柳树村", township="青山镇") == UnknownVillage(
        candidates=(Village(township="大石乡", name="柳树村", code="510824100201"),)
    )
    assert TREE.resolve_village("青山村", township="大石镇") == UnknownVillage()
    assert TREE.resolve_village("") == UnknownVillage()


def test_the_literal_name_decides_between_villages_of_one_township_only() -> None:
    """红星村 beside 红星社区居委会 is itself; 红星 is either, and another township's stays a candidate."""
    found = TREE.resolve_village("红星村", township="大石镇")
    assert found == Village(township="大石镇", name="红星村", code="510802101201")
    assert isinstance(TREE.resolve_village("红星", township="大石镇"), AmbiguousVillage)
    assert isinstance(TREE.resolve_village("红星村"), AmbiguousVillage)


def test_a_village_code_counts_as_it_is() -> None:
    """Twelve digits in the village cell are the village, if there is one."""
    assert TREE.resolve_village("510824100200", township="大石镇") == EAST_WIND_COUNTY
    assert TREE.resolve_village("510824100999") == UnknownVillage()
    assert TREE.resolve_village("510824100000") == UnknownVillage()


def test_without_a_county_level_the_city_stands_in_its_column() -> None:
    """东莞市 in the county column finds the villages of its townships."""
    found = TREE.resolve_village("岗贝", township="东城", county="东莞市")
    assert found == Village(township="东城街道", name="岗贝社区", code="441900003001")
