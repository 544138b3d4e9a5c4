"""docs/facts.md says what the program says."""

from __future__ import annotations

import ast

import pytest

from casework.domain.facts.catalogue import FACTS, PRIVATE_BLOCKS
from tests.architecture.tree import ROOT, modules, parsed
from tests.docs.pages import page
from tools.facts_catalogue import SEALED, main, release_in_the_making, render


def test_the_page_is_up_to_date() -> None:
    """Whoever reviews a change of a fact sees it on the page: `python -m tools.facts_catalogue` was run."""
    assert page("docs/facts.md") == render(page("docs/facts.md"), release_in_the_making())


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_every_fact_stands_on_the_page(topic: str) -> None:
    """No fact is recorded that the page does not explain."""
    assert f"### `{topic}" in page("docs/facts.md")


def test_a_fact_keeps_its_first_release() -> None:
    """A later release does not change since when a fact exists; a fact that is new on the page gets that release."""
    once = render("", "0.1.0")
    later = render(once, "0.2.0")
    assert later == once
    without = once.replace("### `level-set` (since 0.1.0)", "### `level` (since 0.1.0)")
    assert "### `level-set` (since 0.2.0)" in render(without, "0.2.0")


def test_the_check_finds_a_page_that_was_written_by_hand(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is red for another page, and green for this one."""
    assert main(["--check"]) == 0
    monkeypatch.setattr("tools.facts_catalogue.HEADER", "other words")
    assert main(["--check"]) == 1


def test_the_page_names_the_sealed_blocks_that_decisions_make() -> None:
    """A fact that carries personal data says so on the page, and no other does."""
    kinds = {kind.__name__: topic for topic, kind in FACTS.items()}
    made = {kinds[name] for name in _made_with_personal_data() if name in kinds}
    assert made == set(SEALED)
    assert {block for blocks in SEALED.values() for block in blocks} <= set(PRIVATE_BLOCKS)


def _made_with_personal_data() -> set[str]:
    """The classes that the program calls with `private`, also through `replace` of a fact just made."""
    found = set()
    for path in modules("src"):
        if path.is_relative_to(ROOT / "src" / "casework" / "domain"):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Call) and any(keyword.arg == "private" for keyword in node.keywords):
                    found.add(_name(node))
    # A correction is made first and its reason put beside it afterwards.
    return found | ({"EntryCorrected"} if "replace" in found else set())


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""
