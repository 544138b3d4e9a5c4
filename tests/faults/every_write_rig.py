"""`kill -9` at each write, sync and unlink of one command on SQLite, one after the other: it is stored whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from casework.application.log.records.addresses import sqlite_path
from tests.faults.checker import complaints
from tests.faults.databases import Ground
from tests.faults.import_rig import remove_fact
from tests.faults.journal import lines_of
from tests.faults.nursery import ROOT, Nursery
from tests.faults.rigs import Report
from tests.support.installations.installations import MONDAY, open_office

CALLS = "pwrite64,pwritev,write,fsync,fdatasync,ftruncate,unlink"
MOST_POINTS = 500
"""More calls than one command makes: a command that never ends by itself is a fault of the rig."""


def is_possible() -> bool:
    """Whether this machine lets a process look at another's calls."""
    program = shutil.which("strace")
    if program is None:
        return False
    return subprocess.run([program, "-qq", "true"], check=False, capture_output=True).returncode == 0


def kill_at_every_write(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many points, spread over all that one command passes; after each kill the command is sent again."""
    report = Report()
    url = ground.fresh()
    with open_office(url, ground.ring, MONDAY) as office:
        (household,) = office.at_risk(1)
        journal = ground.journal()
        points = _points(ground, url, household, journal)
        wanted = [1 + number * points // kills for number in range(min(kills, points))]
        for point in wanted:
            report.faults += _killed_at(ground, url, household, journal, point) == -signal.SIGKILL
            if _killed_at(ground, url, household, journal, 0) != 0:
                report.complaints.append(f"the command was not carried out after a kill at call {point}")
            report.complaints += complaints(office, lines_of(journal))
            report.checked += 1
        remove_fact(url, household, len(office.log.entries(household)))
        report.control = complaints(office, lines_of(journal))
    return report


def _points(ground: Ground, url: str, household: UUID, journal: Path) -> int:
    """At how many calls a command can be killed: the first number at which it ends by itself is one too many."""
    low, high = 0, MOST_POINTS
    while high - low > 1:
        middle = (low + high) // 2
        if _killed_at(ground, url, household, journal, middle) == -signal.SIGKILL:
            low = middle
        else:
            high = middle
    return low


def _killed_at(ground: Ground, url: str, household: UUID, journal: Path, point: int) -> int:
    """The exit code of one command that is killed at that call to the database's files; of none with 0."""
    file = sqlite_path(url)
    command = [sys.executable, "-m", "tests.faults.one_command", url, str(ground.keys), str(household), str(journal)]
    watched = [part for path in (file, f"{file}-wal", f"{file}-shm") for part in ("-P", str(path))]
    strace = ["strace", "-f", "-qq", "-o", os.devnull, *watched, "-e", f"trace={CALLS}"]
    inject = ["-e", f"inject={CALLS}:signal=SIGKILL:when={point}"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    words = [*strace, *inject, *command] if point else command
    done = subprocess.run(words, cwd=ROOT, env=environment, check=False, capture_output=True, timeout=120)
    return -signal.SIGKILL if done.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL} else done.returncode
