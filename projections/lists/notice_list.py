"""The notices that were raised: which step of which deadline, to whom, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, and_, select

from casework.domain.calendar.office_hours import after_working_days, next_opening
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.columns import HouseholdRow, ListRow, column
from casework.domain.deadlines.names import DeadlineColumn, OccurrenceColumn
from casework.domain.divisions.codes import significant_digits
from casework.domain.fact import Moment, Recorded
from casework.domain.facts.deadlines import Escalated, Recipient, Reminded
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer, listed
from projections.storage.columns import DayCell, IdCell, LongCell, MomentCell, Row, day_text, moment_number
from projections.storage.engine import reading
from projections.storage.sight import Sight
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
_STEPS = (Reminded, Escalated)


def notice_row(position: int, entry: Recorded) -> NoticeRow | None:
    """The row of a reminder or a step; None for every other fact."""
    fact = entry.fact
    if type(fact) not in _STEPS or not isinstance(fact, _STEPS):
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

    It goes out when an office it is for is open next, by the notice hours and the calendar there (GY-17c), and not before
    the step below it had its working day. It is `needless`, and does not go, when the duty is done by then.
    """

    title = Label("共 {} 条", "{} notices")
    on_screen = (
        "raised_at", "goes_out_at", "household", "deadline", "occurrence", "step", "due_on", "to",
        "needless",
    )  # fmt: skip

    episode: Annotated[int, column("处置周期", "episode")]
    deadline: DeadlineColumn
    occurrence: OccurrenceColumn
    step: Annotated[int, column("级次", "step", nothing=Label("提醒", "reminder"))]
    to: Annotated[tuple[Recipient, ...], column("对象", "to")]
    due_on: Annotated[date, column("截止日", "due")]
    due_at: Annotated[Moment, column("截止时间", "due at")]
    raised_at: Annotated[Moment, column("记录时间", "raised")]
    goes_out_at: Annotated[Moment, column("发出时间", "goes out")]
    position: Annotated[int, column("序号", "position")]
    needless: Annotated[bool, column("已办结，不再发出", "done, does not go", nothing=Label("", ""))] = False


class DigestLine(Struct, frozen=True, kw_only=True):
    """One notice in a digest."""

    household: str
    id: UUID
    deadline: str
    occurrence: str
    step: int
    due_on: date


class NoticeDigest(ListRow, frozen=True, kw_only=True):
    """All that goes out to one office or person on one day, in one piece; `reminders` and `steps` count its notices."""

    title = Label("共 {} 份", "{} digests")
    on_screen = ("goes_out_at", "to", "reminders", "steps", "households")

    goes_out_at: Annotated[Moment, column("发出时间", "goes out")]
    to: Annotated[Recipient, column("对象", "to")]
    reminders: Annotated[int, column("提醒", "reminders")]
    steps: Annotated[int, column("升级", "steps up")]
    households: Annotated[int, column("户", "households")]
    notices: Annotated[tuple[DigestLine, ...], column("内容", "notices")]


class Notices:
    """What was raised, newest first; when it goes out follows the rules of the book."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def raised(
        self,
        *,
        scope: Scope,
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
        done = DEADLINES.c
        same = [getattr(done, name) == getattr(NOTICES.c, name) for name in _INSTANCE]
        query = (
            select(NOTICES, BOARD.c.number, BOARD.c.village, done.met_recorded_at, done.ended_at)
            .join(BOARD, BOARD.c.household == NOTICES.c.household)
            .outerjoin(DEADLINES, and_(*same))
        )
        if household is not None:
            query = query.where(NOTICES.c.household == household)
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            rows = sight.rows(query, BOARD, lambda of: (of.position.desc(),))
            found = _notices(connection, rows, self._book, now)
            within = (
                notice
                for notice in found
                if (since is None or notice.raised_at >= since) and (until is None or notice.raised_at < until)
            )
            return answer(connection, list(within), sight)

    def digests(self, *, scope: Scope, region: str | None = None, now: datetime | None = None) -> Answer[NoticeDigest]:
        """
        What each office and person gets on each day of what is seen, the last day first, the lowest offices of a day first.
        """
        raised = self.raised(scope=scope, region=region, now=now)
        return Answer(rows=tuple(_digests(raised.rows)), complete_up_to=raised.complete_up_to, parked=raised.parked)


_INSTANCE = ("household", "episode", "deadline", "occurrence")
"""The columns that name the instance a notice is about."""


def _notices(connection: Connection, rows: Sequence[Any], book: RuleBook, now: datetime | None) -> Iterator[Notice]:
    names = names_of(connection, {row.village for row in rows}, now and shanghai_date(now))
    going_out = _going_out(rows, book)
    for row in rows:
        to, goes_out_at = _recipients(row), going_out[row.position]
        done_at = row.met_recorded_at or row.ended_at
        needless = done_at is not None and done_at < goes_out_at
        yield listed(Notice, row, **names.of_household(row), to=to, goes_out_at=goes_out_at, needless=needless)


def _recipients(row: Any) -> tuple[Recipient, ...]:
    return msgspec.json.decode(row.recipients, type=tuple[Recipient, ...])


def _going_out(rows: Sequence[Any], book: RuleBook) -> dict[int, datetime]:
    """When each notice goes out, by its position: a step not before the one below it had its grace."""
    found: dict[int, datetime] = {}
    below: dict[tuple[Any, ...], datetime] = {}
    for row in sorted(rows, key=lambda row: (row.step, row.position)):
        duty = *(getattr(row, name) for name in _INSTANCE), row.due_on
        divisions = {each.division for each in _recipients(row)} or {row.village}
        moment = row.raised_at
        if row.step > 1 and duty in below:
            rules = book.of(row.village)
            grace = rules.policies.in_force(moment).notices.grace_working_days
            moment = max(moment, after_working_days(below[duty], grace, rules.calendar))
        found[row.position] = _opens_at(moment, divisions, book)
        if row.step > 0:
            below[duty] = found[row.position]
    return found


def _opens_at(moment: datetime, divisions: set[str], book: RuleBook) -> datetime:
    """The first opening among these divisions' offices, at the moment or after."""
    rules = [book.of(division) for division in divisions]
    return min(next_opening(moment, r.calendar, r.policies.in_force(moment).notices.hours) for r in rules)


def _digests(notices: Sequence[Notice]) -> Iterator[NoticeDigest]:
    pieces: dict[tuple[date, Recipient], list[Notice]] = {}
    for notice in notices:
        for to in [] if notice.needless else notice.to:
            pieces.setdefault((shanghai_date(notice.goes_out_at), to.in_office), []).append(notice)
    for (_, to), group in sorted(pieces.items(), key=_digest_order):
        yield NoticeDigest(
            goes_out_at=min(notice.goes_out_at for notice in group),
            to=to,
            reminders=sum(notice.step == 0 for notice in group),
            steps=sum(notice.step > 0 for notice in group),
            households=len({notice.id for notice in group}),
            notices=tuple(
                DigestLine(
                    household=each.household,
                    id=each.id,
                    deadline=each.deadline,
                    occurrence=each.occurrence,
                    step=each.step,
                    due_on=each.due_on,
                )
                for each in sorted(group, key=lambda each: (each.due_on, each.household, each.deadline))
            ),
        )


def _digest_order(piece: tuple[tuple[date, Recipient], list[Notice]]) -> tuple[int, int, str, str, str]:
    (day, to), _ = piece
    return -day.toordinal(), -len(significant_digits(to.division)), to.division, to.role, to.account or ""
