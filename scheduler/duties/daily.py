"""What a new day brings: households follow the divisions that changed, then time alone may have changed the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from scheduler.duties import daily_detection, division_ledgers, village_changes

NAME = daily_detection.NAME

TURN = timedelta(minutes=10)


def is_due(casework: Casework, engine: Engine) -> bool:
    """Whether households wait to follow a change of divisions, or a day has begun that is not judged yet."""
    return village_changes.is_waiting(casework, engine) or daily_detection.is_due(casework, engine)


def follow_and_detect(
    casework: Casework, engine: Engine, *, catch_up: Callable[[], object], progress: Callable[[], object]
) -> None:
    """Households follow the changes of the day before they are judged: the rules of their new division count."""
    village_changes.carry_over_waiting(casework, engine, catch_up=catch_up, progress=lambda _: progress())
    division_ledgers.keep_ledgers(casework, engine, catch_up=catch_up)
    if daily_detection.is_due(casework, engine):
        daily_detection.detect_daily(casework, engine, catch_up=catch_up, progress=progress)
