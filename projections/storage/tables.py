"""The tables that a rebuild makes anew beside the old ones and puts in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType

from projections.storage.columns import TEXT, Row

SWITCHED = MetaData()
"""Every read model's table under the name its readers use."""


class Edition(Struct, frozen=True, kw_only=True):
    """The read models that are in use, or with a `token` those that a rebuild is making beside them."""

    token: str = ""

    def of(self, table: Table) -> Table:
        """The table of this name in this edition: in use, or being made."""
        return table.to_metadata(MetaData(), name=self.name(table)) if self.token else table

    def name(self, table: Table) -> str:
        """This edition's name for the table."""
        return f"{table.name}{MAKING}{self.token}" if self.token else table.name


MAKING = "__"
"""Between a table's name and the token of the rebuild that fills it."""

IN_USE = Edition()


Fields = Mapping[str, Any]
"""The columns of a table by name, each with the type of its cells."""

_STORED: dict[type, Any] = {str: TEXT, int: Integer, bytes: LargeBinary}


class Lookup(Struct, frozen=True, kw_only=True):
    """An index: its columns, and for which rows it is kept (SQL that both databases read)."""

    columns: tuple[str, ...]
    where: str = ""


class Change(Struct, frozen=True, kw_only=True):
    """
    What becomes of a table: the rows with these keys go, then these come in.

    With `first_stands` a row whose key is taken is left out.
    """

    table: Table
    gone: Sequence[Row] = ()
    rows: Sequence[Row] = ()
    first_stands: bool = False


def read_table(name: str, row: type | Fields, *, key: int = 1, lookups: tuple[Lookup, ...] = ()) -> Table:
    """
    A read model's table, whose columns are the fields of its stored row, in their order; the first `key` are its key.

    Indexes are built after a rebuild has filled it.
    """
    fields = row if isinstance(row, Mapping) else fields_of(row)
    columns = [_column(field, kind, place < key) for place, (field, kind) in enumerate(fields.items())]
    return Table(name, SWITCHED, *columns, info={"lookups": lookups})


def fields_of(row: type) -> Fields:
    """The fields of a stored row with their types."""
    return {name: kind for name, kind in get_type_hints(row, include_extras=True).items() if name in row._fields}  # type: ignore[attr-defined]


def _column(name: str, kind: Any, key: bool) -> Column[Any]:
    wanted = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    stored = getattr(wanted[0], "__metadata__", (None,))[0] or _STORED[wanted[0]]
    return Column(name, stored, primary_key=key, nullable=NoneType in wanted, autoincrement=False)


def lookups_of(table: Table) -> tuple[Lookup, ...]:
    """The indexes by which a read model is asked, as they were declared with it."""
    found: tuple[Lookup, ...] = table.info["lookups"]
    return found


def raw_rows(connection: Connection, table: Table, *where: ColumnElement[bool]) -> list[Row]:
    """The table's rows as they are stored, in the order of their keys."""
    plain = [type_coerce(column, NullType()).label(column.name) for column in table.columns]
    rows = connection.execute(select(*plain).where(*where).order_by(*table.primary_key.columns))
    return [tuple(bytes(value) if isinstance(value, memoryview) else value for value in row) for row in rows]


def difference(table: Table, before: Sequence[Row], after: Sequence[Row]) -> Change | None:
    """What turns the rows before into the rows after; None when they are the same."""
    if before == after:
        return None
    width = len(table.primary_key.columns)
    kept, wanted = set(before), set(after)
    gone = [row[:width] for row in before if row not in wanted]
    rows = [row for row in after if row not in kept]
    return Change(table=table, gone=gone, rows=rows)
