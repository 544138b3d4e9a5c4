"""Sheets drawn to be slow or large to understand, given to the command itself: answered within time and memory."""

from pathlib import Path

import pytest

from tests.support.installations.command_line import CommandLine
from tests.support.ledgers.hostile_sheets import HOSTILE_SHEETS, hostile_sheet
from tests.support.ledgers.reading_costs import PeakMemory, processor_seconds_of_children

SECONDS = 10.0
MEGABYTES = 400
A_PROCESS_AT_LEAST = 15


@pytest.mark.parametrize("what", HOSTILE_SHEETS)
def test_each_is_answered_in_time(command_line: CommandLine, tmp_path: Path, what: str) -> None:
    """The command ends with an answer; the process that reads computes for less than 10 s in less than 400 MB."""
    path = hostile_sheet(tmp_path / "a.xlsx", what)
    before = processor_seconds_of_children()

    with PeakMemory() as memory:
        answer = command_line.run("import", str(path), "--dry-run", "--json")

    assert (answer.exit_code in (0, 1), "Traceback" in answer.stderr) == (True, False)
    assert answer.stdout.startswith("{") or answer.stderr.startswith("{")
    assert 0 < processor_seconds_of_children() - before < SECONDS
    # That there was a reading process at all is seen by its memory.
    assert A_PROCESS_AT_LEAST < memory.megabytes < MEGABYTES


def test_a_command_keeps_to_the_limits_that_an_office_sets(command_line: CommandLine, tmp_path: Path) -> None:
    """The same sheet with a tenth of the memory is a file too large, in one sentence, and nothing is taken."""
    path = hostile_sheet(tmp_path / "a.xlsx", "no word twice")
    refused = command_line.run("import", str(path), "--json", CASEWORK_LEDGER_MEMORY_MIB="60")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert '"code":"file-huge"' in refused.stderr
