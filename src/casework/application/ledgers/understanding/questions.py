"""What a sheet leaves open: one question, what may be answered, and cells that help to answer it."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Struct

from casework.application.ledgers.sheets.headers import column_names
from casework.application.ledgers.sheets.raw import Column
from casework.domain.columns import ListRow, column
from casework.domain.labels import Label, same

_WHY: Final = {
    "wish": Label("意愿，不作现状", "a wish, not what is"),
    "past": Label("以前的情况", "what was"),
    "person": Label("别人的内容", "somebody else's"),
    "unknown": Label("不认识，只保留", "not known, kept"),
    "hidden": Label("隐藏，且有同义的可见列", "hidden beside a visible one"),
    "cells": Label("按内容判断", "by its cells"),
    "codes": Label("代码", "codes"),
    "legend": Label("按表头说明的代码", "codes by the header's legend"),
}
"""Why a header was taken for what it was."""


class Question(ListRow, frozen=True, kw_only=True, tag="question"):
    """
    One thing that somebody has to say before it is concluded.

    `of` is `header`, `table`, or the column whose word is asked about; with `text` it is the key of the answer. The
    answer is one of `choices`; `suggestion` is the likeliest, "" when there is none. `blocks`: nothing of the table is
    taken before it is answered; else only the households concerned wait. `samples` are masked cells, `rows` how many
    rows are concerned.
    """

    title = Label("待回答的问题", "Open questions")
    on_screen = ("why", "column", "rows", "samples")

    of: Annotated[str, column("类别", "of")]
    text: Annotated[str, column("用语", "text")]
    file: Annotated[str, column("文件", "file")]
    sheet: Annotated[str, column("工作表", "sheet")]
    row: Annotated[int, column("行", "row")]
    column: Annotated[str | None, column("列", "column")]
    why: Annotated[Label, column("问题", "question")]
    choices: Annotated[tuple[str, ...], column("可回答", "choices")]
    suggestion: Annotated[str, column("建议", "suggestion")] = ""
    blocks: Annotated[bool, column("须先回答", "blocks")] = False
    samples: Annotated[tuple[str, ...], column("示例", "samples", words=_samples)] = ()
    rows: Annotated[int, column("行数", "rows")] = 1


class ColumnAccount(ListRow, frozen=True, kw_only=True):
    """One header as it stands, what it was taken for ("" for nothing, and why), and sample cells, masked."""

    on_screen = ("header", "meaning", "why", "samples")

    header: Annotated[str, column("表头", "header")]
    meaning: Annotated[str, column("作为", "taken for", words=_meaning)]
    why: Annotated[str, column("说明", "why", words=_why)] = ""
    samples: Annotated[tuple[str, ...], column("示例", "samples", words=_samples)] = ()


class SheetAccount(Struct, frozen=True, kw_only=True, tag="account"):
    """What was made of one table of a sheet: its header's last row, its columns, and whether it is taken."""

    file: str
    sheet: str
    row: int
    columns: tuple[ColumnAccount, ...]
    taken: bool = True


def mask(text: str, *, plain: bool) -> str:
    """A cell as it may be shown: a word as it is, anything that may be somebody's by its first letter."""
    if plain and len(text) <= _WORD_AT_MOST and sum(mark.isdigit() for mark in text) <= _DIGITS_AT_MOST:
        return text
    return text[:1] + "*" * min(len(text) - 1, 7)


def _samples(cells: tuple[str, ...]) -> Label:
    return same("、".join(cells))


def _meaning(column: str) -> Label:
    return same(column_names()[Column(column)][0]) if column else Label("（只保留）", "(kept)")


def _why(why: str) -> Label:
    kind, _, word = why.partition(":")
    return same(f"√={word}") if kind == "answer" else _WHY.get(why, same(why))


_WORD_AT_MOST = 16
_DIGITS_AT_MOST = 4

PLAIN = frozenset(
    {
        *(Column.EMPLOYMENT, Column.CAPACITY, Column.SCHOOLING, Column.WILLINGNESS, Column.SEX, Column.RELATION),
        *(Column.CATEGORY, Column.RELOCATED, Column.RETURNED, Column.WANTS_TRAINING, Column.PUBLIC_POST, Column.SERIAL),
        *(Column.WORK_MONTHS, Column.MONTHLY_PAY, Column.WORK_STARTED, Column.WORK_ENDED, Column.EDUCATION),
        *(Column.COUNTY, Column.TOWNSHIP, Column.VILLAGE, Column.CHANNEL),
        *(Column.HOUSEHOLD_REGISTRATION, Column.SITE_CODE),
        *(Column.HOUSEHOLD_SIZE, Column.HOUSEHOLD_LABOUR, Column.HOUSEHOLD_EMPLOYED),
    }
)
"""The columns whose cells are words of the field or figures, and nobody's own."""
