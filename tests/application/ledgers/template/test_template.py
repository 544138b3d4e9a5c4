"""The ledger template: filled in and sent back, it goes in as it is, and says nothing of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.error_sheet import write_errors
from casework.application.ledgers.sheets.headers import meaning
from casework.application.ledgers.template.accepted_words import ACCEPTED
from casework.application.ledgers.template.columns import COLUMNS
from casework.application.ledgers.template.workbook import EXAMPLES, LEDGER, WORDS, write_template
from casework.domain.persons import ResidentId, read_resident_id
from tests.support.ledgers.import_bench import AS_OF, ImportBench


@pytest.fixture
def bench(sqlite_url: str, tmp_path: Path) -> Iterator[ImportBench]:
    """A clerk's bench with an empty database."""
    bench = ImportBench(sqlite_url, tmp_path)
    yield bench
    bench.log.close()


def filled_in(path: Path, *rows: dict[str, str]) -> Path:
    """The template with these rows, cells by header."""
    write_template(path)
    book = openpyxl.load_workbook(path)
    headers = [cell.value for cell in book[LEDGER][1]]
    for number, row in enumerate(rows, start=2):
        for header, text in row.items():
            book[LEDGER].cell(number, headers.index(header) + 1, text)
    book.save(path)
    return path


def examples() -> list[dict[str, str]]:
    """The persons of the page of examples."""
    return [{column.header: column.examples[row] for column in COLUMNS if column.examples[row]} for row in range(4)]


def test_the_examples_copied_into_the_ledger_go_in_without_a_word(bench: ImportBench) -> None:
    """Every header is known, every word understood: two households, one of them with nobody in work."""
    result = bench.import_files(filled_in(bench.folder / "村.xlsx", *examples()))

    assert (result.rows, result.persons, result.registered, result.detected) == (4, 4, 2, 1)
    assert (result.refused, [problem.code for problem in result.warnings]) == ([], ["id-blank"])
    assert result.unknown_columns == []


def test_the_examples_and_the_words_are_nobody(bench: ImportBench) -> None:
    """The template as it was written holds no person, whatever its other pages show: that is told as a bad file."""
    with pytest.raises(LedgerFileError) as refused:
        bench.import_files(filled_in(bench.folder / "村.xlsx"))

    assert refused.value.code == "no-rows"


@pytest.mark.parametrize("column", ACCEPTED)
def test_every_word_that_is_offered_is_understood(bench: ImportBench, column: str) -> None:
    """Nothing that can be chosen from a list is asked about later."""
    header = next(each.header for each in COLUMNS if each.column == column)
    person = {"行政村": "禾坪村", "与户主关系": "户主", "出生日期": "1980-01-05", "就业状态": "未就业"}
    rows = [
        {**person, "户编号": f"{number:03d}", "姓名": f"禾{number}亩", header: word}
        for number, word in enumerate(ACCEPTED[meaning(header) or column], start=1)  # type: ignore[index]
    ]
    if header == "与户主关系":
        rows = [{**row, "户编号": "001"} for row in rows]

    result = bench.import_files(filled_in(bench.folder / "村.xlsx", *rows))

    assert (result.refused, {problem.code for problem in result.warnings}) == ([], {"id-blank"})
    assert result.persons == len(rows)


def test_the_columns_are_known_and_nobody_in_the_examples_is_real() -> None:
    """Each header means its own column; the ids are well formed and of region 99."""
    assert [meaning(column.header) for column in COLUMNS] == [column.column for column in COLUMNS]
    ids = [example for column in COLUMNS if column.header == "身份证号" for example in column.examples if example]
    assert all(isinstance(read_resident_id(number, assessed_on=AS_OF), ResidentId) for number in ids)
    assert {number[:2] for number in ids} == {"99"}


def test_the_ledger_offers_words_and_keeps_numbers_as_text(tmp_path: Path) -> None:
    """Lists to choose from, columns of text so that no id loses digits, the header in sight."""
    write_template(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    ledger = book[LEDGER]

    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in ledger.data_validations.dataValidation
        if rule.type == "list"
    }
    headers = {cell.column_letter: cell.value for cell in ledger[1]}
    words = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book[WORDS].columns}

    assert book.sheetnames == [LEDGER, EXAMPLES, WORDS]
    assert {headers[place[:-1]] for place in offered} == {
        column.header for column in COLUMNS if column.column in ACCEPTED
    }
    assert all(formula.startswith(f"'{WORDS}'!$") for formula in offered.values())
    assert words == {column.header: list(ACCEPTED[column.column]) for column in COLUMNS if column.column in ACCEPTED}
    assert ledger.freeze_panes == "A2"
    assert {ledger.column_dimensions[letter].number_format for letter in headers} <= {"@", "General"}


def test_it_goes_in_after_a_round_of_errors_too(bench: ImportBench) -> None:
    """What comes back with errors still leaves the examples and the words out."""
    wrong = {**examples()[3], "就业状态": "说不清的状态"}
    path = filled_in(bench.folder / "村.xlsx", *examples()[:3], wrong)
    result = bench.import_files(path)
    write_errors([path], [*result.refused, *result.warnings], bench.folder / "错误.xlsx", ReadingLimits())

    again = bench.import_files(bench.folder / "错误.xlsx", dry=True)

    assert (again.rows, again.persons) == (result.rows, result.persons)
    assert [problem.code for problem in again.warnings] == [problem.code for problem in result.warnings]


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    """The template never takes the place of a ledger."""
    (tmp_path / "台账.xlsx").write_bytes(b"ledger")
    for place in (tmp_path / "台账.xlsx", tmp_path / "absent" / "a.xlsx"):
        with pytest.raises(LedgerFileError) as caught:
            write_template(place)
        assert caught.value.code == "unwritable"
    assert (tmp_path / "台账.xlsx").read_bytes() == b"ledger"
