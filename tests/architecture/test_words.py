"""Files are named after what they hold, in words of the domain or of the pattern."""

import pytest

from tests.architecture.tree import CODE, modules, shown

EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "base", "core", "misc", "shared", "seedwork"}


def test_no_file_has_an_empty_name() -> None:
    """No module or folder is called utils, helpers, common, base, core, misc or the like."""
    assert [shown(path) for path in modules(*CODE) if is_empty_name(shown(path))] == []


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("src/casework/domain/offers.py", False),
        ("src/casework/domain/utils.py", True),
        ("src/casework/common/offers.py", True),
        ("tests/contract_helpers.py", True),
        ("src/casework/domain/database.py", False),
    ],
)
def test_what_counts_as_an_empty_name(name: str, empty: bool) -> None:
    """The word counts as a whole word: `database` is fine, `offer_utils` is not."""
    assert is_empty_name(name) is empty


def is_empty_name(name: str) -> bool:
    """Whether a word of the path says nothing about what is inside."""
    return bool(EMPTY_WORDS & set(name.removesuffix(".py").replace("/", "_").split("_")))
