"""Calendars under which an office stands still, deadlines do not come, or nobody ever rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, groupby
from typing import Final, NamedTuple

from casework.domain.calendar.due_dates import Count, Limit, Unit, due_date
from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.calendar.year_notices import YearNotice
from casework.domain.consequences.consequence import Consequence, Judged, life_until
from casework.domain.labels import Label
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.policy import Policy

MOST_DAYS_OFF: Final = 31
"""So many days in a row an office may be closed; the longest holiday so far had ten. More is an outage or a pause."""

MANY_DAYS_OFF: Final = 14
"""More days off in a row than this are looked at again."""

MOST_DAYS_WORKED: Final = 12
"""So many days in a row were worked once by a notice (2013); the law wants a day of rest a week (Labour Law, art. 38)."""

MOST_DAYS_LATER: Final = 45
"""So many days later than before a limit may end by a calendar; a row of days off alone makes some 33."""

MOST_DAYS_AWAY: Final = 31
"""So many days a make-up day may lie from the holiday that it pays for; in the notices so far it was 14 at most."""

USUAL_WORKING_DAYS: Final = range(245, 256)
"""Working days in a year by official notices: 247 to 252 so far."""

ONE_DAY: Final = timedelta(days=1)


class CalendarChange(NamedTuple):
    """
    What a file makes of a calendar in the years of which it speaks, and the policy whose deadlines are counted by it.

    `last_notice`: the last year for which a notice can be out; None where the days are a division's own.
    """

    before: WorkCalendar
    after: WorkCalendar
    notices: tuple[YearNotice, ...]
    policy: Policy
    last_notice: int | None = None


def judge_calendar(change: CalendarChange) -> Judged:
    """What the change brings about and nobody can have meant, but for what held before it."""
    known = set(_of_calendar(change, change.before))
    return Judged.of(
        chain(
            (each for each in _of_calendar(change, change.after) if each not in known),
            _of_deadlines(change),
            _of_make_up_days(change.notices),
            _of_notices(change),
        )
    )


def _of_calendar(change: CalendarChange, calendar: WorkCalendar) -> Iterator[Consequence]:
    years = sorted({notice.year for notice in change.notices})
    for year in years:
        days = [day for day in _days_of(year) if day >= calendar.first_day]
        worked = sum(map(calendar.is_working, days))
        if not worked:
            yield Consequence(
                label=Label(
                    f"{year}年没有一个工作日：以工作日计的期限一整年都不走",
                    f"{year} has no working day at all: limits in working days stand still for the whole year",
                )
            )
            continue
        yield from _of_sundays(calendar, days)
        if change.last_notice is not None and worked not in USUAL_WORKING_DAYS:
            yield Consequence(
                label=Label(
                    f"{year}年有{worked}个工作日，历年通知为247至252个",
                    f"{year} has {worked} working days; by the notices so far a year had 247 to 252",
                ),
                harms=False,
            )
    around = (day for year in range(years[0] - 1, years[-1] + 2) for day in _days_of(year))
    yield from _of_rows(calendar, [day for day in around if day >= calendar.first_day])


def _of_rows(calendar: WorkCalendar, days: list[date]) -> Iterator[Consequence]:
    """Days off, and days worked, one after the other."""
    for worked, group in groupby(days, key=calendar.is_working):
        row = list(group)
        first, last, count = row[0], row[-1], len(row)
        if not worked and count > MANY_DAYS_OFF:
            yield Consequence(
                label=Label(
                    f"{first}至{last}连续{count}天没有工作日"
                    + ("，其间任何期限都不会到期；停工请用暂停" if count > MOST_DAYS_OFF else ""),
                    f"From {first} to {last} there is no working day for {count} days"
                    + (
                        ": no deadline comes in them; work that stands still is paused" if count > MOST_DAYS_OFF else ""
                    ),
                ),
                harms=count > MOST_DAYS_OFF,
            )
        elif worked and count > MOST_DAYS_WORKED:
            yield Consequence(
                label=Label(
                    f"{first}至{last}连续上班{count}天，没有休息日（劳动法第三十八条）",
                    f"From {first} to {last} people work {count} days without a day of rest (Labour Law, art. 38)",
                ),
                harms=False,
            )


def _of_sundays(calendar: WorkCalendar, days: list[date]) -> Iterator[Consequence]:
    for (year, month), group in groupby(days, key=lambda day: (day.year, day.month)):
        sundays = [day for day in group if day.isoweekday() == 7]
        if sundays and all(map(calendar.is_working, sundays)):
            yield Consequence(
                label=Label(
                    f"{year}年{month}月的每个星期日都上班（如{sundays[0]}），不像是调休",
                    f"Every Sunday of {year}-{month:02} is worked, such as {sundays[0]}: that makes up for nothing",
                )
            )


def _of_deadlines(change: CalendarChange) -> Iterator[Consequence]:
    """Deadlines of the policy that hardly come any more, each with the first day on which it shows."""
    for rule in change.policy.deadline:
        starts = (day for notice in change.notices for day in _days_of(notice.year))
        if late := _first_late(rule, change, starts):
            start, earlier, later = late
            yield Consequence(
                label=Label(
                    f"期限“{rule.zh}”迟迟不到：{start}起算，原定{earlier}截止，按该日历要到{later}",
                    f"Deadline {rule.name} hardly comes: begun on {start} it ended on {earlier}, by this calendar "
                    f"only on {later}",
                ),
                life=life_until(rule.starts[0].fact),
            )


def _first_late(rule: DeadlineRule, change: CalendarChange, starts: Iterable[date]) -> tuple[date, date, date] | None:
    policy = change.policy
    limits = {rule.limit, *rule.limit_by_level.values(), policy.green_channel.limits.get(rule.name, rule.limit)}
    counted = [limit for limit in limits if limit.unit is Unit.WORKING_DAYS]
    for start in starts:
        for limit in counted if start >= change.before.first_day else ():
            earlier, later = _due(start, limit, change.before), _due(start, limit, change.after)
            if (later - earlier).days > MOST_DAYS_LATER:
                return start, earlier, later
    return None


def _due(start: date, limit: Limit, calendar: WorkCalendar) -> date:
    return due_date(Count(start, limit), calendar)


def _of_make_up_days(notices: tuple[YearNotice, ...]) -> Iterator[Consequence]:
    for notice in notices:
        for made_up in notice.work:
            away = [
                abs((made_up.day - day).days)
                for span in notice.off
                for day in (span.first, span.last)
                if span.name == made_up.name
            ]
            if away and min(away) > MOST_DAYS_AWAY:
                yield Consequence(
                    label=Label(
                        f"调休上班日{made_up.day}距其假期{min(away)}天，请核对日期",
                        f"The make-up day {made_up.day} lies {min(away)} days from its holiday: check the date",
                    ),
                    harms=False,
                )


def _of_notices(change: CalendarChange) -> Iterator[Consequence]:
    for notice in change.notices:
        if change.last_notice is not None and notice.year > change.last_notice:
            yield Consequence(
                label=Label(
                    f"{notice.year}年的放假通知尚未公布，载入后该年的日期不再标为暂定",
                    f"The notice for {notice.year} cannot be out yet; once loaded its dates are provisional no more",
                ),
                harms=False,
            )


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += ONE_DAY
