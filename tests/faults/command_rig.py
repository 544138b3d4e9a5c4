"""`kill -9` of processes that write commands: what was acknowledged stands once, the rest once or not at all (R1, R2)."""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from pathlib import Path
from typing import Any, Self

from tests.faults.checker import complaints
from tests.faults.databases import Ground
from tests.faults.journal import lines_of
from tests.faults.nursery import Child, Nursery
from tests.faults.rigs import Report
from tests.support.installations.installations import MONDAY, Office

WRITERS = 3
HOUSEHOLDS = 5
"""Fewer than would keep the writers out of each other's way."""

KILLS_A_DATABASE = 25


def kill_writers(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """
    So many kills; a writer that comes back sends what was under way again under the same command id.

    Some fall at the worst moment, after the commit and before anybody heard of it; the others anywhere.
    """
    rng = random.Random(13)
    report = Report()
    while report.faults < kills and not report.complaints:
        most = min(KILLS_A_DATABASE, kills - report.faults)
        with _Writers(ground, nursery) as writers:
            report.faults += writers.killed_unheard(most // 3) + writers.killed_anywhere(most - most // 3, rng)
            writers.end()
            report.checked += sum(line.word == "ok" for line in lines_of(writers.journal))
            report.complaints += complaints(writers.office, lines_of(writers.journal))
    with _Writers(ground, nursery, fresh_keys=True) as careless:
        careless.killed_unheard(2)
        careless.end()
        report.control = complaints(careless.office, lines_of(careless.journal))
    return report


class _Writers:
    """Writers at one database of their own, and the journal of what they heard."""

    def __init__(self, ground: Ground, nursery: Nursery, *, fresh_keys: bool = False) -> None:
        url = ground.fresh()
        self.journal = ground.journal()
        self.office = Office(url, ground.ring, MONDAY)
        self._nursery = nursery
        self._shared: dict[str, Any] = {
            "url": url,
            "keys": str(ground.keys),
            "now": MONDAY.isoformat(),
            "journal": str(self.journal),
            "households": [str(household) for household in self.office.at_risk(HOUSEHOLDS)],
            "fresh_keys": fresh_keys,
        }
        self._children: dict[int, Child] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.end()
        self.office.close()

    def killed_unheard(self, kills: int) -> int:
        """Each in turn ends itself between a commit and its acknowledgement, and comes back."""
        for number in range(kills):
            child = self._begin(number % WRITERS, unheard=1 + number % 5)
            if child.wait() != -signal.SIGKILL:
                raise AssertionError("the writer was to be killed")
        for number in range(min(kills, WRITERS)):
            before = said_by(self.journal)
            child = self._begin(number)
            until_it_says_more(self.journal, name_of(number), before)
            child.kill()
        return kills

    def killed_anywhere(self, kills: int, rng: random.Random) -> int:
        """All work at once; one after the other is killed and begun anew."""
        self._children = {number: self._begin(number) for number in range(WRITERS)}
        killed = 0
        while killed < kills:
            victim = rng.randrange(WRITERS)
            until_it_says_more(self.journal, name_of(victim), said_by(self.journal))
            time.sleep(rng.uniform(0, 0.02))
            killed += self._children[victim].kill()
            self._children[victim] = self._begin(victim)
        return killed

    def end(self) -> None:
        """Nobody writes any more."""
        for child in self._children.values():
            child.kill()

    def _begin(self, number: int, *, unheard: int = 0) -> Child:
        return self._nursery.start("keep_writing", **self._shared, name=name_of(number), unheard=unheard)


def name_of(number: int) -> str:
    """What a writer is called."""
    return f"cadre-{number}"


def said_by(journal: Path) -> Counter[str]:
    """How many commands of each writer were acknowledged so far."""
    return Counter(line.actor for line in lines_of(journal) if line.word == "ok")


def until_it_says_more(journal: Path, name: str, before: Counter[str]) -> None:
    """Wait for the writer's next acknowledgement."""
    give_up_at = time.monotonic() + 60
    while said_by(journal)[name] <= before[name]:
        if time.monotonic() > give_up_at:
            raise TimeoutError(f"{name} writes nothing")
        time.sleep(0.005)
