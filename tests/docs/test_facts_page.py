"""docs/facts.md says what the program says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from casework.domain.fact import Fact, topic_of
from casework.domain.facts.catalogue import FACTS, PRIVATE_BLOCKS
from tests.architecture.tree import ROOT, modules, parsed
from tests.docs.pages import page
from tools.facts_catalogue import FIELD_SOURCES, SEALED, main, release_in_the_making, render, stored_structs


def test_the_page_is_up_to_date() -> None:
    """Whoever reviews a change of a fact sees it on the page: `python -m tools.facts_catalogue` was run."""
    assert page("docs/facts.md") == render(page("docs/facts.md"), release_in_the_making())


@pytest.mark.parametrize("topic", sorted(FACTS))
def test_every_fact_stands_on_the_page(topic: str) -> None:
    """No fact is recorded that the page does not explain."""
    assert f"### `{topic}" in page("docs/facts.md")


def test_every_field_has_a_source_that_exists() -> None:
    """Ids of the page of sources and numbers of decisions; what no field is called any more is not in the table."""
    known = set(re.findall(r"(?m)^\| ([A-Z]+-[A-Za-z0-9.]+) \|", page("docs/sources.md")))
    known |= {f"ADR {path.name[:4]}" for path in (ROOT / "docs" / "adr").glob("0*.md")}
    said = {source for table in FIELD_SOURCES.values() for sources in table.values() for source in sources.split(", ")}
    assert said - known == set()
    used = {(name, field) for name, field, own in _fields_with_sources() if own}
    by_all = {field for _, field, own in _fields_with_sources() if not own}
    own = {(name, field) for name, fields_of in FIELD_SOURCES.items() if name != "fields" for field in fields_of}
    assert (own - used, set(FIELD_SOURCES["fields"]) - by_all) == (set(), set())


def test_a_field_without_a_source_stops_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a field says on what it rests."""
    monkeypatch.delitem(FIELD_SOURCES["fields"], "cadre")
    with pytest.raises(LookupError, match=r"cadre: say its source"):
        render("", "0.1.0")


def _fields_with_sources() -> Iterator[tuple[str, str, bool]]:
    """Each field on the page by the name of its fact or value, and whether its source is of its own."""
    for kind in stored_structs():
        name = topic_of(kind) if issubclass(kind, Fact) else kind.__name__
        for field in kind.__struct_fields__:
            if field != "private":
                yield name, field, field in FIELD_SOURCES.get(name, {})


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
