"""What `--explain` shows of a table: header by header what it was taken for, with masked cells."""

from __future__ import annotations

from collections.abc import Sequence

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.sheets.table import Line
from casework.application.ledgers.understanding.header_meaning import HeaderMeaning
from casework.application.ledgers.understanding.layout import Layout
from casework.application.ledgers.understanding.open_questions import SHOWN_CELLS, shown_plain
from casework.application.ledgers.understanding.questions import ColumnAccount, SheetAccount, mask
from casework.application.ledgers.understanding.samples import Samples


def account_of(file: str, sheet: str, layout: Layout, first: Sequence[Line], *, taken: bool) -> SheetAccount:
    """The table's columns from left to right; `taken` says whether its rows are read."""
    columns = sorted(layout.meanings)
    samples = Samples(first[:SHOWN_ROWS], columns)
    return SheetAccount(
        file=file,
        sheet=sheet,
        row=layout.header.last_row,
        columns=tuple(_column(column, layout, layout.meanings[column], samples) for column in columns),
        taken=taken,
    )


SHOWN_ROWS = 200


def _column(column: int, layout: Layout, meaning: HeaderMeaning, samples: Samples) -> ColumnAccount:
    groups = layout.header.groups.get(column, ())
    meant = layout.known.get(column)
    plain = shown_plain(meaning)
    return ColumnAccount(
        header=" ".join("/".join((*groups, layout.header.texts[column])).split()),
        meaning=meant.value if isinstance(meant, Column) else "",
        why=_why(column, layout, meaning),
        samples=tuple(mask(word, plain=plain) for word in samples.distinct(column, SHOWN_CELLS)),
    )


def _why(column: int, layout: Layout, meaning: HeaderMeaning) -> str:
    if column in layout.answers:
        return f"answer:{layout.answers[column]}"
    if column in layout.coded:
        return "codes"
    if meaning.legend:
        return "legend"
    if meaning.scale != 1:
        return f"x{meaning.scale}"
    return meaning.why
