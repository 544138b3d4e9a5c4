"""The same surname at the same address is asked about; neither alone is (issue 12)."""

from __future__ import annotations

import pytest

from casework.domain.accounts.relatives import same_family, surname_of


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("禾一亩", "禾"),
        ("禾 一亩", "禾"),
        ("欧阳禾", "欧阳"),
        ("司马一亩", "司马"),
        ("欧阳", "欧"),
        ("禾", ""),
        ("", ""),
        ("买买提·艾力", ""),
        ("Wang Wei", ""),
    ],
)
def test_the_surname_of_a_name(name: str, surname: str) -> None:
    """One sign, or two of the usual ones; other names have none."""
    assert surname_of(name) == surname


@pytest.mark.parametrize(
    ("name", "group", "names", "theirs", "asked"),
    [
        ("禾大田", "三组", ["麦两顷", "禾一亩"], "三组", True),
        ("禾大田", "3组", ["禾一亩"], "三组", True),
        ("禾大田", "", ["禾一亩"], "三组", True),
        ("禾大田", "三组", ["禾一亩"], "", True),
        ("禾大田", "三组", ["禾一亩"], "四组", False),
        ("禾大田", "三组", ["麦两顷"], "三组", False),
        ("欧阳禾", "三组", ["欧一亩"], "三组", False),
        ("欧阳禾", "三组", ["欧阳亩"], "三组", True),
        ("", "三组", [""], "三组", False),
    ],
)
def test_both_are_needed(name: str, group: str, names: list[str], theirs: str, *, asked: bool) -> None:
    """A surname, and groups that do not differ; a group that nobody said may be any."""
    assert same_family(name, group, names, theirs) is asked
