"""
Late logging per township and account: what was entered late, and what came of duties; asked of history and deadlines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Engine,
    Select,
    and_,
    func,
    not_,
    select,
    type_coerce,
)

from casework.domain.calendar.work_calendar import SHANGHAI, end_of, shanghai_date, start_of
from casework.domain.columns import Cell, ListRow, column
from casework.domain.deadlines.outcomes import is_late_entry
from casework.domain.facts.catalogue import fact_label
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from casework.domain.signer import SignerKind
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.division_names import names_of
from projections.lists.duty_outcomes import outcome_column
from projections.lists.entries.history import HISTORY
from projections.storage.answers import Answer, answer
from projections.storage.columns import EPOCH, MICROSECOND
from projections.storage.engine import reading
from projections.storage.sight import Sight

# ---- Queries: this read model has no table of its own


class LateLogging(ListRow, frozen=True, kw_only=True):
    """
    What one account entered in one township, and what came of its duties there.

    `account` None stands for the duties of offices. `late` entries were made after the policy's working days, `share` is
    theirs of all (0 to 1; None without any), `longest_days` the longest time between happening and recording of one.
    The others count duties by outcome: `nothing_done` are those overdue at the moment that was asked about,
    `ended_overdue` those that became overdue in the days and ended unmet, with what ended them, the others those
    recorded in the days.
    """

    title = Label("补录情况", "Late logging")
    empty = Label("没有可统计的记录和期限", "There are no entries and no duties to count")
    on_screen = (
        "township_name", "account", "entries", "late", "share", "longest_days", "in_time", "logged_late", "done_late",
        "nothing_done", "ended_overdue", "ended_by",
    )  # fmt: skip

    township: Annotated[str, column("乡镇代码", "township code")]
    township_name: Annotated[str, column("乡镇", "township")]
    account: Annotated[str | None, column("办理人", "account", nothing=Label("（部门）", "(offices)"))]
    entries: Annotated[int, column("记录", "entries")] = 0
    late: Annotated[int, column("补录", "late")] = 0
    share: Annotated[float | None, column("补录占比", "share", cell=Cell.SHARE)] = None
    longest_days: Annotated[int, column("最长补录天数", "longest days", nothing=Label("", ""))] = 0
    in_time: Annotated[int, column("按时完成", "in time")] = 0
    logged_late: Annotated[int, column("逾期补录", "logged late")] = 0
    done_late: Annotated[int, column("逾期完成", "done late")] = 0
    nothing_done: Annotated[int, column("未办理", "nothing done")] = 0
    ended_overdue: Annotated[int, column("逾期未办理、已终止", "missed, then ended", nothing=Label("", ""))] = 0
    ended_by: Annotated[str, column("因何终止", "ended by", nothing=Label("", ""))] = ""


class Days(NamedTuple):
    """In which days what is counted was recorded, both included; None for no end."""

    first: date | None = None
    last: date | None = None


ALWAYS = Days()


class LateEntries:
    """Who enters late, and who does late: told apart by the two times of every entry."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def per_account(
        self, *, scope: Scope, now: datetime, region: str | None = None, days: Days = ALWAYS
    ) -> Answer[LateLogging]:
        """
        Every account by township and name in the households that are seen of a region, the offices' duties last.

        Raises DivisionCodeError.
        """
        with reading(self._engine) as connection:
            counts, sight = _Counts(lambda: defaultdict(int)), Sight(connection, scope, region)
            self._count_entries(counts, sight, days)
            _count_outcomes(counts, sight, now, days)
            ended = _ended_by(sight, days)
            keys = counts.keys() | ended.keys()
            names = names_of(connection, {township for township, _ in keys}, shanghai_date(now))
            rows = [
                LateLogging(
                    township=township,
                    township_name=names.name(township),
                    account=account,
                    share=counts[place]["late"] / counts[place]["entries"] if counts[place]["entries"] else None,
                    ended_overdue=sum(ended[place].values()),
                    ended_by="、".join(f"{fact_label(topic).zh}{count}" for topic, count in ended[place].items()),
                    **counts[place],
                )
                for place in sorted(keys, key=_place)
                for township, account in (place,)
            ]
            return answer(connection, rows, sight)

    def _count_entries(self, counts: _Counts, sight: Sight, days: Days) -> None:
        for row in (row for part in sight.parts(BOARD) for row in sight.connection.execute(_entries(part, days))):
            happened, written = _day(row.happened), _day(row.written)
            rules = self._book.of(row.village)
            rule = rules.policies.in_force(start_of(written)).entries
            count = counts[_township(row.village), row.by]
            count["entries"] += row.entries
            if is_late_entry(start_of(happened), start_of(written), rules.calendar, rule):
                count["late"] += row.entries
                count["longest_days"] = max(count["longest_days"], (written - happened).days)


_Counts = defaultdict[tuple[str, str | None], defaultdict[str, int]]
"""Counts by township and account."""

_NO_ENTRIES_OF_PEOPLE = ("entry-corrected", "correction-proposed", "village-changed")
"""A correction is no late entry, and a household is carried into a new village by whoever changes the divisions."""

_DAY = timedelta(days=1) // MICROSECOND
_OFFSET = SHANGHAI.utcoffset(None) // MICROSECOND


def _entries(part: ColumnElement[bool], days: Days) -> Select[Any]:
    """Entries made by people in this part of the board, by village, account, and the days on which they happened and were recorded."""
    table = HISTORY.c
    dated = (
        select(
            BOARD.c.village,
            table.by,
            _day_number(table.occurred_at).label("happened"),
            _day_number(table.recorded_at).label("written"),
        )
        .join(BOARD, BOARD.c.household == table.household)
        .where(
            not_(table.by.startswith(SignerKind.RULE.prefix)),
            not_(table.by.startswith(SignerKind.IMPORT.prefix)),
            table.topic.not_in(_NO_ENTRIES_OF_PEOPLE),
            part,
            *_within(table.recorded_at, days),
        )
        .subquery()
    )
    keys = dated.c.village, dated.c.by, dated.c.happened, dated.c.written
    return select(*keys, func.count().label("entries")).group_by(*keys)


def _count_outcomes(counts: _Counts, sight: Sight, now: datetime, days: Days) -> None:
    table = DEADLINES.c
    met = and_(table.met_at.is_not(None), *_within(table.met_recorded_at, days))
    for part in sight.parts(DEADLINES):
        outcomes = select(table.village, table.account, outcome_column(now, met).label("outcome"))
        came = outcomes.where(part).subquery()
        keys = came.c.village, came.c.account, came.c.outcome
        query = select(*keys, func.count().label("duties")).where(came.c.outcome.is_not(None)).group_by(*keys)
        for row in sight.connection.execute(query):
            counts[_township(row.village), row.account][row.outcome] += row.duties


def _ended_by(sight: Sight, days: Days) -> _Counts:
    """What was overdue when it ended, in the days in which it was missed: how often each kind of fact ended it."""
    table = DEADLINES.c
    missed = and_(table.met_at.is_(None), table.ended_at.is_not(None), table.due_at <= table.ended_at)
    query = (
        select(table.village, table.account, table.ended_by, func.count().label("duties"))
        .where(missed, *_within(table.due_at, days))
        .group_by(table.village, table.account, table.ended_by)
    )
    ended: _Counts = defaultdict(lambda: defaultdict(int))
    for row in sorted(sight.each(query, DEADLINES), key=lambda row: row.ended_by or ""):
        ended[_township(row.village), row.account][row.ended_by or ""] += row.duties
    return ended


def _within(column: Any, days: Days) -> Iterator[Any]:
    if days.first is not None:
        yield column >= start_of(days.first)
    if days.last is not None:
        yield column < end_of(days.last)


def _day_number(column: Any) -> Any:
    """The day in Asia/Shanghai on which a moment falls, counted from 1970."""
    return (type_coerce(column, BigInteger) + _OFFSET) // _DAY


def _day(number: int) -> date:
    return EPOCH.date() + timedelta(days=number)


def _township(village: str) -> str:
    return village[:9].ljust(12, "0")


def _place(place: tuple[str, str | None]) -> tuple[str, bool, str]:
    township, account = place
    return township, account is None, account or ""
