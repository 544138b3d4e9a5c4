"""An episode's facts by name, as deadline rules look for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from casework.domain.codes import Level
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed, Escalated, Reminded
from casework.domain.facts.episode_entries import Mark
from casework.domain.facts.responsibility import LevelSet
from casework.domain.policy.policy import Match

ABOUT_DEADLINES = (DeadlinePaused, DeadlineResumed, Reminded, Escalated)


class MarkIndex:
    """The marks of one episode, each name's in the order of their versions."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._by_topic: dict[str, list[Mark]] = {}
        self._about: dict[tuple[str, str], list[Mark]] = {}
        for mark in marks:
            self._by_topic.setdefault(mark.topic, []).append(mark)
            if isinstance(mark.fact, ABOUT_DEADLINES):
                self._about.setdefault((mark.fact.deadline, mark.fact.occurrence), []).append(mark)

    def about(self, deadline: str, occurrence: str) -> list[Mark]:
        """The marks that speak of one instance, by version: its pauses, reminders and escalations."""
        return self._about.get((deadline, occurrence), [])

    def steps(self, deadline: str, occurrence: str) -> tuple[int, ...]:
        """The steps of an instance that are decided, in order."""
        facts = (mark.fact for mark in self.about(deadline, occurrence))
        return tuple(sorted(fact.step for fact in facts if isinstance(fact, Reminded | Escalated)))

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

    def green_channel_at(self, mark: Mark, moment: datetime) -> bool:
        """
        Whether the household was in the green channel when something started at a moment, by a mark (GY-12e).

        What starts later than its mark, a period or a milestone, looks at what was recorded by its own moment.
        """
        found = [*self._by_topic.get("green-channel-opened", ()), *self._by_topic.get("green-channel-closed", ())]
        known = [
            each
            for each in found
            if each.version < mark.version or (moment > mark.occurred_at and each.recorded_at <= moment)
        ]
        return bool(known) and max(known, key=_version).topic == "green-channel-opened"


def _version(mark: Mark) -> int:
    return mark.version
