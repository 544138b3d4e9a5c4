"""Days and moments as people write them: 2026年3月5日, 3月5日, 2026.3.5, 20260305, 昨天, 上周五, 3月5日下午3点."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Final, NamedTuple

from casework.domain.errors import RefusedError
from casework.domain.untrusted_text import fit_to_show

_SEPARATED: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})(?:月份?(?:(\d{1,2})[日号]?)?)?", re.ASCII)
_DIGITS: Final = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_YEARLESS: Final = re.compile(r"(\d{1,2})(?:月(\d{1,2})[日号]?|[./](\d{1,2})|月底)", re.ASCII)
_WEEKDAY: Final = re.compile(r"(上个?|本|这个?|下个?)?(?:周|星期|礼拜)([一二三四五六日天])")
_DAYS_OFF: Final = re.compile(r"(\d{1,3})天(前|后)", re.ASCII)
_TIME: Final = re.compile(
    r"(?:^|[ T]|(?<=\D))(凌晨|早上|上午|中午|下午|晚上)?(?:(\d{1,2}):(\d{2})|(\d{1,2})[点时](?:(\d{1,2})分?|(半))?)$",
    re.ASCII,
)
_NEAR: Final = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_MONTH_ENDS: Final = ("月底", "本月底", "这个月底")
_WEEKS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
_AFTERNOON: Final = ("下午", "晚上")
_NOON: Final = 12


class Lies(Enum):
    """On which side of today a day lies that is asked for: it tells which year 3月5日 is of."""

    BEHIND = "behind"
    AHEAD = "ahead"
    ANYWHERE = "anywhere"


class UnknownDayError(RefusedError):
    """The text is no day, or none that there is."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.zh = f"“{fit_to_show(said)}”应为日期，如 2026-03-02、3月2日、昨天、上周五"
        self.en = f"{fit_to_show(said)!r} is no day such as 2026-03-02"


class UnknownMomentError(RefusedError):
    """The text is no moment, or none that there is."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.zh = f"“{fit_to_show(said)}”应为时间，如 2026-03-02T09:00、3月2日下午3点、昨天"
        self.en = f"{fit_to_show(said)!r} is no time such as 2026-03-02T09:00"


class AmbiguousDayError(RefusedError):
    """The text may mean several days; they are named."""

    def __init__(self, said: str, days: tuple[date, ...]) -> None:
        self.said = said
        self.days = days
        self.zh = f"“{fit_to_show(said)}”可能是其中一天，请写明：{'、'.join(map(str, days))}"
        self.en = f"{fit_to_show(said)!r} may be one of several days; say which: {', '.join(map(str, days))}"


class DateParts(NamedTuple):
    """Year, month and day as somebody wrote them; without a day the month is meant."""

    year: int
    month: int
    day: int | None


def date_parts(text: str) -> DateParts | None:
    """What a compact text in plain signs says with its year; None where it is no date in any usual form."""
    if match := _SEPARATED.fullmatch(text):
        year, month, day = match[1], match[3], match[4]
    elif match := _CHINESE.fullmatch(text) or _DIGITS.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    else:
        return None
    return DateParts(int(year), int(month), int(day) if day else None)


def day_written(text: str, *, today: date, lies: Lies = Lies.ANYWHERE) -> date:
    """
    The day that is meant; one without a year is the nearest on its side of today, and asked about where it has none.

    Raises UnknownDayError, AmbiguousDayError.
    """
    said = _plain(text)
    try:
        return _with_year(said) or _relative(said, today, lies) or _without_year(said, today, lies)
    except (ValueError, OverflowError):
        raise UnknownDayError(text) from None


def moment_written(text: str, zone: timezone, *, today: date, lies: Lies = Lies.BEHIND) -> tuple[datetime, bool]:
    """
    The moment that is meant and whether it is a bare day, which stands at its start.

    ISO 8601 as it is; else a day with or without a time, and a time alone is of today; in `zone` unless another is said.

    Raises UnknownMomentError for anything else and for a moment that UTC or the zone cannot tell, AmbiguousDayError.
    """
    try:
        moment, bare = _iso(text.strip()) or _spoken(text, today, lies)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        moment.astimezone(UTC), moment.astimezone(zone)
    except (OverflowError, UnknownDayError):
        raise UnknownMomentError(text) from None
    return moment, bare


def _iso(text: str) -> tuple[datetime, bool] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return moment, date.fromisoformat(text) == moment.date()
    except ValueError:
        return moment, False


def _spoken(text: str, today: date, lies: Lies) -> tuple[datetime, bool]:
    said = unicodedata.normalize("NFKC", " ".join(text.split()))
    found = _TIME.search(said)
    if found is None:
        return datetime.combine(day_written(text, today=today, lies=lies), time.min), True
    before = said[: found.start()].strip()
    on = day_written(before, today=today, lies=lies) if before else today
    try:
        return datetime.combine(on, _time(found)), False
    except ValueError:
        raise UnknownMomentError(text) from None


def _time(found: re.Match[str]) -> time:
    hour, minute = int(found[2] or found[4]), int(found[3] or found[5] or (30 if found[6] else 0))
    if found[1] in _AFTERNOON and hour < _NOON:
        hour += _NOON
    return time(hour, minute)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _with_year(said: str) -> date | None:
    parts = date_parts(said)
    if parts is None:
        return None
    if parts.day is None:
        raise ValueError(said)
    return date(parts.year, parts.month, parts.day)


def _relative(said: str, today: date, lies: Lies) -> date | None:
    if said in _MONTH_ENDS:
        return _last_of(today.year, today.month)
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if found := _DAYS_OFF.fullmatch(said):
        return today + timedelta(days=int(found[1]) * (-1 if found[2] == "前" else 1))
    if found := _WEEKDAY.fullmatch(said):
        this = today - timedelta(days=today.weekday()) + timedelta(days="一二三四五六日天".index(found[2]) % 7)
        this += timedelta(days=6 if found[2] == "天" else 0)
        if found[1] is None and this != today:
            other = this + timedelta(days=7 if lies is Lies.AHEAD else -7)
            raise AmbiguousDayError(said, tuple(sorted((this, other))))
        return this + timedelta(days=7 * _WEEKS[found[1][0]] if found[1] else 0)
    return None


def _without_year(said: str, today: date, lies: Lies) -> date:
    found = _YEARLESS.fullmatch(said)
    if found is None:
        raise ValueError(said)
    month, day = int(found[1]), int(found[2] or found[3] or _LAST)
    behind = _nearest(month, day, today, lambda year: year - 1, lambda on: on <= today)
    ahead = _nearest(month, day, today, lambda year: year + 1, lambda on: on >= today)
    if lies is Lies.ANYWHERE and behind != ahead:
        raise AmbiguousDayError(said, (behind, ahead))
    return ahead if lies is Lies.AHEAD else behind


_LAST: Final = 99
"""Stands for the last day of a month."""
_ROUND: Final = 9
"""29 February comes once within nine years, whichever they are."""


def _nearest(month: int, day: int, today: date, step: Callable[[int], int], fits: Callable[[date], bool]) -> date:
    year = today.year
    for _ in range(_ROUND):
        try:
            found = _last_of(year, month) if day == _LAST else date(year, month, day)
        except ValueError:
            found = None
        if found is not None and fits(found):
            return found
        year = step(year)
    raise ValueError


def _last_of(year: int, month: int) -> date:
    following = date(year, month, 28) + timedelta(days=4)
    return following - timedelta(days=following.day)
