"""
Sheets as villages draw them themselves, each in another way: forms.xlsx beside the ledger of the whole city.

What is true of each household is planted with it: its persons in work, those without, and whether its sheet says so in a
way that somebody has to be asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from examples.people import FIELDS, NUMBERS, SURNAMES, checksum
from examples.places import City, Village
from examples.sheets import Sheet
from examples.spelling import Value
from examples.workbook import write_workbook

WORKS, IDLE, PUPIL, UNABLE = "works", "idle", "pupil", "unable"
"""What may be true of a person."""
_BORN = {WORKS: 1984, IDLE: 1988, PUPIL: 2008, UNABLE: 1979}
_PERSONS_OF_A_HOUSEHOLD = ((IDLE,), (WORKS, IDLE), (IDLE, IDLE), (WORKS,), (IDLE, PUPIL), (UNABLE,))


@dataclass(frozen=True, kw_only=True)
class FormPerson:
    """One person: what is true, and the row that says it (from 1)."""

    name: str
    resident_id: str
    truth: str


@dataclass(kw_only=True)
class FormHousehold:
    """One household of a form; `asked`: its sheet does not say clearly whether somebody works."""

    number: str
    village: Village
    persons: tuple[FormPerson, ...]
    asked: bool = False
    rows: list[int] = field(default_factory=list)

    @property
    def at_risk(self) -> bool:
        """Somebody who can work, and nobody who does."""
        truths = {person.truth for person in self.persons}
        return IDLE in truths and WORKS not in truths


@dataclass(frozen=True, kw_only=True)
class Form:
    """A sheet and the households that it lists."""

    sheet: Sheet
    households: tuple[FormHousehold, ...]


def build_forms(city: City) -> tuple[Form, ...]:
    """All forms, each of another village."""
    makers = (_grouped, _wide, _coded, _stacked, _remarked, _unknown_word, _counted, _ticked)
    return tuple(maker(_households(place, city.villages[place * 5])) for place, maker in enumerate(makers))


def write_forms(city: City, path: Path) -> None:
    """Write the forms as one workbook."""
    write_workbook([form.sheet for form in build_forms(city)], path)


def truth_of(forms: Sequence[Form]) -> list[dict[str, object]]:
    """
    What an import must find: each household with its rows, its persons, and whether it is found, left alone or asked.
    """
    return [
        {
            "sheet": form.sheet.name,
            "village": household.village.code,
            "household": household.number,
            "rows": household.rows,
            "persons": [person.truth for person in household.persons],
            "outcome": "asked" if household.asked else "detected" if household.at_risk else "no",
        }
        for form in forms
        for household in form.households
    ]


def _households(place: int, village: Village) -> tuple[FormHousehold, ...]:
    return tuple(
        FormHousehold(
            number=f"F{place + 1}{number + 1:02d}",
            village=village,
            persons=tuple(_person(place, number, index, truth) for index, truth in enumerate(truths)),
        )
        for number, truths in enumerate(_PERSONS_OF_A_HOUSEHOLD)
    )


def _person(place: int, number: int, index: int, truth: str) -> FormPerson:
    body = (
        f"9909{place:02d}{_BORN[truth]}{number + 1:02d}{index + 10:02d}{place * 100 + number * 10 + index * 2 + 1:03d}"
    )
    name = SURNAMES[(place + number) % 12] + NUMBERS[(number + 3 * index) % 10] + FIELDS[(place + index) % 8]
    return FormPerson(name=name, resident_id=body + checksum(body), truth=truth)


def _relation(index: int) -> str:
    return "户主" if index == 0 else "家庭成员"


def _base(household: FormHousehold, index: int) -> list[Value]:
    person = household.persons[index]
    return [household.number, household.village.code, person.name, person.resident_id, _relation(index)]


_BASE: list[Value] = ["户编号", "行政村", "姓名", "身份证号", "与户主关系"]


def _each(households: Sequence[FormHousehold]) -> Iterator[tuple[FormHousehold, int, FormPerson]]:
    for household in households:
        for index, person in enumerate(household.persons):
            yield household, index, person


def _add(sheet: Sheet, household: FormHousehold, row: list[Value]) -> None:
    sheet.rows.append(row)
    household.rows.append(len(sheet.rows))


def _capacity(person: FormPerson) -> Value:
    return "丧失劳动力" if person.truth == UNABLE else "普通劳动力"


def _school(person: FormPerson) -> Value:
    return "高二" if person.truth == PUPIL else ""


def _grouped(households: tuple[FormHousehold, ...]) -> Form:
    """A wish and what is so under two groups, with labour capacity under 劳动技能, as the national system has it."""
    sheet = Sheet(name="意向与现状", merges=[(0, 5, 0, 6), (0, 7, 0, 8)])
    sheet.rows += [
        [*[None] * 5, "就业意向", None, "目前务工情况", None, None, None],
        [*_BASE, "务工地点", "岗位", "务工地点", "务工单位", "劳动技能", "在校生状况"],
    ]
    for household, index, person in _each(households):
        works = ["禾穗市", "砖厂"] if person.truth == WORKS else ["在家", ""]
        wish: list[Value] = ["沿海", "缝纫"]
        _add(sheet, household, [*_base(household, index), *wish, *works, _capacity(person), _school(person)])
    return Form(sheet=sheet, households=households)


def _wide(households: tuple[FormHousehold, ...]) -> Form:
    """One row a household, two persons beside each other."""
    sheet = Sheet(name="一户一行")
    own = ("姓名", "身份证号", "就业状态", "劳动能力", "在校情况")
    sheet.rows.append(["户编号", "行政村", *(f"劳动力{number}{word}" for number in (1, 2) for word in own)])
    for household in households:
        cells: list[Value] = [household.number, household.village.code]
        for person in household.persons:
            status = "已就业" if person.truth == WORKS else "待业"
            cells += [person.name, person.resident_id, status, _capacity(person), _school(person)]
        _add(sheet, household, cells)
    return Form(sheet=sheet, households=households)


def _coded(households: tuple[FormHousehold, ...]) -> Form:
    """Codes that the header explains, and ditto marks for the household's number."""
    sheet = Sheet(name="代码与同上")
    headers: list[Value] = [
        "就业状况（1：已就业 2：未就业）",
        "有无劳动能力（1：有 2：无）",
        "是否在校生（1：是 2：否）",
    ]
    sheet.rows.append([*_BASE, *headers])
    for household, index, person in _each(households):
        base = _base(household, index)
        base[0] = base[0] if index == 0 else "同上"
        said = (person.truth == WORKS, person.truth != UNABLE, person.truth == PUPIL)
        _add(sheet, household, [*base, *(1 if yes else 2 for yes in said)])
    return Form(sheet=sheet, households=households)


def _stacked(households: tuple[FormHousehold, ...]) -> Form:
    """A second table beneath, its columns in another order."""
    sheet = Sheet(name="上下两表")
    headers = [*_BASE, "就业意愿", "就业状态", "劳动能力", "在校情况"]
    order = [2, 3, 0, 1, 4, 6, 5, 8, 7]
    for half in (households[:3], households[3:]):
        swapped = half[0] is not households[0]
        sheet.rows += [["附：第二组"], [headers[place] for place in order]] if swapped else [list(headers)]
        for household, index, person in _each(half):
            status = "是" if person.truth == WORKS else "否"
            cells = [*_base(household, index), "是", status, _capacity(person), _school(person)]
            _add(sheet, household, [cells[place] for place in order] if swapped else cells)
    return Form(sheet=sheet, households=households)


def _remarked(households: tuple[FormHousehold, ...]) -> Form:
    """A note that says of one person what the status denies."""
    sheet = Sheet(name="备注另有说法")
    sheet.rows.append([*_BASE, "就业状态", "劳动能力", "在校情况", "备注"])
    for household, index, person in _each(households):
        status = "务工" if person.truth == WORKS else "未就业"
        note = ""
        if household is households[0]:
            note, household.asked = "春节后已外出务工", True
        _add(sheet, household, [*_base(household, index), status, _capacity(person), _school(person), note])
    return Form(sheet=sheet, households=households)


def _unknown_word(households: tuple[FormHousehold, ...]) -> Form:
    """A word for work that nobody knows."""
    sheet = Sheet(name="生词")
    sheet.rows.append([*_BASE, "目前就业状态", "劳动能力", "在校情况"])
    for household, index, person in _each(households):
        status = "省外务工" if person.truth == WORKS else "求职中"
        if household is households[2] and index == 1:
            status, household.asked = "两头跑", True
        _add(sheet, household, [*_base(household, index), status, _capacity(person), _school(person)])
    return Form(sheet=sheet, households=households)


def _counted(households: tuple[FormHousehold, ...]) -> Form:
    """Only some are listed, but those in work are counted for the whole household."""
    sheet = Sheet(name="按户计数")
    sheet.rows.append([*_BASE, "就业状态", "劳动能力", "在校情况", "家庭就业人数"])
    for household, index, person in _each(households):
        counted = sum(other.truth == WORKS for other in household.persons)
        if household is households[0]:
            counted, household.asked = 1, True
        status = "就业" if person.truth == WORKS else "无业"
        _add(sheet, household, [*_base(household, index), status, _capacity(person), _school(person), counted])
    return Form(sheet=sheet, households=households)


def _ticked(households: tuple[FormHousehold, ...]) -> Form:
    """Answers as columns, ticked; one person was forgotten."""
    sheet = Sheet(name="打勾", merges=[(0, 5, 0, 7)])
    sheet.rows += [[*[None] * 5, "就业情况", None, None, None], [*_BASE, "已就业", "未就业", "无劳动能力", "在校情况"]]
    for household, index, person in _each(households):
        ticked = {WORKS: 0, IDLE: 1, PUPIL: 1, UNABLE: 2}[person.truth]
        ticks: list[Value] = ["√" if place == ticked else "" for place in range(3)]
        if household is households[0]:
            ticks, household.asked = ["", "", ""], True
        _add(sheet, household, [*_base(household, index), *ticks, _school(person)])
    return Form(sheet=sheet, households=households)
