"""What each pass of a job came to: the office sees when the last good one was, and why one failed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import structlog
from msgspec import Struct
from sqlalchemy import ColumnElement, Engine, Row, delete, func, insert, select, update

from casework.application.writing.clock import Clock
from casework.domain.fact import Moment
from projections.storage.engine import reading, writing
from scheduler.records.tables import RUNS

KEPT = timedelta(days=92)
"""So long a record is kept; the last good one of each job always is."""

_ERROR_LETTERS = 300

logger = structlog.get_logger("casework")


class RunRecord(Struct, frozen=True, kw_only=True):
    """
    One pass. It was good when it has ended without an error; one that never ended was broken off with its process.

    `judged_through`: the last day that a judgement by time accounts for; None elsewhere and while households were left.
    """

    number: int
    job: str
    started_at: Moment
    ended_at: Moment | None
    host: str
    pid: int
    counts: dict[str, int] = {}
    judged_through: date | None = None
    error: str | None = None

    @property
    def good(self) -> bool:
        """It came to its end."""
        return self.ended_at is not None and self.error is None


class Pass(Struct, kw_only=True):
    """A pass under way: what it has counted so far."""

    counts: Mapping[str, int] = {}
    judged_through: date | None = None


class RunRecords:
    """The table of passes of one installation; its times come from casework's clock."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    @contextmanager
    def recording(self, job: str) -> Iterator[Pass]:
        """
        Record a pass: its start at once, its counts at its end.

        An error is logged with its traceback, stands in the record, and goes on to the caller.
        """
        number = self._begin(job)
        under_way = Pass()
        try:
            yield under_way
        except Exception as error:
            logger.exception("pass.failed", job=job, run=number)
            self._end_failed(number, under_way, error)
            raise
        self._end(number, under_way, None)

    def last(self, job: str) -> RunRecord | None:
        """The newest pass, whatever came of it."""
        return self._newest(RUNS.c.job == job)

    def last_good(self, job: str) -> RunRecord | None:
        """The newest pass that came to its end: the heartbeat."""
        return self._newest(RUNS.c.job == job, RUNS.c.ended_at.is_not(None), RUNS.c.error.is_(None))

    def judged_through(self) -> date:
        """The last day up to which every household was judged by time; the very first day when none ever was."""
        with reading(self._engine) as connection:
            return connection.scalar(select(func.max(RUNS.c.judged_through))) or date.min

    def prune(self) -> int:
        """Forget what is older than `KEPT`, but never the last good pass of a job; returns how many."""
        good = RUNS.c.ended_at.is_not(None) & RUNS.c.error.is_(None)
        kept = select(func.max(RUNS.c.number)).where(good).group_by(RUNS.c.job)
        before = self._clock.now() - KEPT
        with writing(self._engine) as connection:
            old = delete(RUNS).where(RUNS.c.started_at < before, RUNS.c.number.not_in(kept))
            return connection.execute(old).rowcount

    def _begin(self, job: str) -> int:
        values = {"job": job, "started_at": self._now(), "host": socket.gethostname(), "pid": os.getpid()}
        with writing(self._engine) as connection:
            return int(connection.execute(insert(RUNS).values(**values).returning(RUNS.c.number)).scalar_one())

    def _end(self, number: int, under_way: Pass, error: str | None) -> None:
        values = {
            "ended_at": self._now(),
            "counts": msgspec.json.encode(dict(under_way.counts)).decode(),
            "judged_through": under_way.judged_through if error is None else None,
            "error": error,
        }
        with writing(self._engine) as connection:
            connection.execute(update(RUNS).where(RUNS.c.number == number).values(**values))

    def _end_failed(self, number: int, under_way: Pass, error: Exception) -> None:
        # The first line alone: what a database adds below it may quote a row.
        said = (str(error).splitlines() or [""])[0][:_ERROR_LETTERS]
        try:
            self._end(number, under_way, f"{type(error).__name__}: {said}")
        except Exception:
            logger.exception("pass.unrecorded", run=number)

    def _newest(self, *conditions: ColumnElement[bool]) -> RunRecord | None:
        with reading(self._engine) as connection:
            row = connection.execute(select(RUNS).where(*conditions).order_by(RUNS.c.number.desc()).limit(1)).first()
        return None if row is None else _record(row)

    def _now(self) -> datetime:
        return self._clock.now()


def _record(row: Row[Any]) -> RunRecord:
    return RunRecord(
        number=row.number,
        job=row.job,
        started_at=row.started_at,
        ended_at=row.ended_at,
        host=row.host,
        pid=row.pid,
        counts=msgspec.json.decode(row.counts or "{}", type=dict[str, int]),
        judged_through=row.judged_through,
        error=row.error,
    )
