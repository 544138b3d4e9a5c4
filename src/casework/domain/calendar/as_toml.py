"""A work calendar written as the commented text that is loaded again unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator

from casework.domain.calendar.layers import CalendarText
from casework.domain.calendar.year_notices import YearNotice

HEADER = """\
# 工作日历：每年放假和调休上班的日子。 A work calendar: the days off and the make-up working days of each year.
# version  版本；内容有改动时须换新版本 a new one whenever days change
# names    节日代码和名称 code and name of each holiday
# years    每年一段 one part a year:
#   year        年份 the year
#   notice      通知名称和文号 the notice it rests on
#   changed_by  修改它的通知（可省略） later notices that changed it; may be left out
#   off         放假：首日、末日 days off, both ends included
#   work        调休上班的周末（区划自定的日历可为任何一天） free weekend days that are worked; any day for a division
# 可写上一年12月的日子。 A year may name days of the December before.
"""


def calendar_text(calendar: CalendarText) -> str:
    """The calendar as TOML with its comments."""
    parts = [f"{HEADER}version = {_quoted(calendar.version)}\n"]
    parts += (
        f"[[names]]\ncode = {_quoted(name.code)}\nzh = {_quoted(name.zh)}\nen = {_quoted(name.en)}\n"
        for name in calendar.names
    )
    parts += ("\n".join([*_year(year), ""]) for year in calendar.years)
    return "\n".join(parts)


def _year(year: YearNotice) -> Iterator[str]:
    yield from ("[[years]]", f"year = {year.year}", f"notice = {_quoted(year.notice)}")
    if year.changed_by:
        yield f"changed_by = [{', '.join(map(_quoted, year.changed_by))}]"
    yield from _list("off", [f"{_named(span.name)}, first = {span.first}, last = {span.last}" for span in year.off])
    yield from _list("work", [f"{_named(make_up.name)}, day = {make_up.day}" for make_up in year.work])


def _list(key: str, tables: list[str]) -> Iterator[str]:
    if tables:
        yield from (f"{key} = [", *(f"  {{ {table} }}," for table in tables), "]")
    else:
        yield f"{key} = []"


def _named(name: str) -> str:
    return f"name = {_quoted(name)}"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
