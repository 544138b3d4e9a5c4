"""
Which column of a table is read as what: every header by itself first, then all of them together, then by their cells.

Of two columns with one meaning neither wins in silence. A column of another person, of an earlier year or of a wish is
kept and decides nothing. What cannot be told is a question, and the table waits for the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from casework.application.ledgers.sheets.headers import Header
from casework.application.ledgers.sheets.raw import AS_WRITTEN, INCOMES, Column, YearAndUnit
from casework.application.ledgers.sheets.table import Line, column_letters
from casework.application.ledgers.understanding.header_meaning import HeaderMeaning, header_meaning
from casework.application.ledgers.understanding.open_questions import Asking
from casework.application.ledgers.understanding.owners import ask_whose_id, give_to_persons, members_of, take_heads
from casework.application.ledgers.understanding.qualifiers import qualifiers
from casework.application.ledgers.understanding.questions import Question
from casework.application.ledgers.understanding.samples import SAMPLE_ROWS, Samples
from casework.application.ledgers.understanding.words import DECIDING, Taught, Words

_PLAIN_WORDS: Final = Words()
WORK: Final = (
    *(Column.EMPLOYMENT, Column.WORK_PLACE, Column.EMPLOYER, Column.WORK_STARTED, Column.PUBLIC_POST),
    Column.HOUSEHOLD_EMPLOYED,
)
"""The columns by which a table says who works."""
_RELATIVES_WORK: Final = (Column.EMPLOYMENT, Column.WORK_PLACE, Column.EMPLOYER, Column.PUBLIC_POST)
SHARED: Final = frozenset(
    {
        *(Column.HOUSEHOLD_NUMBER, Column.HEAD_NAME, Column.COUNTY, Column.TOWNSHIP, Column.VILLAGE, Column.GROUP),
        *(Column.CATEGORY, Column.RELOCATED, Column.SITE_CODE, Column.CADRE_NAMED, Column.SERIAL),
        *(Column.HOUSEHOLD_SIZE, Column.HOUSEHOLD_LABOUR, Column.HOUSEHOLD_EMPLOYED, Column.INCOME_PER_HEAD),
    }
)


@dataclass(kw_only=True)
class Layout:
    """
    A table's columns from the count that starts at 0.

    `known` are read, `unknown` kept by their name; `answers` are ticked words, `scales` and `legends` turn numbers and
    codes into what they stand for, `coded` are columns of codes that nobody has explained. `members` are the columns
    of each person where one row has several, `relatives` those that say whether somebody else of the household works,
    `ignored` the one with the reasons of an earlier import. `heads_only`: a row is a household, by its head.
    """

    header: Header
    meanings: dict[int, HeaderMeaning]
    known: dict[int, Column] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    answers: dict[int, str] = field(default_factory=dict)
    scales: dict[int, Decimal] = field(default_factory=dict)
    legends: dict[int, dict[str, str]] = field(default_factory=dict)
    coded: dict[int, str] = field(default_factory=dict)
    members: dict[int, set[int]] = field(default_factory=dict)
    relatives: set[int] = field(default_factory=set)
    ignored: frozenset[int] = frozenset()
    questions: list[Question] = field(default_factory=list)
    idle: bool = False
    heads_only: bool = False

    @property
    def ticks_the_idle(self) -> bool:
        """Whether those without work are ticked: somebody who is not then has not been asked."""
        ticked = (word for column, word in self.answers.items() if self.known[column] is Column.EMPLOYMENT)
        return any(_PLAIN_WORDS.meaning(Column.EMPLOYMENT, word) == "not-employed" for word in ticked)

    @property
    def texts(self) -> dict[Column, str]:
        """The header of each known column, the first one where several mean the same."""
        return {self.known[column]: self.header.texts[column] for column in sorted(self.known, reverse=True)}

    @property
    def incomes(self) -> dict[Column, YearAndUnit]:
        """Of which year and in which unit the amounts of each column for a year's income are."""
        said = {self.known[c]: self.meanings[c] for c in sorted(self.known, reverse=True) if self.known[c] in INCOMES}
        return {column: YearAndUnit(meaning.year, meaning.scale) for column, meaning in said.items()}

    @property
    def repeated(self) -> frozenset[Column]:
        """The meanings that more than one column has."""
        columns = [self.known[column] for column in self.known if column not in self.answers]
        return frozenset(column for column in columns if columns.count(column) > 1)


class LayoutMaker:
    """Makes layouts of the tables of one file, on a day, with what the office has taught."""

    def __init__(self, *, file: str, assessed_on: date) -> None:
        """`assessed_on` is the day by which years are told from now."""
        self._file = file
        self._assessed_on = assessed_on
        self._taught: Taught = {}
        self._words = Words()

    def layout(
        self,
        sheet: str,
        header: Header,
        lines: Sequence[Line],
        taught: Taught,
        *,
        hidden: Iterable[int] = (),
        later: Sequence[Line] = (),
    ) -> Layout:
        """
        The layout of a table whose first lines these are; what is visible goes before `hidden` columns.

        `taught` is what the office said of headers, words and tables; `later` are lines of further down that are to be
        looked at too.
        """
        self._taught, self._words = taught, Words(taught)
        texts = header.texts
        meanings = {
            column: header_meaning(
                text, header.groups.get(column, ()), assessed_on=self._assessed_on, taught=self._taught
            )
            for column, text in texts.items()
        }
        ignored = frozenset() if header.error_column is None else frozenset({header.error_column})
        layout = Layout(header=header, meanings=meanings, ignored=ignored)
        layout.heads_only = take_heads(meanings)
        _prefer_visible(layout, set(hidden))
        asking = Asking(self._file, sheet, header, Samples([*lines[:SAMPLE_ROWS], *later], texts))
        self._choose_year(layout, asking)
        give_to_persons(meanings)
        ask_whose_id(meanings, header.groups)
        self._look_at_cells(layout, asking)
        layout.members = members_of(meanings)
        _settle(layout)
        self._ask(layout, asking)
        layout.questions = asking.questions
        return layout

    def _choose_year(self, layout: Layout, asking: Asking) -> None:
        """Of columns that speak of years the latest one is now, unless one speaks of now or it lies too far back."""
        dated = {c: m for c, m in layout.meanings.items() if m.taken == "known" and m.year is not None}
        for column, meaning in dated.items():
            same = [m for m in layout.meanings.values() if m.column is meaning.column and m.taken == "known"]
            latest = max(m.year or self._assessed_on.year for m in same)
            if (meaning.year or 0) < latest:
                layout.meanings[column] = replace(meaning, taken="kept", why="past")
            elif meaning.column not in INCOMES and (meaning.year or 0) < self._assessed_on.year - (
                len({m.year for m in same}) > 1
            ):
                layout.meanings[column] = replace(meaning, taken="asked", why="year")

    def _look_at_cells(self, layout: Layout, asking: Asking) -> None:
        """What the cells say of their column."""
        alone = all(meaning.column is not Column.CAPACITY for meaning in layout.meanings.values())
        for column, meaning in list(layout.meanings.items()):
            found = self._by_cells(column, meaning, asking.samples, alone=alone)
            if found is not None:
                layout.meanings[column] = found

    def _by_cells(self, column: int, meaning: HeaderMeaning, samples: Samples, *, alone: bool) -> HeaderMeaning | None:
        if meaning.taken == "kept" and meaning.why == "unknown":
            kind = samples.decide_as(column, self._words)
            return replace(meaning, taken="asked", column=kind, why="cells") if kind else None
        if meaning.taken != "known":
            return None
        if meaning.column is Column.SKILLS:
            return self._skills_or_capacity(column, meaning, samples, alone=alone)
        if meaning.column is Column.WORK_STARTED and samples.are_months(column):
            return replace(meaning, column=Column.WORK_MONTHS, why="cells")
        if meaning.answer is not None and not samples.are_ticks(column):
            return replace(meaning, taken="asked", column=None, answer=None, why="unknown")
        return None

    def _skills_or_capacity(
        self, column: int, meaning: HeaderMeaning, samples: Samples, *, alone: bool
    ) -> HeaderMeaning | None:
        """The national system writes labour capacity under 劳动技能; `alone`: no other column speaks of capacity."""
        holds = samples.hold_capacity(column, self._words)
        if holds is None:
            return replace(meaning, taken="asked", column=Column.CAPACITY, why="cells")
        if holds:
            return replace(meaning, column=Column.CAPACITY, why="cells")
        if alone and "劳" in meaning.key and not samples.are_skills(column):
            return replace(meaning, taken="asked", column=None, why="skills")
        return None

    def _ask(self, layout: Layout, asking: Asking) -> None:
        for column, meaning in layout.meanings.items():
            if meaning.taken == "asked":
                asking.about_header(column, meaning)
            elif _may_be_coded(layout, column) and asking.samples.is_coded(column, meaning.key):
                layout.coded[column] = meaning.key
        _ask_about_repeats(layout, asking)
        works = any(column in WORK for column in layout.known.values())
        if not works and not any(question.blocks for question in asking.questions):
            answer = self._taught.get(("table", asking.table_key()))
            if answer is None:
                asking.about_work()
            layout.idle = answer == "not-employed"


def _prefer_visible(layout: Layout, hidden: set[int]) -> None:
    """A hidden column is read where no visible one means the same: an id that somebody hid, not a status of last year."""
    visible = {m.column for c, m in layout.meanings.items() if c not in hidden and m.taken != "kept"}
    for column in hidden & layout.meanings.keys():
        if layout.meanings[column].column in visible:
            layout.meanings[column] = replace(layout.meanings[column], taken="kept", why="hidden")


def _may_be_coded(layout: Layout, column: int) -> bool:
    unexplained = column not in layout.legends and column not in layout.answers
    return unexplained and layout.known.get(column) in DECIDING


def _settle(layout: Layout) -> None:
    unknown = layout.unknown
    for column, meaning in layout.meanings.items():
        text = layout.header.texts[column]
        if meaning.taken != "known" or meaning.column is None or _said_before(layout, meaning):
            unknown[column] = _unique(text, column, unknown)
            if meaning.why == "person" and meaning.column in _RELATIVES_WORK and _of_relative(meaning):
                layout.relatives.add(column)
            continue
        layout.known[column] = meaning.column
        if meaning.answer is not None:
            layout.answers[column] = meaning.answer
        if meaning.scale != 1 and meaning.column not in INCOMES:
            layout.scales[column] = meaning.scale
        if meaning.legend:
            layout.legends[column] = meaning.legend
    if not layout.members:
        return
    for columns in layout.members.values():
        for column in [c for c in columns if layout.known.get(c) in SHARED]:
            columns.discard(column)


def _said_before(layout: Layout, meaning: HeaderMeaning) -> bool:
    """Whether a column before says the same of the same person, where both are kept as they stand."""
    before = (layout.meanings[column] for column in layout.known)
    return meaning.column in AS_WRITTEN and any(
        (m.column, m.member) == (meaning.column, meaning.member) for m in before
    )


def _of_relative(meaning: HeaderMeaning) -> bool:
    return any(word in meaning.key for word in qualifiers()["relative"])


def _ask_about_repeats(layout: Layout, asking: Asking) -> None:
    """Two columns for names or households cannot be told apart by any rule."""
    counted = {column for columns in layout.members.values() for column in columns}
    for kind in (Column.NAME, Column.RESIDENT_ID, Column.HOUSEHOLD_NUMBER):
        columns = [c for c, meant in layout.known.items() if meant is kind and c not in counted]
        if len(columns) > 1 and asking.differ(columns):
            for column in columns:
                asking.about_header(column, replace(layout.meanings[column], why="repeated"))


def _unique(text: str, column: int, taken: Mapping[int, str]) -> str:
    text = " ".join(text.split())
    return f"{text}（{column_letters(column)}列）" if text in taken.values() else text
