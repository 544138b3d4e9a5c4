"""
How a figure is taken: several variants turn by turn in the same run, the median of each, and a ratio held to a goal.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median
from typing import Literal

from msgspec import Struct

ROUNDS = 5


class Figure(Struct, frozen=True, kw_only=True):
    """One ratio beside its goal, None where nobody has set one; `detail` gives the figures behind it, for scale only."""

    name: str
    database: str
    ratio: float
    goal: float | None
    wanted: Literal["at least", "at most"] = "at least"
    detail: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        if self.goal is None:
            return None
        return self.ratio >= self.goal if self.wanted == "at least" else self.ratio <= self.goal


def medians(variants: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, float]:
    """The median seconds of each variant, every one once a round: what disturbs the machine disturbs them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, run in variants.items():
            gc.collect()
            seconds[name].append(run())
    return {name: median(found) for name, found in seconds.items()}


@contextmanager
def stopwatch() -> Iterator[Callable[[], float]]:
    """Seconds since the block began, until it ended."""
    began = time.perf_counter()
    ended: list[float] = []
    yield lambda: (ended[0] if ended else time.perf_counter()) - began
    ended.append(time.perf_counter())
