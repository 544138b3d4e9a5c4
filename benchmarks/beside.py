"""
This program beside an earlier one: `python -m benchmarks beside COMMIT` tells what an act costs now for each second then.

Both do the same acts by command line, turn by turn, each time on a fresh database, in processes of their own; what is
compared is CPU time, so that others on the machine disturb little. The commit is checked out into a folder that is then
gone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.grounds import drop, grounds
from benchmarks.measuring import ROUNDS, Figure
from benchmarks.show import HEADER, line
from examples.large import write_large
from examples.places import build_city
from tests.faults.databases import Ground

ROOT = Path(__file__).resolve().parents[1]
PERSONS, SEED = 20_000, 11
MOST = 1.25
"""So many times what it cost before an entry may cost once it says more."""


def beside(arguments: Sequence[str]) -> int:
    """Measure on both databases and print a line for each act."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks beside", description=__doc__)
    parser.add_argument("commit", help="the commit to compare with")
    commit = parser.parse_args(arguments).commit
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory(prefix="casework-beside-") as folder, checked_out(commit, Path(folder)) as earlier:
        ledger = write_large(build_city(), persons=PERSONS, seed=SEED, folder=Path(folder))
        with grounds(Path(folder)) as places:
            for ground in places:
                for figure in compared(ground, {"now": ROOT, "then": earlier}, ledger):
                    print(line(figure), flush=True)
    return 0


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Path]:
    """The tree of a commit, in a folder of its own."""
    tree = folder / "earlier"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
    try:
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def compared(ground: Ground, trees: dict[str, Path], ledger: Path) -> Iterator[Figure]:
    """What each act costs now, over what it cost then: the medians of some rounds, taken turn by turn."""
    told: dict[str, list[dict[str, float]]] = {name: [] for name in trees}
    for _ in range(ROUNDS):
        for name, tree in trees.items():
            told[name].append(one_office(ground, tree, ledger))
    for act in told["now"][0]:
        now, then = (median(each[act] for each in told[name]) for name in ("now", "then"))
        detail = f"{now * 1_000:.3f} ms now, {then * 1_000:.3f} ms then, CPU"
        yield Figure(
            name=f"{act} beside an earlier program", database=ground.kind, ratio=now / then, goal=MOST, wanted="at most", detail=detail
        )  # fmt: skip


def one_office(ground: Ground, tree: Path, ledger: Path) -> dict[str, float]:
    """What the acts cost one program, by the tree it is run from."""
    url = ground.fresh()
    command = [sys.executable, str(ROOT / "benchmarks" / "one_office.py"), url, str(ground.keys)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CASEWORK_")}
    done = subprocess.run(
        [*command, str(ROOT / "examples" / "divisions.csv"), str(ledger)],
        env=kept | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"},
        cwd=tree,
        check=True,
        capture_output=True,
        text=True,
    )
    drop(url)
    found: dict[str, float] = json.loads(done.stdout)
    return found
