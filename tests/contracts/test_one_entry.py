"""One entry that no table can hold stops one household, never the others; a correction brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from casework.application.commands.responsibility import AssignCadre
from casework.application.importing.batches import ImportRequest
from casework.application.importing.run import import_ledgers
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.groups import AppendGroup
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.responsibility import CadreAccepted, CadreAssigned
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.values.bounds import MOST_MEMBERS
from projections.following.rebuild import rebuild
from projections.following.repair import repair_all
from projections.lists.board import Board
from projections.storage.engine import reading
from projections.storage.parked_households import parked_ids
from scheduler.duties.sweep import sweep
from tests.support.households.samples import recorded
from tests.support.installations.installations import VILLAGE, Office, open_office

RING = KeyRing.random()
TOO_LONG, NUL = "x" * 5_000, "li\0na"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with open_office(database_url, RING) as opened:
        yield opened


def poison(office: Office, household: UUID, *facts: Fact, monkeypatch: pytest.MonkeyPatch) -> None:
    """Store facts as a release without bounds would have."""
    version = len(office.log.entries(household))
    entries = tuple(recorded(household, version + number, fact) for number, fact in enumerate(facts, start=1))
    with monkeypatch.context() as without_bounds:
        without_bounds.setattr("casework.application.log.store.refuse_out_of_bounds", lambda _: None)
        office.log.append(AppendGroup(household=household, expected_version=version, entries=entries))


def parked(office: Office) -> set[UUID]:
    with reading(office.engine) as connection:
        return set(parked_ids(connection))


def listed(office: Office) -> dict[UUID, str | None]:
    return {entry.id: entry.cadre for entry in Board(office.engine).households(scope=EVERYWHERE).rows}


@pytest.mark.parametrize("cadre", [TOO_LONG, NUL])
def test_a_household_that_cannot_be_written_is_parked_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch, cadre: str
) -> None:
    """Lists, sweeps and rebuilds go on for everybody else, whatever page the poisoned entry stands on."""
    first, bad, last = office.at_risk(3)
    facts = (CadreAssigned(cadre=cadre), CadreAccepted(cadre=cadre))
    poison(office, bad, *facts, monkeypatch=monkeypatch)
    office.casework.carry_out(AssignCadre(cadre="wang"), last, by="township")

    office.catch_up()

    assert parked(office) == {bad}
    assert listed(office)[last] == "wang"
    office.later(days=30)
    assert sweep(office.casework, office.engine, catch_up=office.catch_up).due > 0
    office.casework.carry_out(AssignCadre(cadre="li.na"), first, by="township")
    office.catch_up()
    assert listed(office)[first] == "li.na"
    rebuild(office.log, office.engine, office.casework.books)
    assert parked(office) == {bad}
    repaired = repair_all(office.log, office.engine, office.casework.books)
    assert [stop.household for stop in repaired.parked] == [bad]
    assert listed(office).keys() >= {first, last}


def test_a_correction_brings_it_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """When what nobody could write is withdrawn, the household follows again by itself; a repair does it as well."""
    one, other = office.at_risk(2)
    for household in (one, other):
        poison(office, household, CadreAssigned(cadre=TOO_LONG), monkeypatch=monkeypatch)
    office.catch_up()
    assert parked(office) == {one, other}
    withdrawn = len(office.log.entries(one))

    for household in (one, other):
        poison(office, household, EntryCorrected(version=withdrawn, withdrawn=True), monkeypatch=monkeypatch)
    office.catch_up()

    assert parked(office) == set()
    assert listed(office) == {one: None, other: None}
    rebuild(office.log, office.engine, office.casework.books)
    assert listed(office) == {one: None, other: None}


@pytest.mark.parametrize("cadre", [TOO_LONG, NUL])
def test_it_is_not_stored_in_the_first_place(office: Office, cadre: str) -> None:
    """Today's release refuses it in a sentence, and nothing is recorded."""
    (household,) = office.at_risk(1)

    with pytest.raises(InvalidValueError):
        office.casework.carry_out(AssignCadre(cadre=cadre), household, by="township")

    assert len(office.log.entries(household)) == 2


def test_a_row_of_a_ledger_that_cannot_be_kept_is_refused_by_itself(office: Office, tmp_path: Path) -> None:
    """The other households of the same file are taken, and the row comes back with its reason."""
    rows = [("1", "王一"), ("2" * 300, "李二"), ("3", "赵三")]
    text = "户编号,村,姓名,与户主关系,出生日期,就业状态\n" + "".join(
        f"{number},试村,{name},户主,1981-01-01,未就业\n" for number, name in rows
    )
    ledger = tmp_path / "村.csv"
    ledger.write_text(text)
    divisions = Divisions.of([(VILLAGE[:9], "试镇"), (VILLAGE, "试村")])
    request = ImportRequest(paths=(ledger,), assessed_on=office.clock.now().date(), account="li.na")

    result = import_ledgers(office.casework, request, divisions=divisions, limits=ReadingLimits())

    assert (result.households, [problem.code for problem in result.refused]) == (2, ["out-of-bounds"])
    assert result.refused[0].row == 3
    office.catch_up()
    assert len(listed(office)) == 2


@pytest.mark.parametrize(("people", "taken"), [(MOST_MEMBERS, 2), (MOST_MEMBERS + 1, 1), (3_000, 1)])
def test_a_number_that_stands_for_a_whole_village_stops_nobody(
    office: Office, tmp_path: Path, people: int, taken: int
) -> None:
    """A very large household works; a larger one is refused as what it is, and the household beside it is taken."""
    text = "户编号,村,姓名,与户主关系,出生日期,就业状态\n1,试村,王一,户主,1981-01-01,未就业\n"
    text += "".join(f"2,试村,李{number},{'其他' if number else '户主'},1981-01-01,未就业\n" for number in range(people))
    ledger = tmp_path / "村.csv"
    ledger.write_text(text)
    divisions = Divisions.of([(VILLAGE[:9], "试镇"), (VILLAGE, "试村")])
    request = ImportRequest(paths=(ledger,), assessed_on=office.clock.now().date(), account="li.na")

    result = import_ledgers(office.casework, request, divisions=divisions, limits=ReadingLimits())

    assert (result.households, {problem.code for problem in result.refused}) == (
        taken,
        set() if taken == 2 else {"out-of-bounds"},
    )
    if taken == 1:
        assert f"最多登记{MOST_MEMBERS}人" in result.refused[0].message.zh
    office.catch_up()
    assert len(listed(office)) == taken
    for household in listed(office):
        office.casework.carry_out(AssignCadre(cadre="wang"), household, by="township")
    office.later(days=30)
    assert sweep(office.casework, office.engine, catch_up=office.catch_up).due > 0
    office.catch_up()
    assert parked(office) == set()
