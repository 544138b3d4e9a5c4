"""
Each performance figure as a ratio against its limit, measured in the same run: `python -m benchmarks [NAME...]`.

`python -m benchmarks beside COMMIT` compares with an earlier program instead.

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
from benchmarks.beside import beside
from benchmarks.divisions import divisions_of_a_country
from benchmarks.explain import explaining
from benchmarks.following import catching_up
from benchmarks.grounds import grounds
from benchmarks.importing import whole_ledgers
from benchmarks.measuring import Figure
from benchmarks.rotating import rotating
from benchmarks.scopes import asking
from benchmarks.show import HEADER, line
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
    "rights": asking,
    "rotation": rotating,
}


def main() -> int:
    """Run them one after the other and print a line for each figure."""
    if sys.argv[1:2] == ["beside"]:
        return beside(sys.argv[2:])
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Ratios against the limits.")
    parser.add_argument("name", nargs="*", help=f"of {', '.join(BENCHMARKS)}; all without one")
    names = parser.parse_args().name
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no benchmark {', '.join(unknown)}: there are {', '.join(BENCHMARKS)}")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory(prefix="casework-bench-") as folder, grounds(Path(folder)) as places:
        for name, run in BENCHMARKS.items():
            if not names or name in names:
                for ground in places:
                    for figure in run(ground):
                        print(line(figure), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
