"""What the scheduler does again and again: the table of duties, one line each (例行任务)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from msgspec import Struct
from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from scheduler.duties import daily, sweep

EVERY_MINUTE = timedelta(minutes=1)
EVERY_HOUR = timedelta(hours=1)

TURN = 0.9
"""A turn lasts this part of an interval: whoever had it takes it again, or another one does at the next tick."""


class Run(Protocol):
    """One pass: safe to run twice and by several processes at once; it raises what went wrong."""

    def __call__(
        self, casework: Casework, engine: Engine, *, catch_up: Callable[[], object], progress: Callable[[], object]
    ) -> object:
        """Do what is due; `progress` is a sign of life for whoever watches."""


def always(casework: Casework, engine: Engine) -> bool:
    """The pass itself looks for what is due."""
    return True


class ScheduledDuty(Struct, frozen=True, kw_only=True):
    """
    A duty of the scheduler: its name in leases, run records and log lines, how often it is woken, and one pass of it.

    `is_due` keeps a pass from beginning, and the turn from being taken; `turn` is how long one process keeps it, most of
    the interval unless it says otherwise.
    """

    name: str
    every: timedelta
    run: Run
    is_due: Callable[[Casework, Engine], bool] = always
    turn: timedelta | None = None

    @property
    def turn_seconds(self) -> float:
        """How long a process that has taken its turn holds it."""
        return (self.turn or self.every * TURN).total_seconds()


def scheduled_duties(*, sweep_every: timedelta = EVERY_MINUTE) -> tuple[ScheduledDuty, ...]:
    """Every duty; the sweep at the interval of the settings."""
    return (
        ScheduledDuty(name=sweep.NAME, every=sweep_every, run=sweep.sweep),
        ScheduledDuty(
            name=daily.NAME, every=EVERY_HOUR, run=daily.follow_and_detect, is_due=daily.is_due, turn=daily.TURN
        ),
    )
