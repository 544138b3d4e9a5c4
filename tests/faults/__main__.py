"""
The fault rigs from the command line: `python -m tests.faults [--full] [--only NAME] [--size N]`.

Exit code 0 when every rig is green: its faults struck, nothing was lost or doubled, and its control turned it red.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from pathlib import Path

import structlog

from tests.contracts.pooler import install
from tests.faults.catalogue import RIGS, run_rig
from tests.faults.databases import Kind
from tests.faults.rigs import Report, Rig
from tests.postgres_server import running_postgres


def main() -> int:
    """Run the rigs one after the other and print what came of each."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Crash and fault rigs.")
    parser.add_argument("--full", action="store_true", help="the sizes before a release: an hour or more")
    parser.add_argument("--only", choices=[rig.name for rig in RIGS], action="append", help="this rig alone")
    parser.add_argument("--size", type=int, help="so many faults instead")
    chosen = parser.parse_args()
    rigs = [rig for rig in RIGS if not chosen.only or rig.name in chosen.only]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    green, skipped = True, 0
    install()
    with running_postgres() as server, tempfile.TemporaryDirectory(prefix="casework-faults-") as folder:
        for rig in rigs:
            if not rig.is_possible():
                print(f"{rig.name:<12}skipped: it needs {rig.needs}", flush=True)
                skipped += 1
                continue
            for kind in rig.kinds:
                size = chosen.size or (rig.full if chosen.full else rig.usual)
                green &= _run(rig, kind, size, Path(folder), server)
    left_out = f", {skipped} skipped 略过 {skipped} 项" if skipped else ""
    print(f"all that ran is green 全部通过{left_out}" if green else "RED 未通过", flush=True)
    return 0 if green else 1


def _run(rig: Rig, kind: Kind, size: int, folder: Path, server: str) -> bool:
    began = time.monotonic()
    print(f"{rig.name:<12}{kind:<12}{size:>6}  ", end="", flush=True)
    try:
        report = run_rig(rig, kind, size, folder / f"{rig.name}-{kind}", server)
    except Exception as error:
        report = Report(complaints=[f"the rig broke: {type(error).__name__}: {error}"])
    seconds = time.monotonic() - began
    word = "green" if report.green else "RED"
    print(f"{word:<6} {report.faults} faults, {report.checked} checked, {seconds:.0f} s", flush=True)
    for complaint in report.complaints[:3]:
        print(f"    {complaint}", flush=True)
    if not report.control:
        print("    the control did not turn it red: this run proves nothing", flush=True)
    return report.green


if __name__ == "__main__":
    sys.exit(main())
