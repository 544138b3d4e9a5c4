"""Single cells, whatever their spelling."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.application.ledgers.persons.dates import WrittenDate, read_date
from casework.application.ledgers.sheets.raw import Cell
from casework.application.ledgers.understanding.cells import (
    compact,
    digits_lost,
    name_of,
    number_text,
    read_months,
    read_pay,
    text_of,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
EXCEL_DAY_ZERO = date(1899, 12, 30)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  初中\n毕业\u3000", "初中 毕业"),
        ("１２３ＡＢＣ", "123ABC"),
        ("\u202a张三\u200b", "张三"),
        ("张\ue81a\U00031350", "张\ue81a\U00031350"),
        ("—", ""),
        ("/", ""),
        (3.0, "3"),
        (3, "3"),
        (3.5, "3.5"),
        (Decimal("3.00"), "3"),
        (Decimal("3.50"), "3.50"),
        (True, "是"),
        (False, "否"),
        (date(2025, 3, 1), "2025-03-01"),
        (datetime(2025, 3, 1), "2025-03-01"),  # noqa: DTZ001 - spreadsheet cells have no zone
        (datetime(2025, 3, 1, 8, 30), "2025-03-01 08:30:00"),  # noqa: DTZ001
        (float("inf"), "inf"),
        (Decimal("Infinity"), "Infinity"),
    ],
)
def test_a_cell_has_one_text(cell: Cell, text: str) -> None:
    """Spaces, full-width forms, invisible marks and Excel's .0 make no difference."""
    assert text_of(cell) == text


def test_spaces_inside_a_name_only_spread_it() -> None:
    """张 三 is 张三; a name in Latin letters keeps its space; words and numbers have none."""
    assert [name_of(cell) for cell in ("张\u3000三", "Tom  Smith", None)] == ["张三", "Tom Smith", ""]
    assert compact(" 已 就 业 ") == "已就业"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (3.0, "3"),
        (3, "3"),
        ("3.0", "3"),
        ("003", "003"),
        ("Ａ－１２", "A-12"),
        ("'12", "12"),
        (None, ""),
        ("3.5", "3.5"),
    ],
)
def test_a_number_that_is_a_name_is_text(cell: Cell, number: str) -> None:
    """A household number is the same as number and as text; leading zeros belong to it."""
    assert number_text(cell) == number


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        (999_999_999_999_999.0, False),
        (1_000_000_000_000_000.0, True),
        (510104198703543700, True),
        (110105491231002, False),
        (Decimal("510104198703543700"), True),
        ("5.1E+17", True),
        ("5.10104198703544e+17", True),
        ("5E+17", True),
        ("５．１Ｅ＋１７", True),
        ("1E5", False),
        ("51010419870354370X", False),
        (True, False),
        (None, False),
    ],
)
def test_a_rounded_number_is_known_as_such(cell: Cell, lost: bool) -> None:
    """Fifteen digits are safe in Excel, sixteen are not, and the exponent form has lost its end."""
    assert digits_lost(cell) is lost


@pytest.mark.parametrize(
    ("cell", "pay"),
    [
        (3500, "3500"),
        (3500.0, "3500"),
        ("3,500", "3500"),
        ("３，５００元", "3500"),
        ("3500元/月", "3500"),
        ("¥3500.50", "3500.5"),
        (Decimal("3500.00"), "3500"),
        (0, "0"),
        (9_999_999, "9999999"),
        (10_000_000, None),
        (10_000 / 3, "3333.33"),
        ("3333.335", "3333.34"),
        ("9999999.994", "9999999.99"),
        ("9999999.995", None),
        ("9" * 400, None),
        (-1, None),
        ("面议", None),
        ("3000-4000", None),
        ("3,50", None),
        (True, None),
        (float("nan"), None),
    ],
)
def test_pay_is_an_amount_or_nothing(cell: Cell, pay: str | None) -> None:
    """Separators and 元 do not matter, nor what a division leaves beyond the fen; one amount has one spelling, and no amount is guessed."""
    assert (str(found) if (found := read_pay(cell)) is not None else None) == pay


@pytest.mark.parametrize(
    ("cell", "months"),
    [(6, 6), (6.0, 6), ("6个月", 6), ("6月", 6), (0, 0), (12, 12), (13, None), (3.5, 4), ("半年", None), (-1, None)],
)
def test_months_are_those_of_one_year(cell: Cell, months: int | None) -> None:
    """Twelve is possible, thirteen is not; a month begun counts."""
    assert read_months(cell) == months


@pytest.mark.parametrize(
    "cell",
    [
        date(2025, 3, 1),
        datetime(2025, 3, 1, 8, 30),  # noqa: DTZ001 - spreadsheet cells have no zone
        "2025-03-01",
        "2025/3/1",
        "2025.3.1",
        "2025年3月1日",
        "２０２５ 年 ３ 月 １ 日",
        "20250301",
        20250301.0,
        "2025-03-01 00:00:00",
        45717.0,
        45717,
        "45717",
        45717.75,
    ],
)
def test_a_day_is_read_in_every_form(cell: Cell) -> None:
    """Date cells, texts with any separator, eight digits and Excel's day number are 1 March 2025."""
    assert read_date(cell) == WrittenDate(date(2025, 3, 1))


@pytest.mark.parametrize(
    "cell", ["2025年3月", "2025.3", 2025.3, 2025.03, Decimal("2025.3"), "2025-03", "202503", "2025/3"]
)
def test_a_month_is_its_first_day(cell: Cell) -> None:
    """Year and month are enough, and are known to be no more."""
    assert read_date(cell) == WrittenDate(date(2025, 3, 1), month_only=True)


def test_a_text_tells_october_from_january() -> None:
    """2025.10 as text is October; as a number it is 2025.1, January."""
    assert read_date("2025.10") == WrittenDate(date(2025, 10, 1), month_only=True)
    assert read_date(2025.10) == WrittenDate(date(2025, 1, 1), month_only=True)
    assert read_date(2025.12) == WrittenDate(date(2025, 12, 1), month_only=True)


@pytest.mark.parametrize(
    "cell",
    [
        *("2025-02-29", "2025-13-01", "2025年31日", "2025-3/1", "98.5", "不详", "长期", "2025", "2025年", "1899-12-31"),
        *(2025, 2025.0, 2025.13, 1899.5, 2101.5, 19_999, 80_001, 0, True, "2101-01-01", date(1899, 12, 31)),
    ],
)
def test_what_is_no_date_is_not_guessed(cell: Cell) -> None:
    """Impossible days, bare years and numbers outside the two ranges are unreadable."""
    assert read_date(cell) is None


def test_the_bounds_of_excels_days_are_both_dates() -> None:
    """20000 and 80000 are days."""
    assert read_date(20_000) == WrittenDate(date(1954, 10, 3))
    assert read_date(80_000) == WrittenDate(date(2119, 1, 11))


@given(
    day=DAYS, form=st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]), plain=st.booleans()
)
def test_every_written_day_is_read_back(day: date, form: str, plain: bool) -> None:
    """Any day in any form, with or without leading zeros, is that day."""
    text = day.strftime(form)
    if plain and form != "%Y%m%d":
        for mark in "-/.年月":
            text = text.replace(f"{mark}0", mark)
    assert read_date(text) == WrittenDate(day)


@given(day=st.dates(date(1954, 10, 3), date(2100, 12, 31)))
def test_every_excel_day_number_is_its_day(day: date) -> None:
    """A date that lost its format in Excel is still the same day."""
    assert read_date(float((day - EXCEL_DAY_ZERO).days)) == WrittenDate(day)


@given(text=st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    """Whatever stands in a cell is read or found unreadable, never an error."""
    found = read_date(text)
    assert found is None or 1900 <= found.on.year <= 2119
    assert read_months(text) in {None, *range(13)}
    assert (pay := read_pay(text)) is None or 0 <= pay < 10_000_000
    assert text_of(text_of(text)) == text_of(text)
