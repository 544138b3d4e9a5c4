"""The steps of docs/how-to/a-changed-fact.md, carried out: a level says from now on what led to it (BJ-3.1b)."""

from __future__ import annotations

from typing import Any

from casework.application.log.encoding.topics import Topics
from casework.domain.codes.service.assistance import Level
from casework.domain.fact import Fact
from casework.domain.facts.catalogue import FACTS


# page: fact
class LevelSet(Fact, frozen=True, kw_only=True, tag="level-set"):
    """The assistance level was set, and what led to it (BJ-3.1b)."""

    level: Level
    led_to_by: tuple[str, ...]  # since version 2
    # page: end


# page: step
def level_set_from_1(fact: dict[str, Any]) -> dict[str, Any]:
    """Version 1 did not say what led to the level."""
    return {**fact, "led_to_by": []}


UPCASTERS = {("level-set", 1): level_set_from_1}
# page: end

# page: sample
STORED_BY_0_1_0 = (
    b'{"at":"2026-03-03T02:00:00Z","on":"2026-03-03T02:00:00Z","by":"li.na","cmd":"c1",'
    b'"fact":{"fact":"level-set","level":"key"}}'
)


def test_a_level_stored_before_is_read_in_todays_shape() -> None:
    """What an earlier release stored is never rewritten, and reads like what this one stores."""
    body = TOPICS.decode("level-set", STORED_BY_0_1_0)
    assert body is not None
    assert body.fact == LevelSet(level=Level.KEY, led_to_by=())
    # page: end


TOPICS = Topics({**FACTS, "level-set": LevelSet}, UPCASTERS)


def test_the_sample_is_what_the_earlier_release_stored() -> None:
    """The release without the step reads the same bytes: the sample is real."""
    body = Topics(FACTS, {}).decode("level-set", STORED_BY_0_1_0)
    assert body is not None
    assert body.fact == FACTS["level-set"](level=Level.KEY)  # type: ignore[call-arg]


def test_the_new_shape_is_stored_under_a_new_name() -> None:
    """An earlier release does not know the new name, so that it refuses what it cannot understand."""
    assert TOPICS.name_of(LevelSet(level=Level.KEY, led_to_by=("illness",))) == "level-set@2"
    assert Topics(FACTS, {}).decode("level-set@2", STORED_BY_0_1_0) is None
