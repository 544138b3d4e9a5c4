"""One command against the same row written by the driver, and a sweep's steps against the same rows in batches."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from statistics import median
from uuid import UUID

from benchmarks.county import fill
from benchmarks.grounds import drop
from benchmarks.measuring import ROUNDS, Figure, medians, stopwatch
from benchmarks.raw_log import RawLog, StoredRow, stored_rows
from casework.application.commands.assistance import LogFollowUp
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from scheduler.duties.sweep import sweep
from tests.faults.databases import Ground
from tests.support.installations.installations import MONDAY, open_office

COMMANDS = 200
STREAM = 20
SWEPT = 3_000


def one_command(ground: Ground) -> Iterator[Figure]:
    """A follow-up for a household with about twenty facts: load, decide, append, with its command id (p50)."""
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        # As many households as commands in a round: streams stay at their length, and nobody meets a warm one.
        ids = fill(office, COMMANDS * (ROUNDS + 1), follow_ups=STREAM - 3)
        portions = iter([ids[start : start + COMMANDS] for start in range(0, len(ids), COMMANDS)])
        raw = RawLog(url)
        row = stored_rows(url, office.log.last_position() - 1)[0]

        def commands(portion: Sequence[UUID]) -> float:
            seconds = []
            for household in portion:
                with stopwatch() as watch:
                    office.casework.carry_out(
                        LogFollowUp(kind=FollowUpKind.CALL, outcome=Outcome.REACHED),
                        household,
                        by="li.na",
                        again=True,
                    )
                seconds.append(watch())
            return median(seconds)

        def driver() -> float:
            seconds = []
            for version in range(COMMANDS):
                with stopwatch() as watch:
                    raw.insert([(row[0], time.monotonic_ns() + version, row[2], row[3])])
                seconds.append(watch())
            return median(seconds)

        commands(next(portions))
        found = medians({"command": lambda: commands(next(portions)), "driver": driver})
        raw.close()
    drop(url)
    yield Figure(
        name=f"one command, {STREAM} facts, p50",
        database=ground.kind,
        ratio=found["driver"] / found["command"],
        goal=0.70,
        detail=f"{found['command'] * 1000:.2f} ms, driver {found['driver'] * 1000:.2f} ms",
    )


def raising(ground: Ground) -> Iterator[Figure]:
    """A sweep after a month of downtime: find, load, decide and append each step; the driver only writes the rows."""
    steps: list[StoredRow] = []

    def swept() -> float:
        url = ground.fresh()
        with open_office(url, ground.ring, MONDAY) as office:
            office.at_risk(SWEPT)
            office.later(days=31)
            office.catch_up()
            before = office.log.last_position()
            with stopwatch() as watch:
                result = sweep(office.casework, office.engine, catch_up=lambda: None)
            steps[:] = stored_rows(url, before)
            if result.due != len(steps) or not steps:
                raise AssertionError(f"{result} and {len(steps)} facts")
        drop(url)
        return watch()

    def driver() -> float:
        url = ground.fresh()
        raw = RawLog(url)
        with stopwatch() as watch:
            for start in range(0, len(steps), 3_000):
                raw.insert(steps[start : start + 3_000])
        raw.close()
        drop(url)
        return watch()

    found = medians({"sweep": swept, "driver": driver})
    yield Figure(
        name="sweep, steps raised",
        database=ground.kind,
        ratio=found["driver"] / found["sweep"],
        goal=0.5,
        detail=f"{len(steps) / found['sweep']:,.0f} steps/s, driver {len(steps) / found['driver']:,.0f}/s",
    )
