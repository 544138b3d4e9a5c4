"""How long a database is waited for: whoever asks gets an answer, or hears that there is none."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct


class Patience(Struct, frozen=True, kw_only=True):
    """
    A command is answered within `seconds`, whatever lock is held and however slow the line is.

    The parts leave room for one wait after the other: for a connection, for a lock or an answer, and for looking up
    what became of a write.
    """

    seconds: float = 15.0

    @property
    def lock_seconds(self) -> float:
        """So long a writer waits for a row or a table that another holds."""
        return self.seconds / 3

    @property
    def answer_seconds(self) -> float:
        """So long one statement may take."""
        return self.seconds / 2

    @property
    def batch_seconds(self) -> float:
        """So long one statement of a follower may take, which writes the rows of many households at once."""
        return self.seconds * 4

    @property
    def connect_seconds(self) -> float:
        """So long a connection is looked for."""
        return self.seconds / 5

    @property
    def command_seconds(self) -> float:
        """So long all statements of a command may take together; the rest is for what it works out itself."""
        return self.seconds * 3 / 4

    @property
    def settle_seconds(self) -> float:
        """So long a write with a broken line is looked up and tried again."""
        return self.seconds / 2


USUAL = Patience()

_ENDS_AT: ContextVar[float | None] = ContextVar("ends_at", default=None)
"""By the monotonic clock, when what is under way in this thread has to be answered; None without a limit."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Every statement within has only the time that is left of so many seconds; the outermost limit counts."""
    before = _ENDS_AT.get()
    token = _ENDS_AT.set(time.monotonic() + seconds if before is None else before)
    try:
        yield
    finally:
        _ENDS_AT.reset(token)


def time_left(most: float) -> float:
    """So many seconds are left under the limit, `most` of them at once; 0 when it is used up."""
    ends_at = _ENDS_AT.get()
    return most if ends_at is None else max(0.0, min(most, ends_at - time.monotonic()))


LOG_PATIENCE = "LOG_PATIENCE"
"""The setting by which the library's factories are told the seconds."""
