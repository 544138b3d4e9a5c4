"""Thousands of sheets that nobody has seen, from a known truth: nobody accused, nobody missed without a question."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.words import Words
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.ledgers.random_sheets import a_sheet, untrue

CONTROL_SHEETS = 300


def read_random_sheets(_ground: Ground, _nursery: Nursery, sheets: int) -> Report:
    """So many sheets, each read and held against its truth; the control takes unknown words for no work."""
    report = Report()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        for number in range(sheets):
            report.complaints += _untrue(path, number)
            report.faults += 1
        report.checked = report.faults
        report.control = list(_with_a_default(path))
    return report


def _untrue(path: Path, number: int) -> list[str]:
    # A rig's sheets are the same each time, so that a complaint can be looked at again.
    return [f"sheet {number}: {said}" for said in untrue(path, a_sheet(random.Random(number)))]


def _with_a_default(path: Path) -> Iterator[str]:
    known = Words.meaning
    with patch.object(
        Words,
        "meaning",
        lambda self, column, word: (
            known(self, column, word) or ("not-employed" if column is Column.EMPLOYMENT else None)
        ),
    ):
        for number in range(CONTROL_SHEETS):
            yield from _untrue(path, number)
