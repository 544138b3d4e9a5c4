"""Households by the names that people give them: village and number, in whatever spelling."""

from __future__ import annotations

import pytest

from casework.domain.divisions.written_households import WrittenHousehold, written_households
from casework.domain.labels import Label, household_name


@pytest.mark.parametrize(
    ("text", "village", "number"),
    [
        ("石桥村 1号", "石桥村", "1"),
        ("石桥村1号", "石桥村", "1"),
        ("石桥村 1", "石桥村", "1"),
        ("石桥村１", "石桥村", "1"),
        ("石桥1户", "石桥", "1"),
        ("石桥村 3组5号", "石桥村", "3组5"),
        ("第3村 12号", "第3村", "12"),
        ("第3村12", "第3村", "12"),
        ("石桥村 P-49e3e1e5d4", "石桥村", "P-49e3e1e5d4"),
        ("990102001001/02001001027", "990102001001", "02001001027"),
        ("1号", "", "1"),
        ("1", "", "1"),
    ],
)
def test_a_name_is_a_village_and_a_number(text: str, village: str, number: str) -> None:
    """What a text may mean holds what it means; the text as it is comes first."""
    readings = written_households(text)
    assert WrittenHousehold(village, number) in readings
    assert readings[0] == WrittenHousehold("", text)


@pytest.mark.parametrize(
    ("village", "meant"),
    [
        ("", True),
        ("石桥村", True),
        ("石桥", True),
        ("柳河镇石桥村", True),
        ("990102001001", True),
        ("桥", False),
        ("石桥镇", False),
    ],
)
def test_a_village_is_meant_by_name_or_code(village: str, meant: bool) -> None:
    """With or without its ending, and with its township before it."""
    assert WrittenHousehold(village, "1").is_in("990102001001", "石桥村") is meant


@pytest.mark.parametrize(
    ("number", "called"),
    [("1", "石桥村 1号"), ("3-12", "石桥村 3-12号"), ("P-49e3", "石桥村 P-49e3"), ("3组5号", "石桥村 3组5号")],
)
def test_a_household_is_called_by_village_and_number(number: str, called: str) -> None:
    """A number of digits has the classifier behind it; in English the number stands alone."""
    assert household_name(number, "石桥村") == Label(called, f"石桥村 {number}")
