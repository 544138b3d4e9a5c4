"""The description of the interface has everything that there is, and is the one in the documentation."""

from __future__ import annotations

import json
from pathlib import Path

from casework.application.commands.catalogue import CATALOGUE
from casework.interfaces.http.application import endpoints
from casework.interfaces.http.description import description
from casework.interfaces.listings.catalogue import LISTS

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "openapi.json"


def test_every_command_and_every_list_is_described() -> None:
    """Each under its own name."""
    operations = [each for path in description(endpoints())["paths"].values() for each in path.values()]
    described = {each["x-right"] for each in operations}
    commands = {command.spec.name for command in CATALOGUE}
    assert commands - described == set()
    assert set(LISTS) <= described
    assert all(each["summary"] and each["description"] for each in operations)


def test_nothing_that_is_named_is_missing() -> None:
    """Every reference leads to a schema."""
    document = json.dumps(description(endpoints()))
    known = json.loads(document)["components"]
    named = {part.split('"')[0] for part in document.split("#/components/")[1:]}
    assert {name for name in named if name.split("/")[1] not in known[name.split("/")[0]]} == set()


def test_the_documentation_has_it() -> None:
    """`python -m tools.interface_description` writes it; its diff shows what other programs have to change."""
    assert json.loads(DOCUMENT.read_text(encoding="utf-8")) == json.loads(json.dumps(description(endpoints())))
