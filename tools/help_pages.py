"""
Write the help pages of the commands on a household to a sample that is reviewed as a diff.

    python -m tools.help_pages            rewrite tests/interfaces/cli/help_pages.txt
    python -m tools.help_pages --check    exit 1 if the sample is not what the program says
"""

import sys
from pathlib import Path

from click.testing import CliRunner

from casework.interfaces.cli.command_words import words_by_panel
from casework.interfaces.cli.main import cli

SAMPLE = Path(__file__).resolve().parents[1] / "tests" / "interfaces" / "cli" / "help_pages.txt"


def pages() -> str:
    """The help pages, one below the other, at a width of 80 columns."""
    runner = CliRunner(env={"COLUMNS": "80"})
    words = ["register", *(word for panel in words_by_panel().values() for word in panel)]
    found = [runner.invoke(cli, [word, "--help"], prog_name="casework").stdout for word in words]
    return "\n".join("\n".join(line.rstrip() for line in page.strip().splitlines()) + "\n" for page in found)


def main(arguments: list[str]) -> int:
    """Write the sample, or check it; the exit code."""
    if arguments == ["--check"]:
        return int(SAMPLE.read_text(encoding="utf-8") != pages())
    SAMPLE.write_text(pages(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
