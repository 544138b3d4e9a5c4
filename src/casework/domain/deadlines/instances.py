"""The deadlines of a household: a pure function of its facts, the policy and the work calendar (ADR 0006)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from itertools import zip_longest
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Count, DayCount, Limit, day_list, due
from casework.domain.calendar.work_calendar import WorkCalendar, shanghai_date
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import Force
from casework.domain.deadlines.changes.extensions import Extension, extended
from casework.domain.deadlines.changes.pauses import Pause, paused_days, stood_still
from casework.domain.deadlines.changes.reversals import was_undone
from casework.domain.deadlines.clock import clock_of, ends_by
from casework.domain.deadlines.ends import done_by, end_of, met_by, starts_after
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.deadlines.limits import changed_limits
from casework.domain.deadlines.names import is_meant
from casework.domain.deadlines.starts import Start, starts_of
from casework.domain.fact import Moment, topic_of
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.deadlines import ExtensionRequested
from casework.domain.household.parts import OUTSIDE, Episode
from casework.domain.household.state import Household
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.rules import Rules
from casework.domain.signer import account_of
from casework.domain.statuses import EpisodeState

ASKED: Final = topic_of(ExtensionRequested)


class Instance(Struct, frozen=True, kw_only=True):
    """
    One running, met or ended deadline of an episode.

    `occurrence` is the version of the starting fact, a period (`2026-04`) or a milestone (`3m`), with `/` and the
    member or office where the duty is per member or office. `due_on` and `due_at` are None while it stands still.
    `steps` are the steps already decided (0 is the reminder); `office` is set where the duty is that office's.
    `ended_by` names the fact that ended it unmet; it is `revised` when earlier entries alone knew it otherwise.
    `extensions` were asked for, granted or not. `level_since`: the level that was set while it ran and ends it sooner, counted from that day.
    `raised_by_law`: by another text, which governed it before one that was published later for days that had passed, it
    was set by law and missed at that moment. It was known to stand from `started_version` until `done_version`, that of the first fact to meet or end it.
    """

    deadline: str
    occurrence: str
    episode: int
    subject: str | None = None
    started_by: str
    started_at: Moment
    started_version: int
    recorded_at: Moment
    limit: Limit
    met_at: Moment | None = None
    met_recorded_at: Moment | None = None
    met_version: int | None = None
    ended_at: Moment | None = None
    done_version: int | None = None
    due_on: date | None = None
    due_at: Moment | None = None
    provisional: bool = False
    duty: str
    owner: str | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    steps: tuple[int, ...] = ()
    policy: str
    calendar: str
    counted_from: date
    own_date: date | None = None
    force: Force | None = None
    raised_by_law: Moment | None = None
    level_since: Level | None = None
    ended_by: str | None = None
    revised: bool = False

    @property
    def order(self) -> tuple[datetime, int]:
        """Its beginning in the order of time; of one moment, the order of entry."""
        return self.started_at, self.started_version

    @property
    def unmet(self) -> bool:
        """Neither met nor ended: the duty stands."""
        return self.met_at is None and self.ended_at is None

    @property
    def open_pause(self) -> Pause | None:
        """The pause whose end nobody has recorded."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    @property
    def paused(self) -> bool:
        """It stands still: it is paused, and the policy's limit of pauses is not used up."""
        return self.open_pause is not None and self.due_on is None

    @property
    def extended(self) -> int:
        """How many extensions of it were granted."""
        return sum(each.granted for each in self.extensions)

    @property
    def asked_extension(self) -> Extension | None:
        """The extension that was asked for last and is not decided."""
        return self.extensions[-1] if self.extensions and not self.extensions[-1].decided else None

    @property
    def lapsed(self) -> bool:
        """It runs again because the limit of pauses is used up, and nobody has recorded so yet."""
        return self.unmet and self.open_pause is not None and self.due_on is not None


def instances(household: Household, rules: Rules, *, until: datetime | None = None) -> tuple[Instance, ...]:
    """
    Every deadline instance outside episodes and of each, in the order of episodes and of the policy's rules.

    Periods (one instance a month, quarter or year) are worked out up to two of them after the last fact, or after
    `until` when later;
    by then it is also judged whether a pause has used up its limit.
    """
    return tuple(
        instance
        for record in household.records
        for instance in of_episode(household, record.number, rules, until=until)
    )


def of_episode(household: Household, number: int, rules: Rules, *, until: datetime | None = None) -> Iterator[Instance]:
    """
    Every deadline instance of one episode, in the order of the policy's rules; each occurrence is there once.

    With the number 0, those that run outside episodes: they run on when an episode begins, and what happens in one
    meets them as well.

    Corrections can leave two starts of one occurrence, such as two clearances after a detection was withdrawn: then
    the later one counts.
    """
    episode = household.record(number)
    if number == OUTSIDE and not _starts_anything(episode, rules.policies):
        return
    index = index_of(household, number)
    horizon = max(filter(None, (household.last_recorded_at, until)), default=episode.detected_at)
    following = household.episodes[number] if OUTSIDE < number < len(household.episodes) else None
    found: dict[tuple[str, str], tuple[DeadlineRule, Policy, Start]] = {}
    for policy, rule in _rules_in_question(rules.policies, episode):
        if not index.names_any(rule.starts) or (number == OUTSIDE and not _runs_outside(rule)):
            continue
        for start in starts_of(rule, episode, index, horizon, household, policy.detection):
            if starts_after(episode, start) and not _may_start_after(episode, rule):
                continue
            if rules.policies.in_force(start.at) is policy:
                found[rule.name, start.occurrence] = (rule, policy, start)

    def made_by(rule: DeadlineRule, policy: Policy, start: Start) -> Instance:
        return _instance(rule, policy, start, episode, index, rules.calendar, following, horizon)

    made = [
        _with_raised_by_law(made_by(rule, policy, start), start, index, rules.policies, made_by)
        for rule, policy, start in found.values()
    ]
    yield from (each if each.started_by != ASKED else _unless_moot(each, made, index) for each in made)


def index_of(household: Household, number: int) -> EntryIndex:
    """The entries of an episode by their names; with the number 0 those outside, and beside them all episodes'."""
    entries = household.record(number).entries
    if number != OUTSIDE:
        return EntryIndex(entries)
    return EntryIndex(entries, beside=(entry for episode in household.episodes for entry in episode.entries))


def _runs_outside(rule: DeadlineRule) -> bool:
    """Whether a rule is not one of episodes: nothing that happens in an episode alone starts it (ADR 0031)."""
    return not rule.while_open and all(FACTS[match.fact].also_outside for match in rule.starts)


def _starts_anything(outside: Episode, policies: Policies) -> bool:
    """Whether a rule names anything that happened outside; of most households there is the register's entry alone."""
    return any(entry.topic in policies.starting for entry in outside.entries)


def find(
    household: Household, rules: Rules, deadline: str, occurrence: str | None = None, *, until: datetime | None = None
) -> Instance | None:
    """
    The instance with this occurrence, or the newest that has started; None when there is none.

    Of those that started at the same moment the one recorded last is the newest.
    """
    named = [instance for instance in instances(household, rules, until=until) if instance.deadline == deadline]
    if occurrence is not None:
        return next((instance for instance in reversed(named) if is_meant(occurrence, instance.occurrence)), None)
    started = [instance for instance in named if until is None or instance.started_at <= until]
    return max(started or named, key=partial(_age, household), default=None)


def days_of(instance: Instance, calendar: WorkCalendar, *, now: datetime) -> list[DayCount]:
    """Every day from the day after the start to the due date, and why it counts; while paused, as if resumed now."""
    pauses = instance.pauses
    if instance.paused:
        pauses = (*pauses[:-1], replace(pauses[-1], until=min(now, pauses[-1].lapses_at)))
    return day_list(_count_of(instance), calendar, paused_days(pauses))


def due_without_extension(instance: Instance, calendar: WorkCalendar, *, paused: bool = True) -> date:
    """The last day that an instance which runs would have, had nobody extended it; not `paused`, nor paused it."""
    count = _count_of(instance)._replace(extensions=())
    return due(count, calendar, paused_days(instance.pauses) if paused else None).due_on


def _count_of(instance: Instance) -> Count:
    recorded_on, granted = shanghai_date(instance.recorded_at), extended(instance.extensions)
    return Count(instance.counted_from, instance.limit, recorded_on, instance.own_date, granted)


def _age(household: Household, instance: Instance) -> tuple[int, datetime, int]:
    """How new an instance is: by its episode, or the last one that had begun when it started outside."""
    version = instance.occurrence.partition("/")[0]
    begun = sum(episode.detected_at <= instance.started_at for episode in household.episodes)
    return instance.episode or begun, instance.started_at, int(version) if version.isdigit() else 0


def _may_start_after(episode: Episode, rule: DeadlineRule) -> bool:
    """Whether a duty may begin after the episode's end: while its work is watched, or for as long as that work lasts."""
    return rule.outlives_episode or (not rule.while_open and episode.state is not EpisodeState.CLOSED_OTHERWISE)


def _rules_in_question(policies: Policies, episode: Episode) -> Iterator[tuple[Policy, DeadlineRule]]:
    """The rules that may have governed a start: of many policies most were over before the episode, or come after it."""
    happened = [entry.occurred_at for entry in episode.entries] or [episode.detected_at]
    first, last = shanghai_date(min(happened)), shanghai_date(max(happened))
    for policy, following in zip_longest(policies.dated, policies.dated[1:]):
        if following is None or following.effective_on > first:
            for rule in policy.deadline:
                if policy.effective_on <= last or policy is policies.dated[0] or rule.every or rule.opens:
                    yield policy, rule


def _instance(
    rule: DeadlineRule,
    policy: Policy,
    start: Start,
    episode: Episode,
    index: EntryIndex,
    calendar: WorkCalendar,
    following: Episode | None,
    horizon: datetime,
) -> Instance:
    clock = clock_of(rule, policy, start, index)
    end = ends_by(clock.unextended, start, calendar, horizon)
    over = end_of(rule, start, episode, index, following)
    met = met_by(rule, start, episode, index, end.due_on if end else None, until=over)
    for changed in changed_limits(rule, start, index, met.order if met else over):
        sooner = clock._replace(limit=changed.limit, counted_from=shanghai_date(changed.at), level=changed.level)
        earlier = ends_by(sooner.unextended, start, calendar, horizon)
        if end and earlier and earlier.due_at < end.due_at:
            clock, end = sooner, earlier
    ended = over[0] if over and not met else None
    if clock.extensions:
        end = ends_by(clock, start, calendar, horizon)
    end = None if stood_still(clock.pauses, met.recorded_at if met else ended) else end
    return Instance(
        deadline=rule.name,
        occurrence=start.occurrence,
        episode=episode.number,
        subject=start.subject,
        started_by=start.entry.topic,
        started_at=start.at,
        started_version=start.version,
        recorded_at=start.recorded_at,
        limit=clock.limit,
        met_at=met.occurred_at if met else None,
        met_recorded_at=met.recorded_at if met else None,
        met_version=met.version if met else None,
        ended_at=ended,
        done_version=done_by(rule, start, episode, index, met, following.version if following else None),
        due_on=end.due_on if end else None,
        due_at=end.due_at if end else None,
        provisional=bool(end and end.provisional),
        duty=rule.duty,
        owner=_owner(start),
        pauses=clock.pauses,
        extensions=clock.extensions,
        steps=index.steps(rule.name, start.occurrence, end.due_on if end else None),
        policy=policy.version,
        calendar=calendar.version,
        counted_from=clock.counted_from,
        own_date=clock.own_date,
        force=rule.force,
        level_since=clock.level,
        ended_by=_topic(over[1], index, following) if over and ended else None,
        revised=clock.level is not None or was_undone(rule, start.order, episode, index),
    )


def _with_raised_by_law(
    instance: Instance,
    start: Start,
    index: EntryIndex,
    policies: Policies,
    made_by: Callable[[DeadlineRule, Policy, Start], Instance],
) -> Instance:
    """The instance with the moment at which another text, which governed it before, set it by law and it was missed."""
    raised = index.raised_by_law(instance.deadline, instance.occurrence, instance.policy)
    if not raised:
        return instance
    moments = []
    for step in raised:
        text = policies.named(step.policy)
        rule = text.rule(step.deadline) if text else None
        if text and rule and any(match.fact == start.entry.topic for match in rule.starts):
            moments.append(
                made_by(rule, text, start).due_at
            )  # by the calendar of today: an outage since then excuses it
        else:
            moments.append(step.due_at)
    return replace(instance, raised_by_law=min(filter(None, moments), default=None))


def _unless_moot(asked: Instance, made: list[Instance], index: EntryIndex) -> Instance:
    """The decision on an extension; it ends unmade once the deadline that was to be extended is met or ended."""
    of = next((i for i in made if any(e.asked_version == asked.started_version for e in i.extensions)), None)
    if of is None or of.unmet or not asked.unmet:
        return asked
    by = of.ended_by if of.met_version is None else index.topic_at(of.met_version)
    return replace(asked, ended_at=of.met_at or of.ended_at, done_version=of.done_version, ended_by=by)


def _owner(start: Start) -> str | None:
    owner = getattr(start.entry.fact, "owner", None)
    return account_of(owner) if owner else None


def _topic(version: int, index: EntryIndex, following: Episode | None) -> str:
    """What the entry is called that ended an instance; one about members leaves no entry in the episode."""
    if following is not None and following.version == version:
        return "detected"
    return index.topic_at(version) or "members-updated"
