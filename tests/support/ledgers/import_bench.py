"""A clerk's bench for the import tests: a village, a clock, and ledgers written row by row."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from casework.application.importing.batches import ImportRequest
from casework.application.importing.result import ImportResult
from casework.application.importing.run import import_ledgers
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.household_ids import household_id
from casework.application.log.store import Log
from casework.application.writing.casework import Casework
from casework.application.writing.clock import GivenClock
from casework.domain.divisions.tree import Divisions
from casework.domain.fact import Fact
from casework.domain.household.state import Household
from casework.domain.persons import check_digit
from casework.domain.rules.built_in import built_in_rules

VILLAGE = "990101001001"
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AS_OF = date(2026, 3, 2)
DIVISIONS = Divisions.of(
    [
        ("990100000000", "禾穗市"),
        ("990101000000", "麦浪区"),
        ("990101001000", "五镰镇"),
        (VILLAGE, "禾坪村"),
        ("990101001002", "双穗村"),
    ]
)
HEADER = [
    "户编号",
    "户主姓名",
    "与户主关系",
    "姓名",
    "身份证号",
    "行政村",
    "联系电话",
    "劳动能力",
    "就业状态",
    "月收入",
]


def resident_id(born: str, serial: int, *, male: bool = True) -> str:
    """A well-formed id of a region that does not exist: born on YYYYMMDD."""
    body = f"990100{born}{serial:02d}{1 if male else 2}"
    return body + check_digit(body)


def row(
    household: str,
    name: str,
    id_number: str,
    *,
    relation: str = "户主",
    village: str = "禾坪村",
    phone: str = "",
    capacity: str = "",
    status: str = "未就业",
    pay: str = "",
) -> list[str]:
    """One person's row under HEADER."""
    return [household, "", relation, name, id_number, village, phone, capacity, status, pay]


class ImportBench:
    """One installation with the divisions loaded; `import_rows` writes a ledger and imports it."""

    def __init__(self, url: str, folder: Path) -> None:
        keys = KeyRing.load_or_create(folder / "casework.keys")
        self.log = Log.open(url, keys)
        self.clock = GivenClock(MONDAY, runs_on=False)
        rules = built_in_rules()
        self.casework = Casework(self.log, keys=keys, clock=self.clock, rules=rules)
        self.folder = folder

    def import_rows(
        self,
        *rows: list[str],
        header: list[str] | None = None,
        assessed_on: date = AS_OF,
        dry: bool = False,
        decisions: dict[tuple[str, str], str] | None = None,
    ) -> ImportResult:
        """Import a ledger of these rows, as a CSV file."""
        path = self.ledger("ledger.csv", *rows, header=header)
        return self.import_files(path, assessed_on=assessed_on, dry=dry, decisions=decisions)

    def import_files(
        self,
        *paths: Path,
        assessed_on: date = AS_OF,
        dry: bool = False,
        decisions: dict[tuple[str, str], str] | None = None,
    ) -> ImportResult:
        """Import these files in one go."""
        request = ImportRequest(
            paths=paths, assessed_on=assessed_on, account="clerk", dry=dry, decisions=decisions or {}
        )
        return import_ledgers(self.casework, request, divisions=DIVISIONS, limits=ReadingLimits())

    def ledger(self, name: str, *rows: list[str], header: list[str] | None = None) -> Path:
        """A ledger of these rows, as a CSV file."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header or HEADER, *rows])
        return path

    def id_of(self, number: str, village: str = VILLAGE) -> UUID:
        """The id of a household by its ledger number."""
        return household_id(self.casework.keys.ids, village=village, number=number)

    def household(self, number: str, village: str = VILLAGE) -> Household:
        """The household as it stands."""
        return self.casework.household(self.id_of(number, village))

    def facts(self, number: str, village: str = VILLAGE) -> list[Fact]:
        """The household's facts, sealed data left out."""
        return [entry.fact for entry in self.log.entries(self.id_of(number, village))]

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.clock.set(self.clock.now() + timedelta(**passed))
