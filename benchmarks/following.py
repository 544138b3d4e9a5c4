"""The follower against the driver that writes the same rows, and a rebuild against the follower (ADR 0005)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from unittest.mock import patch

from sqlalchemy import Connection, Engine, inspect, text

from benchmarks.county import fill
from benchmarks.measuring import Figure, medians, stopwatch
from projections.following.follower import BEHIND, Follower
from projections.following.rebuild import rebuild
from projections.storage.engine import writing
from projections.storage.schema import ensure_read_schema
from projections.storage.tables import IN_USE, Change, Edition
from projections.storage.writer import write
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, Office, open_office

HOUSEHOLDS = 4_000
Page = list[Change]


def catching_up(ground: Ground) -> Iterator[Figure]:
    """A log of some ten thousands of facts, followed from its beginning, and made anew."""
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        fill(office, HOUSEHOLDS)
        facts = office.log.last_position()
        ensure_read_schema(office.engine)
        pages = _collected(office)
        found = medians(
            {
                "follower": lambda: _followed(office),
                "driver": lambda: _written(office.engine, pages),
                "rebuild": lambda: _rebuilt(office),
            }
        )
    rates = {name: f"{facts / seconds:,.0f}/s" for name, seconds in found.items()}
    yield Figure(
        name="follower catching up",
        database=ground.kind,
        ratio=found["driver"] / found["follower"],
        goal=0.35,
        detail=f"{rates['follower']} facts, driver alone {rates['driver']}",
    )
    yield Figure(
        name="rebuild beside catching up",
        database=ground.kind,
        ratio=found["follower"] / found["rebuild"],
        goal=2.0,
        detail=f"{rates['rebuild']} facts",
    )


def _followed(office: Office) -> float:
    _begin_anew(office.engine)
    follower = Follower(office.log, office.engine, office.casework.books)
    with stopwatch() as watch:
        while follower.step(BEHIND):
            pass
    return watch()


def _collected(office: Office) -> list[Page]:
    """What the follower writes, page by page, on its way through the whole log."""
    pages: list[Page] = []

    def collect(connection: Connection, changes: Iterable[Change], edition: Edition = IN_USE) -> None:
        pages.append(list(changes))
        write(connection, pages[-1], edition)

    with patch("projections.following.page_rows.write", collect):
        _followed(office)
    return pages


def _written(engine: Engine, pages: Sequence[Page]) -> float:
    """The same rows in the same transactions, and nothing else."""
    _begin_anew(engine)
    with stopwatch() as watch:
        for page in pages:
            with writing(engine) as connection:
                write(connection, page)
    return watch()


def _rebuilt(office: Office) -> float:
    with stopwatch() as watch:
        rebuild(office.log, office.engine, office.casework.books)
    return watch()


def _begin_anew(engine: Engine) -> None:
    with writing(engine) as connection:
        for name in inspect(connection).get_table_names():
            if name.startswith("rm_"):
                connection.execute(text(f'DROP TABLE "{name}"'))
    ensure_read_schema(engine)
