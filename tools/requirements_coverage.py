"""
Write docs/requirements-coverage.md: every core row of the policy documents with its verdict, where to see it, its test.

    python -m tools.requirements_coverage            rewrite the page
    python -m tools.requirements_coverage --check    exit 1 if the page is not what this would write
"""

import sys
from collections import Counter
from pathlib import Path

from tests.docs.requirements_coverage import COVERAGE, Covered

TARGET = Path(__file__).resolve().parents[1] / "docs" / "requirements-coverage.md"

HEADER = """# What works of the policy documents

The core rows of the five documents (what each says stands in [sources](sources.md)), each with its verdict, the command
or list that shows it, and the test that holds it. **works**: done by the commands named, for whoever the row is for;
**in part**: what is missing is named; **not yet**: none of it.

This page is made from a table in `tests/docs/requirements_coverage.py` by `python -m tools.requirements_coverage`; a test
checks that each command and each test that it names is there.
"""


def render() -> str:
    """The page."""
    counted = Counter(row.verdict for row in COVERAGE)
    figures = ", ".join(f"{verdict} {counted[verdict]}" for verdict in ("works", "in part", "not yet"))
    lines = ["| row | verdict | shown by | test | missing |", "|---|---|---|---|---|", *map(_line, COVERAGE)]
    return "\n".join([HEADER, f"Of {len(COVERAGE)} rows: {figures}.", "", *lines, ""])


def _line(row: Covered) -> str:
    shown = ", ".join(f"`casework {words}`" for words in row.shown_by)
    test = f"`tests/{row.test}`" if row.test else ""
    return f"| {row.row} | {row.verdict} | {shown} | {test} | {row.missing} |"


def main(arguments: list[str]) -> int:
    """Write the page, or check it; the exit code."""
    if arguments == ["--check"]:
        return int(TARGET.read_text(encoding="utf-8") != render())
    TARGET.write_text(render(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
