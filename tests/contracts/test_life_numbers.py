"""A person keeps number and key from household to household, whatever way they come; on both databases (ADR 0033)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from casework.application.commands.survey import Register, SurveyedMember
from casework.application.importing.withdrawals import withdraw_import
from casework.application.log.encoding.sealer import ERASED
from casework.application.writing.references.reference_streams import load_divisions
from casework.domain.members import PersonPrivate
from tests.support.installations.raw_database import run_sql
from tests.support.ledgers.import_bench import DIVISIONS, VILLAGE, ImportBench, resident_id, row

FATHER, DAUGHTER = resident_id("19700515", 1), resident_id("20000101", 3, male=False)
OTHER_ID = resident_id("19820202", 5)
HUSBAND = row("2", "田新人", resident_id("19990909", 9), relation="夫")


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A bench with one household: a father and his grown daughter."""
    bench = ImportBench(database_url, tmp_path)
    load_divisions(bench.casework, DIVISIONS.entries(), by="clerk")
    bench.import_rows(row("1", "禾大田", FATHER), row("1", "禾小穗", DAUGHTER, relation="女"))
    yield bench
    bench.log.close()


def person(bench: ImportBench, household: str, member: int) -> str | None:
    """The number for life of a member, present or not."""
    return next(state.now.person for state in bench.household(household).members if state.number == member)


def name_in(bench: ImportBench, household: UUID, member: int) -> object:
    """What can be read of a member's own data where they joined: the name, or that it was erased."""
    blocks = bench.log.unseal_all(bench.log.entries(household))
    found = next(block for each in blocks if (block := each.get(str(member))) is not None)
    return found.name if isinstance(found, PersonPrivate) else found


def daughter_moves_by_ledger(bench: ImportBench) -> None:
    """One ledger lists the daughter in a household of her own, and no more in her father's."""
    bench.import_rows(row("1", "禾大田", FATHER), row("2", "禾小穗", DAUGHTER), HUSBAND)


def daughter_leaves_and_is_surveyed_later(bench: ImportBench) -> None:
    """First she is said to have left; weeks later somebody visits her new household."""
    register = Register(village=VILLAGE, number="1", left=(2,))
    bench.casework.carry_out(register, bench.id_of("1"), by="li.na")
    bench.later(days=20)
    said = SurveyedMember(name="禾小穗", resident_id=DAUGHTER)
    register = Register(village=VILLAGE, number="2", members=(said,))
    bench.casework.carry_out(register, bench.id_of("2"), by="li.na")


def test_everybody_has_a_number_of_their_own(bench: ImportBench) -> None:
    """Twenty digits that nobody else has; a ledger that says the same again gives nobody another one."""
    numbers = [person(bench, "1", member) for member in (1, 2)]

    bench.later(days=1)
    bench.import_rows(row("1", "禾大田", FATHER, pay="900"), row("1", "禾小穗", DAUGHTER, relation="女"))

    assert [person(bench, "1", member) for member in (1, 2)] == numbers
    assert len(set(numbers)) == 2
    assert all(number is not None and len(number) == 20 for number in numbers)


@pytest.mark.parametrize("moves", [daughter_moves_by_ledger, daughter_leaves_and_is_surveyed_later])
def test_who_comes_to_another_household_is_the_same_person(bench: ImportBench, moves: object) -> None:
    """The number goes along, also when somebody was nowhere in between."""
    before = person(bench, "1", 2)

    bench.later(days=1)
    moves(bench)  # type: ignore[operator]

    assert person(bench, "2", 1) == before
    assert [state.number for state in bench.household("1").present()] == [1]
    assert name_in(bench, bench.id_of("2"), 1) == "禾小穗"


@pytest.mark.parametrize("moves", [daughter_moves_by_ledger, daughter_leaves_and_is_surveyed_later])
def test_one_key_erases_a_person_in_every_household(bench: ImportBench, database_url: str, moves: object) -> None:
    """What was sealed before the move is under the same key; who stayed can still be read."""
    bench.later(days=1)
    moves(bench)  # type: ignore[operator]
    home, own = bench.id_of("1"), bench.id_of("2")

    run_sql(
        database_url,
        "DELETE FROM data_keys WHERE key_id IN"
        " (SELECT key_id FROM data_keys WHERE subject = '1' AND key_id IN"
        " (SELECT key_id FROM data_keys WHERE subject = '2'))",
    )

    assert (name_in(bench, home, 2), name_in(bench, own, 1)) == (ERASED, ERASED)
    assert name_in(bench, home, 1) == "禾大田"


def test_who_comes_back_has_the_number_still(bench: ImportBench) -> None:
    """There and back again is one person, and her husband another."""
    before = person(bench, "1", 2)
    bench.later(days=1)
    daughter_moves_by_ledger(bench)
    bench.later(days=1)

    bench.import_rows(row("1", "禾大田", FATHER), row("1", "禾小穗", DAUGHTER, relation="女"), HUSBAND)

    assert person(bench, "1", 2) == before
    assert [state.number for state in bench.household("1").present()] == [1, 2]
    assert person(bench, "2", 2) not in (None, before)


def test_without_an_id_somebody_is_given_another_number(bench: ImportBench) -> None:
    """Nothing tells that it is the same person, so nothing is concluded."""
    bench.import_rows(row("3", "无证甲", ""))
    before = person(bench, "3", 1)
    bench.later(days=1)
    bench.import_rows(row("4", "无证甲", ""))

    assert before is not None
    assert person(bench, "4", 1) not in (None, before)


def test_a_registration_that_is_taken_back_gives_the_same_number_again(bench: ImportBench) -> None:
    """The wrong ledger is withdrawn and the right one taken in: whoever has an id is who they were, under the same key."""
    batch = bench.import_rows(row("5", "稻三顷", OTHER_ID)).batch
    assert batch is not None
    before = person(bench, "5", 1)
    for by in ("clerk", "boss"):
        withdraw_import(bench.casework, batch, [bench.id_of("5")], by=by)
    bench.later(days=1)

    bench.import_rows(row("6", "稻三顷", OTHER_ID))

    assert person(bench, "6", 1) == before
