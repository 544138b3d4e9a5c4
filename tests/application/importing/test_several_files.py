"""Several ledgers taken in by one import: they say together what one file would say."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.application.importing.result import ImportResult
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.error_sheet import write_errors
from casework.domain.fact import topic_of
from tests.support.ledgers.import_bench import ImportBench, resident_id, row

FATHER = resident_id("19700515", 1)
MOTHER = resident_id("19750620", 2, male=False)
SON = resident_id("20000101", 3)


def counts(result: ImportResult) -> tuple[object, ...]:
    """All that a dry run and the real import have to agree on."""
    problems = [(p.file, p.row, p.code) for p in (*result.refused, *result.warnings)]
    return (
        *(result.rows, result.persons, result.households, result.registered, result.updated, result.unchanged),
        *(result.detected, problems),
    )


def test_a_household_that_two_files_list_is_taken_in_once(bench: ImportBench) -> None:
    """The wife of the second file has work: the household is not at risk, and nobody leaves between the files."""
    files = (
        bench.ledger("一.csv", row("1", "禾一亩", FATHER)),
        bench.ledger("二.csv", row("1", "麦两顷", MOTHER, relation="配偶", status="务工")),
    )

    first, again = bench.import_files(*files), bench.import_files(*files)

    assert (first.persons, first.households, first.registered, first.detected) == (2, 1, 1, 0)
    assert (again.updated, again.unchanged) == (0, 1)
    assert [topic_of(fact) for fact in bench.facts("1")] == ["registered"]


def test_of_two_rows_in_two_files_the_later_one_counts(bench: ImportBench) -> None:
    """The newer ledger stands behind the older one."""
    files = (
        bench.ledger("三月.csv", row("1", "禾一亩", FATHER, pay="3000")),
        bench.ledger("四月.csv", row("1", "禾一亩", FATHER, pay="3500")),
    )

    result = bench.import_files(*files)

    assert (result.rows, result.persons, result.registered) == (2, 2, 1)
    assert str(bench.household("1").member(1).now.monthly_pay) == "3500"
    assert bench.import_files(*files).unchanged == 1


def test_somebody_in_two_households_of_two_files_is_refused_the_second_time(bench: ImportBench) -> None:
    """A dry run says the same beforehand, and the second household is not detected if he is said to work."""
    files = (
        bench.ledger("一.csv", row("1", "禾一亩", FATHER)),
        bench.ledger("二.csv", row("2", "禾一亩", FATHER, status="务工"), row("2", "禾小满", SON, relation="子")),
    )

    dry, real = bench.import_files(*files, dry=True), bench.import_files(*files)

    assert counts(dry) == counts(real)
    assert [(p.file, p.row, p.code) for p in real.refused] == [("二.csv", 2, "duplicate-person")]
    assert [p.code for p in real.warnings] == ["detection-withheld"]
    assert (real.registered, real.detected) == (2, 1)


def test_a_file_that_is_refused_refuses_the_whole_import(bench: ImportBench) -> None:
    """Nothing is half done: the good file before the broken one is not taken in either."""
    good = bench.ledger("一.csv", row("1", "禾一亩", FATHER))
    broken = bench.folder / "二.csv"
    broken.write_bytes(b"")
    before = bench.log.last_position()

    with pytest.raises(LedgerFileError) as caught:
        bench.import_files(good, broken)

    assert caught.value.code == "empty"
    assert bench.log.last_position() == before


def test_reasons_find_their_file_among_files_of_one_name(bench: ImportBench) -> None:
    """Two townships sent a ledger of the same name: each row has its own reason, and no other file's."""
    files = (
        bench.ledger("五镰/台账.csv", row("1", "禾一亩", FATHER), row("2", "", MOTHER)),
        bench.ledger("双穗/台账.csv", row("3", "禾一亩", FATHER), row("4", "禾小满", SON)),
    )
    result = bench.import_files(*files)
    write_errors(files, result.refused, bench.folder / "错误.xlsx", ReadingLimits())

    back = openpyxl.load_workbook(bench.folder / "错误.xlsx")
    assert [[row[-1] for row in sheet.iter_rows(values_only=True)] for sheet in back.worksheets[:2]] == [
        ["错误原因", None, "错误：姓名：姓名为空"],
        ["错误原因", "错误：身份证号：此人已登记在另一户", None],
    ]


LISTED = st.lists(
    st.tuples(st.sampled_from("1234"), st.integers(1, 8), st.sampled_from(["务工", "未就业"])), min_size=1, max_size=7
)
FILES = st.lists(LISTED, min_size=1, max_size=3)


@settings(max_examples=15, deadline=None)
@given(before=FILES, now=FILES)
def test_a_dry_run_counts_the_same_and_a_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[list[tuple[str, int, str]]],
    now: list[list[tuple[str, int, str]]],
) -> None:
    """Whoever moves where, and whatever files it is written in."""
    folder = tmp_path_factory.mktemp("files")
    bench = ImportBench(f"sqlite:///{folder / 'casework.sqlite'}", folder)
    try:
        for call in (before, now):
            files = [
                bench.ledger(
                    f"{place}.csv",
                    *(row(n, f"禾{who}亩", resident_id("19800101", who), status=status) for n, who, status in listed),
                )
                for place, listed in enumerate(call)
            ]
            dry, real = bench.import_files(*files, dry=True), bench.import_files(*files)
            assert counts(dry) == counts(real)
            length = bench.log.last_position()
            bench.import_files(*files)
            assert bench.log.last_position() == length
    finally:
        bench.log.close()
