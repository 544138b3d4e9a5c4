"""The forms that villages draw themselves: read row by row as planted, found, left alone or asked about as is true."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.application.importing.batches import ImportRequest
from casework.application.importing.run import import_ledgers
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson
from casework.application.ledgers.process.ledger_reader import read_ledger
from casework.domain.codes.people import Capacity, Employment
from casework.domain.divisions.tree import Divisions
from casework.domain.statuses import EpisodeState
from examples.places import build_city
from tests.support.ledgers.import_bench import AS_OF, ImportBench

FOLDER = Path(__file__).parents[2] / "examples"
FORMS = FOLDER / "forms.xlsx"
DIVISIONS = Divisions.of(build_city().divisions)


@pytest.fixture(scope="module")
def planted() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "expected-forms.json").read_text(encoding="utf-8"))["households"]
    return found


def truth_of(person: LedgerPerson) -> str:
    """What was read of a person, in the words of the plan; `asked` when it was not understood."""
    member = person.member
    if Employment.NOT_UNDERSTOOD is member.employment or Capacity.NOT_UNDERSTOOD is member.capacity:
        return "asked"
    if member.employment is Employment.EMPLOYED:
        return "works"
    return "unable" if member.capacity is Capacity.NONE else "pupil" if member.in_school else "idle"


def test_every_row_is_read_as_it_was_planted(planted: list[dict[str, Any]]) -> None:
    """Groups, wide rows, codes, ditto marks, a second table, ticks: each person as is true, or asked about."""
    items = read_ledger(FORMS, assessed_on=date(2026, 3, 2), divisions=DIVISIONS, village=None, limits=ReadingLimits())
    listed = {item.number: item for item in items if isinstance(item, LedgerHousehold)}
    assert len(listed) == len(planted) == 48
    for household in planted:
        persons = listed[household["household"]].persons
        assert {person.place.row for person in persons} == set(household["rows"])
        said = [truth_of(person) for person in persons]
        if household["outcome"] == "asked":
            assert all(each in (truth, "asked") for each, truth in zip(said, household["persons"], strict=True))
        else:
            assert said == household["persons"]


def test_nobody_is_accused_or_missed(database_url: str, tmp_path: Path, planted: list[dict[str, Any]]) -> None:
    """Imported, exactly the planted households are found, and exactly those that wait are asked about."""
    bench = ImportBench(database_url, tmp_path)
    request = ImportRequest(paths=(FORMS,), assessed_on=AS_OF, account="clerk")
    result = import_ledgers(bench.casework, request, divisions=DIVISIONS, limits=ReadingLimits())
    found = {
        each["household"]
        for each in planted
        if (episode := bench.household(each["household"], each["village"]).episode) is not None
        and episode.state is EpisodeState.OPEN
    }
    assert found == {each["household"] for each in planted if each["outcome"] == "detected"}
    assert (result.households, result.refused) == (48, [])
    waiting = {(problem.sheet, problem.row) for problem in result.warnings}
    asked = [each for each in planted if each["outcome"] == "asked"]
    assert len(asked) == 4
    assert all(any((each["sheet"], row) in waiting for row in each["rows"]) for each in asked)
