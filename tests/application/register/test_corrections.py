"""Corrections take everything along that was stored beside the entry: who a person is, and by what he is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from casework.application.commands.detection import ReportHousehold
from casework.application.commands.entries import WithdrawEntry
from casework.application.commands.survey import Register
from casework.application.log.encoding.keys import DigestKind
from casework.application.people.identities import id_digest
from casework.application.register.surveys import take_survey
from casework.application.writing.receipts import CommandReusedError
from casework.application.writing.references.reference_streams import load_divisions
from casework.domain.errors import HouseholdUnknownError, NotNowError
from casework.domain.fact import topic_of
from tests.support.ledgers.import_bench import DIVISIONS, VILLAGE, ImportBench, resident_id, row

FATHER = resident_id("19700515", 1)
SON = resident_id("20000101", 3)


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A bench with household 1: a father of 55 out of work; the son joined by a second ledger."""
    bench = ImportBench(database_url, tmp_path)
    bench.import_rows(row("1", "禾一亩", FATHER))
    bench.later(days=1)
    bench.import_rows(row("1", "禾一亩", FATHER), row("1", "禾二亩", SON, relation="子"))
    yield bench
    bench.log.close()


def owner(bench: ImportBench, id_number: str) -> tuple[UUID, int] | None:
    """Household and number under which the person is stored; None when he is free."""
    return bench.log.person(id_digest(bench.casework.keys, id_number))


def found(bench: ImportBench, name: str) -> list[int]:
    """The numbers of the members found by name."""
    digest = bench.casework.keys.digest(DigestKind.FULL_NAME, name)
    return [member for _, member in bench.log.lookup(DigestKind.FULL_NAME, digest)]


def topics(bench: ImportBench) -> list[str]:
    """The household's history by name."""
    return [topic_of(fact) for fact in bench.facts("1")]


def test_a_withdrawn_update_lets_the_newcomer_go(bench: ImportBench) -> None:
    """He stands nowhere, and is found by nothing; the father stays."""
    household = bench.id_of("1")
    assert owner(bench, SON) == (household, 2)
    bench.casework.carry_out(WithdrawEntry(version=3, reason="错户"), household, by="clerk")
    assert owner(bench, SON) is None
    assert owner(bench, FATHER) == (household, 1)
    assert (found(bench, "禾二亩"), found(bench, "禾一亩")) == ([], [1])
    assert [member.number for member in bench.household("1").present()] == [1]


def test_a_withdrawn_registration_lets_everybody_go(bench: ImportBench) -> None:
    """The household is unknown until it is registered again, by whoever."""
    household = bench.id_of("1")
    for by in ("clerk", "town"):
        bench.casework.carry_out(WithdrawEntry(version=1, reason="错户"), household, by=by)
    assert (owner(bench, FATHER), owner(bench, SON)) == (None, None)
    assert (found(bench, "禾一亩"), found(bench, "禾二亩")) == ([], [])
    with pytest.raises(HouseholdUnknownError):
        bench.household("1")
    bench.import_rows(row("1", "禾一亩", FATHER))
    stands = owner(bench, FATHER)
    assert stands is not None
    assert stands[0] == household


def test_a_member_whom_a_survey_let_go_by_mistake_is_back(bench: ImportBench) -> None:
    """Withdrawing the entry that let somebody go gives back the place; a ledger would have asked first."""
    bench.later(days=1)
    load_divisions(bench.casework, DIVISIONS.entries(), by="clerk")
    take_survey(bench.casework, Register(number="1", village=VILLAGE, members=(), left=(2,)), by="clerk")
    assert owner(bench, SON) is None
    bench.casework.carry_out(WithdrawEntry(version=len(topics(bench)), reason="漏行"), bench.id_of("1"), by="clerk")
    assert owner(bench, SON) == (bench.id_of("1"), 2)


def test_the_same_command_twice_is_one(bench: ImportBench) -> None:
    """A repeat is answered alike; another request under its id is refused."""
    household = bench.id_of("1")
    first = bench.casework.carry_out(WithdrawEntry(version=3, reason="错户"), household, by="clerk", command_id="c")
    assert (
        bench.casework.carry_out(WithdrawEntry(version=3, reason="错户"), household, by="clerk", command_id="c")
        == first
    )
    assert topics(bench).count("entry-corrected") == 1
    with pytest.raises(CommandReusedError):
        bench.casework.carry_out(WithdrawEntry(version=2, reason="错户"), household, by="clerk", command_id="c")


def test_a_quiet_correction_keeps_its_key(bench: ImportBench) -> None:
    """What stands already is not recorded again."""
    household = bench.id_of("1")
    bench.casework.carry_out(WithdrawEntry(version=3, reason="错户"), household, by="clerk")
    again = bench.casework.carry_out(WithdrawEntry(version=3, reason="错户"), household, by="clerk", command_id="c")
    assert (again.position, again.facts) == (None, ())
    assert (
        bench.casework.carry_out(WithdrawEntry(version=3, reason="错户"), household, by="clerk", command_id="c")
        == again
    )


def test_a_refused_correction_records_nothing(bench: ImportBench) -> None:
    """There is no such entry, or no such household."""
    before = bench.log.last_position()
    with pytest.raises(NotNowError):
        bench.casework.carry_out(WithdrawEntry(version=99, reason="错"), bench.id_of("1"), by="clerk")
    with pytest.raises(HouseholdUnknownError):
        bench.casework.carry_out(WithdrawEntry(version=1, reason="错"), bench.id_of("7"), by="clerk")
    assert bench.log.last_position() == before


def test_what_follows_from_a_correction_is_recorded_with_it(bench: ImportBench) -> None:
    """The detection was withdrawn by mistake: the household is judged as it then stands, and detected again."""
    bench.casework.carry_out(ReportHousehold(), bench.id_of("1"), by="clerk")
    receipt = bench.casework.carry_out(WithdrawEntry(version=2, reason="错"), bench.id_of("1"), by="clerk")
    assert receipt.facts == ("entry-corrected", "detected")
