"""Up to which entry of the log something is asked, and by which moment it is judged (ADR 0017)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from casework.application.log.records.groups import Entry
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.errors import NotFoundError, RefusedError
from casework.domain.fact import Recorded

SIDE_BY_SIDE = timedelta(minutes=1)
"""Writers at the same moment may store in another order than their times, and by no more than this."""

AROUND = 1_000
"""So many entries before the one found are looked at: two writers may record in another order than their times."""


class NotYetError(RefusedError):
    """The moment asked for has not come."""

    def __init__(self, moment: datetime, now: datetime) -> None:
        self.moment = moment
        then, at = (f"{each.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" for each in (moment, now))
        if then == at:
            then, at = (each.astimezone(SHANGHAI).replace(tzinfo=None).isoformat(" ") for each in (moment, now))
        self.zh = f"{then} 还没有到（现在是 {at}）"
        self.en = f"{then} has not come yet: it is {at}"


class TrueAfterKnownError(RefusedError):
    """What held at a moment was asked as of an earlier one."""

    zh = "--true-at 不能晚于 --as-of"
    en = "--true-at lies after --as-of: nobody knew then what would hold"


class NoSuchPositionError(NotFoundError):
    """The log does not reach to this position, or it begins after it."""

    def __init__(self, position: int, last: int) -> None:
        self.position = position
        self.zh = f"没有序号{position}：记录的序号为1至{last}"
        self.en = f"There is no position {position}: the log runs from 1 to {last}"


class NothingRecordedError(NotFoundError):
    """The log is empty: there is no earlier state to ask for."""

    zh = "尚无任何记录，不能查询过去的情况"
    en = "Nothing has been recorded yet: there is no earlier state"


class KnownAt(Struct, frozen=True, kw_only=True):
    """
    A state of the log: everything up to `position`, known at the moment `at`.

    With `true_at` only what happened by then counts, and it is judged at that moment.
    """

    position: int
    at: datetime
    true_at: datetime | None = None

    @property
    def judged_at(self) -> datetime:
        """The moment by which is judged what is overdue, and by how much."""
        return self.true_at or self.at


class Pages(Protocol):
    """The log, read at any place; `Log` is one."""

    def page(self, after: int, limit: int) -> list[Entry]:
        """The entries after a position."""


def known_at(
    log: Pages,
    *,
    last: int,
    now: datetime,
    as_of: datetime | None = None,
    position: int | None = None,
    true_at: datetime | None = None,
    breaks: Sequence[int] = (),
) -> KnownAt:
    """
    What was asked for, in positions; without a time and a position the end of the log.

    Args:
        last: The last position up to which the log stands still.
        as_of: Everything recorded by then; beside a `position` only the moment of judging.
        breaks: Where recorded time ran back, as `position_at` takes it.
        position: Everything up to this entry; on its own it is judged when the last of these was recorded.

    Raises:
        NothingRecordedError: The log is empty.
        NotYetError: A moment lies in the future.
        NoSuchPositionError: The position is none of the log's.
        TrueAfterKnownError: `true_at` lies after the moment of knowing.
    """
    if not last:
        raise NothingRecordedError
    for moment in (as_of, true_at):
        if moment is not None and moment > now:
            raise NotYetError(moment, now)
    if position is not None and not (0 if as_of else 1) <= position <= last:
        raise NoSuchPositionError(position, last)
    if position is None:
        position = last if as_of is None else position_at(log, as_of, last, breaks)
        at = as_of or now
    else:
        at = as_of or _recorded_by(log, position)
    if true_at is not None and true_at > at:
        raise TrueAfterKnownError
    return KnownAt(position=position, at=at, true_at=true_at)


def position_at(log: Pages, moment: datetime, last: int, breaks: Sequence[int] = ()) -> int:
    """
    The last position, up to `last`, before the first entry recorded later than the moment; 0 before all of them.

    At the `breaks` recorded time ran back, under a wrong clock. Then every entry recorded by the moment counts, and
    with them those before them, which may say that they were recorded later.
    """
    end = last
    for first in sorted(breaks, reverse=True):
        found = _next_recorded(log, first - 1)
        if found is not None and found[1].timestamp <= moment:
            return _position_between(log, moment, first - 1, end)
        end = first - 1
    return _position_between(log, moment, 0, end)


def _position_between(log: Pages, moment: datetime, first: int, last: int) -> int:
    """The same after position `first`, where recorded time does not run back."""
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        found = _next_recorded(log, middle)
        if found is None or found[0] > last or found[1].timestamp > moment:
            high = middle
        else:
            low = found[0]
    while later := _first_later(log, moment, first, low):
        low = later - 1
    return low


def _next_recorded(log: Pages, position: int) -> tuple[int, Recorded] | None:
    """The next entry that can be read."""
    while page := log.page(position, 1):
        position, entry = page[0]
        if isinstance(entry, Recorded):
            return position, entry
    return None


def _first_later(log: Pages, moment: datetime, first: int, position: int) -> int | None:
    """The first of the entries just before and at a position, after `first`, that was recorded later than the moment."""
    for at, entry in log.page(max(position - AROUND, first), AROUND):
        if at <= position and isinstance(entry, Recorded) and entry.timestamp > moment:
            return at
    return None


def _recorded_by(log: Pages, position: int) -> datetime:
    """When everything up to a position was recorded: a writer beside its own may have recorded a moment later."""
    for reach in (AROUND, position):
        page = log.page(max(position - reach, 0), reach)
        times = [entry.timestamp for at, entry in page if at <= position and isinstance(entry, Recorded)]
        if times:
            return max(each for each in times if each <= times[-1] + SIDE_BY_SIDE)
    raise NothingRecordedError
