"""One row understood as a person, refused with one reason, or no person at all."""

from datetime import date
from decimal import Decimal

import pytest

from casework.application.ledgers.persons.ledger import LedgerPerson, RefusedPerson, RowPlace
from casework.application.ledgers.persons.persons import PersonRow, read_person
from casework.application.ledgers.persons.problems import SENTENCES
from casework.application.ledgers.persons.row_kinds import is_person
from casework.application.ledgers.sheets.raw import Cell, Column
from casework.domain.codes.people import Capacity, Employment, EmploymentStated, Sex, Willingness
from casework.domain.members import Member, PersonPrivate
from tests.support.ledgers.small_ledgers import AS_OF, WHERE, Understood, a_row, a_sheet, a_sheet_with, an_id

PLACE = RowPlace(file="台账.xlsx", sheet="东风村", row=7, id_column="身份证号", employment_column="就业状态")
NO_ID: dict[Column, Cell] = {Column.RESIDENT_ID: None, Column.BIRTH_DATE: "1990-05-01"}


def read(cells: dict[Column, Cell], unknown: dict[str, Cell] | None = None) -> PersonRow:
    """Row 7 with these cells beside a name and a valid id."""
    row = a_row(7, {Column.NAME: "张三", Column.RESIDENT_ID: an_id(1), **cells}, unknown)
    documents = {Column.DOCUMENT_KIND: "证件类型", Column.OTHER_DOCUMENT: "护照号码"}
    return read_person(row, a_sheet_with(documents), assessed_on=AS_OF)


def refusal(cells: dict[Column, Cell]) -> tuple[str, Column | None] | None:
    """Why the row is refused, and the column it is about."""
    remark = next(iter(read(cells).refusals), None)
    return (remark.code, remark.column) if remark else None


def warnings(cells: dict[Column, Cell]) -> list[tuple[str, Column | None]]:
    """What the clerk is told of a row that is taken."""
    found = read(cells)
    assert found.refusals == ()
    return [(warning.code, warning.column) for warning in found.warnings]


def test_a_full_row_is_a_person_with_all_that_it_says() -> None:
    """Clear values and sealed texts are all there, unknown columns kept by their header."""
    found = read(
        {
            Column.RELATION: "户主",
            Column.NAME: "张\u3000三",
            Column.SEX: "男",
            Column.BIRTH_DATE: date(1990, 1, 1),
            Column.PHONE: 13_800_000_000.0,
            Column.CAPACITY: "整劳力",
            Column.SCHOOLING: "非在校生",
            Column.WILLINGNESS: "愿意",
            Column.EMPLOYMENT: "务工",
            Column.EMPLOYER: "某 厂",
            Column.WORK_PLACE: "成都市",
            Column.WORK_STARTED: "2025年3月",
            Column.MONTHLY_PAY: "3,500元",
            Column.WORK_MONTHS: 6.0,
            Column.WANTS_TRAINING: "否",
            Column.NOTE: "５月回",
        },
        {"民族": "汉", "打卡": 3.0, "空": "/"},
    )
    assert found.refusals == ()
    assert found.warnings == ()
    assert found.person == LedgerPerson(
        place=PLACE,
        member=Member(
            number=0,
            is_head=True,
            sex=Sex.MALE,
            birth_date=date(1990, 1, 1),
            capacity=Capacity.FULL,
            employment=Employment.EMPLOYED,
            willingness=Willingness.WILLING,
            work_started_on=date(2025, 3, 1),
            monthly_pay=Decimal(3500),
            work_months=6,
            wants_training=False,
            stated=EmploymentStated.MIGRANT,
        ),
        private=PersonPrivate(
            name="张三",
            employment_text="务工",
            capacity_text="整劳力",
            resident_id=an_id(1),
            relation="户主",
            phone="13800000000",
            schooling="非在校生",
            employer="某 厂",
            work_place="成都市",
            note="5月回",
            extra={"民族": "汉", "打卡": "3"},
        ),
    )


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({Column.NAME: None}, "missing-name", Column.NAME),
        ({Column.NAME: "-"}, "missing-name", Column.NAME),
        ({Column.RESIDENT_ID: "9999991990010100"}, "id-format", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: "12345678"}, "id-format", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: "12345678", Column.DOCUMENT_KIND: "居民身份证"}, "id-format", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: "123", Column.DOCUMENT_KIND: "护照"}, "id-format", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: an_id(1)[:17] + "?", Column.DOCUMENT_KIND: "户口簿"}, "id-format", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: "110105194912310021"}, "id-checksum", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: an_id(1, born="19900230")}, "id-date", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: an_id(1, born="20260302")}, "id-date", Column.RESIDENT_ID),
        ({**NO_ID, Column.BIRTH_DATE: "2026-03-02"}, "id-date", Column.BIRTH_DATE),
        ({Column.RESIDENT_ID: 999_999_199_001_010_000.0}, "id-digits-lost", Column.RESIDENT_ID),
        ({Column.RESIDENT_ID: "5.1E+17"}, "id-digits-lost", Column.RESIDENT_ID),
        ({**NO_ID, Column.BIRTH_DATE: "1990-02-30"}, "bad-date", Column.BIRTH_DATE),
        ({Column.NAME: None, Column.RESIDENT_ID: "1", Column.BIRTH_DATE: "x"}, "missing-name", Column.NAME),
    ],
)
def test_a_row_is_refused_for_its_first_reason(cells: dict[Column, Cell], code: str, column: Column) -> None:
    """Each reason has its code and points at the cell to correct."""
    assert refusal(cells) == (code, column)


@pytest.mark.parametrize(
    "cells",
    [
        {Column.RESIDENT_ID: an_id(1).lower()},
        {Column.RESIDENT_ID: an_id(1, born="20260301")},
        {Column.RESIDENT_ID: 110105491231002.0},
        {**NO_ID, Column.BIRTH_DATE: "2026-03-01"},
        {Column.WORK_STARTED: "无"},
        {Column.RETURNED: "/"},
    ],
)
def test_a_row_just_inside_the_rules_is_taken(cells: dict[Column, Cell]) -> None:
    """Born today, a 15-digit number cell, and cells that say there is nothing are no reason."""
    assert refusal(cells) is None


def test_a_blank_id_is_a_warning_where_name_and_birth_date_are_there() -> None:
    """The person is taken by name and birth date; 无 is blank too."""
    assert warnings(NO_ID) == [("id-blank", Column.RESIDENT_ID)]
    assert warnings({**NO_ID, Column.RESIDENT_ID: "无"}) == [("id-blank", Column.RESIDENT_ID)]
    assert read(NO_ID).person.member.birth_date == date(1990, 5, 1)
    assert read(NO_ID).person.private.resident_id == ""


@pytest.mark.parametrize("said", ["", "无", "未办理", "新生儿"])
def test_who_has_neither_id_nor_birth_date_is_taken_by_name(said: str) -> None:
    """With a remark that asks for one of them; how old he is is asked when the household hangs on it."""
    cells: dict[Column, Cell] = {Column.RESIDENT_ID: said}
    assert (refusal(cells), warnings(cells)) == (None, [("identity-blank", Column.RESIDENT_ID)])


@pytest.mark.parametrize(
    ("cells", "number", "document"),
    [
        ({Column.RESIDENT_ID: "12345678", Column.DOCUMENT_KIND: "护照"}, "12345678", "passport"),
        ({Column.RESIDENT_ID: "C1234567", Column.DOCUMENT_KIND: "港澳通行证"}, "C1234567", "hong-kong-macao-permit"),
        ({Column.RESIDENT_ID: "01234567", Column.DOCUMENT_KIND: "台胞证"}, "01234567", "taiwan-permit"),
        ({Column.RESIDENT_ID: "123 456 789", Column.DOCUMENT_KIND: "户口簿"}, "123456789", "household-register"),
        ({Column.RESIDENT_ID: "O330123456", Column.DOCUMENT_KIND: "出生医学证明"}, "O330123456", "birth-certificate"),
        ({Column.RESIDENT_ID: "军字第1234567号", Column.DOCUMENT_KIND: "军官证"}, "军字第1234567号", "military-card"),
        ({Column.RESIDENT_ID: "20260001", Column.DOCUMENT_KIND: "其他"}, "20260001", "other"),
        ({Column.RESIDENT_ID: "无", Column.OTHER_DOCUMENT: "12345678"}, "12345678", "passport"),
        ({Column.RESIDENT_ID: an_id(1), Column.DOCUMENT_KIND: "户口簿"}, an_id(1), None),
        ({Column.RESIDENT_ID: an_id(1), Column.OTHER_DOCUMENT: "12345678"}, an_id(1), None),
    ],
)
def test_a_number_is_of_the_document_that_the_sheet_names(
    cells: dict[Column, Cell], number: str, document: str | None
) -> None:
    """Digits alone too, where cell or header say what they are; a resident id is one whatever it is called."""
    found = read(cells)
    assert (found.refusals, found.person.private.resident_id, found.person.private.document) == ((), number, document)
    assert set(found.person.private.extra.values()) == {
        str(cell) for column, cell in cells.items() if column is not Column.RESIDENT_ID
    }


def test_birth_date_and_sex_of_the_id_win() -> None:
    """Cells that differ are a warning and do not count."""
    found = read({Column.BIRTH_DATE: "1990-01-02", Column.SEX: "女"})
    assert (found.person.member.birth_date, found.person.member.sex) == (date(1990, 1, 1), Sex.MALE)
    assert warnings({Column.BIRTH_DATE: "1990-01-02", Column.SEX: "女"}) == [
        ("sex-differs", Column.SEX),
        ("birth-date-differs", Column.BIRTH_DATE),
    ]
    assert warnings({Column.BIRTH_DATE: "1990-01-01", Column.SEX: "男"}) == []


def test_a_birth_month_does_not_differ_from_a_day_in_it() -> None:
    """1990年5月 agrees with every day of May, 1990年6月 and 1 May do not."""
    born_in_may = {Column.RESIDENT_ID: an_id(1, born="19900517")}
    assert warnings({**born_in_may, Column.BIRTH_DATE: "1990年5月"}) == []
    assert warnings({**born_in_may, Column.BIRTH_DATE: "1990年6月"}) == [("birth-date-differs", Column.BIRTH_DATE)]
    assert warnings({**born_in_may, Column.BIRTH_DATE: "1990-05-01"}) == [("birth-date-differs", Column.BIRTH_DATE)]


def test_fifteen_and_eighteen_digits_are_one_person() -> None:
    """The old id is stored in its new form."""
    assert read({Column.RESIDENT_ID: "999999900101001"}).person.private.resident_id == an_id(1)


@pytest.mark.parametrize(
    ("relation", "head_name", "is_head"),
    [
        *(("户主", None, True), ("本人", "李四", True), ("本人或户主", None, True)),
        *(("妻", "张三", False), (None, "张三", True), (None, "李四", False), (None, None, False)),
    ],
)
def test_the_relation_says_who_is_head_and_else_the_name(relation: Cell, head_name: Cell, is_head: bool) -> None:
    """Without a relation, the member with the head's name is the head."""
    found = read({Column.RELATION: relation, Column.HEAD_NAME: head_name})
    assert found.person.member.is_head is is_head


def test_a_refused_row_still_tells_whom_it_is_about() -> None:
    """Name, id as far as written, and whether it says employed, so that nobody is taken as gone."""
    found = read({Column.RESIDENT_ID: "11010519491231 0021", Column.EMPLOYMENT: "务工"})
    assert found.as_refused() == RefusedPerson(
        place=PLACE, name="张三", resident_id="110105194912310021", employed=True, employment=Employment.EMPLOYED
    )
    assert read({Column.RESIDENT_ID: "5.1E+17"}).as_refused() == RefusedPerson(
        place=PLACE, name="张三", employment=Employment.NOT_EMPLOYED
    )


def test_every_sentence_is_there_in_both_languages_and_shows_no_cell() -> None:
    """A message never repeats a name or an id: the row and the column are enough."""
    assert all(sentence.zh and sentence.en for sentence in SENTENCES.values())
    odd = "999999199001010099"
    told = Understood(
        (a_sheet(), [a_row(2, {Column.HOUSEHOLD_NUMBER: 1, **WHERE, Column.NAME: "张三丰", Column.RESIDENT_ID: odd})])
    )
    [problem] = told.problems
    assert (problem.code, problem.column, problem.sheet, problem.row) == ("id-checksum", "身份证号", "东风村", 2)
    assert not any(text in f"{problem.message.zh}{problem.message.en}" for text in ("张三丰", odd))


@pytest.mark.parametrize(
    "cells",
    [
        *(
            {Column.SERIAL: word}
            for word in ("合计", "小 计", "总计:", "填表人:王五", "审核人", "制表", "备注:本表一式两份")
        ),
        {Column.SERIAL: "合计", Column.NAME: "35人", Column.RESIDENT_ID: 12.0},
        {Column.HOUSEHOLD_NUMBER: "东风村小计", Column.NAME: 4.0},
        {Column.HOUSEHOLD_NUMBER: "填表人:", Column.HEAD_NAME: "王五", Column.NAME: "审核人:"},
        {Column.NAME: "合计(人)"},
        {Column.SERIAL: 12.0},
        {Column.SERIAL: 12.0, **WHERE},
    ],
)
def test_subtotals_foot_lines_and_numbered_empty_rows_are_no_persons(cells: dict[Column, Cell]) -> None:
    """They are neither taken nor refused nor counted."""
    assert not is_person(a_row(9, cells))


def test_a_foot_line_under_an_unknown_column_is_no_person() -> None:
    """The foot of a table stands wherever there is room."""
    assert not is_person(a_row(9, {}, {"民族": "制表日期:2026年3月"}))
    assert not is_person(a_row(9, {Column.RESIDENT_ID: "制表人:王五", Column.PHONE: "2026年3月"}))
    assert not is_person(a_row(9, {Column.NOTE: "审核人:李四"}))


@pytest.mark.parametrize(
    "cells",
    [
        {Column.NAME: "合意", Column.NOTE: "合计3人"},
        {Column.NAME: "张三", Column.EMPLOYER: "制表厂"},
        {Column.NAME: "张三", Column.VILLAGE: "合计村"},
        {Column.HOUSEHOLD_NUMBER: 3.0},
        {Column.SERIAL: "合计", Column.NAME: "张三", Column.RESIDENT_ID: an_id(1)},
    ],
)
def test_a_person_is_never_taken_for_a_foot_line(cells: dict[Column, Cell]) -> None:
    """Words of sums in a note or an employer, or beside a full id, do not hide a person."""
    assert is_person(a_row(9, cells))
    assert is_person(a_row(9, {Column.NAME: "张三", **cells}, {"审核状态": "审核"}))
