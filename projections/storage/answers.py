"""What every answer of a read model carries beside its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, true

from casework.domain.divisions.codes import significant_digits
from projections.storage.parked_households import parked_count
from projections.storage.position import position_of

T = TypeVar("T")
R = TypeVar("R", bound=Struct)

_DIGITS = 12


class Answer(Struct, Generic[T], frozen=True, kw_only=True):
    """Rows, complete up to a position of the log; `parked` households wait for repair and show an earlier state."""

    rows: tuple[T, ...]
    complete_up_to: int
    parked: int


def answer(connection: Connection, rows: Iterable[T]) -> Answer[T]:
    """The rows with the position of the same snapshot."""
    return Answer(rows=tuple(rows), complete_up_to=position_of(connection).at, parked=parked_count(connection))


def listed(kind: type[R], row: Row[*tuple[Any, ...]], **more: object) -> R:
    """A row as its list declares it: the columns of the same names, codes for their texts, and what else is said."""
    columns = row._mapping
    values = {name: more[name] if name in more else columns[name] for name in kind.__struct_fields__}
    return msgspec.convert(values, kind, from_attributes=True)


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
