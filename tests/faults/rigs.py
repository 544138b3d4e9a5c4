"""What every rig is: a fault done so often, a checker afterwards, and a control that turns the checker red."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from msgspec import Struct, field

from tests.faults.databases import Ground, Kind
from tests.faults.nursery import Child, Nursery


class Report(Struct, kw_only=True):
    """What a rig came to; it is green without complaints and when its control complained."""

    faults: int = 0
    checked: int = 0
    complaints: list[str] = field(default_factory=list)
    control: list[str] = field(default_factory=list)

    @property
    def green(self) -> bool:
        """Nothing was lost or doubled, faults did strike, and the checker would have seen it."""
        return not self.complaints and self.faults > 0 and bool(self.control)


class Rig(Struct, frozen=True, kw_only=True):
    """
    A named rig; its sizes are numbers of faults: in the test run, by `faults`, and by `faults --full`.

    `control` says what every run plants at its end, and must notice; further plants stand in `planted`.
    `needs` names what a machine may be without, and `is_possible` says whether this one has it.
    """

    name: str
    control: str
    run: Callable[[Ground, Nursery, int], Report]
    tiny: int
    usual: int
    full: int
    kinds: tuple[Kind, ...] = ("sqlite", "postgresql")
    needs: str = ""
    is_possible: Callable[[], bool] = lambda: True


def until(holds: Callable[[], bool], child: Child, seconds: float = 60) -> bool:
    """Wait until it holds; False when the child ended before."""
    give_up_at = time.monotonic() + seconds
    while not holds():
        if child.poll() is not None:
            return False
        if time.monotonic() > give_up_at:
            raise TimeoutError("a fault rig waited in vain")
        time.sleep(0.003)
    return True


def a_moment(rng: random.Random, most: float = 0.03) -> None:
    """Some thousandths of a second, so that kills do not all fall at the same instruction."""
    time.sleep(rng.uniform(0, most))
