"""How the cells of a list read: as their column declares it, else as their type says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.code import Code
from casework.domain.columns import Cell, Column, HouseholdRow, ListRow, columns_of
from casework.domain.fact import HOUSEHOLD, ActingOffice
from casework.domain.facts.deadlines import Recipient
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.labels import Label, household_name, same
from casework.interfaces.wording.labels import NamesDivisions, recipient, responsible, signer
from casework.interfaces.wording.language import Language
from casework.interfaces.wording.moments import minute


class CellWords:
    """The words of cells in one language; `deadline` names a deadline in a village, `divisions` are asked when needed."""

    def __init__(
        self,
        language: Language,
        *,
        deadline: Callable[[str, str], Label] = lambda name, _: Label(name, name),
        divisions: Callable[[], NamesDivisions] | None = None,
    ) -> None:
        self._say = language.say
        self._label = language.label
        self._deadline = deadline
        self._asked_divisions = divisions

    def row(self, row: ListRow, on_screen: Sequence[str] = ()) -> list[object]:
        """The cells of these columns, by default of those that the list shows."""
        columns = columns_of(type(row))
        return [self._cell(columns[place], place, row) for place in on_screen or row.on_screen]

    def _cell(self, column: Column, place: str, row: Any) -> object:
        part, _, inner = place.partition(".")
        value = getattr(row, part)
        if inner and value is not None:
            value = getattr(value, inner)
        if column.nothing is not None and not value:
            return self._say(*column.nothing)
        if column.cell is Cell.DUE and value is None and row.lapses_at is not None:
            day = shanghai_date(row.lapses_at)
            return self._say(f"最迟{day}恢复计算", f"runs again by {day}")
        if value is None:
            return None
        match column.cell:
            case Cell.CORRECTED:
                return "\n".join(self._entry(value, row))
            case Cell.HOUSEHOLD:
                return self._say(*self._called(row))
            case Cell.DEADLINE:
                return self._say(*self._deadline(value, getattr(row, "village", EVERYWHERE)))
            case Cell.DIVISION:
                return self._divisions.name(value)
            case Cell.RECORDED:
                return "" if value == row.occurred_at else minute(value)
            case Cell.RESPONSIBLE:
                return self._say(*responsible(row))
            case Cell.SHARE:
                return f"{value:.1%}"
            case Cell.SIGNER:
                return self._signer(value, row)
            case Cell.OFFICE:
                return self._office(value)
        return self._say(*column.words(value)) if column.words else self._of_type(value)

    def _entry(self, sentence: Label, row: Any) -> Iterator[str]:
        """What an entry says: its sentence, what it changed, its sealed words, and how it was put right since."""
        yield self._say(*sentence)
        day = row.fields.get("effective_on")
        if day is not None and day != str(shanghai_date(row.occurred_at)):
            yield self._say(f"自{day}起", f"from {day} on")
        for each in row.before_and_after:
            yield (
                self._of_whom(each.member)
                + f"{self._say(*each.label)} {self._said(each.before)} → {self._said(each.after)}"
            )
        changed = {(each.member, each.field) for each in row.before_and_after}
        for each in row.sealed:
            member = int(each.of) if each.of != HOUSEHOLD else None
            if (member, each.field) not in changed:
                yield self._of_whom(member) + f"{self._say(*each.label)}：{each.text}"
        yield from (self._say(*each.at_the_entry) for each in row.corrected_by)

    def _of_whom(self, member: int | None) -> str:
        return "" if member is None else self._say(f"成员{member} ", f"member {member}: ")

    def _said(self, value: Any) -> str:
        return self._say("（空）", "(blank)") if value in (None, "", ()) else str(self._of_type(value))

    def _signer(self, by: str, row: Any) -> str:
        said, office = self._say(*signer(by)), getattr(row, "acting_office", None)
        return said if office is None else f"{said}（{self._office(office)}）"

    def _office(self, office: ActingOffice) -> str:
        return f"{self._label(office.role)} {self._divisions.name(office.division)}"

    def _called(self, row: Any) -> Label:
        """What the household of a row is called; its number alone where the row knows no village."""
        if isinstance(row, HouseholdRow):
            return row.called
        return household_name(row.household, self._divisions.name(row.village)) if row.village else same(row.household)

    def _of_type(self, value: object) -> object:
        match value:
            case Code():
                return self._label(value)
            case Label():
                return self._say(*value)
            case float():
                return f"{value:.2f}"
            case bool():
                return "✓" if value else ""
            case datetime():
                return minute(value)
            case Recipient():
                return self._say(*recipient(value, self._divisions))
            case tuple():
                return self._say("，", ", ").join(str(self._of_type(each)) for each in value)
            case dict():
                counted = (f"{self._of_type(each)} {count}" for each, count in value.items())
                return self._say("，", ", ").join(counted)
        return value

    @cached_property
    def _divisions(self) -> NamesDivisions:
        if self._asked_divisions is None:
            raise TypeError("a column names divisions, and nobody was given who knows their names")
        return self._asked_divisions()
