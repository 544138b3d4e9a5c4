"""The long-running process: a follower keeps the read models up to date, ticks wake the duties, a watchdog looks on."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

import structlog
from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from scheduler.duties.scheduled_duties import ScheduledDuty
from scheduler.process.follower_thread import FollowerThread
from scheduler.process.ticks import Ticks
from scheduler.process.turns import Turns
from scheduler.process.watchdog import GIVE_UP_AFTER, Verdict, Watchdog
from scheduler.records.tables import ensure_tables

EXIT_FAULT = 3
LOOK_SECONDS = 1.0

logger = structlog.get_logger("casework")


def serve(
    casework: Casework,
    engine: Engine,
    *,
    catch_up: Callable[[], object],
    duties: Sequence[ScheduledDuty],
    follow_every: timedelta | None = timedelta(seconds=1),
    give_up_after: timedelta = GIVE_UP_AFTER,
    stop: threading.Event | None = None,
    news: threading.Event | None = None,
    give_up: Callable[[int], object] = os._exit,
) -> int:
    """
    Work until SIGTERM or SIGINT (or `stop`), then end what is under way; returns the exit code 0.

    A duty that fails is logged, recorded, and woken again. When one stays silent although it was begun anew, the
    process ends with code 3 so that whoever started it starts it again.

    Args:
        duties: What is done again and again; none, and the process only follows.
        follow_every: How often the follower looks for news; None, and the process only does its duties.
        catch_up: Brings the read models to the end of the log; called by one thread at a time.
        news: Set from outside when something was recorded: the follower looks at once.
        stop: Set from outside to end it; the signals set it too, when this runs in the main thread.
        give_up: Ends the process at once: a hanging thread would keep it from ending by itself.
    """
    ensure_tables(engine)
    stop = stop or threading.Event()
    one_at_a_time = threading.Lock()

    def catch_up_alone() -> None:
        with one_at_a_time:
            catch_up()

    every = {duty.name: duty.every for duty in duties}
    watchdog = Watchdog(every, give_up_after=give_up_after)
    turns = Turns(casework, engine, duties, catch_up=catch_up_alone, watchdog=watchdog)
    ticks = Ticks(every, turns.take)
    with _stopped_by_signals(stop):
        follower = FollowerThread(catch_up_alone, follow_every, stop, news) if follow_every else None
        if duties:
            ticks.start()
        logger.info("serving.began", follows=follower is not None, duties=list(every))
        while not stop.wait(LOOK_SECONDS):
            _look(watchdog, ticks, give_up)
            if follower is not None:
                follower.begin_anew_if_dead()
        ticks.stop(wait=True)
        if follower is not None:
            follower.join()
        turns.end()
    logger.info("serving.ended")
    return 0


def _look(watchdog: Watchdog, ticks: Ticks, give_up: Callable[[int], object]) -> None:
    match watchdog.look():
        case Verdict.RESTART:
            ticks.restart()
        case Verdict.GIVE_UP:
            give_up(EXIT_FAULT)
        case Verdict.FINE:
            pass


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """The first signal ends the work in good order, a second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
