"""What a ledger says of registration and of a year's income is read, and kept as it is written (GY-1a, BJ-1.2b, CZ-10a)."""

from decimal import Decimal
from pathlib import Path

import pytest

from casework.application.importing.answers import choices_in_words
from casework.application.ledgers.sheets.raw import Cell
from casework.application.writing.references.taught_words import refuse_no_meaning
from casework.domain.codes.persons.abilities import HouseholdRegistration
from casework.domain.errors import InvalidValueError
from tests.support.ledgers.read_sheets import RIVER, ReadSheet, read
from tests.support.ledgers.small_ledgers import an_id

HEAD = ("户号", "所在村", "姓名", "身份证号", "与户主关系", "就业状态")


def sheet(tmp_path: Path, *columns: tuple[str, Cell]) -> ReadSheet:
    """One person with these columns more."""
    one = ("1", "河湾村", "虚构甲", an_id(1), "户主", "待业", *(cell for _, cell in columns))
    return read(tmp_path, [(*HEAD, *(header for header, _ in columns)), one])


@pytest.mark.parametrize(
    ("word", "kind", "codes"),
    [
        ("农业户口", HouseholdRegistration.RURAL, set()),
        ("非农", HouseholdRegistration.URBAN, set()),
        ("农转非待定", None, {"kept-as-written"}),
        ("3", None, {"kept-as-written"}),
        ("", None, set()),
    ],
)
def test_the_kind_of_registration(
    tmp_path: Path, word: str, kind: HouseholdRegistration | None, codes: set[str]
) -> None:
    """By exact words; another word concludes nothing, is said, and stays as it is written."""
    found = sheet(tmp_path, ("户口性质", word))
    assert found.persons["虚构甲"].member.household_registration is kind
    assert found.persons["虚构甲"].private.extra == ({"户口性质": word} if word else {})
    assert (found.codes, found.blocked, found.detected()) == (codes, [], ["1"])


def test_an_unknown_kind_of_registration_is_asked_about_and_answered(tmp_path: Path) -> None:
    """Nothing waits for it; the answer counts, also that the word says nothing; a number is asked about by nobody."""
    columns = (*HEAD, "户口性质")
    rows = [
        (*("1", "河湾村", "虚构甲", an_id(1), "户主", "务工"), "农转非待定"),
        (*("1", "河湾村", "虚构乙", an_id(2), "配偶", "务工"), "农转非待定"),
        (*("1", "河湾村", "虚构丙", an_id(3), "子女", "务工"), "3"),
    ]
    (asked,) = read(tmp_path, [columns, *rows]).questions
    assert (asked.of, asked.text, asked.rows, asked.blocks) == ("household_registration", "农转非待定", 2, False)
    assert asked.choices == ("rural", "urban", "resident", "collective", "none", "blank")
    assert "农业户口" in asked.why.zh
    for said, kind in (("urban", HouseholdRegistration.URBAN), ("blank", None)):
        found = read(tmp_path, [columns, *rows], taught={("household_registration", "农转非待定"): said})
        assert found.persons["虚构甲"].member.household_registration is kind
        assert (found.questions, found.persons["虚构甲"].private.extra["户口性质"]) == ([], "农转非待定")


def test_a_word_for_an_income_is_asked_about_and_answered(tmp_path: Path) -> None:
    """By an amount in yuan whatever the header's unit, or that it says nothing; 约3万多 is somebody's own."""
    header = "2025年全年收入（万元）"
    (asked,) = sheet(tmp_path, (header, "保密")).questions
    assert (asked.of, asked.text, asked.choices) == ("income", "保密", ("blank",))
    assert sheet(tmp_path, (header, "3万多吧")).questions == []
    one = ("1", "河湾村", "虚构甲", an_id(1), "户主", "待业", "保密")
    for said, amount in (("30000", Decimal(30000)), ("blank", None)):
        found = read(tmp_path, [(*HEAD, header), one], taught={("income", "保密"): said})
        assert (found.persons["虚构甲"].member.income, found.questions) == (amount, [])


@pytest.mark.parametrize(("rows", "asked"), [(9, 0), (10, 1)])
def test_a_place_that_many_name_is_asked_about_and_answered_by_its_code(tmp_path: Path, rows: int, asked: int) -> None:
    """One family's own address is asked about by nobody, and no remark is made of either."""
    people = [
        ("1", "河湾村", f"虚构{n}", an_id(n), "户主" if n == 1 else "其他", "务工", "外县山口村")
        for n in range(1, rows + 1)
    ]
    found = read(tmp_path, [(*HEAD, "户籍地"), *people])
    assert ([each.of for each in found.questions], found.codes) == (["registered_place"] * asked, set())
    told = read(tmp_path, [(*HEAD, "户籍地"), *people], taught={("registered_place", "外县山口村"): "990122"})
    assert (told.persons["虚构1"].member.registered_place, told.questions) == ("990122", [])


def test_what_may_be_answered_is_refused_otherwise() -> None:
    """A code of another column, and what is no amount."""
    for of, meaning in (
        ("household_registration", "urban"),
        ("income", "30000"),
        ("income", "blank"),
        ("residence", "990122"),
    ):
        refuse_no_meaning(of, "保密", meaning)
    for of, meaning in (("household_registration", "employed"), ("income", "很多"), ("residence", "外县")):
        with pytest.raises(InvalidValueError):
            refuse_no_meaning(of, "保密", meaning)
    assert choices_in_words("household_registration")["urban"] == "非农业户口"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("990121200202", "990121200202"),
        ("990121", "990121"),
        ("河湾村村民委员会", RIVER),
        ("柳河镇河湾村村民委员会", RIVER),
        ("青禾县柳河镇", "990121200"),
        ("本村", RIVER),
        ("另一县柳河镇河湾村村民委员会", None),
        ("湖口社区居委会", None),
        ("河湾", None),
        ("12345", None),
    ],
)
def test_a_place_is_a_code_or_the_own_one(tmp_path: Path, word: str, code: str | None) -> None:
    """Names count when they are those of the own village or of what lies above it; any other address stays words."""
    found = sheet(tmp_path, ("户籍地", word), ("现住址", word))
    person = found.persons["虚构甲"]
    assert (person.member.registered_place, person.member.residence) == (code, code)
    assert (person.private.extra, found.codes) == ({"户籍地": word, "现住址": word}, set())


@pytest.mark.parametrize(
    ("header", "cell", "year", "amount"),
    [
        ("2025年收入", "36000", 2025, Decimal(36000)),
        ("2025年度收入（元/年）", "36000", 2025, Decimal(36000)),
        ("收入", "36000", None, None),
        ("2025年全年收入", "36000", 2025, Decimal(36000)),
        ("上年收入(元)", 36000, 2025, Decimal(36000)),
        ("2024年年收入（万元）", "3.6", 2024, Decimal(36000)),
        ("2024年年收入（万元）", 1.2345666, 2024, Decimal("12345.67")),
        ("上年收入（万元）", "36000元", 2025, Decimal(36000)),
        ("上年收入（万元）", "36000", None, None),
        ("上年收入", "约3万多", None, None),
        ("上年收入", "3000元/月", None, None),
    ],
)
def test_a_years_income(tmp_path: Path, header: str, cell: Cell, year: int | None, amount: Decimal | None) -> None:
    """Of the year that the header names, in yuan; what is no amount is kept and said; the cell stays as it is."""
    found = sheet(tmp_path, (header, cell))
    person = found.persons["虚构甲"]
    known = amount is not None
    assert (person.member.income, person.member.income_year) == (amount, year if known else None)
    assert person.private.extra == {header: str(cell)}
    assert found.blocked == []


def test_an_income_of_no_year_is_kept_and_asked_about(tmp_path: Path) -> None:
    """Once a table, and nobody has an income by it."""
    found = sheet(tmp_path, ("年收入", "36000"), ("家庭人均年收入", "9000"))
    assert (found.persons["虚构甲"].member.income, found.households["1"].values.income_per_head) == (None, None)
    assert [problem.code for problem in found.problems] == ["income-year"]
    assert found.persons["虚构甲"].private.extra == {"年收入": "36000", "家庭人均年收入": "9000"}


def test_wages_above_the_income_are_neither_taken(tmp_path: Path) -> None:
    """Equal they may be; above it, nobody knows which one is right."""
    equal = sheet(tmp_path, ("上年收入", "100"), ("上年工资性收入", "100")).persons["虚构甲"].member
    assert (equal.income, equal.income_wages, equal.income_year) == (Decimal(100), Decimal(100), 2025)
    above = sheet(tmp_path, ("上年收入", "100"), ("上年工资性收入", "101"))
    member = above.persons["虚构甲"].member
    assert (member.income, member.income_wages, member.income_year) == (None, None, None)
    assert above.codes == {"kept-as-written"}


def test_an_income_per_head_is_the_households(tmp_path: Path) -> None:
    """With its year; the cell stays with the person of its row."""
    found = sheet(tmp_path, ("2025年家庭人均纯收入（元）", "12,500.50"))
    values = found.households["1"].values
    assert (values.income_year, values.income_per_head) == (2025, Decimal("12500.5"))
    assert found.persons["虚构甲"].private.extra == {"2025年家庭人均纯收入（元）": "12,500.50"}


def test_an_income_that_was_divided_loses_no_household(tmp_path: Path) -> None:
    """A household's income by its heads is written with all decimals: it is taken to the fen, the cell stays as it is."""
    found = sheet(tmp_path, ("2025年家庭人均纯收入（元）", 37_037 / 3))
    assert found.households["1"].values.income_per_head == Decimal("12345.67")
    assert (found.blocked, found.codes) == ([], set())


def test_of_two_columns_with_one_meaning_none_is_lost(tmp_path: Path) -> None:
    """The first is read, the other one kept under its own header."""
    found = sheet(tmp_path, ("户籍地", "990121"), ("户籍地址", "外省某市某街道8号"))
    person = found.persons["虚构甲"]
    assert person.member.registered_place == "990121"
    assert person.private.extra == {"户籍地": "990121", "户籍地址": "外省某市某街道8号"}
