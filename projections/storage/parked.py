"""Households whose history cannot be read or applied: set aside with an alarm until they are repaired (ADR 0005)."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct
from sqlalchemy import BigInteger, Column, Connection, func, select

from projections.storage.columns import TEXT, HouseholdId, Row
from projections.storage.tables import IN_USE, Edition, read_table

PARKED = read_table(
    "rm_parked",
    Column("household", HouseholdId, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("reason", TEXT, nullable=False),
)


class Parked(Struct, frozen=True, kw_only=True):
    """Where a household stopped: the first fact that could not be read or applied, and the kind of error."""

    household: UUID
    position: int
    version: int
    reason: str


def parked_rows(parked: Parked) -> list[Row]:
    """The household's one row."""
    return [(parked.household.bytes, parked.position, parked.version, parked.reason)]


def parked_count(connection: Connection) -> int:
    """How many households are parked."""
    return connection.scalar(select(func.count()).select_from(PARKED)) or 0


def parked_ids(connection: Connection, edition: Edition = IN_USE) -> frozenset[UUID]:
    """Who is parked."""
    return frozenset(connection.scalars(select(edition.of(PARKED).c.household)))


def parked_households(connection: Connection, edition: Edition = IN_USE) -> tuple[Parked, ...]:
    """Every parked household in the order in which they stopped."""
    table = edition.of(PARKED)
    rows = connection.execute(select(table).order_by(table.c.position, table.c.household))
    return tuple(Parked(household=r.household, position=r.position, version=r.version, reason=r.reason) for r in rows)
