"""
Write the seed of the work calendar: days off and make-up working days, 2004 to 2026.

    python tools/seed_calendar.py            rewrite src/casework/domain/calendar/work_calendar.toml
    python tools/seed_calendar.py --check    exit 1 if that file is not what this would write

The days come from the development-only package chinesecalendar; nothing installs it in production.
Where it and the State Council's notice differ, the notice wins and stands in SETTLED.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from chinese_calendar.constants import holidays, workdays

VERSION = "2026.1"
YEARS = range(2004, 2027)
TARGET = Path(__file__).parents[1] / "src/casework/domain/calendar/work_calendar.toml"

NAMES = {
    "New Year's Day": ("new-year", "元旦", "New Year's Day"),
    "Spring Festival": ("spring-festival", "春节", "Spring Festival"),
    "Tomb-sweeping Day": ("tomb-sweeping-day", "清明节", "Tomb-sweeping Day"),
    "Labour Day": ("labour-day", "劳动节", "Labour Day"),
    "Dragon Boat Festival": ("dragon-boat-festival", "端午节", "Dragon Boat Festival"),
    "Mid-autumn Festival": ("mid-autumn-festival", "中秋节", "Mid-Autumn Festival"),
    "National Day": ("national-day", "国庆节", "National Day"),
    "Anti-Fascist 70th Day": (
        "victory-day",
        "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
        "70th anniversary of victory in the War of Resistance",
    ),
}

# Settled by the notice for 2006, 国办发明电〔2005〕35号: Saturday 31 December 2005 and Sunday 1 January 2006
# are moved to 2 and 3 January, "12月31日（星期六）上班". chinesecalendar has the two days off, not this day of work.
SETTLED = {date(2005, 12, 31): "New Year's Day"}

# Number of the yearly notice, "" where only its title was found, then the notices that changed the year.
NOTICES: dict[int, tuple[str, ...]] = {
    2004: ("",),
    2005: ("",),
    2006: ("国办发明电〔2005〕35号",),
    2007: ("国办发明电〔2006〕49号",),
    2008: ("国办发明电〔2007〕52号",),
    2009: ("国办发明电〔2008〕42号",),
    2010: ("国办发明电〔2009〕27号",),
    2011: ("国办发明电〔2010〕40号",),
    2012: ("国办发明电〔2011〕45号",),
    2013: ("国办发明电〔2012〕33号",),
    2014: ("国办发明电〔2013〕28号",),
    2015: ("国办发明电〔2014〕28号", "国发明电〔2015〕1号"),
    2016: ("国办发明电〔2015〕18号",),
    2017: ("国办发明电〔2016〕17号",),
    2018: ("国办发明电〔2017〕12号",),
    2019: ("国办发明电〔2018〕15号", "国办发明电〔2019〕3号"),
    2020: ("国办发明电〔2019〕16号", "国办发明电〔2020〕1号"),
    2021: ("国办发明电〔2020〕27号",),
    2022: ("国办发明电〔2021〕11号",),
    2023: ("国办发明电〔2022〕16号",),
    2024: ("国办发明电〔2023〕7号",),
    2025: ("国办发明电〔2024〕12号",),
    2026: ("国办发明电〔2025〕7号",),
}

HEADER = """\
# Written by tools/seed_calendar.py, not by hand. Days off and make-up working days (调休) by the yearly
# notices of the General Office of the State Council. A notice may name days of the December before.
"""


def render() -> str:
    """The whole file as text."""
    parts = [f'{HEADER}version = "{VERSION}"\n']
    for code, zh, en in NAMES.values():
        parts.append(f'[[names]]\ncode = "{code}"\nzh = "{zh}"\nen = "{en}"\n')
    parts.extend(_year(year) for year in YEARS)
    return "\n".join(parts)


def _year(year: int) -> str:
    number, *changes = NOTICES[year]
    notice = f"国务院办公厅关于{year}年部分节假日安排的通知" + (f"（{number}）" if number else "")
    work = {**workdays, **SETTLED}
    lines = ["[[years]]", f"year = {year}", f'notice = "{notice}"']
    if changes:
        quoted = ", ".join(f'"{change}"' for change in changes)
        lines.append(f"changed_by = [{quoted}]")
    lines.append("off = [")
    for name, first, last in _spans(year):
        lines.append(f'  {{ name = "{name}", first = {first}, last = {last} }},')
    lines += ["]", "work = ["]
    for day in sorted(day for day, name in work.items() if _notice_year(day, name) == year):
        lines.append(f'  {{ name = "{NAMES[work[day]][0]}", day = {day} }},')
    return "\n".join([*lines, "]", ""])


def _spans(year: int) -> Iterator[tuple[str, date, date]]:
    days = sorted(day for day, name in holidays.items() if _notice_year(day, name) == year)
    keyed = groupby(enumerate(days), key=lambda item: (holidays[item[1]], item[1] - timedelta(days=item[0])))
    for (name, _), run in keyed:
        span = [day for _, day in run]
        yield NAMES[name][0], span[0], span[-1]


def _notice_year(day: date, name: str) -> int:
    """New Year's days of a December are arranged by the next year's notice."""
    return day.year + (name == "New Year's Day" and day.month == 12)


def main() -> int:
    """Write or check the file."""
    text = render()
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.read_text(encoding="utf-8") == text else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
