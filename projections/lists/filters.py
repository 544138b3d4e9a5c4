"""Which households a list is asked for, and in which order it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.json import Decoder
from msgspec.structs import replace
from sqlalchemy import ColumnElement, case, or_

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.codes.code import Code
from casework.domain.codes.people import HouseholdCategory
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import ExternalSystem
from casework.domain.codes.stages import Stage
from casework.domain.household.context import NamesHolders
from casework.domain.household.parts import StandIn, on_duty
from casework.domain.rules.rule_book import RuleBook
from casework.domain.words import No, Text, Words, words, words_of
from projections.storage.sight import Columns


class Order(Code):
    """In which order households are listed."""

    PLACE = "place", "村和户编号", "village and number"
    LAST_CONTACT = "last-contact", "最近联系（最久的在前）", "last contact, the longest ago first"
    LAST_ENTRY = "last-entry", "最近记录（最久的在前）", "last entry, the longest ago first"
    NEXT_DUE = "next-due", "下一期限（先到的在前）", "next deadline, the earliest first"
    DETECTED = "detected", "发现日期（最早的在前）", "detected, the earliest first"
    LEVEL = "level", "帮扶级别（特殊的在前）", "level, special assistance first"
    CATEGORY = "category", "户类型", "category"
    CADRE = "cadre", "帮扶干部", "cadre"


Days = Annotated[int, Meta(ge=1, le=3660)]
"""How many days something has been so: ten years at most."""


class HouseholdFilter(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Which households are asked for; a value of None asks nothing.

    `no_contact_for` are calendar days, `no_entry_for` working days of the household's own calendar (CZ-13b, GY-17c);
    whoever was never spoken to has had no contact for any number of days. `not_shared_with` is the system outside that
    does not have all that is said of the household (GY-1c).
    """

    stage: Annotated[Stage | None, words("阶段", "stage")] = None
    cadre: Annotated[str | None, words("帮扶干部", "cadre", text=Text.ACCOUNT)] = None
    category: Annotated[HouseholdCategory | None, words("户类型", "category")] = None
    level: Annotated[Level | None, words("帮扶级别", "level")] = None
    green_channel: Annotated[
        bool | None,
        words("绿色通道", "green channel", no=No("--no-green-channel", "不在绿色通道", "not in the green channel")),
    ] = None
    relocated: Annotated[
        bool | None, words("易地搬迁", "relocated", no=No("--not-relocated", "非搬迁户", "not relocated"))
    ] = None
    never_contacted: Annotated[bool | None, words("从未联系到", "never reached")] = None
    no_contact_for: Annotated[
        Days | None,
        words("未联系到的天数", "days without contact, at least", metavar="DAYS", hint="含从未联系到的户"),
    ] = None
    stand_in: Annotated[str | None, words("代管人", "stand-in", text=Text.ACCOUNT, hint="当日")] = None
    not_shared_with: Annotated[ExternalSystem | None, words("未录入的系统", "not yet shared with")] = None
    no_entry_for: Annotated[
        Days | None,
        words(
            "无记录的工作日数",
            "working days without an entry, at least",
            metavar="DAYS",
            hint="按该户所在地的工作日历",
        ),
    ] = None

    def said(self) -> Iterator[tuple[str, Words, Any]]:
        """What is asked for: field, words and value."""
        for name, its_words in words_of(type(self)).items():
            value = getattr(self, name)
            if value is not None:
                yield name, its_words, value

    def conditions(
        self, board: Columns, today: date | None, book: RuleBook | None = None
    ) -> Iterator[ColumnElement[bool]]:
        """
        What the rows asked for have in common; whose work somebody does for an account that is away says the book.

        Of what had no entry for some working days those come that had none for as many days of any kind.
        """
        for name in ("stage", "cadre", "category", "level"):
            if (wanted := getattr(self, name)) is not None:
                yield board[name] == str(wanted)
        for name in ("green_channel", "relocated"):
            if (flag := getattr(self, name)) is not None:
                yield board[name] == int(flag) if flag else or_(board[name].is_(None), board[name] == 0)
        if self.never_contacted is not None:
            yield board.last_contact_on.is_(None) if self.never_contacted else board.last_contact_on.is_not(None)
        if self.no_contact_for is not None and today is not None:
            since = today - timedelta(days=self.no_contact_for)
            yield or_(board.last_contact_on.is_(None), board.last_contact_on <= since)
        if self.not_shared_with is not None:
            yield or_(board.shared_with.is_(None), board.shared_with.not_like(f"%{self.not_shared_with}%"))
        if self.stand_in is not None:
            away = acting_for(self.stand_in, today, book.holders if book else None)
            yield or_(board.stand_ins.is_not(None), board.cadre.in_(away)) if away else board.stand_ins.is_not(None)
        if self.no_entry_for is not None and today is not None:
            yield board.last_entry_on <= today - timedelta(days=self.no_entry_for)

    def keeps(self, book: RuleBook | None, today: date | None) -> Callable[[Any], bool]:
        """Whether a row that meets the conditions is asked for, by today and the calendar of its own village."""
        if self.stand_in is not None:
            silent = replace(self, stand_in=None).keeps(book, today)
            holders = book.holders if book else None
            return lambda row: stand_in_for(row.cadre, row.stand_ins, today, holders) == self.stand_in and silent(row)
        if self.no_entry_for is None or book is None or today is None:
            return lambda row: True
        days, last_days = self.no_entry_for, {}

        def keeps(row: Any) -> bool:
            calendar = book.of(row.village).calendar
            if id(calendar) not in last_days:
                last_days[id(calendar)] = last_day_before(days, today, calendar)
            return bool(row.last_entry_on <= last_days[id(calendar)])

        return keeps


EVERY = HouseholdFilter()
"""Nothing is asked: every household."""


def stand_in_for(
    account: str | None, stand_ins: str | None, day: date | None, holders: NamesHolders | None = None
) -> str | None:
    """
    Who has the duties of an account on a day, None while that is itself.

    By the stand-ins as the board keeps them, and since there are accounts by their absences.
    """
    if day is None or account is None or (stand_ins is None and holders is None):
        return None
    acting = on_duty(_STAND_INS.decode(stand_ins), account, day) if stand_ins else account
    acting = holders.acting(day).get(acting, acting) if holders else acting
    return None if acting == account else acting


def acting_for(account: str, day: date | None, holders: NamesHolders | None) -> tuple[str, ...]:
    """Whose work an account does on a day because they are away, by what they sign with."""
    if day is None or holders is None:
        return ()
    return tuple(away for away, acting in holders.acting(day).items() if acting == account)


_STAND_INS = Decoder(tuple[StandIn, ...])


def last_day_before(working_days: int, today: date, calendar: WorkCalendar) -> date:
    """The last day after which, up to and including today, there are so many working days. Raises CalendarError."""
    return calendar.add_working_days(today + timedelta(days=1), -working_days) - timedelta(days=1)


def in_order(board: Columns, order: Order) -> tuple[ColumnElement[Any], ...]:
    """The columns by which the database sorts; what never was comes first where the longest ago does, else last."""
    place = (board.village, board.number, board.household)
    match order:
        case Order.LAST_CONTACT | Order.LAST_ENTRY:
            column = board.last_contact_on if order is Order.LAST_CONTACT else board.last_entry_on
            return (column.is_not(None), column, *place)
        case Order.NEXT_DUE | Order.DETECTED | Order.CADRE:
            column = {Order.NEXT_DUE: board.next_due_at, Order.DETECTED: board.detected_on, Order.CADRE: board.cadre}[
                order
            ]
            return (column.is_(None), column, *place)
        case Order.LEVEL:
            return (_ranked(board.level, tuple(reversed(Level))), *place)
        case Order.CATEGORY:
            return (_ranked(board.category, tuple(HouseholdCategory)), *place)
    return place


def _ranked(column: ColumnElement[Any], codes: tuple[Code, ...]) -> ColumnElement[int]:
    """The place of a code in its list; after all of them what has none."""
    return case({str(code): place for place, code in enumerate(codes)}, value=column, else_=len(codes))
