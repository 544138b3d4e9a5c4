"""A household's id follows from village and number, and a region is one range of ids."""

from __future__ import annotations

from uuid import RFC_4122

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.application.log.records.household_ids import household_id, reference_id, region_range, village_of

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
villages = st.integers(11_00_00_000_000, 82_99_99_999_999).map(str)
numbers = st.text(min_size=1, max_size=30)


@settings(max_examples=200)
@given(village=villages, number=numbers, other=numbers)
def test_the_same_household_has_the_same_id_and_another_another(village: str, number: str, other: str) -> None:
    """Importing a ledger a second time finds the same households."""
    identity = household_id(KEY, village=village, number=number)

    assert identity == household_id(KEY, village=village, number=number)
    assert (identity == household_id(KEY, village=village, number=other)) == (number == other)
    assert identity != household_id(OTHER_KEY, village=village, number=number)
    assert (identity.version, identity.variant) == (8, RFC_4122)
    assert village_of(identity) == village


@settings(max_examples=200)
@given(village=villages, other=villages, length=st.integers(1, 12))
def test_a_region_is_one_range(village: str, other: str, length: int) -> None:
    """A county's households lie together, as ids and as their text."""
    prefix = village[:length]
    lowest, highest = region_range(prefix)
    identity = household_id(KEY, village=other, number="1")

    assert (lowest <= identity <= highest) == other.startswith(prefix)
    assert (lowest.hex <= identity.hex <= highest.hex) == other.startswith(prefix)


def test_other_aggregates_lie_in_no_region() -> None:
    """A county's table of divisions is no household of that county."""
    identity = reference_id(KEY, kind="divisions", name="441224000000")

    assert village_of(identity) == "0" * 12
    assert identity != reference_id(KEY, kind="batch", name="441224000000")
    assert not any(low <= identity <= high for low, high in map(region_range, "123456789"))


@pytest.mark.parametrize("village", ["44122410200", "4412241020011", "44122410200x", "", "44122410200²"])
def test_what_is_no_village_code_has_no_households(village: str) -> None:
    """A short code is padded by whoever reads it, never here."""
    with pytest.raises(ValueError, match="12 digits"):
        household_id(KEY, village=village, number="1")


@pytest.mark.parametrize("prefix", ["", "4412241020011", "44x"])
def test_what_is_no_division_code_is_no_region(prefix: str) -> None:
    """An empty prefix would be the whole country by accident."""
    with pytest.raises(ValueError, match="1 to 12 digits"):
        region_range(prefix)
