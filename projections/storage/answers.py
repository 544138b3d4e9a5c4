"""What every answer of a read model carries beside its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row

from projections.storage.parked_households import PARKED
from projections.storage.position import position_of
from projections.storage.sight import Sight

T = TypeVar("T")
R = TypeVar("R", bound=Struct)


class Answer(Struct, Generic[T], frozen=True, kw_only=True):
    """Rows, complete up to a position of the log; `parked` households wait for repair and show an earlier state."""

    rows: tuple[T, ...]
    complete_up_to: int
    parked: int


def answer(connection: Connection, rows: Iterable[T], sight: Sight | None) -> Answer[T]:
    """The rows with the position of the same snapshot; None for what concerns no household."""
    parked = sight.count(PARKED) if sight else 0
    return Answer(rows=tuple(rows), complete_up_to=position_of(connection).at, parked=parked)


def listed(kind: type[R], row: Row[*tuple[Any, ...]], **more: object) -> R:
    """A row as its list declares it: the columns of the same names, codes for their texts, and what else is said."""
    columns = row._mapping
    values = {name: more[name] if name in more else columns[name] for name in kind.__struct_fields__}
    return msgspec.convert(values, kind, from_attributes=True)
