"""A ledger's village is found among those of a country by what its words may mean, as if all had been read (GY-1b)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import LedgerItem, RowProblem
from casework.application.ledgers.process.ledger_reader import read_ledger
from casework.application.ledgers.process.places import AskedDivisions, DivisionsAnswer, NamedPlace
from casework.domain.codes.offices import ChangeKind
from casework.domain.divisions.tree import Divisions, Village
from projections.lists import division_lookup
from projections.lists.division_lookup import StoredDivisions
from projections.lists.division_names import division_changes, divisions, stored_divisions
from projections.storage.engine import read_engine, writing
from projections.storage.schema import ensure_read_schema
from projections.storage.writer import write
from tests.projections.lists.test_division_names import changed, loaded

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
SYLLABLES = "东大石桥新村镇乡"
ENDINGS = ("村", "村委会", "村民委员会", "社区", "社区居委会", "")


def a_country(seed: int) -> list[tuple[str, str]]:
    """Divisions on all levels whose names are made of few syllables, so that many are alike."""
    chance = random.Random(seed)

    def name(*endings: str) -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.choice((1, 1, 2, 3)))) + chance.choice(endings)

    entries = []
    for county in ("990101", "990102", "980201"):
        entries += [(county[:2], name("省")), (county[:4], name("市")), (county, name("县", "区"))]
        for township in (f"{county}10{number}" for number in range(4)):
            entries.append((township, name("镇", "乡", "街道办事处")))
            entries += [(f"{township}20{number}", name(*ENDINGS)) for number in range(6)]
    return list({code: (code, name) for code, name in entries}.values())


@pytest.fixture(params=[1, 2, 3])
def country(request: pytest.FixtureRequest, database_url: str) -> Iterator[tuple[Engine, list[tuple[str, str]]]]:
    """Read models with the divisions of a small country: in March two villages were merged, others and a town renamed."""
    entries = a_country(request.param)
    engine = read_engine(database_url)
    ensure_read_schema(engine)
    villages = [(code, name) for code, name in entries if len(code) == 12]
    merged = changed(ChangeKind.MERGED, villages[0][0], villages[1][0], into=("990101100299", "新石村"), on=MARCH)
    renamed = [
        changed(ChangeKind.RENAMED, code, into=(code, name), on=MARCH)
        for code, name in (
            (villages[2][0], "大桥村"),
            (villages[3][0], villages[4][1]),
            (villages[9][0].ljust(12, "0")[:9] + "000", "东桥镇"),
        )
    ]
    for fact in (loaded(*entries), merged, *renamed):
        with writing(engine) as connection:
            change = division_changes(stored_divisions(connection, recorded=[fact]), [fact])
            write(connection, [change] if change else [])
    yield engine, entries
    engine.dispose()


def asked_of(stored: StoredDivisions) -> AskedDivisions:
    """The divisions as the reading process asks for them."""

    def told(place: NamedPlace) -> DivisionsAnswer:
        found = stored.meant(place)
        return DivisionsAnswer(entries=found.entries(), became=found.became, former=found.former)

    return AskedDivisions(told)


def test_what_is_asked_for_is_what_all_of_them_say(country: tuple[Engine, list[tuple[str, str]]]) -> None:
    """Names with and without endings, townships, counties, codes and nonsense: the same village, the same candidates."""
    engine, entries = country
    whole = divisions(engine, APRIL)
    asked = asked_of(StoredDivisions(engine, APRIL))
    chance = random.Random(7)
    names = [name for _, name in entries] + ["", "东", "新村", "无此村", "石桥"]
    found = set()
    for _ in range(200):
        village, township, county = chance.choice(names), chance.choice(("", *names)), chance.choice(("", "", *names))
        if chance.random() < 0.2:
            village = chance.choice(entries)[0]
        if chance.random() < 0.3:
            township = county = ""
        elif chance.random() < 0.5:
            inside = chance.choice([(code, name) for code, name in entries if len(code) == 12])
            village, township = inside[1], whole.name(inside[0][:9].ljust(12, "0"))
        expected = whole.resolve_village(village, township=township, county=county)
        assert asked.resolve_village(village, township=township, county=county) == expected, (village, township, county)
        found.add(type(expected).__name__)
        if isinstance(expected, Village):
            assert asked.name(expected.code) == whole.name(expected.code)
    assert {"Village", "UnknownVillage", "AmbiguousVillage"} <= found


def test_few_divisions_are_read_at_once_and_many_are_not(
    country: tuple[Engine, list[tuple[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A city's table is handed over whole; one division more than the limit is asked for piece by piece."""
    engine, _ = country
    stored, whole = StoredDivisions(engine, APRIL), divisions(engine, APRIL)
    for few, handed_over in ((len(whole), True), (len(whole) - 1, False)):
        monkeypatch.setattr(division_lookup, "FEW", few)
        assert (stored.whole() == whole) is handed_over
    assert [stored.get(code) for code in ("9901", "990101100200", "990101")] == [
        whole.get(code) for code in ("9901", "990101100200", "990101")
    ]
    assert (stored.get("970101001001"), stored.get("石桥村")) == (None, None)


def test_only_what_may_be_meant_is_read(country: tuple[Engine, list[tuple[str, str]]]) -> None:
    """The villages of a township that is named, and what lies above them."""
    engine, entries = country
    code, name = next((code, name) for code, name in reversed(entries) if len(code) == 12)
    whole = divisions(engine, APRIL)
    township = whole.name(code[:9].ljust(12, "0"))

    found: Divisions = StoredDivisions(engine, APRIL).meant(
        NamedPlace(village=name, township=township, inside_only=True)
    )

    assert code in found.by_code
    assert [each.code for each in found.ancestors(code)] == [each.code for each in whole.ancestors(code)]
    assert len(found) < len(whole)


@pytest.mark.parametrize(("places", "refused"), [(3, False), (2, True)])
def test_a_ledger_does_not_ask_without_end(
    country: tuple[Engine, list[tuple[str, str]]], tmp_path: Path, places: int, refused: bool
) -> None:
    """Answers cost time outside the bounds of the reading process: so many different places, and no more."""
    engine, _ = country
    header = "行政村,户编号,与户主关系,姓名,出生日期,就业状态\n"
    rows = [f"无此村{number},{number},户主,禾一亩,1980-01-05,未就业\n" for number in "一二三三三"]
    (tmp_path / "a.csv").write_text(header + "".join(rows), encoding="utf-8")

    def read() -> list[LedgerItem]:
        limits = ReadingLimits(places=places)
        known = StoredDivisions(engine, APRIL)
        return list(read_ledger(tmp_path / "a.csv", assessed_on=APRIL, divisions=known, village=None, limits=limits))

    if refused:
        with pytest.raises(LedgerFileError, match="2 places"):
            read()
    else:
        assert sum(isinstance(item, RowProblem) for item in read()) == 5
