"""
`kill -9` at each write, sync and unlink of what an office does, one after the other: it is stored whole or not at all.
"""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from casework.application.log.records.addresses import sqlite_path
from casework.domain.fact import Fact, Recorded, topic_of
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.facts.office.rules import CalendarLoaded, PolicyPublished
from tests.faults.acts import ACTS
from tests.faults.checker import complaints, everything
from tests.faults.databases import Ground
from tests.faults.import_rig import remove_fact
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.installations import MONDAY, Office, open_office

HOUSEHOLDS = 3
COMPARED: tuple[type[Fact], ...] = (*HOUSEHOLD_FACTS, DivisionsChanged, CalendarLoaded, PolicyPublished)
"""Of an import that was broken off the log keeps that it was begun: those facts are not compared."""

Facts = Counter[tuple[UUID, int, str]]


def kill_at_every_write(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many points, spread over each act and over all the calls it makes; after each kill the act is done again."""
    report = Report()
    prepared = _prepared(ground)
    for place, act in enumerate(ACTS):
        scene = _Scene(ground, nursery, prepared, act)
        points, expected = scene.undisturbed()
        wanted = min(points, kills // len(ACTS) + (place < kills % len(ACTS)))
        for point in (1 + number * points // wanted for number in range(wanted)):
            scene.begin_anew()
            report.faults += scene.done(kill_at=point) == -signal.SIGKILL
            if scene.done() != 0:
                report.complaints.append(f"{act} was not done after a kill at call {point} of {points}")
            report.complaints += [f"{act}, call {point} of {points}: {wrong}" for wrong in scene.wrong(expected)]
            report.checked += 1
        report.control += scene.spoiled(expected)
    return report


class _Scene:
    """One act at a copy of the prepared database, by a child that counts its calls."""

    def __init__(self, ground: Ground, nursery: Nursery, prepared: str, act: str) -> None:
        self._ground, self._nursery, self._prepared, self._act = ground, nursery, prepared, act
        self.begin_anew()

    def begin_anew(self) -> None:
        """The database is as it was before."""
        self._url = self._ground.fresh()
        shutil.copy(sqlite_path(self._prepared), sqlite_path(self._url))

    def undisturbed(self) -> tuple[int, Facts]:
        """How many calls the act makes, and what stands afterwards, when nobody disturbs it."""
        counted = self._ground.journal()
        if self.done(counted=counted) != 0:
            raise AssertionError(f"{self._act} cannot be done")
        with self._open() as office:
            return int(counted.read_text()), _facts(office)

    def done(self, *, kill_at: int = 0, counted: Path | None = None) -> int:
        """The exit code of a child that does it."""
        return self._nursery.start(
            "do_once",
            url=self._url,
            keys=str(self._ground.keys),
            now=MONDAY.isoformat(),
            act=self._act,
            folder=str(self._ground.folder),
            kill_at=kill_at,
            counted=str(counted or ""),
        ).wait()

    def wrong(self, expected: Facts) -> list[str]:
        """What is not as if nobody had been killed."""
        with self._open() as office:
            return _wrong(office, expected)

    def spoiled(self, expected: Facts) -> list[str]:
        """The control: the last fact that the act recorded is taken out behind the program."""
        added = expected - _facts_of(self._ground, self._prepared)
        household, version, _ = max(added, key=lambda each: each[1])
        remove_fact(self._url, household, version)
        return self.wrong(expected)

    @contextmanager
    def _open(self) -> Iterator[Office]:
        with open_office(self._url, self._ground.ring, MONDAY) as office:
            if self._act == "sweep":
                office.later(days=9)
            office.catch_up()
            yield office


def _prepared(ground: Ground) -> str:
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        office.at_risk(HOUSEHOLDS)
        office.catch_up()
    return url


def _facts_of(ground: Ground, url: str) -> Facts:
    with open_office(url, ground.ring, MONDAY) as office:
        return _facts(office)


def _facts(office: Office) -> Facts:
    return Counter(
        (entry.household, entry.version, topic_of(entry.fact))
        for _, entry in everything(office)
        if isinstance(entry, Recorded) and isinstance(entry.fact, COMPARED)
    )


def _wrong(office: Office, expected: Facts) -> list[str]:
    found = _facts(office)
    missing, more = expected - found, found - expected
    return [
        *(f"{topic} is missing" for _, _, topic in missing),
        *(f"{topic} stands although nobody recorded it" for _, _, topic in more),
        *complaints(office),
    ]
