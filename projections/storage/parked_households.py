"""Households whose history cannot be read or applied: set aside with an alarm until they are repaired (ADR 0005)."""

from __future__ import annotations

from typing import Annotated, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from casework.domain.columns import ListRow, column
from casework.domain.labels import Label
from projections.storage.columns import IdCell, LongCell
from projections.storage.tables import IN_USE, Edition, read_table


class ParkedRow(NamedTuple):
    """A parked household as it is stored."""

    household: IdCell
    position: LongCell
    version: LongCell
    reason: str


PARKED = read_table("rm_parked", ParkedRow)


class Parked(ListRow, frozen=True, kw_only=True):
    """Where a household stopped: the first fact that could not be read or applied, and the kind of error."""

    title = Label("仍待修复 {} 户", "{} households are still parked")
    on_screen = ("household", "version", "position", "reason")

    household: Annotated[UUID, column("系统编号", "id")]
    position: Annotated[int, column("序号", "position")]
    version: Annotated[int, column("第几条", "entry")]
    reason: Annotated[str, column("原因", "reason")]


def parked_rows(parked: Parked) -> list[ParkedRow]:
    """The household's one row."""
    return [ParkedRow(parked.household.bytes, parked.position, parked.version, parked.reason)]


def parked_ids(connection: Connection, edition: Edition = IN_USE) -> frozenset[UUID]:
    """The households that are set aside until they are repaired."""
    return frozenset(connection.scalars(select(edition.of(PARKED).c.household)))


def parked_households(connection: Connection, edition: Edition = IN_USE) -> tuple[Parked, ...]:
    """Every parked household in the order in which they stopped."""
    table = edition.of(PARKED)
    rows = connection.execute(select(table).order_by(table.c.position, table.c.household))
    return tuple(Parked(household=r.household, position=r.position, version=r.version, reason=r.reason) for r in rows)
