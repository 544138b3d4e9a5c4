"""Whose turn a job is, so that several processes do not all do it: it saves work, and nothing rests on it (ADR 0010)."""

from __future__ import annotations

import os
import secrets
import socket
from typing import Any

from sqlalchemy import ColumnElement, Engine, Float, delete, literal, or_, text, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from projections.storage.engine import writing
from scheduler.records.tables import LEASES

_NOW = {
    "postgresql": "extract(epoch FROM clock_timestamp())",
    "sqlite": "(julianday('now') - 2440587.5) * 86400.0",
}


class Lease:
    """
    A row with an expiry by the database's clock, which one process holds at a time.

    A holder that is frozen or killed loses it by doing nothing; one that wakes late does no harm, because households
    have the last word.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self.holder = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"

    def take(self, seconds: float) -> bool:
        """Hold it for so many seconds from now, if nobody else does; whoever holds it takes it again and again."""
        now = type_coerce(text(_NOW[self._engine.dialect.name]), Float)
        dialect: Any = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        until: ColumnElement[float] = now + literal(seconds, Float)
        new = dialect.insert(LEASES).values(name=self._name, holder=self.holder, until=until)
        free = or_(LEASES.c.until <= now, LEASES.c.holder == self.holder)
        taken = new.on_conflict_do_update(
            index_elements=[LEASES.c.name], set_={"holder": self.holder, "until": until}, where=free
        )
        with writing(self._engine) as connection:
            return bool(connection.execute(taken.returning(LEASES.c.name)).first())

    def give_back(self) -> None:
        """Let the next one have it at once; nothing happens when somebody else holds it."""
        with writing(self._engine) as connection:
            connection.execute(delete(LEASES).where(LEASES.c.name == self._name, LEASES.c.holder == self.holder))

    def held_by(self) -> str | None:
        """Who holds it now; None when nobody does."""
        now = type_coerce(text(_NOW[self._engine.dialect.name]), Float)
        with writing(self._engine) as connection:
            query = LEASES.select().where(LEASES.c.name == self._name, LEASES.c.until > now)
            row = connection.execute(query).first()
        return None if row is None else str(row.holder)
