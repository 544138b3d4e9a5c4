"""
Each performance figure as a ratio against its limit, measured in the same run: `python -m benchmarks [NAME...]`.

Exit code 0 when everything ran, whether or not a goal holds: the table says so.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog

from benchmarks.appending import one_command, raising
from benchmarks.as_of import lists_of_then
from benchmarks.divisions import divisions_of_a_country
from benchmarks.explain import explaining
from benchmarks.following import catching_up
from benchmarks.grounds import grounds
from benchmarks.importing import whole_ledgers
from benchmarks.measuring import Figure
from benchmarks.what_if import replaying
from tests.faults.databases import Ground

BENCHMARKS: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "command": one_command,
    "sweep": raising,
    "follower": catching_up,
    "import": whole_ledgers,
    "divisions": divisions_of_a_country,
    "explain": explaining,
    "as-of": lists_of_then,
    "what-if": replaying,
}
_LINE = "{:<48}{:<12}{:>8}  {:<16}{:<6}{}"


def main() -> int:
    """Run them one after the other and print a line for each figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios against the limits.")
    parser.add_argument("name", nargs="*", help=f"of {', '.join(BENCHMARKS)}; all without one")
    names = parser.parse_args().name
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no benchmark {', '.join(unknown)}: there are {', '.join(BENCHMARKS)}")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    print(_LINE.format("figure", "database", "ratio", "goal", "holds", "for scale"), flush=True)
    with tempfile.TemporaryDirectory(prefix="casework-bench-") as folder, grounds(Path(folder)) as places:
        for name, run in BENCHMARKS.items():
            if not names or name in names:
                for ground in places:
                    for figure in run(ground):
                        _show(figure)
    return 0


def _show(figure: Figure) -> None:
    goal = "-" if figure.goal is None else f"{figure.wanted} {figure.goal:g}"
    holds = {True: "yes", False: "NO", None: "-"}[figure.holds]
    print(_LINE.format(figure.name, figure.database, f"{figure.ratio:.3f}", goal, holds, figure.detail), flush=True)


if __name__ == "__main__":
    sys.exit(main())
