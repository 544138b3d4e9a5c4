"""Puts into questions what a table leaves open, in the words of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from casework.application.ledgers.sheets.headers import Header, normalised
from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import compact
from casework.application.ledgers.understanding.header_meaning import OTHER, HeaderMeaning
from casework.application.ledgers.understanding.questions import PLAIN, Question, mask
from casework.application.ledgers.understanding.samples import Samples
from casework.domain.labels import Label

SHOWN_CELLS: Final = 3
"""So many cells of a column are shown."""
_WHY: Final = {
    "unknown": Label(
        zh="表头“{0}”涉及就业、劳动能力或在校，但不认识：请说明它是哪一列",
        en="the header {0} speaks of work, capacity or school and is not known: say which column it is",
    ),
    "cells": Label(
        zh="“{0}”一列的内容像是{1}：请说明它是哪一列",
        en="the cells below {0} look like {1}: say which column it is",
    ),
    "skills": Label(
        zh="“{0}”一列既可能是技能，也可能是劳动能力，有的内容不认识：请说明它是哪一列",
        en="{0} may be skills or labour capacity, and some cells are not known: say which column it is",
    ),
    "bracket": Label(
        zh="表头“{0}”括号里的说明不认识：请说明它是哪一列",
        en="what stands in brackets in the header {0} is not known: say which column it is",
    ),
    "group": Label(
        zh="“{0}”上面一行的分组不认识：请说明它是哪一列",
        en="the group above the header {0} is not known: say which column it is",
    ),
    "year": Label(
        zh="“{0}”说的是较早的年份：请说明能否作为目前的情况",
        en="{0} speaks of an earlier year: say whether it holds now",
    ),
    "owner": Label(
        zh="“{0}”一列在户主姓名之后、姓名之前：请说明是成员的证件号（resident_id），还是户主的（other）",
        en="{0} stands between the head's name and the member's: say whether it is the member's id (resident_id) "
        "or the head's (other)",
    ),
    "repeated": Label(
        zh="有几列都是“{0}”，内容不同：请说明各是哪一列",
        en="several columns are {0} and their cells differ: say which column each is",
    ),
}
_CALLED: Final = {
    Column.EMPLOYMENT: Label(zh="就业状态（employment）", en="employment"),
    Column.CAPACITY: Label(zh="劳动能力（capacity）", en="labour capacity"),
}
"""What cells may look like, with the code to answer by."""
_NO_WORK: Final = Label(
    zh="表中没有任何一列说明是否就业：请说明表中人员是否都未就业，否则请补上就业状态一列",
    en="no column says who works: say whether nobody in the table does, or add a column for it",
)
_TABLE_ANSWERS: Final = ("not-employed", "not-understood")


class Asking:
    """Collects the questions of one table."""

    def __init__(self, file: str, sheet: str, header: Header, samples: Samples) -> None:
        """Nothing is asked yet."""
        self.samples = samples
        self.questions: list[Question] = []
        self._file = file
        self._sheet = sheet
        self._header = header

    def about_header(self, column: int, meaning: HeaderMeaning) -> None:
        """Which column is it? Nothing of the table is taken before that is said."""
        text = " ".join("/".join((*self._header.groups.get(column, ()), self._header.texts[column])).split())
        why, likely = _WHY[meaning.why], meaning.column.value if meaning.column else ""
        called = _CALLED.get(meaning.column, Label(likely, likely)) if meaning.column else Label("", "")
        self.questions.append(
            Question(
                of="header",
                text=meaning.key,
                file=self._file,
                sheet=self._sheet,
                row=self._header.last_row,
                column=text,
                why=Label(zh=why.zh.format(text, called.zh), en=why.en.format(text, called.en)),
                choices=(*(each.value for each in Column), OTHER),
                suggestion=likely,
                blocks=True,
                samples=self.shown(column, plain=True),
            )
        )

    def about_work(self) -> None:
        """A table without any column for work: is everybody in it without work?"""
        self.questions.append(
            Question(
                of="table",
                text=self.table_key(),
                file=self._file,
                sheet=self._sheet,
                row=self._header.last_row,
                column=None,
                why=_NO_WORK,
                choices=_TABLE_ANSWERS,
                blocks=True,
            )
        )

    def table_key(self) -> str:
        """A table by its headers, so that the next one of the same form need not be asked about."""
        return "|".join(normalised(text) for _, text in sorted(self._header.texts.items()))

    def shown(self, column: int, *, plain: bool) -> tuple[str, ...]:
        """Three different cells of the column, masked."""
        return tuple(mask(word, plain=plain) for word in self.samples.distinct(column, SHOWN_CELLS))

    def differ(self, columns: Sequence[int]) -> bool:
        """Whether the columns hold different cells."""
        first, *others = ([compact(cell) for cell in self.samples.cells(column)] for column in columns)
        return any(other != first for other in others)


def shown_plain(meaning: HeaderMeaning) -> bool:
    """Whether the column's cells may be shown as they are."""
    return meaning.column in PLAIN if meaning.taken == "known" else meaning.taken == "asked"
