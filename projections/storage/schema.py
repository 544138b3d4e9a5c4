"""The read models' tables: made once under a lock, beside the old ones in a rebuild, and put in their place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, TextClause, inspect, text

from projections.storage.engine import writing
from projections.storage.position import LASTING, LIVE, POSITION, Position, set_position
from projections.storage.tables import IN_USE, MAKING, SWITCHED, Edition, lookups_of

_LOCK = 0x63617366  # next to the log's own: any number that nobody else takes an advisory lock on


def ensure_read_schema(engine: Engine) -> None:
    """The read models have their tables, empty the first time; several processes may come at once."""
    if LASTING.tables.keys() <= set(inspect(engine).get_table_names()):
        return
    with locked(engine) as connection:
        first = not inspect(connection).has_table(POSITION.name)
        LASTING.create_all(connection)  # those that are missing, also beside read models of an earlier release
        if first:
            create_tables(connection, IN_USE)
            for statement in lookup_statements(IN_USE):
                connection.execute(statement)
            set_position(connection, LIVE, Position())


@contextmanager
def locked(engine: Engine) -> Iterator[Connection]:
    """A writing transaction in which nobody else changes tables."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


def create_tables(connection: Connection, edition: Edition) -> None:
    """The edition has its tables, empty and without indexes."""
    for table in SWITCHED.sorted_tables:
        edition.of(table).create(connection)


def lookup_statements(edition: Edition) -> Iterator[TextClause]:
    """What makes the edition's indexes, one each; their names are its own, for they cannot be renamed on SQLite."""
    for table in SWITCHED.sorted_tables:
        for number, lookup in enumerate(lookups_of(table), start=1):
            name = f"ix_{table.name}_{number}_{edition.token or 'first'}"
            columns = ", ".join(lookup.columns)
            where = f" WHERE {lookup.where}" if lookup.where else ""
            yield text(f'CREATE INDEX "{name}" ON "{edition.name(table)}" ({columns}){where}')


def drop_unfinished(connection: Connection) -> None:
    """What a rebuild that did not come to its end left behind is gone."""
    for name in inspect(connection).get_table_names():
        if name.startswith("rm_") and MAKING in name:
            connection.execute(text(f'DROP TABLE "{name}"'))


def swap_tables(connection: Connection, edition: Edition) -> None:
    """The edition's tables are the ones in use; the old ones are gone, also those this program no longer has."""
    old = {name for name in inspect(connection).get_table_names() if name.startswith("rm_") and MAKING not in name}
    for name in sorted(old - LASTING.tables.keys()):
        connection.execute(text(f'DROP TABLE "{name}"'))
    for table in SWITCHED.sorted_tables:
        connection.execute(text(f'ALTER TABLE "{edition.name(table)}" RENAME TO "{table.name}"'))
