"""A list as of an earlier position beside the bare reading and decoding of the facts that it is made from (ADR 0017)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Engine, Table

from benchmarks.county import fill
from benchmarks.grounds import drop
from benchmarks.measuring import Figure, medians, stopwatch
from casework.domain.rights.everywhere import EVERYWHERE
from projections.as_of.as_of import AsOf, read_models_as_of
from projections.lists.board import BOARD, Board
from projections.lists.deadline_list import DEADLINES
from projections.lists.overdue_list import Overdue
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, VILLAGE, Office, open_office

HOUSEHOLDS = 2_000
TOWNSHIP = VILLAGE[:9]


def lists_of_then(ground: Ground) -> Iterator[Figure]:
    """The list and the overdue list of a township, as of the last but one entry."""
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        fill(office, HOUSEHOLDS)
        wanted = AsOf(position=office.log.last_position() - 1, region=TOWNSHIP)
        book, now = office.casework.books.at(wanted.position), office.clock.now()

        def read() -> float:
            with stopwatch() as watch:
                facts = sum(1 for _ in office.log.stream_range(TOWNSHIP, until=wanted.position))
            if facts != wanted.position:
                raise AssertionError(facts)
            return watch()

        def listed() -> float:
            return _asked(
                office,
                wanted,
                (BOARD,),
                lambda engine: Board(engine).households(region=TOWNSHIP, scope=EVERYWHERE).rows,
            )

        def overdue() -> float:
            return _asked(
                office,
                wanted,
                (BOARD, DEADLINES),
                lambda engine: Overdue(engine, book).list(now=now, region=TOWNSHIP, scope=EVERYWHERE).rows,
            )

        found = medians({"read": read, "list": listed, "overdue": overdue})
    drop(url)
    for name in ("list", "overdue"):
        yield Figure(
            name=f"{name} as of, {HOUSEHOLDS:,} households",
            database=ground.kind,
            ratio=found["read"] / found[name],
            goal=0.10,
            detail=f"{found[name]:.2f} s, reading {wanted.position:,} facts alone {found['read']:.2f} s",
        )


def _asked(
    office: Office, wanted: AsOf, tables: tuple[Table, ...], ask: Callable[[Engine], tuple[object, ...]]
) -> float:
    with stopwatch() as watch:
        made = read_models_as_of(
            office.log, office.casework.books, wanted, scope=EVERYWHERE, now=office.engine, tables=tables
        )
        engine = made.engine
        rows = ask(engine)
    engine.dispose()
    if len(rows) < HOUSEHOLDS:
        raise AssertionError(len(rows))
    return watch()
