"""A real log on a fresh database, filled with what happened in a world."""

from __future__ import annotations

from casework.application.log.records.groups import AppendGroup
from casework.application.log.store import Log
from casework.domain.fact import Recorded
from tests.support.households.life_stories import World


def fill(log: Log, world: World) -> None:
    """Append the world's facts in their order, one at a time."""
    for _, entry in world.facts:
        assert isinstance(entry, Recorded)
        group = AppendGroup(household=entry.household, expected_version=entry.version - 1, entries=(entry,))
        log.append(group)
