"""How far the read models follow the log, and under which program and rules they were made."""

from __future__ import annotations

from uuid import UUID

from msgspec import Struct
from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, delete, insert, select, update

from casework.application.writing.rule_books import RuleSource
from projections.storage.columns import TEXT, HouseholdId
from projections.storage.kept_states import shape

READ_VERSION = 12
"""Goes up whenever a row or a rule of folding changes its meaning: the read models are then made anew."""

LASTING = MetaData()
"""The tables that a rebuild leaves where they are."""

POSITION = Table(
    "rm_position",
    LASTING,
    Column("name", TEXT, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("generation", TEXT, nullable=False),
    Column("made_under", TEXT, nullable=False),
)

RECOMPUTING = Table(
    "rm_recomputing",
    LASTING,
    Column("name", TEXT, primary_key=True),
    Column("rules_at", BigInteger, nullable=False),
    Column("done", HouseholdId, nullable=False),
)
"""How far the households are recomputed for the change of rules that comes next after the position of this name."""

ORDER_BREAKS = Table(
    "rm_recorded_order", LASTING, Column("position", BigInteger, primary_key=True, autoincrement=False)
)
"""The entries that were recorded at an earlier time than the one before them, as far as somebody has looked."""

LIVE = "live"
REBUILD = "rebuild"


class Position(Struct, frozen=True, kw_only=True):
    """
    Every fact up to `at` is in the read models.

    `generation` is the rebuild that made the tables, `made_under` names program version and built-in rules; empty
    before the first time.
    """

    at: int = 0
    generation: str = ""
    made_under: str = ""


class Recomputing(Struct, frozen=True, kw_only=True):
    """Every household up to `done`, in the order of ids, stands under the rules that changed at `rules_at`."""

    rules_at: int
    done: UUID


def under(books: RuleSource) -> str:
    """The name of this program's read models: published rules are facts like others and make nothing anew."""
    rules = books.at(0).built_in
    policies = ",".join(policy.version for policy in rules.policies.dated)
    return f"read {READ_VERSION}-{shape()}; policy {policies}; calendar {rules.calendar.version}"


def position_of(connection: Connection, name: str = LIVE) -> Position:
    """The position of this name; the very beginning when there is none yet."""
    row = connection.execute(
        select(POSITION.c.at, POSITION.c.generation, POSITION.c.made_under).where(POSITION.c.name == name)
    ).first()
    return Position(at=row.at, generation=row.generation, made_under=row.made_under) if row else Position()


def advance_position(connection: Connection, old: Position, new: Position, name: str = LIVE) -> bool:
    """Move the position, if it is still the old one; the first statement of every writing transaction."""
    done = connection.execute(
        update(POSITION)
        .where(POSITION.c.name == name, POSITION.c.at == old.at, POSITION.c.generation == old.generation)
        .values(at=new.at, generation=new.generation, made_under=new.made_under)
    )
    return bool(done.rowcount == 1)


def set_position(connection: Connection, name: str, position: Position) -> None:
    """A position of this name exists, with this value whatever it was before."""
    values = {"at": position.at, "generation": position.generation, "made_under": position.made_under}
    if connection.execute(update(POSITION).where(POSITION.c.name == name).values(**values)).rowcount == 0:
        connection.execute(insert(POSITION).values(name=name, **values))


def recomputing_of(connection: Connection, name: str = LIVE) -> Recomputing | None:
    """The recomputation under way for the position of this name; None when there is none."""
    columns = RECOMPUTING.c
    row = connection.execute(select(columns.rules_at, columns.done).where(columns.name == name)).first()
    return Recomputing(rules_at=row.rules_at, done=row.done) if row else None


def set_recompute_progress(connection: Connection, recomputing: Recomputing | None, name: str = LIVE) -> None:
    """The recomputation for the position of this name is this far, or none is under way."""
    connection.execute(delete(RECOMPUTING).where(RECOMPUTING.c.name == name))
    if recomputing is not None:
        values = {"rules_at": recomputing.rules_at, "done": recomputing.done}
        connection.execute(insert(RECOMPUTING).values(name=name, **values))
