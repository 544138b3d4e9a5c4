"""A read model in memory, for one question: the same tables, empty, without indexes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from projections.storage.engine import writing
from projections.storage.position import LASTING, LIVE, Position, set_position
from projections.storage.schema import create_tables
from projections.storage.tables import IN_USE


def scratch_engine(position: int) -> Engine:
    """The engine of empty read models that are complete up to a position; gone when it is disposed of."""
    engine = create_engine("sqlite://", poolclass=StaticPool)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the module would begin transactions when it likes

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    with writing(engine) as connection:
        LASTING.create_all(connection)
        create_tables(connection, IN_USE)
        set_position(connection, LIVE, Position(at=position))
    return engine
