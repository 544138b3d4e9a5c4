"""What is out of sight is refused as late as what is not there, so that time tells nobody of it (ADR 0038)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep
from typing import Final

from casework.domain.errors import HouseholdUnknownError

SOONEST_SECONDS: Final = 0.03
"""Longer than either takes on a database that is well; a history takes the longer to fold, the longer it is."""


@contextmanager
def refused_evenly() -> Iterator[None]:
    """That there is no such household is said no sooner than `SOONEST_SECONDS` after it was asked; whatever else, at once."""
    asked_at = monotonic()
    try:
        yield
    except HouseholdUnknownError:
        sleep(max(0.0, asked_at + SOONEST_SECONDS - monotonic()))
        raise
