"""What a sheet leaves open: one question, what may be answered, and cells that help to answer it."""

from __future__ import annotations

from msgspec import Struct

from casework.application.ledgers.sheets.raw import Column
from casework.domain.labels import Label


class Question(Struct, frozen=True, kw_only=True, tag="question"):
    """
    One thing that somebody has to say before it is concluded.

    `of` is `header`, `table`, or the column whose word is asked about; with `text` it is the key of the answer. The
    answer is one of `choices`; `suggestion` is the likeliest, "" when there is none. `blocks`: nothing of the table is
    taken before it is answered; else only the households concerned wait. `samples` are masked cells, `rows` how many
    rows are concerned.
    """

    of: str
    text: str
    file: str
    sheet: str
    row: int
    column: str | None
    why: Label
    choices: tuple[str, ...]
    suggestion: str = ""
    blocks: bool = False
    samples: tuple[str, ...] = ()
    rows: int = 1


class ColumnAccount(Struct, frozen=True, kw_only=True):
    """One header as it stands, what it was taken for ("" for nothing, and why), and sample cells, masked."""

    header: str
    meaning: str
    why: str = ""
    samples: tuple[str, ...] = ()


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


_WORD_AT_MOST = 16
_DIGITS_AT_MOST = 4

PLAIN = frozenset(
    {
        *(Column.EMPLOYMENT, Column.CAPACITY, Column.SCHOOLING, Column.WILLINGNESS, Column.SEX, Column.RELATION),
        *(Column.CATEGORY, Column.RELOCATED, Column.RETURNED, Column.WANTS_TRAINING, Column.PUBLIC_POST, Column.SERIAL),
        *(Column.WORK_MONTHS, Column.MONTHLY_PAY, Column.WORK_STARTED, Column.WORK_ENDED, Column.EDUCATION),
        *(Column.COUNTY, Column.TOWNSHIP, Column.VILLAGE, Column.CHANNEL),
        *(Column.HOUSEHOLD_SIZE, Column.HOUSEHOLD_LABOUR, Column.HOUSEHOLD_EMPLOYED),
    }
)
"""The columns whose cells are words of the field or figures, and nobody's own."""
