"""Trying again when a stream moved on between loading and appending, apart from the others who do the same."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock, RLock
from uuid import UUID
from weakref import WeakValueDictionary

RETRY_SECONDS = 2.0
"""So long a command that others overtake is decided again before it is refused."""

FEWEST_ATTEMPTS = 10
"""So often it is decided in any case: on a machine that is very busy two seconds pass with one attempt."""

LONGEST_SECONDS = 8.0

_TURN_SECONDS = 4.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.2


def retries(seconds: float = RETRY_SECONDS) -> Iterator[int]:
    """
    The numbers of the attempts, with a pause of random length before each but the first.

    It ends `seconds` after the first attempt, but not before `FEWEST_ATTEMPTS` unless these take `LONGEST_SECONDS`. The
    pauses grow, and no two callers take the same ones: those who got into each other's way once do not again.
    """
    yield 0
    began = time.monotonic()
    for attempt in count(1):
        pause = random.uniform(0, min(_FIRST_PAUSE * 2 ** min(attempt, 10), _LONGEST_PAUSE))
        longest = seconds if attempt >= FEWEST_ATTEMPTS else max(seconds, LONGEST_SECONDS)
        if time.monotonic() + pause > began + longest:
            return
        time.sleep(pause)
        yield attempt


class Turns:
    """
    Those of one process who got into each other's way at a stream go one after the other, so that each comes through.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: WeakValueDictionary[UUID, RLock] = WeakValueDictionary()

    @contextmanager
    def of(self, stream: UUID, *, overtaken: bool, seconds: float = _TURN_SECONDS) -> Iterator[None]:
        """
        The turn of whoever was `overtaken`, and of those who come while such are waiting; others need none.

        Nobody else has it meanwhile; whoever has waited `seconds` for it goes on without.
        """
        with self._guard:
            lock = self._locks.setdefault(stream, RLock()) if overtaken else self._locks.get(stream)
        taken = lock is not None and lock.acquire(timeout=seconds)
        try:
            yield
        finally:
            if lock is not None and taken:
                lock.release()
