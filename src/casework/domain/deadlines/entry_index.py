"""An episode's facts by name, as deadline rules look for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import Force
from casework.domain.facts.deadlines import (
    DeadlinePaused,
    DeadlineResumed,
    Escalated,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    Reminded,
)
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.facts.responsibility import LevelSet
from casework.domain.policy.deadline_rules import Match

Order = tuple[datetime, int]
"""A moment, and the version that orders what happened at the same one."""

ABOUT_DEADLINES = (
    DeadlinePaused,
    DeadlineResumed,
    ExtensionRequested,
    ExtensionGranted,
    ExtensionRefused,
    Reminded,
    Escalated,
)


class EntryIndex:
    """
    The entries of one episode, each name's in the order of time.

    Of what runs outside episodes: what happened there, and `beside` it what the episodes hold, which meets a duty of
    the household as well but starts none of these.
    """

    def __init__(self, entries: Iterable[EpisodeEntry], beside: Iterable[EpisodeEntry] = ()) -> None:
        self._by_topic: dict[str, list[EpisodeEntry]] = {}
        self._about: dict[tuple[str, str], list[EpisodeEntry]] = {}
        self._topics: dict[int, str] = {}
        own = tuple(entries)
        for entry in own:
            if type(entry.fact) in ABOUT_DEADLINES and isinstance(entry.fact, ABOUT_DEADLINES):
                self._about.setdefault((entry.fact.deadline, entry.fact.occurrence), []).append(entry)
        others = tuple(beside)
        self._others = frozenset(entry.version for entry in others)
        for entry in sorted((*own, *others), key=_order) if others else own:
            topic = entry.topic
            self._topics[entry.version] = topic
            self._by_topic.setdefault(topic, []).append(entry)

    def about(self, deadline: str, occurrence: str) -> list[EpisodeEntry]:
        """The entries that speak of one instance, in the order of time: its pauses, extensions, reminders and steps up."""
        return self._about.get((deadline, occurrence), [])

    def topic_at(self, version: int) -> str | None:
        """What the entry of a version is called; None when the episode holds none."""
        return self._topics.get(version)

    def steps(self, deadline: str, occurrence: str, due_on: date | None) -> tuple[int, ...]:
        """The steps of an instance that are decided for a last day, in order; without a day, all of them."""
        facts = (entry.fact for entry in self.about(deadline, occurrence))
        decided = (fact for fact in facts if isinstance(fact, Reminded | Escalated))
        return tuple(sorted({fact.step for fact in decided if due_on in (None, fact.due_on)}))

    def raised_by_law(self, deadline: str, occurrence: str, policy: str) -> list[Escalated]:
        """The steps by which an instance was raised as missed and set by law, by another text than this policy."""
        facts = (entry.fact for entry in self.about(deadline, occurrence))
        return [f for f in facts if isinstance(f, Escalated) and f.force is Force.LAW and f.policy != policy]

    def names_any(self, matches: Iterable[Match]) -> bool:
        """Whether anything of these names happened: most rules of a policy concern what never did."""
        return any(match.fact in self._by_topic for match in matches)

    def matching(self, match: Match) -> Iterator[EpisodeEntry]:
        """The entries of the match's name whose fields have its values."""
        found, wanted = self._by_topic.get(match.fact, ()), match.where.items()
        if not wanted:
            return iter(found)
        return (each for each in found if all(getattr(each.fact, name) == value for name, value in wanted))

    def starting(self, match: Match) -> Iterator[EpisodeEntry]:
        """The entries of the match's name and values on which a deadline may start."""
        found = self.matching(match)
        return (entry for entry in found if entry.version not in self._others) if self._others else found

    def level_before(self, moment: Order) -> Level | None:
        """The assistance level in force just before a moment."""
        level = None
        for entry in self._by_topic.get("level-set", ()):
            if entry.order < moment and isinstance(entry.fact, LevelSet):
                level = entry.fact.level
        return level

    def in_green_channel(self, moment: Order) -> bool:
        """Whether the household was in the green channel just before a moment (GY-12e)."""
        found = [*self._by_topic.get("green-channel-opened", ()), *self._by_topic.get("green-channel-closed", ())]
        before = [each for each in found if each.order < moment]
        return bool(before) and max(before, key=_order).topic == "green-channel-opened"


def _order(entry: EpisodeEntry) -> Order:
    return entry.order
