"""The same command sent twice is one, and answered alike, whatever happened to the household in between."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.installations.command_line import VILLAGE, CommandLine

H = "0101"


def test_a_withdrawn_registration_answers_its_repeat(any_counter: CommandLine) -> None:
    """Whoever did not hear the answer gets it; another request under the same id is refused."""
    command_line = any_counter
    words = ("correct", H, "1", "--withdraw", "--reason", "重复登记", "--command-id", "c1")
    command_line.do("correct", H, "1", "--withdraw", "--reason", "重复登记", by="li.na")
    first = command_line.ask(*words)
    assert command_line.ask(*words) == first
    assert "c1" not in command_line.refused("report", H, "--command-id", "c1")
    command_line.refused("report", "9999", "--command-id", "c1")
    command_line.refused("report", H, "--command-id", "c2")


def test_a_number_that_became_another_households_too_answers_its_repeat(
    command_line: CommandLine, tmp_path: Path
) -> None:
    """The command was for the one household that had the number then."""
    first = command_line.ask("report", H, "--command-id", "c1")
    file = tmp_path / "survey.json"
    file.write_text(json.dumps({"number": H, "village": "990101001002", "members": [{"name": "禾新"}]}))
    command_line.say("register", str(file))
    assert command_line.ask("report", H, "--command-id", "c1") == first
    command_line.refused("report", H, "--command-id", "c2")


def test_a_registration_answers_its_repeat_after_it_was_withdrawn(command_line: CommandLine, tmp_path: Path) -> None:
    """The household is gone from the lists; its first answer stands, and no duty is open in it now."""
    file = tmp_path / "survey.json"
    file.write_text(
        json.dumps({"number": "0201", "village": VILLAGE, "members": [{"name": "禾新", "birth_date": "1985-05-05"}]})
    )
    first = command_line.ask("register", str(file), "--command-id", "c1")
    for by in ("li.na", "town"):
        command_line.do("correct", "0201", "1", "--withdraw", "--reason", "重复登记", by=by)
    assert command_line.ask("register", str(file), "--command-id", "c1") == {**first, "next_duty": None}
