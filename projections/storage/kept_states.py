"""A household as the followers keep it between pages: folded, with what was worked out of it; never sealed data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, LargeBinary, select, type_coerce

from casework.domain.household.state import Household
from projections.storage.columns import DayCell, FlagCell, IdCell, LongCell, MomentCell
from projections.storage.tables import IN_USE, Edition, read_table


class StateRow(NamedTuple):
    """A kept state as it is stored."""

    household: IdCell
    version: LongCell
    state: bytes


STATE = read_table("rm_household_state", StateRow)

_AT_ONCE = 5_000


class InstanceRow(NamedTuple):
    """A row of the deadline list without household and village; moments as numbers, days as texts."""

    episode: int
    deadline: str
    occurrence: str
    started_at: MomentCell
    due_on: DayCell | None
    due_at: MomentCell | None
    remind_at: MomentCell | None
    next_step_at: MomentCell | None
    wakes_at: MomentCell | None
    step: int
    duty: str
    role: str
    division: str
    account: str | None
    met_at: MomentCell | None
    met_recorded_at: MomentCell | None
    ended_at: MomentCell | None
    ended_by: str | None
    unmet: FlagCell
    paused: FlagCell
    provisional: FlagCell
    policy: str
    force: str | None
    law_due_at: MomentCell | None
    missed_account: str | None


class Folded(Struct, frozen=True, kw_only=True):
    """
    The household after its fact at `position`, with its rows in the deadline list and its days of judgement.

    The rows stand here so that only those that change are written.
    """

    household: Household
    position: int
    deadlines: tuple[InstanceRow, ...] = ()
    days: tuple[str, ...] = ()


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Folded)


@cache
def shape() -> str:
    """A short name for what a kept state looks like: another shape of household is never read as this one."""
    schema = _undescribed(msgspec.json.schema(Folded))
    return blake2b(msgspec.json.encode(schema, order="deterministic"), digest_size=4).hexdigest()


def state_rows(folded: Folded) -> list[StateRow]:
    """The household's one row."""
    return [StateRow(folded.household.id.bytes, folded.household.version, _ENCODER.encode(folded))]


def states(connection: Connection, households: Iterable[UUID], edition: Edition = IN_USE) -> dict[UUID, Folded]:
    """The kept states of these households; the unknown ones are missing."""
    table, ids = edition.of(STATE), [household.bytes for household in households]
    found = {}
    for first in range(0, len(ids), _AT_ONCE):
        key: ColumnElement[bytes] = type_coerce(table.c.household, LargeBinary)
        for (state,) in connection.execute(select(table.c.state).where(key.in_(ids[first : first + _AT_ONCE]))):
            folded = _DECODER.decode(state)
            found[folded.household.id] = folded
    return found


def states_after(connection: Connection, after: UUID, limit: int, edition: Edition = IN_USE) -> list[Folded]:
    """The next kept states in the order of ids."""
    table = edition.of(STATE)
    query = select(table.c.state).where(table.c.household > after).order_by(table.c.household).limit(limit)
    return [_DECODER.decode(state) for state in connection.scalars(query)]


def _undescribed(schema: object) -> object:
    """The schema without its docstrings: words may change, the shape stays."""
    if isinstance(schema, dict):
        return {name: _undescribed(value) for name, value in schema.items() if name != "description"}
    return [_undescribed(value) for value in schema] if isinstance(schema, list) else schema
