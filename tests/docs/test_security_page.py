"""The security page names tests that there are, and every kind of personal data that is sealed."""

from __future__ import annotations

import re

import pytest

from casework.domain.facts.catalogue import PRIVATE_BLOCKS
from casework.domain.masks import declared
from tests.architecture.tree import ROOT
from tests.conftest import DATABASES
from tests.docs.pages import page
from tests.faults.catalogue import RIGS

PAGE = page("docs/security.md")
NAMED = sorted(set(re.findall(r"`([a-z_/]+\.py)::(test_[a-z0-9_]+)`", PAGE)))
MASKS = {"words": "words", "name": "first sign", "number": "first and last sign", "telephone": "3 and 2 digits"}


@pytest.mark.parametrize(("module", "name"), NAMED)
def test_every_test_that_is_named_is_there(module: str, name: str) -> None:
    """Under that name, in that module: a claim without its test is none."""
    assert f"def {name}(" in (ROOT / "tests" / module).read_text(encoding="utf-8")


def test_every_item_says_what_shows_it() -> None:
    """A test, or that it is the machine's or the database's."""
    rows = re.findall(r"(?m)^\| (?:8\.1\.4\.\d+ )?(?:[a-g]\)|8\.1\.4\.10).*", PAGE)
    assert len(rows) > 20
    assert [row for row in rows if "::test_" not in row and not row.endswith("| outside |")] == []


def test_what_tries_it_is_there() -> None:
    """Every row names a test, and rigs that `run.py faults` has on both databases; no rig of these is left out."""
    section = PAGE.partition("## What tries it")[2].partition("\n## ")[0]
    rows = re.findall(r"(?m)^\| [^|]+ \| ([^|]+) \|([^|]*)\|$", section)[1:]
    assert len(rows) >= 14
    assert [tests for tests, _ in rows if "::test_" not in tests] == []
    named = {name for _, rigs in rows for name in re.findall(r"`([a-z-]+)`", rigs)}
    assert named <= {rig.name for rig in RIGS if len(rig.kinds) == len(DATABASES)}
    assert named == {"readings", "not-there", "canaries", "erasure", "rotation", "guess"}


def test_every_sealed_field_stands_on_the_page() -> None:
    """Block by block, as screens call them, with what is shown before somebody says why they need to see it."""
    assert [row for row in rows_of_blocks() if row not in PAGE.splitlines()] == []
    assert len(re.findall(r"(?m)^\| `[a-z]+` \| ", PAGE)) == len(PRIVATE_BLOCKS)


def rows_of_blocks() -> list[str]:
    """The rows of the table, in the order of the catalogue."""
    return [
        f"| `{block.__struct_config__.tag}` | "
        + "; ".join(
            f"{words.label.zh} {words.label.en} ({MASKS[words.mask.value]})" for words in declared(block).values()
        )
        + " |"
        for block in PRIVATE_BLOCKS
    ]
