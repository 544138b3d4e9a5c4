"""Walks through a ledger file and hands its tables and rows on, with a warning for each sheet that holds none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import Progress, RowProblem
from casework.application.ledgers.process.accounts import account_of
from casework.application.ledgers.sheets.headers import Header, Meaning
from casework.application.ledgers.sheets.raw import RawRow, RawSheet
from casework.application.ledgers.sheets.table import Line, Table, column_letters
from casework.application.ledgers.sheets.tables import open_tables
from casework.application.ledgers.understanding.layout import Layout, LayoutMaker
from casework.application.ledgers.understanding.office_words import OfficeWords
from casework.application.ledgers.understanding.questions import Question, SheetAccount
from casework.application.ledgers.understanding.raw_rows import raw_rows
from casework.application.ledgers.understanding.samples import SAMPLE_ROWS, Further
from casework.application.ledgers.understanding.tables_in_sheet import recogniser, tables_of
from casework.domain.labels import Label

PROGRESS_ROWS = 2_000
_LOOKED_AT = 200
"""So many rows tell which villages a table is about."""


Later = Mapping[tuple[str, int], Sequence[Line]]
"""Of tables (sheet and last row of the header) cells that stand below the rows by which columns are understood."""


class Understanding(NamedTuple):
    """By what a file is understood: the day on which it is judged, what offices have taught, and what was met later."""

    assessed_on: date
    office: OfficeWords
    later: Later = MappingProxyType({})


class MetLaterError(Exception):
    """Far down in a table stand cells by which its columns mean something else: read the file again with these."""

    def __init__(self, sheet: str, header_row: int, lines: Sequence[Line]) -> None:
        super().__init__(header_row)
        self.later: Later = {(sheet, header_row): lines}


RowItem = RowProblem | Progress | Question | SheetAccount
"""What walking through a file yields: how far it has come, what tables were taken for, questions and warnings."""


class RowTaker(Protocol):
    """Whoever understands the rows: each table is announced, then its rows follow in order."""

    def sheet(self, sheet: RawSheet) -> None:
        """A table with a header begins."""

    def row(self, row: RawRow) -> None:
        """A row of it."""

    def village_of(self, row: RawRow, sheet: RawSheet) -> str | None:
        """The code of the village that a row stands for, None when that cannot be told."""


def read_rows(
    path: Path, taker: RowTaker, limits: ReadingLimits, nameless: dict[str, None], understanding: Understanding
) -> Iterator[RowItem]:
    """
    Hand every row of the visible sheets to `taker`; yields how far it has come, then accounts, questions and warnings.

    What is visible goes before what is hidden, and that is said: hidden sheets are not read, hidden rows are, and hidden
    columns where no visible one means the same. A table with an open question about one of
    its headers is not handed over. `nameless` receives the names given to columns that hold something outside the
    header.

    Raises:
        LedgerFileError: The file cannot be read, or no sheet has a header, or none has a row below it; then no warning
            was yielded before.
        MetLaterError: The file is to be read again; nothing but progress was yielded before.
    """
    walk = _Walk(path.name, taker, limits, nameless, understanding)
    with open_tables(path, limits) as (tables, total):
        for table in tables:
            if not table.is_for_reading:
                yield from walk.table(table, total)
    if not walk.headers:
        raise LedgerFileError("no-header", path.name)
    if walk.empty == walk.headers:
        raise LedgerFileError("no-rows", path.name)
    yield Progress(file=path.name, done=walk.done, total=walk.done)
    yield from walk.held


class _Walk:
    def __init__(
        self, file: str, taker: RowTaker, limits: ReadingLimits, nameless: dict[str, None], understanding: Understanding
    ) -> None:
        self.headers = self.empty = self.done = 0
        self.held: list[RowItem] = []
        self._file = file
        self._taker = taker
        self._limits = limits
        self._nameless = nameless
        self._office = understanding.office
        self._later = understanding.later
        self._maker = LayoutMaker(file=file, assessed_on=understanding.assessed_on)
        self._means: Meaning = recogniser(self._office.agreed())

    def table(self, table: Table, total: int) -> Iterator[RowItem]:
        """The tables of one sheet."""
        if table.hidden:
            self._warn(table.name, 1, "hidden-sheet", *_HIDDEN_SHEET)
            return
        found = self.headers
        self._say_hidden_rows(table)
        for header, lines in tables_of(table, self._means):
            self.headers += 1
            first = list(islice(lines, SAMPLE_ROWS))
            if not first:
                self.empty += 1
            layout = self._layout(table, header, first)
            blocked = any(question.blocks for question in layout.questions)
            self.held.append(account_of(self._file, table.name, layout, first, taken=not blocked))
            self.held += layout.questions
            self._say_hidden_columns(table.name, layout)
            if not blocked:
                further = Further(lines, layout.known)
                rows = raw_rows(chain(first, further), layout, table, file=self._file, limits=self._limits)
                yield from self._hand_over(table.name, layout, rows, total)
                self._look_again(table, layout, first, further)
        if self.headers == found:
            self._warn(table.name, 1, "no-header", *_NO_HEADER)

    def _look_again(self, table: Table, layout: Layout, first: list[Line], further: Further) -> None:
        """Whether the columns would mean the same had all rows been looked at."""
        if not (later := further.met()):
            return
        known = self._later.get((table.name, layout.header.last_row), ())
        found = self._layout(table, layout.header, first, (*known, *later))
        if (found.known, found.coded, len(found.questions)) != (layout.known, layout.coded, len(layout.questions)):
            raise MetLaterError(table.name, layout.header.last_row, (*known, *later))

    def _layout(self, table: Table, header: Header, first: list[Line], later: Sequence[Line] | None = None) -> Layout:
        """The layout by what is taught in the villages that the table names."""
        if later is None:
            later = self._later.get((table.name, header.last_row), ())
        layout = self._maker.layout(
            table.name, header, first, self._office.agreed(), hidden=table.hidden_columns, later=later
        )
        if not self._office:
            return layout
        sheet = _announced(self._file, table.name, layout)
        rows = islice(raw_rows(iter(first), layout, table, file=self._file, limits=self._limits), _LOOKED_AT)
        villages = {code for row in rows if (code := self._taker.village_of(row, sheet))}
        taught = self._office.inside(villages) if villages else self._office.agreed()
        return self._maker.layout(table.name, header, first, taught, hidden=table.hidden_columns, later=later)

    def _hand_over(self, sheet: str, layout: Layout, rows: Iterator[RawRow], total: int) -> Iterator[Progress]:
        self._taker.sheet(_announced(self._file, sheet, layout))
        self._say_undated_incomes(sheet, layout)
        before, announced = self.done, frozenset(layout.unknown)
        for row in rows:
            self._taker.row(row)
            self.done += 1
            if self.done % PROGRESS_ROWS == 0:
                yield Progress(file=self._file, done=self.done, total=max(self.done, total))
        self._nameless |= {name: None for column, name in layout.unknown.items() if column not in announced}
        if self.done == before:
            self._warn(sheet, layout.header.last_row, "no-rows", *_NO_ROWS)

    def _say_hidden_columns(self, sheet: str, layout: Layout) -> None:
        hidden = sorted(column for column, meaning in layout.meanings.items() if meaning.why == "hidden")
        if hidden:
            columns = "、".join(column_letters(column) for column in hidden)
            self._warn(sheet, layout.header.last_row, "hidden-columns", *(t.format(columns) for t in _HIDDEN_COLUMNS))

    def _say_undated_incomes(self, sheet: str, layout: Layout) -> None:
        undated = [layout.texts[column] for column, of in layout.incomes.items() if of.year is None]
        if undated:
            columns = "、".join(undated)
            self._warn(sheet, layout.header.last_row, "income-year", *(text.format(columns) for text in _UNDATED))

    def _say_hidden_rows(self, table: Table) -> None:
        if table.hidden_rows:
            self._warn(table.name, 1, "hidden-rows", *(text.format(table.hidden_rows) for text in _HIDDEN_ROWS))

    def _warn(self, sheet: str, row: int, code: str, zh: str, en: str) -> None:
        message = Label(zh=zh, en=en)
        self.held.append(
            RowProblem(refused=False, file=self._file, sheet=sheet, row=row, column=None, code=code, message=message)
        )


_NO_HEADER = ("工作表没有可识别的表头，已跳过", "the sheet has no header that could be recognised; it was skipped")
_NO_ROWS = ("表头下面没有数据行", "there are no rows below the header")
_HIDDEN_SHEET = ("工作表已隐藏，未读取", "the sheet is hidden and was not read")
_HIDDEN_COLUMNS = (
    "隐藏的列与可见的列意思相同，未读取：{}",
    "hidden columns mean the same as visible ones and were not read: {}",
)
_UNDATED = (
    "表头没有写明是哪一年的收入，只按原文保存：{}；请写明年度，例如“2025年收入”",
    "the header does not say of which year the income is; it is kept as written: {}; name the year (2025年收入)",
)
_HIDDEN_ROWS = ("有 {} 行被隐藏（例如筛选），仍已读取", "{} rows are hidden, by a filter for instance, and were read")


def _announced(file: str, sheet: str, layout: Layout) -> RawSheet:
    return RawSheet(
        file=file,
        sheet=sheet,
        headers=layout.texts,
        unknown_headers=tuple(layout.unknown.values()),
        titles=layout.header.titles,
        idle=layout.idle,
        heads_only=layout.heads_only,
        incomes=layout.incomes,
    )
