"""What an import of the example ledger must find, computed from what was planted and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

from examples.households import Household
from examples.layouts import LAYOUTS
from examples.people import AS_OF, Person, Work
from examples.places import City
from examples.sheets import Sheet, Written

UNKNOWN_KEYS = ("wechat", "bank")


def expected(city: City, households: list[Household], sheets: list[Sheet]) -> dict[str, Any]:
    """Counts and lists for `expected.json`; rows are numbered as Excel shows them."""
    written = [row for sheet in sheets for row in sheet.persons]
    refused = [(row, code) for row in written if (code := refusal(row)) is not None]
    first_rows: dict[int, Written] = {}
    for row in written:
        first_rows.setdefault(id(row.household), row)
    detected = [household for household in households if nobody_in_work(household) and not withheld(household)]
    return {
        "as_of": AS_OF.isoformat(),
        "divisions": _levels(city),
        "sheets": [_sheet(sheet) for sheet in sheets],
        "rows": len(written),
        "persons": len(written) - len(refused),
        "households": sum(bool(accepted(household)) for household in households),
        "refused": {
            "total": len(refused),
            "by_code": dict(sorted(Counter(code for _, code in refused).items())),
            "rows": [{"sheet": row.sheet, "row": row.row, "code": code} for row, code in refused],
        },
        "oddities": _oddities(written),
        "unknown_columns": [h for layout in LAYOUTS for key, h in layout.columns if key in UNKNOWN_KEYS],
        "detected": len(detected),
        "nobody_in_work": [_named(household, first_rows) for household in detected],
        "withheld": [_named(h, first_rows) for h in households if nobody_in_work(h) and withheld(h)],
        "boundaries": {h.boundary: nobody_in_work(h) for h in households if h.boundary is not None},
    }


def refusal(row: Written) -> str | None:
    """The code for which the row is refused."""
    return row.household.problem or row.person.problem


def accepted(household: Household) -> list[Person]:
    """The members whose rows are taken."""
    return [] if household.problem else [person for person in household.members if person.problem is None]


def nobody_in_work(household: Household) -> bool:
    """Somebody employable and nobody employed, of any age, among the rows that are taken."""
    members = accepted(household)
    return any(person.employable for person in members) and all(p.work is not Work.EMPLOYED for p in members)


def withheld(household: Household) -> bool:
    """A refused row says that its person is employed: the household waits."""
    return any(person.problem is not None and person.work is Work.EMPLOYED for person in household.members)


def _named(household: Household, first_rows: dict[int, Written]) -> dict[str, Any]:
    place = first_rows[id(household)]
    named: dict[str, Any] = {"village": household.village.code, "number": household.number}
    if household.number is None:
        named["head_id"] = household.members[0].resident_id
    return named | {"sheet": place.sheet, "row": place.row}


def _oddities(written: list[Written]) -> dict[str, list[dict[str, Any]]]:
    """Rows that are taken although something about them is odd, by what it is."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in written:
        if row.person.quirk is not None and refusal(row) is None:
            found.setdefault(row.person.quirk, []).append({"sheet": row.sheet, "row": row.row})
    return dict(sorted(found.items()))


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "header_rows": sheet.header_rows,
        "rows": len(sheet.persons),
        "refused": sum(refusal(row) is not None for row in sheet.persons),
    }


def _levels(city: City) -> dict[str, int]:
    def level(code: str) -> str:
        ends = (("0" * 8, "cities"), ("0" * 6, "counties"), ("0" * 3, "townships"))
        return next((name for zeros, name in ends if code.endswith(zeros)), "villages")

    return dict(Counter(level(code) for code, _ in city.divisions))
