"""How values stand in the read models' columns, alike on both databases: numbers, texts and short byte strings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, overload
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, LargeBinary, SmallInteger, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from casework.domain.calendar.work_calendar import SHANGHAI

Row = tuple[Any, ...]
"""A row in the order of its table's columns, its key first, as the drivers take it."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class HouseholdId(TypeDecorator[UUID]):
    """A household's id as its 16 bytes: short, and in the order of the villages on both databases."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        """The bytes of the id."""
        return None if value is None else value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        """The id of the bytes."""
        return None if value is None else UUID(bytes=bytes(value))


class MomentNumber(TypeDecorator[datetime]):
    """A moment as microseconds since 1970 in UTC; read back in Asia/Shanghai, as the offices write it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The moment as microseconds of UTC, as it is stored."""
        return moment_number(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The stored microseconds as a moment in Asia/Shanghai."""
        return number_moment(value)


class DayText(TypeDecorator[date]):
    """A date as YYYY-MM-DD."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Compared byte by byte on PostgreSQL too."""
        return dialect.type_descriptor(TEXT if dialect.name != "postgresql" else Text(collation="C"))

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """The date as YYYY-MM-DD, as it is stored."""
        return day_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """The stored text as a date."""
        return None if value is None else date.fromisoformat(value)


TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its bytes on both databases: codes, and Chinese words whose order means nothing anyway."""

FLAG = SmallInteger()
"""0 or 1."""


IdCell = Annotated[bytes, HouseholdId]
"""A household's id as it is stored. These are the types of the fields of stored rows, with their columns."""

MomentCell = Annotated[int, MomentNumber]
DayCell = Annotated[str, DayText]
FlagCell = Annotated[int, FLAG]
LongCell = Annotated[int, BigInteger]


@overload
def moment_number(moment: datetime) -> int: ...


@overload
def moment_number(moment: datetime | None) -> int | None: ...


def moment_number(moment: datetime | None) -> int | None:
    """The moment's place in microseconds since 1970."""
    return None if moment is None else (moment - EPOCH) // MICROSECOND


def number_moment(number: int | None) -> datetime | None:
    """The moment at this place, in Asia/Shanghai."""
    return None if number is None else (EPOCH + number * MICROSECOND).astimezone(SHANGHAI)


@overload
def day_text(day: date) -> str: ...


@overload
def day_text(day: date | None) -> str | None: ...


def day_text(day: date | None) -> str | None:
    """The date as YYYY-MM-DD."""
    return None if day is None else day.isoformat()
