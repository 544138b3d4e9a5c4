"""Brings the read models to the end of the log, for a question or again and again while a process runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Engine

from casework.application.writing.rule_books import RuleSource
from casework.domain.errors import RefusedError
from projections.following.follower import BEHIND, Follower, OvertakenError
from projections.following.rebuild import RebuildOvertakenError, rebuild
from projections.following.source import FactSource
from projections.storage.engine import reading
from projections.storage.position import REBUILD, Position, position_of, under
from projections.storage.schema import ensure_read_schema

SMALL_LOG = 100_000
"""So many facts are folded anew on the way, in some seconds; more only when somebody asks for it."""

FAR_BEHIND = 20_000
"""With more facts to come than are done, and more than these, making everything anew is the shorter way."""

Progress = Callable[[int, int, int], object]
"""Told the position come to, the one to come to, and how many households were worked out anew for changed rules."""

_PATIENCE = timedelta(seconds=10)
_WAIT_SECONDS = 0.005


class RebuildNeededError(RefusedError):
    """The read models were made by another version of the program, or under another policy or calendar."""

    def __init__(self, made_under: str, needed: str) -> None:
        self.made_under = made_under
        self.needed = needed
        self.zh = f"统计表是由旧版本或旧规则生成的（当时：{made_under}；现在：{needed}），请先运行 casework rebuild"
        self.en = f"The read models were made under ({made_under}), this is ({needed}): run casework rebuild"


def catch_up(
    source: FactSource,
    engine: Engine,
    books: RuleSource,
    *,
    patience: timedelta = _PATIENCE,
    makes_anew: bool = True,
    progress: Progress = lambda at, target, households: None,
) -> int:
    """
    The read models hold every fact that was stored when this was called; returns the position they are complete up to.

    It is an earlier one when a writer stands still for longer than `patience` with a fact half stored. Read models of
    another version or other rules are made anew on the way when the log is small or nothing was made yet; a process that
    goes on and on does so (`makes_anew`) the first time alone, or two programs with different rules would undo each
    other's work for ever.

    Raises:
        RebuildNeededError: They are of another version or other rules, and the log is long or it was done before.
        FollowerStoppedError: A fact about divisions, imports or rules cannot be read.
    """
    target = source.last_position()
    make_current(source, engine, books, makes_anew=makes_anew, progress=progress)
    follower = Follower(source, engine, books)
    give_up_at = time.monotonic() + patience.total_seconds()
    while follower.position.at < target and time.monotonic() < give_up_at:
        if _carried(follower, BEHIND, books):
            give_up_at = time.monotonic() + patience.total_seconds()
            progress(follower.position.at, target, follower.worked_out)
        else:
            time.sleep(_WAIT_SECONDS)
    return follower.position.at


def make_current(
    source: FactSource,
    engine: Engine,
    books: RuleSource,
    *,
    makes_anew: bool = True,
    progress: Progress = lambda at, target, households: None,
) -> None:
    """
    The read models are of this version of the program and these rules, and not far behind the log.

    Raises:
        RebuildNeededError: They are of others, and the log is long, or they may not be made anew.
    """
    ensure_read_schema(engine)
    needed = under(books)
    while (standing := _standing(engine)).made_under != needed:
        if standing.at > 0 and (not makes_anew or source.last_position() > SMALL_LOG):
            raise RebuildNeededError(standing.made_under, needed)
        _rebuilt_or_overtaken(source, engine, books, progress)
    if source.last_position() - standing.at > max(FAR_BEHIND, standing.at):
        _rebuilt_or_overtaken(source, engine, books, progress)


def _rebuilt_or_overtaken(source: FactSource, engine: Engine, books: RuleSource, progress: Progress) -> None:
    try:
        rebuild(source, engine, books, progress=lambda at, target: progress(at, target, 0))
    except RebuildOvertakenError:
        _wait_for_the_other(engine)


def _standing(engine: Engine) -> Position:
    with reading(engine) as connection:
        return position_of(connection)


def _wait_for_the_other(engine: Engine) -> None:
    """Until the rebuild that came later is in place, or has not moved for a while."""
    give_up_at = time.monotonic() + _PATIENCE.total_seconds()
    while time.monotonic() < give_up_at:
        with reading(engine) as connection:
            if not position_of(connection, REBUILD).generation:
                return
        time.sleep(0.05)


def _carried(follower: Follower, limit: int, books: RuleSource) -> int:
    try:
        return follower.step(limit)
    except OvertakenError:
        # Somebody else carried this page: go on at once from there. Under other rules two programs would undo each
        # other's work for ever, so the one that comes second ends.
        if follower.position.made_under != under(books):
            raise RebuildNeededError(follower.position.made_under, under(books)) from None
        return limit
