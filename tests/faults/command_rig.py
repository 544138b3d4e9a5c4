"""`kill -9` of processes that write commands: what was acknowledged stands once, the rest once or not at all (R1, R2)."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.faults.checker import complaints
from tests.faults.databases import Ground
from tests.faults.journal import lines_of
from tests.faults.nursery import Child, Nursery
from tests.faults.rigs import Report
from tests.scheduler.offices import MONDAY, Office

WRITERS = 3
HOUSEHOLDS = 5
"""Fewer than would keep the writers out of each other's way."""

KILLS_A_DATABASE = 25


def kill_writers(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many kills; a writer that comes back sends what was under way again under the same command id."""
    rng = random.Random(13)
    report = Report()
    while report.faults < kills and not report.complaints:
        most = min(KILLS_A_DATABASE, kills - report.faults)
        killed, journal, office = _killed(ground, nursery, most, rng, careless=False)
        report.faults += killed
        report.checked += sum(line.word == "ok" for line in lines_of(journal))
        report.complaints += complaints(office, lines_of(journal))
        office.close()
    report.control = _control(ground, nursery, rng)
    return report


def _control(ground: Ground, nursery: Nursery, rng: random.Random) -> list[str]:
    """Writers that send what was under way again under another id: some of it must be found twice."""
    for _ in range(6):
        _, journal, office = _killed(ground, nursery, 8, rng, careless=True)
        found = complaints(office, lines_of(journal))
        office.close()
        if found:
            return found
    return []


def _killed(
    ground: Ground, nursery: Nursery, kills: int, rng: random.Random, *, careless: bool
) -> tuple[int, Path, Office]:
    url, journal = ground.fresh(), ground.journal()
    office = Office(url, ground.ring, MONDAY)
    households = [str(household) for household in office.at_risk(HOUSEHOLDS)]
    shared: dict[str, Any] = {
        "url": url,
        "keys": str(ground.keys),
        "now": MONDAY.isoformat(),
        "journal": str(journal),
        "households": households,
        "fresh_keys": careless,
    }

    def begin(number: int) -> Child:
        return nursery.start("keep_writing", **shared, name=f"cadre-{number}")

    children = [begin(number) for number in range(WRITERS)]
    killed = 0
    while killed < kills:
        victim = rng.randrange(WRITERS)
        until_it_says_more(journal, f"cadre-{victim}", said_by(journal))
        time.sleep(rng.uniform(0, 0.02))
        killed += children[victim].kill()
        children[victim] = begin(victim)
    for child in children:
        child.kill()
    return killed, journal, office


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
