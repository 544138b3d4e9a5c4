"""The committed example city: messy as a real ledger, free of real persons, and honest about what it holds."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from casework.domain.codes.offices import Role
from casework.domain.divisions.codes import significant_digits
from casework.domain.written.code_words import code_meant
from examples.generate import SEED, write_city
from examples.large import write_large
from examples.places import build_city
from tests.examples.ledger_by_hand import HandRow, person_rows, visible_sheets

FOLDER = Path(__file__).parents[2] / "examples"
LEDGER = FOLDER / "ledger.xlsx"
AS_OF = date(2026, 3, 2)
WEIGHTS = [2**power % 11 for power in range(17, 0, -1)]


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, int], HandRow]:
    return {(row.sheet, row.row): row for row in person_rows(LEDGER)}


@pytest.fixture(scope="module")
def divisions() -> dict[str, str]:
    with (FOLDER / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {line["区划代码"]: line["名称"] for line in csv.DictReader(file)}


def refused_rows(planted: dict[str, Any]) -> dict[tuple[str, int], str]:
    return {(row["sheet"], row["row"]): row["code"] for row in planted["refused"]["rows"]}


def checksum_fits(number: str) -> bool:
    return "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True)) % 11] == number[17]


def cells(path: Path) -> dict[str, Any]:
    book = CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    return {name: (sheet.to_python(), sheet.merged_cell_ranges) for name, sheet in sheets.items()}


def test_the_committed_city_is_the_one_the_generator_makes(tmp_path: Path) -> None:
    """The same seed gives the same cells, so the committed files can be made again."""
    write_city(seed=SEED, folder=tmp_path)
    for name in ("divisions.csv", "staff.csv", "expected.json", "expected-forms.json"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
    for name in ("ledger.xlsx", "forms.xlsx"):
        assert cells(tmp_path / name) == cells(FOLDER / name)


def test_another_seed_makes_another_ledger(tmp_path: Path) -> None:
    """The seed decides the persons."""
    write_city(seed=SEED + 1, folder=tmp_path)
    assert cells(tmp_path / "ledger.xlsx") != cells(LEDGER)


def test_the_city_has_the_size_and_shares_of_a_real_one(planted: dict[str, Any]) -> None:
    """About 2,000 households and 6,500 persons; 1 % of the rows wrong, 6 to 8 % of the households without work."""
    assert LEDGER.stat().st_size < 1_500_000
    assert 1_950 <= planted["households"] <= 2_050
    assert 6_200 <= planted["persons"] <= 6_800
    assert planted["rows"] == planted["persons"] + planted["refused"]["total"]
    assert 0.008 <= planted["refused"]["total"] / planted["rows"] <= 0.012
    assert 0.06 <= planted["detected"] / planted["households"] <= 0.08


def test_the_divisions_are_a_city_no_map_shows(planted: dict[str, Any], divisions: dict[str, str]) -> None:
    """Twelve-digit codes under 99, a street office among the townships, and villages of the same name."""
    assert all(re.fullmatch(r"9901\d{8}", code) for code in divisions)
    assert planted["divisions"] == {"cities": 1, "counties": 3, "townships": 12, "villages": 60}
    assert len(divisions) == 76
    assert any(name.endswith("街道") for name in divisions.values())
    stems = Counter(re.sub("(社区|村)?(居委会|村委会|村民委员会|社区|村)$", "", name) for name in divisions.values())
    assert {stem for stem, count in stems.items() if count > 1} == {"双穗", "新垄"}
    assert {code[:6] for code, name in divisions.items() if name.startswith("双穗")} == {"990102"}


def test_the_offices_are_staffed_by_people_nobody_knows(divisions: dict[str, str]) -> None:
    """41 beside the administrators, in every kind of office and every village; one county's joint office is vacant."""
    with (FOLDER / "staff.csv").open(encoding="utf-8", newline="") as file:
        staff = list(csv.DictReader(file))
    people = {(line["姓名"], line["联系电话"]) for line in staff}
    assert len(people) == len({telephone for _, telephone in people}) == 41
    assert all(re.fullmatch(r"100\d{8}", telephone) for _, telephone in people)
    assert {code_meant(Role, line["职务"]) for line in staff} == set(Role) - {Role.SYSTEM_ADMINISTRATOR}
    held = {(code_meant(Role, line["职务"]), line["区划"]) for line in staff}
    levels = {Role.VILLAGE: 12, Role.TOWNSHIP: 9, Role.COUNTY: 6}
    vacant = {
        (role, code)
        for role, level in levels.items()
        for code in divisions
        if len(significant_digits(code)) == level and (role, code) not in held
    }
    assert vacant == {(Role.COUNTY, "990122000000")}


def test_no_person_can_be_real(rows: dict[tuple[str, int], HandRow], planted: dict[str, Any]) -> None:
    """Every id lies under the region 99 that does not exist, every telephone under 100, which nobody is given."""
    refused = refused_rows(planted)
    ids = [row.resident_id for place, row in rows.items() if place not in refused and row.resident_id]
    assert all(re.fullmatch(r"99\d{15}[\dX]", number) for number in ids if len(number) == 18)
    assert len(set(ids)) == len(ids)
    phones = [row.text("phone").removesuffix(".0") for row in rows.values() if row.text("phone")]
    assert len(phones) > 3_000
    assert all(re.fullmatch(r"100\d{8}", phone) for phone in phones)
    born = {int(row.resident_id[6:10]) for place, row in rows.items() if place not in refused and row.resident_id}
    assert min(born) <= 1940
    assert max(born) >= 2021


def test_taken_rows_carry_sound_ids(rows: dict[tuple[str, int], HandRow], planted: dict[str, Any]) -> None:
    """A row that is not said to be refused has a name and an id that passes its check, or none but a birth date."""
    refused = refused_rows(planted)
    old = {(o["sheet"], o["row"]) for o in planted["oddities"]["id-15-digits"]}
    blank = {(o["sheet"], o["row"]) for o in planted["oddities"]["id-blank"]}
    for place, row in rows.items():
        if place not in refused:
            assert row.text("name")
            assert row.text("birth")
            assert (not row.resident_id) == (place in blank)
            assert (len(row.text("id")) == 15) == (place in old)
            assert place in old | blank or checksum_fits(row.resident_id)


def test_refused_rows_show_why(rows: dict[tuple[str, int], HandRow], planted: dict[str, Any]) -> None:
    """At every row said to be refused for its id or its name the cell is wrong in just that way."""
    seen_ids: set[str] = set()
    for place, row in rows.items():
        code, raw, number = refused_rows(planted).get(place), row.cells["id"], row.resident_id
        match code:
            case "id-checksum":
                assert not checksum_fits(number)
            case "id-format":
                assert (not number and not row.text("birth")) or not re.fullmatch(r"\d{15}|\d{17}[\dX]", number)
            case "id-date":
                assert checksum_fits(number)
                assert number[6:14] in ("19900230", "19851301", "20291231")
            case "id-digits-lost":
                lost_number = isinstance(row.cells.get("number"), float) and row.cells["number"] >= 10**15
                assert isinstance(raw, float) or "E+" in raw or lost_number
            case "missing-name":
                assert not row.text("name")
            case "duplicate-person":
                assert number in seen_ids
            case "missing-household":
                assert not row.text("number")
        seen_ids.add(number)


def test_villages_said_to_be_lost_cannot_be_found(
    rows: dict[tuple[str, int], HandRow], planted: dict[str, Any], divisions: dict[str, str]
) -> None:
    """An unknown village or township stands in no division; an ambiguous village is one of two, without township."""
    names = set(divisions.values())
    for place, code in refused_rows(planted).items():
        row = rows[place]
        if row.row != row.household:
            continue  # the other rows of a merged household have no region cells of their own
        if code == "unknown-village":
            stem = row.text("village").removesuffix("村")
            assert row.text("township") not in names or not any(name.startswith(stem) for name in names)
        elif code == "ambiguous-village":
            assert row.text("village").startswith("双穗")
            assert row.text("township") == ""
        elif code == "bad-date":
            assert row.text("start") in ("2025年13月", "2025-02-30", "2024.15", "去年春节后")


def test_every_code_is_planted(planted: dict[str, Any]) -> None:
    """Each reason for refusing a row occurs several times."""
    by_code = planted["refused"]["by_code"]
    codes = "ambiguous-village bad-date duplicate-person id-checksum id-date id-digits-lost id-format missing-household"
    assert sorted(by_code) == sorted([*codes.split(), "missing-name", "unknown-village"])
    assert min(by_code.values()) >= 3
    assert Counter(refused_rows(planted).values()) == by_code


def test_a_second_reading_finds_the_same_households(
    rows: dict[tuple[str, int], HandRow], planted: dict[str, Any]
) -> None:
    """Read by hand, the ledger holds the persons, households and households without work that it is said to hold."""
    refused = refused_rows(planted)
    taken: dict[tuple[str, int], list[HandRow]] = defaultdict(list)
    waiting: set[tuple[str, int]] = set()
    for place, row in rows.items():
        household = (row.sheet, row.household)
        if place not in refused:
            taken[household].append(row)
        elif row.employed:
            waiting.add(household)
    without = {
        household
        for household, members in taken.items()
        if any(row.employable_on(AS_OF) for row in members) and not any(row.employed for row in members)
    }
    assert len(rows) == planted["rows"]
    assert set(refused) <= set(rows)
    assert len(taken) == planted["households"]
    assert without - waiting == {(h["sheet"], h["row"]) for h in planted["nobody_in_work"]}
    assert without & waiting == {(h["sheet"], h["row"]) for h in planted["withheld"]}
    assert len(planted["nobody_in_work"]) == planted["detected"]
    assert len(planted["withheld"]) >= 3


def test_households_on_the_edges_of_the_rule(planted: dict[str, Any]) -> None:
    """Sixty counts until the 61st birthday, fifty until the 51st, this year's graduates count, next years' do not."""
    assert planted["boundaries"] == {
        "man-of-60": True,
        "man-of-61-today": False,
        "woman-of-50": True,
        "woman-of-51-today": False,
        "sixteen-today": True,
        "sixteen-tomorrow": False,
        "graduates-this-year": True,
        "graduates-in-two-years": False,
        "new-graduate": True,
        "at-university": False,
        "weak-labour": True,
        "no-capacity": False,
        "unwilling": True,
        "in-service": False,
        "in-custody": False,
        "farms-only": True,
        "odd-jobs": False,
        "old-parent-works": False,
        "status-blank": True,
    }


def test_the_workbook_is_laid_out_like_real_ones(planted: dict[str, Any]) -> None:
    """Titles above headers, two-level and merged cells, a sheet without header, an empty one and a hidden one."""
    visible = visible_sheets(LEDGER)
    assert [sheet["name"] for sheet in planted["sheets"] if not sheet["hidden"]] == list(visible)
    hidden = CalamineWorkbook.from_path(LEDGER).sheets_metadata
    assert [info.name for info in hidden if info.visible is SheetVisibleEnum.Hidden] == ["旧台账"]
    assert visible["Sheet2"].to_python() == []
    two_level = visible["五镰镇"].to_python(skip_empty_area=False)
    assert (two_level[1].count("就业情况"), two_level[2].count("就业状态")) == (1, 1)
    assert visible["五镰镇"].merged_cell_ranges is not None
    merged = visible["麦浪区"].merged_cell_ranges or []
    assert ((0, 0), (0, 32)) in merged
    assert sum(top[1] == bottom[1] and top[0] < bottom[0] for top, bottom in merged) > 1_000
    words = {str(cell).replace(" ", "") for sheet in visible.values() for row in sheet.to_python() for cell in row}
    assert {"小计", "合计", "面议", "微信号", "银行卡号说明", "=见上"} <= words
    assert any(word.startswith("填表人：") for word in words)


def test_a_ledger_for_measurements_has_the_wanted_size(tmp_path: Path) -> None:
    """The large ledger has exactly as many rows as asked for, 20 columns, and says what it holds."""
    path = write_large(build_city(), persons=6_000, seed=SEED, folder=tmp_path)
    found = list(person_rows(path))
    assert len(found) == 6_000
    assert len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0]) == 20
    counts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    wrong = sum(not checksum_fits(row.resident_id) for row in found if len(row.resident_id) == 18)
    assert counts["rows"] == 6_000
    assert counts["refused"] == wrong > 0
    assert len({row.household for row in found}) == counts["households"]
