"""Trying again when a stream moved on between loading and appending, apart from the others who do the same."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import count

RETRY_SECONDS = 2.0
"""So long a command that others overtake is decided again before it is refused."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.2


def retries(seconds: float = RETRY_SECONDS) -> Iterator[int]:
    """
    The numbers of the attempts, with a pause of random length before each but the first; it ends after `seconds`.

    The pauses grow, and no two callers take the same ones: those who got into each other's way once do not again.
    """
    give_up_at = time.monotonic() + seconds
    for attempt in count():
        yield attempt
        longest = min(_FIRST_PAUSE * 2**attempt, _LONGEST_PAUSE) if attempt < 10 else _LONGEST_PAUSE
        pause = random.uniform(0, longest)
        if time.monotonic() + pause > give_up_at:
            return
        time.sleep(pause)
