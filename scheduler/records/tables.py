"""The scheduler's own tables, beside the read models and untouched by their rebuilds."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Engine, Float, Index, Integer, MetaData, Table, func, select

from projections.storage.columns import TEXT, DayText, MomentNumber
from projections.storage.engine import writing

TABLES = MetaData()

RUNS = Table(
    "scheduler_runs",
    TABLES,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("job", TEXT, nullable=False),
    Column("started_at", MomentNumber, nullable=False),
    Column("ended_at", MomentNumber),
    Column("host", TEXT, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("counts", TEXT),
    Column("judged_through", DayText),
    Column("error", TEXT),
    Index("scheduler_runs_by_job", "job", "number"),
)

LEASES = Table(
    "scheduler_leases",
    TABLES,
    Column("name", TEXT, primary_key=True),
    Column("holder", TEXT, nullable=False),
    Column("until", Float(53), nullable=False),  # seconds since 1970 by the database's clock
)

CLOCK_MARKS = Table(
    "scheduler_clock_marks",
    TABLES,
    Column("boot", TEXT, primary_key=True),  # one start of one machine
    Column("elapsed", Float(53), nullable=False),  # seconds of steady time since then
    Column("at", MomentNumber, nullable=False),
)

_LOCK = 0x73636865  # "sche": any number that nobody else takes an advisory lock on


def ensure_tables(engine: Engine) -> None:
    """The scheduler's tables are there; of several processes that come at once one makes them."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        TABLES.create_all(connection)
