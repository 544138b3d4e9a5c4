"""The words of ledgers and what follows from them for a person."""

from datetime import date

import pytest

from casework.application.ledgers.persons.ledger import LedgerPerson
from casework.application.ledgers.persons.persons import read_person
from casework.application.ledgers.sheets.raw import Cell, Column
from casework.domain.codes.people import Capacity, Employment, Sex, Willingness
from tests.support.ledgers.small_ledgers import AS_OF, a_row, a_sheet, an_id

EMPLOYED, NOT_EMPLOYED = Employment.EMPLOYED, Employment.NOT_EMPLOYED
YES: list[Cell] = ["是", "有", "√", 1, 1.0, "1", "１", True, "愿意"]
NO: list[Cell] = ["否", "无", "×", 0, 0.0, "0", False, "不愿意"]


def read(cells: dict[Column, Cell], *without: Column) -> tuple[LedgerPerson, list[str]]:
    """A person with these cells, and the codes of the warnings."""
    row = a_row(2, {Column.NAME: "张三", Column.RESIDENT_ID: an_id(1), **cells})
    person = read_person(row, a_sheet(*without), assessed_on=AS_OF)
    assert person.refusals == ()
    return person.person, [warning.code for warning in person.warnings]


def employment(cells: dict[Column, Cell], *without: Column) -> Employment:
    """The employment of a person with these cells, understood without a warning."""
    person, warnings = read(cells, *without)
    assert warnings == []
    return person.member.employment


@pytest.mark.parametrize(
    "word", ["务工", "已就业", "就业", "灵活就业", "公益性岗位", "自主创业", "个体经营", "打零工", *YES]
)
def test_words_for_being_employed(word: Cell) -> None:
    """Every word of the office's list, and yes, is employed."""
    assert employment({Column.EMPLOYMENT: word}) is EMPLOYED


@pytest.mark.parametrize("word", ["未就业", "失业", "待业", "无业", "未务工", "务农", None, " 未 就业", "/", *NO])
def test_words_for_not_being_employed(word: Cell) -> None:
    """Farming counts as not employed (BJ-1.2b), and so do no and blank."""
    assert employment({Column.EMPLOYMENT: word}) is NOT_EMPLOYED


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((word, Employment.MILITARY_SERVICE) for word in ("服兵役", "现役", "参军")),
        *((word, Employment.CUSTODY) for word in ("服刑", "在押")),
    ],
)
def test_words_for_those_who_are_no_labour(word: str, meant: Employment) -> None:
    """Service and custody are understood as status and in the capacity column; work stated beside them wins."""
    assert employment({Column.EMPLOYMENT: word}) is meant
    assert employment({Column.EMPLOYMENT: "未就业", Column.CAPACITY: word}) is meant
    assert employment({Column.EMPLOYMENT: "务工", Column.CAPACITY: word}) is EMPLOYED


@pytest.mark.parametrize(
    ("word", "capacity"),
    [
        *((word, Capacity.FULL) for word in ("整劳力", "普通劳动力", "技能劳动力", "有", "有劳动能力")),
        *((word, Capacity.WEAK) for word in ("弱劳力", "弱劳动力", "弱劳动力或半劳动力")),
        *((word, Capacity.HALF) for word in ("半劳力", "半劳动力")),
        *((word, Capacity.NONE) for word in ("丧失劳动力", "无劳动力", "完全丧失劳动能力", "无劳动能力", "无", "否")),
        (None, None),
    ],
)
def test_words_for_labour_capacity(word: Cell, capacity: Capacity | None) -> None:
    """Weak and half labour are told from none; blank stays blank."""
    person, warnings = read({Column.CAPACITY: word})
    assert (person.member.capacity, warnings) == (capacity, [])


@pytest.mark.parametrize("word", ["丧失劳动力", "无劳动力", "完全丧失劳动能力", "无劳动能力"])
def test_no_capacity_is_understood_as_a_status_too(word: str) -> None:
    """Lost capacity in the status column is lost capacity, unless the capacity column says something."""
    person, warnings = read({Column.EMPLOYMENT: word})
    assert (person.member.employment, person.member.capacity, warnings) == (NOT_EMPLOYED, Capacity.NONE, [])
    assert read({Column.EMPLOYMENT: word, Column.CAPACITY: "弱劳力"})[0].member.capacity is Capacity.WEAK


@pytest.mark.parametrize(
    ("word", "in_school", "graduates_in"),
    [
        *((word, False, None) for word in (None, "非在校生", "已毕业", "应届毕业生", "否", "/")),
        *((word, True, None) for word in ("小学", "在校", "高三", "是", "大专在读")),
        *(
            ("2025届", True, 2025),
            ("2026届", True, 2026),
            ("2027届毕业生", True, 2027),
            ("2025届大专", True, 2025),
            ("27届", True, 2027),
        ),
        ("98届", True, 1998),
    ],
)
def test_words_for_being_at_school(word: Cell, in_school: bool, graduates_in: int | None) -> None:
    """Every word but the listed ones is school; a class carries its year, from which on it is not."""
    member = read({Column.SCHOOLING: word})[0].member
    assert (member.in_school, member.graduates_in) == (in_school, graduates_in)


def test_willingness_and_training_are_yes_or_no() -> None:
    """All spellings of yes and no are understood; blank says nothing."""
    for column in (Column.WILLINGNESS, Column.WANTS_TRAINING):
        assert [read({column: word})[1] for word in (*YES, *NO, None)] == [[]] * (len(YES) + len(NO) + 1)
    wishes = [read({Column.WILLINGNESS: word})[0].member.willingness for word in ("有就业意愿", "不愿意", None)]
    assert wishes == [Willingness.WILLING, Willingness.UNWILLING, None]
    assert [read({Column.WANTS_TRAINING: word})[0].member.wants_training for word in ("√", "×", None)] == [
        True,
        False,
        None,
    ]


@pytest.mark.parametrize(
    ("column", "word", "code"),
    [
        (Column.SEX, "不详", "unknown-word"),
        (Column.WANTS_TRAINING, "再说", "unknown-word"),
        (Column.RETURNED, "再说", "unknown-word"),
        (Column.MONTHLY_PAY, "面议", "unreadable-pay"),
        (Column.WORK_MONTHS, "13", "unreadable-months"),
    ],
)
def test_another_word_is_a_warning_and_counts_as_blank(column: Column, word: str, code: str) -> None:
    """The row is taken as if the cell were blank, and the clerk is told."""
    told, warnings = read({column: word})
    assert warnings == [code]
    assert told.member == read({})[0].member


@pytest.mark.parametrize(
    ("cells", "value", "answer"),
    [
        ({Column.EMPLOYMENT: "看情况"}, "employment", Employment.NOT_UNDERSTOOD),
        ({Column.CAPACITY: "一般"}, "capacity", Capacity.NOT_UNDERSTOOD),
        ({Column.WILLINGNESS: "再说"}, "willingness", Willingness.NOT_UNDERSTOOD),
        ({Column.SCHOOLING: "休学"}, "in_school", None),
        ({Column.EMPLOYMENT: "#N/A"}, "employment", Employment.NOT_UNDERSTOOD),
        ({Column.CAPACITY: "3"}, "capacity", Capacity.NOT_UNDERSTOOD),
        ({Column.EMPLOYMENT: "已就业(已辞工)"}, "employment", Employment.NOT_UNDERSTOOD),
    ],
)
def test_a_deciding_word_that_nobody_knows_is_a_fourth_answer(
    cells: dict[Column, Cell], value: str, answer: object
) -> None:
    """It is neither blank nor yes nor no: it is kept with its text, and the clerk is told the words that would do."""
    person, warnings = read(cells)
    assert getattr(person.member, value) == answer
    assert (person.private.not_understood, warnings) == ({value: next(iter(cells.values()))}, ["not-understood"])


def test_a_status_that_contradicts_the_rest_of_the_row_is_not_understood() -> None:
    """A status of no, or none at all, beside an employer and a start concludes nothing; a return explains it."""
    work: dict[Column, Cell] = {Column.EMPLOYER: "某厂", Column.WORK_STARTED: "2025-03-01"}
    doubt = Employment.NOT_UNDERSTOOD
    assert read({**work, Column.EMPLOYMENT: "失业"})[0].member.employment is doubt
    assert read(work)[0].member.employment is doubt
    assert read({**work, Column.EMPLOYMENT: "看情况"})[0].member.employment is doubt
    assert employment({**work, Column.EMPLOYMENT: "失业", Column.RETURNED: "2025-12-01"}) is NOT_EMPLOYED
    assert employment({**work, Column.EMPLOYMENT: "务工", Column.RETURNED: "2025-12-01"}) is EMPLOYED
    assert read({Column.EMPLOYMENT: "未就业", Column.NOTE: "已外出务工"})[0].member.employment is doubt
    assert employment({Column.EMPLOYMENT: "未就业", Column.NOTE: "想外出务工"}) is NOT_EMPLOYED


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        ({}, NOT_EMPLOYED),
        ({Column.EMPLOYER: "某厂"}, EMPLOYED),
        ({Column.WORK_PLACE: "成都市"}, EMPLOYED),
        ({Column.WORK_STARTED: "2025年3月"}, EMPLOYED),
        ({Column.WORK_PLACE: "无", Column.EMPLOYER: "/", Column.WORK_STARTED: "无"}, NOT_EMPLOYED),
        ({Column.WORK_STARTED: "2025-03-01", Column.RETURNED: "2025-03-01"}, EMPLOYED),
        ({Column.WORK_STARTED: "2025-03-01", Column.RETURNED: "2025-03-02"}, NOT_EMPLOYED),
        ({Column.WORK_STARTED: "2025-03-01", Column.RETURNED: "2025-02-01"}, EMPLOYED),
        ({Column.EMPLOYER: "某厂", Column.RETURNED: "2025-12-01"}, NOT_EMPLOYED),
        ({Column.EMPLOYER: "某厂", Column.RETURNED: "是"}, NOT_EMPLOYED),
        ({Column.EMPLOYER: "某厂", Column.RETURNED: "否"}, EMPLOYED),
    ],
)
def test_without_a_status_column_what_is_filled_counts(cells: dict[Column, Cell], meant: Employment) -> None:
    """Employer, place or start mean employed, unless a later return stands beside them."""
    assert employment(cells, Column.EMPLOYMENT) is meant


def test_the_return_is_a_date_or_yes_or_no() -> None:
    """A date is kept as date, a yes as what was said, each in one spelling."""
    dated, _ = read({Column.RETURNED: "2025年12月"})
    assert (dated.member.returned_on, dated.private.returned) == (date(2025, 12, 1), "2025-12-01")
    said, _ = read({Column.RETURNED: "√"})
    assert (said.member.returned_on, said.private.returned) == (None, "是")
    denied, _ = read({Column.RETURNED: "未返乡"})
    assert (denied.member.returned_on, denied.private.returned) == (None, "否")


def test_sex_is_read_where_no_id_says_it() -> None:
    """男 and 女 count for persons without an id."""
    without_id: dict[Column, Cell] = {Column.RESIDENT_ID: None, Column.BIRTH_DATE: "1990-01-01"}
    assert [read({**without_id, Column.SEX: word})[0].member.sex for word in ("男", "女性", None)] == [
        *(Sex.MALE, Sex.FEMALE, None)
    ]
