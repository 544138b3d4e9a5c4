"""Sheets drawn to be slow or large to understand: each is a plain workbook, and refused or read in bounded time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl

HEAD = ("户编号", "行政村", "姓名", "身份证号", "与户主关系")
Rows = Iterable[Iterable[str]]


def _person(number: int, *more: str) -> tuple[str, ...]:
    return (f"{number}", "禾坪村", f"禾{number}", f"{number:018}", "户主", *more)


def _many_columns_for_work() -> Rows:
    yield (*HEAD, *(f"就业情况{n}" for n in range(240)))
    yield from (_person(n, *["务工"] * 240) for n in range(300))


def _no_word_twice() -> Rows:
    yield (*HEAD, "就业状态")
    yield from (_person(n, f"状态{n}") for n in range(20_000))


def _long_words() -> Rows:
    yield (*HEAD, "就业状态", "备注")
    yield from (_person(n, "在" * 3_000, "已在外" * 3_000) for n in range(60))


def _brackets_in_brackets() -> Rows:
    yield (*HEAD, "就业" + "（" * 500 + "现" + "）" * 500)
    yield from (_person(n, "（" * 900 + "务工" + "）" * 900 + f"{n}") for n in range(200))


def _legend_without_end() -> Rows:
    yield (*HEAD, "就业状态（" + "、".join(f"{n}.务工{n}" for n in range(900)) + "）")
    yield from (_person(n, f"{n % 900}") for n in range(2_000))


def _tables_beside_each_other() -> Rows:
    yield ("姓名", "身份证号", "行政村", "就业状态") * 60
    yield from ((f"禾{n}", f"{n:018}", "禾坪村", "务工") * 60 for n in range(300))


def _tables_below_each_other() -> Rows:
    for n in range(1_500):
        yield (*HEAD, "就业状态")
        yield _person(n, "未就业")


def _nothing_but_dittos() -> Rows:
    yield (*HEAD, "就业状态")
    yield _person(0, "未就业")
    yield from (("同上",) * 6 for _ in range(20_000))


def _words_of_many_parts() -> Rows:
    yield (*HEAD, "就业状态")
    yield from (_person(n, "、".join(f"务工{n}段{part}" for part in range(800))) for n in range(100))


def _titles_without_end() -> Rows:
    yield from ((f"附{n}", "麦" * 9_000 + "村") for n in range(10))
    yield (*HEAD[:1], *HEAD[2:], "就业状态")
    yield from ((f"{n}", f"禾{n}", f"{n:018}", "户主", "未就业") for n in range(3_000))


def _villages_that_are_none() -> Rows:
    yield (*HEAD, "就业状态")
    yield from ((f"{n}", "七村社" * 300 + f"{n}", f"禾{n}", f"{n:018}", "户主", "无") for n in range(2_000))


def _dates_like_regular_words() -> Rows:
    yield (*HEAD, "就业状态", "务工开始时间", "月工资")
    yield from (_person(n, "务工", "左右" * 2_000 + f"{n}起", "1," * 4_000 + f"{n}") for n in range(300))


HOSTILE_SHEETS: dict[str, Callable[[], Rows]] = {
    made.__name__.strip("_").replace("_", " "): made
    for made in (
        *(_many_columns_for_work, _no_word_twice, _long_words, _brackets_in_brackets, _legend_without_end),
        *(_tables_beside_each_other, _tables_below_each_other, _nothing_but_dittos, _words_of_many_parts),
        *(_titles_without_end, _villages_that_are_none, _dates_like_regular_words),
    )
}


def hostile_sheet(path: Path, what: str) -> Path:
    """The workbook of this kind, written to `path`."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for row in HOSTILE_SHEETS[what]():
        sheet.append(tuple(row))
    book.save(path)
    return path
