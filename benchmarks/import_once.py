"""
One import in a process of its own: `python -m benchmarks.import_once URL KEYS LEDGER` tells seconds and peak memory.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import structlog

from benchmarks.measuring import stopwatch
from casework.application.importing import ledger_import
from casework.application.log.encoding.keys import KeyRing
from casework.application.writing.references.reference_streams import load_divisions
from examples.places import build_city
from tests.faults.driver import imported
from tests.support.installations.installations import MONDAY, open_office


def main(url: str, keys: str, ledger: str) -> None:
    """Load the divisions, import, tell."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with open_office(url, KeyRing.load(Path(keys)), MONDAY) as office:
        load_divisions(office.casework, build_city().divisions, by="admin")
        with stopwatch() as watch:
            result = imported(office, Path(ledger), ledger_import.CHUNK_PERSONS)
        megabytes = _peak_megabytes()
    expected = json.loads(Path(ledger).with_suffix(".json").read_text())
    told = {"rows": result.rows, "persons": result.persons, "detected": result.detected}
    if any(expected[name] != value for name, value in told.items()):
        raise AssertionError(f"{told} instead of {expected}")
    print(json.dumps({"seconds": watch(), "megabytes": megabytes}))


def _peak_megabytes() -> float:
    """Of this process alone: the one that reads the file is its child."""
    status = Path("/proc/self/status")
    if status.exists():
        # getrusage would count what the process that started this one had in use.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
