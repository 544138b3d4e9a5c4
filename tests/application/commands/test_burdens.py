"""No duty asks for a photo, a place or a check-in: the State Council office's notice 国办函〔2026〕12号."""

from __future__ import annotations

from typing import Annotated, ClassVar, get_args, get_type_hints

import pytest

from casework.application.commands.catalogue import CATALOGUE
from casework.application.commands.declarations.declaration import Command
from casework.domain.codes.persons.documents import EvidenceKind
from casework.domain.policy.text import default_policy_text
from casework.domain.words import words

PLACES_AND_TIMES = ("latitude", "longitude", "position", "track", "check_in", "online", "minutes", "photo", "video")


@pytest.mark.parametrize("command", CATALOGUE)
def test_no_command_demands_one(command: type[Command]) -> None:
    """What proves something may be named, by its kind and number; nothing has to be, and no field takes where or how long."""
    assert demanded(command) == []


def test_no_rule_of_the_policy_speaks_of_one() -> None:
    """A duty is met by what was done for somebody, whatever shows it."""
    text = default_policy_text()
    assert [word for word in (*PLACES_AND_TIMES, "照片", "签到", "定位", "轨迹") if word in text] == []


def test_a_demand_would_be_found() -> None:
    """A command that cannot be given without a photo, or that takes where somebody stands."""

    class Photographed(Command, frozen=True, kw_only=True):
        spec: ClassVar = CATALOGUE[0].spec
        proof: Annotated[EvidenceKind, words("证明", "proof")]
        latitude: Annotated[float | None, words("纬度", "latitude")] = None

    assert demanded(Photographed) == ["proof", "latitude"]


def demanded(command: type[Command]) -> list[str]:
    """The fields of a command that demand a proof of a kind, or take where, when or how long somebody was there."""
    hints = get_type_hints(command)
    required = command.__struct_fields__[: len(command.__struct_fields__) - len(command.__struct_defaults__)]
    return [
        name
        for name in command.__struct_fields__
        if name in PLACES_AND_TIMES or (name in required and EvidenceKind in (hints[name], *get_args(hints[name])))
    ]
