"""
Random sheets written from a known truth, as villages might draw them; and whether what was read of them is true.

The law: no household is called jobless that is not, with or without a question; none that is, is missed without one.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from casework.application.ledgers.sheets.headers import column_names
from casework.application.ledgers.sheets.raw import Cell
from casework.application.ledgers.understanding.words import tables
from casework.domain.codes.people import Capacity, Employment
from tests.support.ledgers.read_sheets import ReadSheet, a_workbook
from tests.support.ledgers.small_ledgers import an_id

PLACES = ("浙江义乌", "广东东莞", "县城某超市", "本镇砖厂", "无锡", "上海")
NOBODY = ("", "无", "在家", "未外出", "在家务农", "null", "没有务工")
UNKNOWN = ("溜达", "看情况", "A7", "待核", "两可", "外边", "时有时无")
LEGENDS = ("（1已就业2未就业）", "(1:未就业;2:已就业)", "【0-未就业,1-已就业】")
DECOYS = ("期望就业单位", "2023年务工单位", "就业地点（意向）", "曾务工单位", "帮扶责任人单位")


class Person(NamedTuple):
    """One person of the truth."""

    household: int
    serial: int
    works: bool
    able: bool
    pupil: bool


class Household(NamedTuple):
    """One household of the truth."""

    number: int
    persons: tuple[Person, ...]

    @property
    def at_risk(self) -> bool:
        """Somebody who can work, and nobody who does."""
        can_work = any(person.able and not person.pupil for person in self.persons)
        return can_work and not any(person.works for person in self.persons)


class Written(NamedTuple):
    """A sheet with the truth that it was written from."""

    rows: list[list[Cell]]
    merged: tuple[str, ...]
    truth: tuple[Household, ...]


def a_truth(chance: random.Random) -> tuple[Household, ...]:
    """A few households of adults of working age."""
    serial = 0
    households = []
    for number in range(1, chance.randint(2, 5)):
        persons = []
        for _ in range(chance.randint(1, 3)):
            serial += 1
            able, pupil = chance.random() < 0.8, chance.random() < 0.15
            works = able and not pupil and chance.random() < 0.4
            persons.append(Person(number, serial, works, able, pupil))
        households.append(Household(number, tuple(persons)))
    return tuple(households)


def a_sheet(chance: random.Random) -> Written:
    """A sheet of a random truth: headers out of the tables, in any order, with what stands around them in offices."""
    truth = a_truth(chance)
    persons = [person for household in truth for person in household.persons]
    columns = [*_who(chance, persons), *_work(chance, persons), *_capacity(chance, persons), *_school(chance, persons)]
    if chance.random() < 0.4:
        columns.append(_Column(chance.choice(DECOYS), [chance.choice(("", "某厂")) for _ in persons]))
    if chance.random() < 0.3:
        columns.append(_Column("月收入（万元）", [chance.choice(("", 0.3)) for _ in persons]))
    chance.shuffle(columns)
    rows = _drawn(chance, columns, len(persons))
    if chance.random() < 0.3:
        rows = _stacked(chance, columns, rows)
    return Written(rows, (), truth)


class _Column(NamedTuple):
    header: str
    cells: Sequence[Cell]
    group: str = ""


def _header(chance: random.Random, column: str) -> str:
    words = [word for word in column_names()[column] if word.isalnum()]
    return chance.choice(words) + chance.choice(("", "", "", "（必填）", "*", " "))


def _who(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    numbers = [str(person.household) for person in persons]
    if chance.random() < 0.3:
        numbers = ["同上" if place and number == numbers[place - 1] else number for place, number in enumerate(numbers)]
    return [
        _Column(_header(chance, "household_number"), numbers),
        _Column(_header(chance, "name"), [f"虚构{chr(0x4E00 + person.serial)}" for person in persons]),
        _Column(_header(chance, "resident_id"), [an_id(person.serial * 2 + 1) for person in persons]),
        _Column(_header(chance, "relation"), [_relation(persons, place) for place in range(len(persons))]),
    ]


def _relation(persons: Sequence[Person], place: int) -> str:
    first = place == 0 or persons[place - 1].household != persons[place].household
    return "户主" if first else "成员"


def _work(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    """Who works: in words, by yes and no, in codes with and without a legend, by ticks, by a place, or twice."""
    return chance.choice((_status, _status, _yes_no, _codes, _legend, _ticks, _places, _twice))(chance, persons)


def _status(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    words = tables()["employment"]["words"]
    cells = [chance.choice(words["employed"] if person.works else words["not-employed"]) for person in persons]
    return [_Column(_header(chance, "employment"), [_doubted(chance, cell) for cell in cells])]


def _yes_no(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    yes, no = chance.choice((("是", "否"), ("√", "×"), ("1", "0"), ("有", "无")))
    header = chance.choice(("是否就业", "是否务工", "是否外出务工"))
    return [_Column(header, [yes if person.works else no for person in persons])]


def _codes(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    works, idle = chance.sample(range(1, 6), 2)
    return [_Column("就业状况", [works if person.works else idle for person in persons])]


def _legend(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    legend = chance.choice(LEGENDS)
    works = 2 if "2:已就业" in legend else 1
    idle = {LEGENDS[0]: 2, LEGENDS[1]: 1, LEGENDS[2]: 0}[legend]
    return [_Column(f"就业情况{legend}", [works if person.works else idle for person in persons])]


def _ticks(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    mark, group = chance.choice("√✓是"), chance.choice(("就业状态", "就业情况", "务工情况"))
    return [
        _Column("已就业", [mark if person.works else "" for person in persons], group),
        _Column("未就业", ["" if person.works else mark for person in persons], group),
    ]


def _places(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    cells = [chance.choice(PLACES) if person.works else chance.choice(NOBODY) for person in persons]
    return [_Column(_header(chance, "work_place"), cells)]


def _twice(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    return [*_status(chance, persons), *_yes_no(chance, persons)]


def _capacity(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    words = tables()["capacity"]["words"]
    cells = [chance.choice(words["full"] if person.able else words["none"]) for person in persons]
    header = chance.choice((_header(chance, "capacity"), _header(chance, "capacity"), "劳动技能"))
    return [_Column(header, [_doubted(chance, cell) for cell in cells])]


def _school(chance: random.Random, persons: Sequence[Person]) -> list[_Column]:
    words = tables()["schooling"]["words"]
    cells = [
        chance.choice(words["at-school"]) if person.pupil else chance.choice(("", *words["not-at-school"]))
        for person in persons
    ]
    return [_Column(_header(chance, "schooling"), cells)]


def _doubted(chance: random.Random, cell: Cell) -> Cell:
    return chance.choice(UNKNOWN) if chance.random() < 0.04 else cell


def _drawn(chance: random.Random, columns: Sequence[_Column], height: int) -> list[list[Cell]]:
    """The columns as rows, under a title and, where there are groups, two rows of headers."""
    rows: list[list[Cell]] = [["某村台账"]] if chance.random() < 0.3 else []
    if any(column.group for column in columns):
        columns = sorted(columns, key=lambda column: bool(column.group))
        groups = [column.group or column.header for column in columns]
        rows.append([None if place and group == groups[place - 1] else group for place, group in enumerate(groups)])
        rows.append([column.header if column.group else None for column in columns])
    else:
        rows.append([column.header for column in columns])
    return rows + [[column.cells[row] for column in columns] for row in range(height)]


def _stacked(chance: random.Random, columns: Sequence[_Column], rows: list[list[Cell]]) -> list[list[Cell]]:
    """Another table of people who all work below it, its columns in another order."""
    if any(column.group for column in columns):
        return rows
    head = ["户编号", "姓名", "身份证号", "与户主关系", "是否就业"]
    person: dict[str, Cell] = dict(zip(head, ("99", "虚构末", an_id(199), "户主", "是"), strict=True))
    order = chance.sample(head, len(head))
    return [*rows, list(order), [person[header] for header in order]]


def untrue(path: Path, written: Written) -> list[str]:
    """What was concluded against the truth; nothing when the law holds."""
    read = ReadSheet(a_workbook(path, written.rows, merged=written.merged))
    detected = set(read.detected())
    waits = {number for number, listed in read.households.items() if _waits(listed)}
    found = []
    for household in written.truth:
        number = str(household.number)
        if number in detected and not household.at_risk:
            found.append(f"household {number} is called jobless and is not")
        asked = bool(read.blocked) or number in waits
        if household.at_risk and number not in detected and not asked:
            found.append(f"household {number} is jobless and was missed without a question")
    return found


def _waits(listed: object) -> bool:
    persons = getattr(listed, "persons", ())
    return any(
        person.member.employment is Employment.NOT_UNDERSTOOD
        or person.member.capacity is Capacity.NOT_UNDERSTOOD
        or person.member.in_school is None
        for person in persons
    )
