"""An episode's facts by name, as deadline rules look for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.domain.codes import Level
from casework.domain.facts.responsibility import LevelSet
from casework.domain.marks import Mark
from casework.domain.policy import Match


class MarkIndex:
    """The marks of one episode, each name's in the order of their versions."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._by_topic: dict[str, list[Mark]] = {}
        for mark in marks:
            self._by_topic.setdefault(mark.topic, []).append(mark)

    def of(self, *topics: str) -> list[Mark]:
        """The marks of these names, by version."""
        if len(topics) == 1:
            return self._by_topic.get(topics[0], [])
        found = [mark for topic in topics for mark in self._by_topic.get(topic, ())]
        return sorted(found, key=lambda mark: mark.version)

    def matching(self, match: Match) -> Iterator[Mark]:
        """The marks of the match's name whose fields have its values."""
        for mark in self._by_topic.get(match.fact, ()):
            if all(getattr(mark.fact, name) == value for name, value in match.where.items()):
                yield mark

    def level_before(self, version: int) -> Level | None:
        """The assistance level in force just before a version."""
        level = None
        for mark in self._by_topic.get("level-set", ()):
            if mark.version < version and isinstance(mark.fact, LevelSet):
                level = mark.fact.level
        return level
