"""An import of 100,000 persons beside the bare reading of the same file, and the memory of the process that imports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.grounds import drop
from benchmarks.measuring import Figure, medians, stopwatch
from examples.large import write_large
from examples.places import build_city
from tests.faults.databases import Ground

PERSONS = 100_000
FEWER = 20_000
SEED = 20260101


def whole_ledgers(ground: Ground) -> Iterator[Figure]:
    """
    `casework import` into an empty database: read, judged, sealed, stored; the process that does it, and its memory.
    """
    city = build_city()
    ledgers = {count: write_large(city, persons=count, seed=SEED, folder=ground.folder) for count in (FEWER, PERSONS)}
    memory: dict[int, float] = {}

    def imported(count: int) -> float:
        url = ground.fresh()
        seconds, memory[count] = _once(ground, url, ledgers[count])
        drop(url)
        return seconds

    def read() -> float:
        with stopwatch() as watch:
            rows = sum(1 for _ in CalamineWorkbook.from_path(str(ledgers[PERSONS])).get_sheet_by_index(0).iter_rows())
        if rows != PERSONS + 1:
            raise AssertionError(rows)
        return watch()

    imported(FEWER)
    found = medians({"import": lambda: imported(PERSONS), "calamine": read})
    yield Figure(
        name=f"import of {PERSONS:,} persons",
        database=ground.kind,
        ratio=found["calamine"] / found["import"],
        goal=None,
        detail=f"{PERSONS / found['import']:,.0f} rows/s, bare calamine {PERSONS / found['calamine']:,.0f} rows/s",
    )
    yield Figure(
        name=f"memory of the import, {PERSONS:,} : {FEWER:,} persons",
        database=ground.kind,
        ratio=memory[PERSONS] / memory[FEWER],
        goal=1.25,
        wanted="at most",
        detail=f"{memory[FEWER]:.0f} MB and {memory[PERSONS]:.0f} MB at most",
    )


def _once(ground: Ground, url: str, ledger: Path) -> tuple[float, float]:
    """Seconds and peak MB of one import in a process of its own, as it tells them."""
    command = [sys.executable, "-m", "benchmarks.import_once", url, str(ground.keys), str(ledger)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    answer = json.loads(subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout)
    return float(answer["seconds"]), float(answer["megabytes"])
