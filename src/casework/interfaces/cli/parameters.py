"""What may stand on the command line: codes or their words, days, moments, members; a wrong one is named (exit 2)."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import click
import msgspec

from casework.domain.calendar.work_calendar import SHANGHAI, shanghai_date
from casework.domain.codes.code import Code
from casework.domain.divisions.offices import office_written
from casework.domain.errors import CaseworkError
from casework.domain.fact import ActingOffice
from casework.domain.written.code_words import AmbiguousWordError, UnknownWordError, code_meant
from casework.domain.written.days import AmbiguousDayError, Lies, UnknownDayError, day_written, moment_written

STDIN = "-"
"""Stands for words on stdin, so that they are in no shell's memory."""


class WrongValueError(click.BadParameter):
    """A value that cannot be meant, said in both languages."""

    def __init__(self, *, zh: str, en: str, ctx: click.Context | None = None, param: click.Parameter | None = None):
        super().__init__(en, ctx, param)
        self.zh = zh


class Typed(click.ParamType[Any]):
    """A kind of value with a name for the help page."""

    def wrong(self, zh: str, en: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        raise WrongValueError(zh=zh, en=en, ctx=ctx, param=param)


class CodeType(Typed):
    """A word from a closed list."""

    name = "code"

    def __init__(self, codes: type[Code]) -> None:
        self.codes = codes

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Code:
        """The code that is meant; a word that means none, or several, is refused with the list."""
        try:
            return code_meant(self.codes, str(value))
        except (UnknownWordError, AmbiguousWordError) as error:
            self.wrong(error.zh, error.en, param, ctx)


class OfficeType(Typed):
    """An office: a role, and after an @ the code of its division."""

    name = "office"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ActingOffice:
        """The office that is meant."""
        try:
            return office_written(str(value))
        except CaseworkError as error:
            self.wrong(error.zh, error.en, param, ctx)


class MemberType(Typed):
    """The number of a member, an offer or a placement, as `show` prints it."""

    name = "n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = member_number(str(value))
        if number is None:
            self.wrong(f"“{value}”应为编号（正整数）", f"{value!r} is no number from 1 on", param, ctx)
        return number


class DayType(Typed):
    """A day as people write it, in Asia/Shanghai; `lies` says which year one without a year is of."""

    name = "day"

    def __init__(self, lies: Lies = Lies.ANYWHERE) -> None:
        self.lies = lies

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return day_written(str(value), today=today(), lies=self.lies)
        except (UnknownDayError, AmbiguousDayError) as error:
            self.wrong(error.zh, error.en, param, ctx)


class MomentType(Typed):
    """A moment as people write it or by ISO 8601; without a zone in Asia/Shanghai, a bare day stands at its start."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        return self.moment(value, param, ctx)[0]

    def moment(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[datetime, bool]:
        """The moment, and whether it is a bare day."""
        if isinstance(value, datetime):
            return value, False
        try:
            return moment_written(str(value), SHANGHAI, today=today())
        except CaseworkError as error:
            self.wrong(error.zh, error.en, param, ctx)


class LastMomentType(MomentType):
    """A moment up to which something counts; a bare day means its end, its 24:00."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; 24:00 in Asia/Shanghai for a day."""
        moment, bare = self.moment(value, param, ctx)
        try:
            return moment + timedelta(days=1) if bare else moment
        except OverflowError:
            self.wrong(f"“{value}”过晚", f"{value!r} is too late", param, ctx)


class LastInstantType(LastMomentType):
    """A moment up to which something happened; a bare day is its last instant, for the next one begins at its 24:00."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; just before 24:00 in Asia/Shanghai for a day."""
        moment = super().convert(value, param, ctx)
        return moment - timedelta(microseconds=1) if self.moment(value, param, ctx)[1] else moment


class PositionType(Typed):
    """A position of the log; whether the log reaches to it, the log says."""

    name = "n"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value).strip()
        if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) < 100):
            self.wrong(f"“{value}”应为序号（整数）", f"{value!r} is no position (a whole number)", param, ctx)
        return int(text)


class AmountType(Typed):
    """An amount of money in yuan."""

    name = "yuan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        """The amount; whether it can be is not asked here."""
        try:
            return Decimal(str(value).strip())
        except InvalidOperation:
            self.wrong(f"“{value}”应为月收入（元）", f"{value!r} is no amount in yuan", param, ctx)


class NameType(Typed):
    """An account or other words."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The words without spaces around them; whether they may be blank is not asked here."""
        return str(value).strip()


class RegionType(Typed):
    """A division's code of 2, 4, 6, 9 or 12 digits."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code as it was given."""
        from casework.domain.divisions.codes import DivisionCodeError, full_code

        try:
            full_code(str(value))
        except DivisionCodeError as error:
            self.wrong(error.zh, error.en, param, ctx)
        return str(value)


class ChangeType(Typed):
    """A corrected value, FIELD=VALUE; the value is JSON, or text where it is none."""

    name = "f=v"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Any]:
        field, equals, said = str(value).partition("=")
        if not equals or not field.strip():
            self.wrong(f"“{value}”应写作：字段=值", f"{value!r} should read FIELD=VALUE", param, ctx)
        try:
            meant = msgspec.json.decode(said)
            msgspec.msgpack.encode(meant)
        except msgspec.DecodeError:
            return field.strip(), said
        except OverflowError:
            self.wrong("数字过大", "A number is too large", param, ctx)
        return field.strip(), meant


class SealedChangeType(Typed):
    """Right words for sealed ones, FIELD=WORDS, or FIELD=- with the words on stdin; no message repeats them."""

    name = "f=words"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        field, equals, said = str(value).partition("=")
        if not equals or not field.strip():
            self.wrong("应写作：字段=正确的内容", "It should read FIELD=WORDS", param, ctx)
        return field.strip(), sys.stdin.read().strip() if said == STDIN else said


def labels(codes: type[Code]) -> str:
    """The codes of a list with their Chinese labels."""
    return "、".join(f"{code} {code.zh}" for code in codes)


def today() -> date:
    """What day it is where the command is typed; by CASEWORK_CLOCK where that is given."""
    from casework.interfaces.workplace.settings import given_clock

    return shanghai_date(given_clock(os.environ) or datetime.now(UTC))


def member_number(text: str) -> int | None:
    """The number that a text is; None when it is none from 1 on."""
    text = text.strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return number if number > 0 else None
