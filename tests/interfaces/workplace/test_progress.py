"""Long work says how far it is to whoever waits at a terminal, and to nobody else."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from casework.application.rules.policies import PolicyDesk
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace import progress
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.progress import progress_line
from projections.following.catch_up import catch_up
from tests.support.households.rule_changes import VERIFY_IN_5_DAYS, a_policy
from tests.support.installations.installations import Office, open_office


@contextmanager
def stderr_of(monkeypatch: pytest.MonkeyPatch, path: Path, *, terminal: bool) -> Iterator[list[str]]:
    """What is written to stderr meanwhile, which is a terminal or a file."""
    seen: list[str] = []
    if not terminal:
        with path.open("w+", encoding="utf-8") as file:
            monkeypatch.setattr(sys, "stderr", file)
            yield seen
            seen.append(path.read_text(encoding="utf-8"))
        return
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stderr", file)
        yield seen
    seen.append(_all_of(ours))
    os.close(ours)


def _all_of(terminal: int) -> str:
    """
    Everything that was written to a terminal whose other side is closed; it comes in pieces, and ends with an error.
    """
    pieces = []
    with suppress(OSError):
        while piece := os.read(terminal, 100_000):
            pieces.append(piece)
    return b"".join(pieces).decode()


@pytest.mark.parametrize(
    ("terminal", "json", "long", "shown"),
    [(True, False, True, True), (True, True, True, False), (False, False, True, False), (True, False, False, False)],
)
def test_who_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, terminal: bool, json: bool, long: bool, shown: bool
) -> None:
    """Somebody at a terminal who asked for words, once the work takes a while; a file or a JSON answer has no line."""
    monkeypatch.setattr(progress, "SHOWN_AFTER_SECONDS", 0 if long else 3600)
    monkeypatch.setenv("TERM", "xterm")
    asked = Asked(database=None, language=Language.ZH, json=json)
    with (
        stderr_of(monkeypatch, tmp_path / "stderr", terminal=terminal) as seen,
        progress_line(asked) as tell,
    ):
        tell("已核算 500 户", "500 households worked out")
        tell("已核算 1000 户", "1,000 households worked out")
    assert ("已核算" in seen[0]) is shown
    assert shown or seen == [""]


def test_lists_under_a_new_policy_say_how_many_households_were_worked_out(database_url: str) -> None:
    """The position stands still meanwhile: the households are what moves. With nothing new nothing is said."""
    steps: list[tuple[int, int, int]] = []

    def follow(office: Office) -> int:
        steps.clear()
        return catch_up(office.log, office.engine, office.casework.books, progress=lambda *step: steps.append(step))

    with open_office(database_url) as office:
        office.at_risk(3)
        before = follow(office)
        assert steps == [(before, before, 0)]
        text = a_policy("9", date(2026, 4, 1), VERIFY_IN_5_DAYS)
        PolicyDesk(office.casework).publish(text, division="", by="city")
        assert follow(office) == before + 1
        assert steps == [(before + 1, before + 1, 3)]
        follow(office)
        assert steps == []
