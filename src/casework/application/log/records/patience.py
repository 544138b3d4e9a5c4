"""How long a database is waited for: whoever asks gets an answer, or hears that there is none."""

from __future__ import annotations

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
        return self.seconds * 2 / 3

    @property
    def settle_seconds(self) -> float:
        """So long a write with a broken line is looked up and tried again."""
        return self.seconds / 2


USUAL = Patience()

LOG_PATIENCE = "LOG_PATIENCE"
"""The setting by which the library's factories are told the seconds."""
