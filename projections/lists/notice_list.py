"""The notices that were raised: which step of which deadline, to whom, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, Engine, select

from casework.domain.calendar.office_hours import next_opening
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import Cell, HouseholdRow, column
from casework.domain.fact import Moment, Recorded
from casework.domain.facts.deadlines import Escalated, Recipient, Reminded
from casework.domain.labels import Label
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer, in_region, listed
from projections.storage.columns import DayCell, IdCell, LongCell, MomentCell, Row, day_text, moment_number
from projections.storage.engine import reading
from projections.storage.tables import Change, Lookup, read_table

# ---- Table


class NoticeRow(NamedTuple):
    """A row of the notices as it is stored."""

    household: IdCell
    episode: int
    deadline: str
    occurrence: str
    step: int
    due_on: DayCell
    recipients: str
    due_at: MomentCell
    raised_at: MomentCell
    position: LongCell


NOTICES = read_table("rm_notice_list", NoticeRow, key=6, lookups=(Lookup(columns=("position",)),))

# ---- Follower

_ENCODER = msgspec.json.Encoder()


def notice_row(position: int, entry: Recorded) -> NoticeRow | None:
    """The row of a reminder or a step; None for every other fact."""
    fact = entry.fact
    if not isinstance(fact, Reminded | Escalated):
        return None
    return NoticeRow(
        household=entry.originator_id.bytes,
        episode=fact.episode,
        deadline=fact.deadline,
        occurrence=fact.occurrence,
        step=fact.step,
        recipients=_ENCODER.encode(fact.to).decode(),
        due_on=day_text(fact.due_on),
        due_at=moment_number(fact.due_at),
        raised_at=moment_number(entry.timestamp),
        position=position,
    )


def notice_change(rows: Iterable[Row]) -> Change:
    """The rows come in; of two with the same key the first stands."""
    return Change(table=NOTICES, rows=list(rows), first_stands=True)


# ---- Queries


class Notice(HouseholdRow, frozen=True, kw_only=True):
    """
    A raised notice; step 0 is the reminder.

    It goes out when an office it is for is open next, by the notice hours and the calendar there (GY-17c).
    """

    title = Label("共 {} 条", "{} notices")
    on_screen = (
        "raised_at", "goes_out_at", "household", "village_name", "deadline", "occurrence", "step", "due_on", "to",
    )  # fmt: skip

    episode: Annotated[int, column("处置周期", "episode")]
    deadline: Annotated[str, column("期限", "deadline", cell=Cell.DEADLINE)]
    occurrence: Annotated[str, column("期次", "occurrence")]
    step: Annotated[int, column("级次", "step", nothing=Label("提醒", "reminder"))]
    to: Annotated[tuple[Recipient, ...], column("对象", "to")]
    due_on: Annotated[date, column("截止日", "due")]
    due_at: Annotated[Moment, column("截止时间", "due at")]
    raised_at: Annotated[Moment, column("记录时间", "raised")]
    goes_out_at: Annotated[Moment, column("发出时间", "goes out")]
    position: Annotated[int, column("序号", "position")]


class Notices:
    """What was raised, newest first; when it goes out follows the rules of the book."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def raised(
        self,
        *,
        region: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        household: UUID | None = None,
        now: datetime | None = None,
    ) -> Answer[Notice]:
        """
        The notices raised from `since` on and before `until`, of one household or a region.

        Villages have their names at `now`, the last known ones without it. Raises DivisionCodeError.
        """
        query = (
            select(NOTICES, BOARD.c.number, BOARD.c.village)
            .join(BOARD, BOARD.c.household == NOTICES.c.household)
            .where(in_region(BOARD.c.village, region))
            .order_by(NOTICES.c.position.desc())
        )
        if since is not None:
            query = query.where(NOTICES.c.raised_at >= since)
        if until is not None:
            query = query.where(NOTICES.c.raised_at < until)
        if household is not None:
            query = query.where(NOTICES.c.household == household)
        with reading(self._engine) as connection:
            return answer(connection, list(_notices(connection, connection.execute(query).all(), self._book, now)))


def _notices(connection: Connection, rows: Sequence[Any], book: RuleBook, now: datetime | None) -> Iterator[Notice]:
    names = names_of(connection, {row.village for row in rows}, now and shanghai_date(now))
    for row in rows:
        to = msgspec.json.decode(row.recipients, type=tuple[Recipient, ...])
        goes_out_at = _goes_out_at(row.raised_at, {each.division for each in to} or {row.village}, book)
        yield listed(Notice, row, **names.of_household(row), to=to, goes_out_at=goes_out_at)


def _goes_out_at(raised_at: datetime, divisions: set[str], book: RuleBook) -> datetime:
    """The first opening among these divisions' offices, at the moment it was raised or after."""
    rules = [book.of(division) for division in divisions]
    return min(next_opening(raised_at, r.calendar, r.policies.in_force(raised_at).notices.hours) for r in rules)
