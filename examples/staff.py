"""Who works in the example city's offices: invented people, one row an office, as `casework account import` reads them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from examples.people import FIELDS, NUMBERS, SURNAMES
from examples.places import CITY, COUNTIES, City, Village

HEADER = ("姓名", "联系电话", "职务", "区划")
VACANT_COUNTY = "990122"
"""In this county nobody is the county's joint office: its business is the HRSS department's."""

CADRES = 8
VILLAGES_OF_A_COORDINATOR = 10

Row = tuple[str, str, str, str]


def staff_rows(city: City) -> Iterator[Row]:
    """
    41 people in all offices but the administrators', who are made by whoever runs the installation.

    A coordinator has several villages, one row each; all other rows are one person's only office.
    """
    people = _people()
    for role in ("市", "市", "审计员", "个人信息保护负责人"):
        yield (*next(people), role, CITY[0])
    for county in COUNTIES:
        code = f"{county}000000"
        for role in ("县区人社部门", "县区人社部门", "县区乡村振兴部门"):
            yield (*next(people), role, code)
        if county != VACANT_COUNTY:
            yield (*next(people), "县区", code)
    for code, _ in city.divisions:
        if code.endswith("000") and not code.endswith("000000"):
            yield (*next(people), "乡镇", code)
    for first in range(0, len(city.villages), VILLAGES_OF_A_COORDINATOR):
        coordinator = next(people)
        for village in city.villages[first : first + VILLAGES_OF_A_COORDINATOR]:
            yield (*coordinator, "村", village.code)
    for village in _spread(city.villages, CADRES):
        yield (*next(people), "帮扶干部", village.code)


def write_staff(city: City, path: Path) -> None:
    """The sheet that `casework account import` reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(staff_rows(city))


def _people() -> Iterator[tuple[str, str]]:
    """Names of crops and fields, and telephone numbers that nobody is given; no two are the same."""
    for number in count():
        name = SURNAMES[number % len(SURNAMES)] + NUMBERS[number // len(SURNAMES)] + FIELDS[number % len(FIELDS)]
        yield name, f"1009900{number:04d}"


def _spread(villages: tuple[Village, ...], wanted: int) -> tuple[Village, ...]:
    return villages[:: len(villages) // wanted][:wanted]
