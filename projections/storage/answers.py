"""What every answer of a read model carries beside its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, true

from casework.domain.divisions.codes import significant_digits
from projections.storage.parked import parked_count
from projections.storage.position import position_of

T = TypeVar("T")

_DIGITS = 12


class Answer(Struct, Generic[T], frozen=True, kw_only=True):
    """Rows, complete up to a position of the log; `parked` households wait for repair and show an earlier state."""

    rows: tuple[T, ...]
    complete_up_to: int
    parked: int


def answer(connection: Connection, rows: Iterable[T]) -> Answer[T]:
    """The rows with the position of the same snapshot."""
    return Answer(rows=tuple(rows), complete_up_to=position_of(connection).at, parked=parked_count(connection))


def in_region(village: ColumnElement[str], region: str | None) -> ColumnElement[bool]:
    """
    Whether a village's code lies below a division's (2, 4, 6, 9 or 12 digits, or padded with zeros); None: everywhere.

    Raises:
        DivisionCodeError: The region is no division code.
    """
    if region is None:
        return true()
    digits = significant_digits(region)
    # Two comparisons: PostgreSQL has no BETWEEN for values with a collation of their own.
    return (village >= digits.ljust(_DIGITS, "0")) & (village <= digits.ljust(_DIGITS, "9"))
