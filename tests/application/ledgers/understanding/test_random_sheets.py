"""Sheets that nobody has seen, written from a known truth: nobody is accused, nobody is missed without a question."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding import words
from tests.support.ledgers.random_sheets import a_sheet, untrue


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False))
def test_nobody_is_accused_or_missed_without_a_question(tmp_path: Path, chance: random.Random) -> None:
    """Headers out of the tables, in any order, with groups, brackets, codes, ticks, dittos and unknown words."""
    written = a_sheet(chance)
    assert untrue(tmp_path / "台账.xlsx", written) == [], written.rows


def test_the_law_notices_a_wrong_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: if words that nobody knows counted as no work, somebody would soon be accused."""
    known = words.Words.meaning
    monkeypatch.setattr(
        words.Words,
        "meaning",
        lambda self, column, word: (
            known(self, column, word) or ("not-employed" if column is Column.EMPLOYMENT else None)
        ),
    )
    sheets = (a_sheet(random.Random(number)) for number in range(300))
    assert any(untrue(tmp_path / "台账.xlsx", written) for written in sheets)
