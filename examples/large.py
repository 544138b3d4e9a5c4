"""A ledger of any size for measurements: one sheet, 20 columns, clean but for one row in a thousand."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from rustpy_xlsxwriter import write_worksheet

from examples.expected import nobody_in_work, withheld
from examples.households import NOBODY_SHARE, Household
from examples.layouts import SULING
from examples.people import Registry, compose, give_work
from examples.places import City
from examples.rows import household_cells, person_cells, region_cells

COLUMNS = {
    "county": "县(区)",
    "township": "乡镇",
    "village": "行政村",
    "number": "户编号",
    "head": "户主姓名",
    "relation": "与户主关系",
    "name": "姓名",
    "sex": "性别",
    "id": "身份证号码",
    "birth": "出生日期",
    "phone": "联系电话",
    "capacity": "劳动能力",
    "school": "在校生状况",
    "willing": "就业意愿",
    "status": "就业状态",
    "employer": "务工企业",
    "place": "务工地点",
    "start": "务工开始时间",
    "pay": "月收入(元)",
    "note": "备注",
}


class LargeLedger:
    """Streams its rows, household by household, and counts what it has planted on the way."""

    def __init__(self, city: City, *, persons: int, rng: random.Random) -> None:
        self._city, self._wanted, self._rng = city, persons, rng
        self.rows = self.refused = self.households = self.detected = 0

    def records(self) -> Iterator[dict[str, str | int | float]]:
        """Exactly the wanted number of rows, the villages one after the other, texts and plain numbers only."""
        registry, villages = Registry(self._rng), self._city.villages
        while self.rows < self._wanted:
            village = villages[self.rows * len(villages) // self._wanted]
            members = compose(registry, self._rng)[: self._wanted - self.rows]
            give_work(members, self._rng, nobody=self._rng.random() < NOBODY_SHARE)
            number = f"{village.code[4:]}{self.households:07d}"
            household = Household(village=village, layout=SULING, number=number, members=members)
            for person in members[1:]:
                person.problem = "id-checksum" if self._rng.random() < 0.0015 else None
            self._count(household)
            yield from self._written(household)

    def _count(self, household: Household) -> None:
        self.households += 1
        self.rows += len(household.members)
        self.refused += sum(person.problem is not None for person in household.members)
        self.detected += nobody_in_work(household) and not withheld(household)

    def _written(self, household: Household) -> Iterator[dict[str, str | int | float]]:
        shared = region_cells(household, self._rng) | household_cells(household, self._rng)
        for person in household.members:
            cells = shared | person_cells(household, person, self._rng)
            cells |= {"birth": person.born.isoformat(), "township": household.village.township}
            yield {header: _plain(cells.get(key)) for key, header in COLUMNS.items()}


def _plain(value: object) -> str | int | float:
    return value if isinstance(value, str | int | float) else "" if value is None else str(value)


def write_large(city: City, *, persons: int, seed: int, folder: Path) -> Path:
    """Write `ledger-<persons>.xlsx` and beside it, as .json, what it holds; memory does not grow with `persons`."""
    ledger = LargeLedger(city, persons=persons, rng=random.Random(seed))
    path = folder / f"ledger-{persons}.xlsx"
    write_worksheet(ledger.records(), str(path), "台账")
    counts = {
        "rows": ledger.rows,
        "persons": ledger.rows - ledger.refused,
        "households": ledger.households,
        "refused": ledger.refused,
        "detected": ledger.detected,
    }
    path.with_suffix(".json").write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    return path
