"""Every row of every read model, for comparing whole databases."""

from __future__ import annotations

from sqlalchemy import Engine

from projections.storage.columns import Row
from projections.storage.engine import reading
from projections.storage.tables import SWITCHED, raw_rows


def all_rows(engine: Engine) -> dict[str, list[Row]]:
    """The rows of each table as they are stored, in the order of their keys."""
    with reading(engine) as connection:
        return {table.name: raw_rows(connection, table) for table in SWITCHED.sorted_tables}
