"""The deadlines of a household: a pure function of its facts, the policy and the work calendar (design, 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from msgspec import Struct

from casework.domain.arithmetic import DayCount, Due, Limit, day_list, due
from casework.domain.codes import Level
from casework.domain.facts.fact import Moment
from casework.domain.household import Episode, Household
from casework.domain.instance_ends import ended_at, met_by, starts_after
from casework.domain.instance_pauses import Pause, paused_days, pauses_of
from casework.domain.instance_starts import Start, starts_of
from casework.domain.mark_index import MarkIndex
from casework.domain.marks import Mark
from casework.domain.policy import DeadlineRule, Policies, Policy
from casework.domain.work_calendar import WorkCalendar, shanghai_date


class Rules(Struct, frozen=True, kw_only=True):
    """What deadlines are worked out under: the dated policies and the work calendar."""

    policies: Policies
    calendar: WorkCalendar


class Instance(Struct, frozen=True, kw_only=True):
    """
    One running, met or ended deadline of an episode.

    `occurrence` is the version of the starting fact, a period (`2026-04`) or a milestone (`3m`), with `/` and the
    member or office where the duty is per member or office. `due_on` and `due_at` are None while it is paused.
    `steps` are the steps already decided (0 is the reminder); `office` is set where the duty is that office's.
    """

    deadline: str
    occurrence: str
    episode: int
    subject: str | None = None
    started_by: str
    started_at: Moment
    recorded_at: Moment
    limit: Limit
    met_at: Moment | None = None
    met_recorded_at: Moment | None = None
    met_version: int | None = None
    ended_at: Moment | None = None
    due_on: date | None = None
    due_at: Moment | None = None
    provisional: bool = False
    duty: str
    owner: str | None = None
    pauses: tuple[Pause, ...] = ()
    steps: tuple[int, ...] = ()
    policy: str
    calendar: str
    counted_from: date
    own_date: date | None = None

    @property
    def unmet(self) -> bool:
        """Neither met nor ended: the duty stands."""
        return self.met_at is None and self.ended_at is None

    @property
    def paused(self) -> bool:
        """It stands still now."""
        return bool(self.pauses) and self.pauses[-1].until is None


class _Clock(NamedTuple):
    """What an instance is counted by."""

    limit: Limit
    pauses: tuple[Pause, ...]
    counted_from: date
    own_date: date | None


def instances(household: Household, rules: Rules, *, until: datetime | None = None) -> tuple[Instance, ...]:
    """
    Every deadline instance of every episode, in the order of episodes and of the policy's rules.

    Periods (one instance a month) are worked out up to two months after the last fact, or after `until` when later.
    """
    return tuple(
        instance
        for number in range(1, len(household.episodes) + 1)
        for instance in of_episode(household, number, rules, until=until)
    )


def of_episode(household: Household, number: int, rules: Rules, *, until: datetime | None = None) -> Iterator[Instance]:
    """
    Every deadline instance of one episode, in the order of the policy's rules; each occurrence is there once.

    Corrections can leave two starts of one occurrence, such as two clearances after a detection was withdrawn: then
    the later one counts.
    """
    episode = household.episodes[number - 1]
    index = MarkIndex(episode.marks)
    horizon = max(filter(None, (household.last_recorded_at, until)), default=episode.detected_at)
    following = household.episodes[number].detected_at if number < len(household.episodes) else None
    found: dict[tuple[str, str], tuple[DeadlineRule, Policy, Start]] = {}
    for policy in rules.policies.dated:
        for rule in policy.deadline:
            for start in starts_of(rule, episode, index, horizon):
                if starts_after(episode, start) and not _may_start_after(episode, rule):
                    continue
                if rules.policies.in_force(start.at) is policy:
                    found[rule.name, start.occurrence] = (rule, policy, start)
    for rule, policy, start in found.values():
        yield _instance(rule, policy, start, episode, index, rules.calendar, following)


def find(
    household: Household, rules: Rules, deadline: str, occurrence: str | None = None, *, until: datetime | None = None
) -> Instance | None:
    """
    The instance with this occurrence, or the newest that has started; None when there is none.

    Of those that started at the same moment the one recorded last is the newest.
    """
    named = [instance for instance in instances(household, rules, until=until) if instance.deadline == deadline]
    if occurrence is not None:
        return next((instance for instance in reversed(named) if instance.occurrence == occurrence), None)
    started = [instance for instance in named if until is None or instance.started_at <= until]
    return max(started or named, key=_age, default=None)


def days_of(instance: Instance, calendar: WorkCalendar, *, now: datetime) -> list[DayCount]:
    """Every day from the day after the start to the due date, and why it counts; while paused, as if resumed now."""
    pauses = tuple(
        pause if pause.until else Pause(since=pause.since, until=now, by_version=pause.by_version)
        for pause in instance.pauses
    )
    return day_list(
        instance.counted_from,
        instance.limit,
        calendar,
        recorded_on=shanghai_date(instance.recorded_at),
        paused=paused_days(pauses),
        own_date=instance.own_date,
    )


def _age(instance: Instance) -> tuple[int, datetime, int]:
    version = instance.occurrence.partition("/")[0]
    return instance.episode, instance.started_at, int(version) if version.isdigit() else 0


def _may_start_after(episode: Episode, rule: DeadlineRule) -> bool:
    """Whether a duty may begin after the episode's end: while its work is watched, or for as long as that work lasts."""
    return rule.outlives_episode or (not rule.while_open and episode.state != "closed-otherwise")


def _instance(
    rule: DeadlineRule,
    policy: Policy,
    start: Start,
    episode: Episode,
    index: MarkIndex,
    calendar: WorkCalendar,
    following: datetime | None,
) -> Instance:
    clock = _clock(rule, start, index)
    end = _due(clock, start, calendar)
    met = met_by(rule, start, index, end.due_on if end else None)
    return Instance(
        deadline=rule.name,
        occurrence=start.occurrence,
        episode=episode.number,
        subject=start.subject,
        started_by=start.mark.topic,
        started_at=start.at,
        recorded_at=start.mark.recorded_at,
        limit=clock.limit,
        met_at=met.occurred_at if met else None,
        met_recorded_at=met.recorded_at if met else None,
        met_version=met.version if met else None,
        ended_at=None if met else ended_at(rule, start, episode, index, following),
        due_on=end.due_on if end else None,
        due_at=end.due_at if end else None,
        provisional=bool(end and end.provisional),
        duty=rule.duty,
        owner=getattr(start.mark.fact, "owner", None),
        pauses=clock.pauses,
        steps=index.steps(rule.name, start.occurrence),
        policy=policy.version,
        calendar=calendar.version,
        counted_from=clock.counted_from,
        own_date=clock.own_date,
    )


def _clock(rule: DeadlineRule, start: Start, index: MarkIndex) -> _Clock:
    fact = start.mark.fact
    return _Clock(
        limit=_limit(rule, start.mark, index),
        pauses=pauses_of(index.about(rule.name, start.occurrence)),
        counted_from=getattr(fact, rule.counted_from) if rule.counted_from else shanghai_date(start.at),
        own_date=getattr(fact, rule.own_date) if rule.own_date else None,
    )


def _due(clock: _Clock, start: Start, calendar: WorkCalendar) -> Due | None:
    """The end, as long as the instance does not stand still."""
    if clock.pauses and clock.pauses[-1].until is None:
        return None
    return due(
        clock.counted_from,
        clock.limit,
        calendar,
        recorded_on=shanghai_date(start.mark.recorded_at),
        paused=paused_days(clock.pauses),
        own_date=clock.own_date,
    )


def _limit(rule: DeadlineRule, mark: Mark, index: MarkIndex) -> Limit:
    if not rule.limit_by_level:
        return rule.limit
    level: Level | None = index.level_before(mark.version)
    return rule.limit_by_level.get(level or "", rule.limit)
