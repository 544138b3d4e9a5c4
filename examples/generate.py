"""Makes the example city: its divisions, its ledgers, and what an import of them must find.

Run `python -m examples.generate --seed 20260101 --out examples` from the project's root; the same seed gives the
same cells. With `--persons N` it writes a ledger of N rows for measurements instead. Needs the development packages.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from examples.expected import expected
from examples.forms import build_forms, truth_of, write_forms
from examples.households import build_households
from examples.large import write_large
from examples.places import build_city, write_divisions
from examples.sheets import build_sheets
from examples.staff import write_staff
from examples.workbook import write_workbook

SEED = 20260101
HOUSEHOLDS = 2000


def write_city(*, seed: int, folder: Path) -> None:
    """Write divisions.csv, staff.csv, and two ledgers with what an import of them must find, into `folder`."""
    rng = random.Random(seed)
    city = build_city()
    households = build_households(city, count=HOUSEHOLDS, rng=rng)
    sheets = build_sheets(households, rng)
    write_divisions(city, folder / "divisions.csv")
    write_staff(city, folder / "staff.csv")
    write_workbook(sheets, folder / "ledger.xlsx")
    found = {"seed": seed} | expected(city, households, sheets)
    (folder / "expected.json").write_text(dumped(found), encoding="utf-8")
    write_forms(city, folder / "forms.xlsx")
    truth = {"households": truth_of(build_forms(city))}
    (folder / "expected-forms.json").write_text(dumped(truth), encoding="utf-8")


def dumped(value: object, *, depth: int = 0) -> str:
    """JSON with one list entry a line, so that a change of the generator can be reviewed."""
    pad = " " * (depth + 1)
    if isinstance(value, dict) and depth < 2:
        inner = [f"{pad}{json.dumps(key)}: {dumped(item, depth=depth + 1)}" for key, item in value.items()]
        text = "{\n" + ",\n".join(inner) + f"\n{pad[1:]}}}"
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        inner = [pad + json.dumps(item, ensure_ascii=False) for item in value]
        text = "[\n" + ",\n".join(inner) + f"\n{pad[1:]}]"
    else:
        text = json.dumps(value, ensure_ascii=False)
    return text if depth else text + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m examples.generate", description="Make the fictitious example city."
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--persons", type=int, help="write a ledger of that many rows for measurements instead")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.persons is None:
        write_city(seed=arguments.seed, folder=arguments.out)
        return
    city = build_city()
    write_divisions(city, arguments.out / "divisions.csv")
    write_large(city, persons=arguments.persons, seed=arguments.seed, folder=arguments.out)


if __name__ == "__main__":
    main()
