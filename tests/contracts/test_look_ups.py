"""Adults are found by name and telephone however either was typed, also after the spelling itself was changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casework.application.log.encoding.keys import DigestKind
from casework.application.log.records.groups import IndexRow
from casework.application.log.setup.schema import SCHEMA_VERSION, look_ups_are_filled, migrate
from casework.application.people.look_ups import FORM, fill_look_ups
from tests.support.installations.raw_database import run_sql
from tests.support.ledgers.import_bench import ImportBench, resident_id, row

FATHER, SON = resident_id("19700515", 1), resident_id("20100101", 3)


@pytest.fixture
def bench(database_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A bench with one household: a woman with two telephones, and a child."""
    bench = ImportBench(database_url, tmp_path)
    bench.import_rows(
        row("1", "古丽•麦穗", FATHER, phone="+86 138-0013-8000/13900139000"),
        row("1", "禾小亩", SON, relation="子", phone="13700137000"),
    )
    yield bench
    bench.log.close()


def found(bench: ImportBench, kind: DigestKind, value: str) -> list[int]:
    """The numbers of the members found by a value."""
    return [member for _, member in bench.log.lookup(kind, bench.casework.keys.digest(kind, value))]


def test_each_spelling_and_each_telephone_finds_an_adult(bench: ImportBench) -> None:
    """The dot, hyphens and the country code are spelling; a child is found by neither."""
    assert found(bench, DigestKind.FULL_NAME, "古丽·麦 穗") == [1]
    assert found(bench, DigestKind.TELEPHONE, "13800138000") == [1]
    assert found(bench, DigestKind.TELEPHONE, "0086 139 0013 9000") == [1]
    assert found(bench, DigestKind.TELEPHONE, "13700137000") == []


def test_another_telephone_replaces_both(bench: ImportBench) -> None:
    """Nobody is found by a number that he has no more."""
    bench.later(days=1)
    bench.import_rows(row("1", "古丽•麦穗", FATHER, phone="13600136000"), row("1", "禾小亩", SON, relation="子"))

    assert found(bench, DigestKind.TELEPHONE, "13600136000") == [1]
    assert found(bench, DigestKind.TELEPHONE, "13800138000") == []


def test_the_look_ups_are_filled_anew_from_the_facts(bench: ImportBench, database_url: str) -> None:
    """What an earlier release had folded otherwise is gone; a second time nothing is left to do."""
    stale = IndexRow(kind=DigestKind.FULL_NAME, digest=b"folded otherwise", member=1)
    bench.log.replace_index(bench.id_of("1"), (stale,))
    assert found(bench, DigestKind.FULL_NAME, "古丽·麦穗") == []
    assert not look_ups_are_filled(database_url, FORM)

    assert fill_look_ups(database_url, bench.casework.keys) == 1

    assert bench.log.lookup(DigestKind.FULL_NAME, b"folded otherwise") == []
    assert found(bench, DigestKind.FULL_NAME, "古丽·麦穗") == [1]
    assert found(bench, DigestKind.TELEPHONE, "13900139000") == [1]
    assert fill_look_ups(database_url, bench.casework.keys) == 0


def test_a_database_of_the_first_schema_is_led_on(bench: ImportBench, database_url: str) -> None:
    """Its table of look-ups holds one telephone a member; afterwards both are found."""
    run_sql(database_url, "DROP TABLE blind_index")
    run_sql(
        database_url,
        "CREATE TABLE blind_index (household uuid NOT NULL, member integer NOT NULL, kind text NOT NULL,"
        f" digest {'bytea' if 'postgres' in database_url else 'blob'} NOT NULL,"
        " CONSTRAINT blind_index_pkey PRIMARY KEY (household, member, kind))",
    )
    run_sql(database_url, "DROP TABLE access_records")
    run_sql(database_url, "DROP TABLE erasures")
    if "postgres" in database_url:
        run_sql(database_url, "DROP FUNCTION refuse_to_rewrite_access, keep_access")
    run_sql(database_url, "UPDATE log_settings SET value = '1' WHERE name = 'schema'")

    assert migrate(database_url) == 1
    assert fill_look_ups(database_url, bench.casework.keys) == 1

    assert SCHEMA_VERSION >= 2
    assert found(bench, DigestKind.TELEPHONE, "13800138000") == [1]
    assert found(bench, DigestKind.TELEPHONE, "13900139000") == [1]
