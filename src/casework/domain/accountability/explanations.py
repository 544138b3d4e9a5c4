"""A deadline with everything that made it what it is: days, rule, pauses, notices, moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.accountability.explanation_parts import (
    ComingNotice,
    ExplainedExtension,
    ExplainedNotice,
    ExplainedPause,
    GoverningRule,
    Rescheduling,
    limit_choice,
)
from casework.domain.calendar.due_dates import DayCount, working_days_late
from casework.domain.calendar.work_calendar import WorkCalendar, shanghai_date
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.deadlines.instances import Instance, days_of, due_without_extension, find, index_of
from casework.domain.deadlines.ladder import open_steps, policy_of, recipients_by_name
from casework.domain.deadlines.names import NoSuchDeadlineError, deadline_label, deadline_meant
from casework.domain.deadlines.outcomes import DutyOutcome, missed_by_law, outcome_of
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import Moment, Recorded
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.office.rules import (
    EVERYWHERE,
    CalendarLoaded,
    OutageFact,
    OutageWithdrawn,
    RescheduledDeadline,
)
from casework.domain.household.context import NamesHolders
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.policy.policy import Policy
from casework.domain.policy.rules import Rules
from casework.domain.rules.rule_book import RuleBook
from casework.domain.statuses import DeadlineStatus


class Explanation(Struct, frozen=True, kw_only=True):
    """
    A deadline with the days from its start to its end, its name in both languages, and what belongs to it.

    `days_late` are working days: until now while it is overdue, until it was met or ended once it was; `days_out` the working
    days in between on which nobody could work in the system, which are not counted as late; `days_left` the
    working days that are still to come. `logged_late`: met in time, and recorded only when it was overdue already.
    `missed_by_law`: it is set by law and its last day passed unmet, whatever came later.
    Late by no working day is late all the same: a last day that is a Friday is over on Saturday. `unextended_on`: the
    last day that it would have, had nobody extended it; None where nobody did, or it stands still. `coming`: the next
    notice and who would get it by name, None without accounts and where none comes.
    """

    instance: Instance
    status: DeadlineStatus
    now: Moment
    days: tuple[DayCount, ...]
    zh: str
    en: str
    rule: GoverningRule
    calendar: WorkCalendar
    pauses: tuple[ExplainedPause, ...] = ()
    extensions: tuple[ExplainedExtension, ...] = ()
    notices: tuple[ExplainedNotice, ...] = ()
    moves: tuple[Rescheduling, ...] = ()
    days_late: int = 0
    days_out: int = 0
    days_left: int = 0
    logged_late: bool = False
    missed_by_law: bool = False
    unextended_on: date | None = None
    coming: ComingNotice | None = None

    @property
    def late(self) -> bool:
        """Whether it was met, ended, or still stands after its last day."""
        due_at = self.instance.due_at
        return due_at is not None and due_at <= (_done_at(self.instance) or self.now)

    @property
    def before_its_start(self) -> bool:
        """Whether it was met or ended before it began to run: somebody was in work before the verification."""
        done_at = _done_at(self.instance)
        return done_at is not None and done_at < self.instance.started_at


def explain(
    entries: Sequence[Recorded],
    book: RuleBook,
    deadline: str,
    occurrence: str | None,
    *,
    now: datetime,
    calendars: Sequence[Recorded] = (),
    holders: NamesHolders | None = None,
) -> Explanation:
    """
    The newest instance of the deadline that has started, or the one with this occurrence.

    Args:
        entries: A household's, from its first; at least one.
        calendars: The entries by which calendars were loaded.
        holders: Who holds which office, once there are accounts.

    Raises:
        HouseholdUnknownError: Its registration was withdrawn.
        UnknownDeadlineError: No policy has such a deadline.
        NoSuchDeadlineError: There is no such instance.
    """
    household = fold_history(entries[0].household, entries)
    if not household.known:
        raise HouseholdUnknownError(household.id)
    rules = book.of_household(household)
    deadline = deadline_meant(deadline, rules.policies)
    instance = find(household, rules, deadline, occurrence, until=now)
    name = deadline_label(deadline, rules.policies)
    if instance is None:
        raise NoSuchDeadlineError(deadline, occurrence, name)
    found = _explained(instance, name, household, book, calendars, now)
    return found if holders is None else replace(found, coming=_coming(household, instance, rules, holders, now))


def status_of(instance: Instance, now: datetime) -> DeadlineStatus:
    """Whether the deadline is met, ended, paused, upcoming, overdue or open at a moment."""
    if instance.met_at is not None:
        return DeadlineStatus.MET
    if instance.ended_at is not None:
        return DeadlineStatus.ENDED
    if instance.paused:
        return DeadlineStatus.PAUSED
    if instance.started_at > now:
        return DeadlineStatus.UPCOMING
    overdue = instance.due_at is not None and instance.due_at <= now
    return DeadlineStatus.OVERDUE if overdue else DeadlineStatus.OPEN


def division_of(book: RuleBook, household: Household, policy: Policy) -> str:
    """For which division a policy that governs the household was published; empty for everywhere."""
    return next((each.division for each in reversed(book.policies) if each.policy is policy), EVERYWHERE)


def _explained(
    instance: Instance,
    name: Label,
    household: Household,
    book: RuleBook,
    calendars: Sequence[Recorded],
    now: datetime,
) -> Explanation:
    rules = book.of_household(household)
    index = index_of(household, instance.episode)
    policy = policy_of(instance, rules)
    status = status_of(instance, now)
    return Explanation(
        instance=instance,
        status=status,
        now=now,
        days=tuple(days_of(instance, rules.calendar, now=_done_at(instance) or now)),
        zh=name.zh,
        en=name.en,
        rule=_rule(instance, policy, index, division_of(book, household, policy)),
        calendar=rules.calendar,
        pauses=tuple(_pauses(instance, now)),
        extensions=tuple(_extensions(instance)),
        unextended_on=due_without_extension(instance, rules.calendar)
        if instance.extended and instance.due_on
        else None,
        notices=tuple(_notices(instance, index)),
        moves=tuple(_moves(household, instance, calendars)),
        days_late=_days_late(instance, status, rules, now),
        days_out=_days_out(instance, status, rules, now),
        days_left=_days_left(instance, status, rules, now),
        logged_late=outcome_of(instance, now) is DutyOutcome.LOGGED_LATE,
        missed_by_law=missed_by_law(instance, now),
    )


def _rule(instance: Instance, policy: Policy, index: EntryIndex, division: str) -> GoverningRule:
    rule = policy.rule(instance.deadline)
    if rule is None:
        raise KeyError(instance.deadline)
    return GoverningRule(
        version=policy.version,
        title=policy.title,
        effective_on=policy.effective_on,
        division=division,
        source=rule.source,
        limit=instance.limit,
        chosen=limit_choice(instance, rule, policy, index),
        force=rule.force,
    )


def _pauses(instance: Instance, now: datetime) -> Iterator[ExplainedPause]:
    done_at = _done_at(instance)
    for pause in instance.pauses:
        until = pause.held_until if pause.until or pause.lapses_at <= now else None
        yield ExplainedPause(
            since=pause.since,
            until=done_at if done_at and instance.due_on is None and pause is instance.pauses[-1] else until,
            lapses_at=pause.lapses_at,
            by=pause.by,
            version=pause.by_version,
        )


def _extensions(instance: Instance) -> Iterator[ExplainedExtension]:
    for each in instance.extensions:
        yield ExplainedExtension(
            until=each.until,
            asked_at=each.asked_at,
            by=each.asked_by,
            version=each.asked_version,
            granted=each.granted,
            decided_at=each.decided_at,
            decided_by=each.decided_by,
            decided_version=each.decided_version,
        )


def _notices(instance: Instance, index: EntryIndex) -> Iterator[ExplainedNotice]:
    for entry in index.about(instance.deadline, instance.occurrence):
        if isinstance(entry.fact, Reminded | Escalated):
            yield ExplainedNotice(
                step=entry.fact.step,
                recorded_at=entry.recorded_at,
                due_on=entry.fact.due_on,
                due_at=entry.fact.due_at,
                working_days_late=entry.fact.working_days_late if isinstance(entry.fact, Escalated) else 0,
                to=entry.fact.to,
            )


def _coming(
    household: Household, instance: Instance, rules: Rules, holders: NamesHolders, now: datetime
) -> ComingNotice | None:
    """The next notice as it would be raised if nobody did anything, to whoever holds the offices on its day."""
    step = next((each for each in open_steps(instance, rules) if each.until is None or now < each.until), None)
    if step is None:
        return None
    at = max(step.at, now)
    to = recipients_by_name(household, instance, step.roles, on=shanghai_date(at), holders=holders)
    return ComingNotice(step=step.number, at=at, to=to)


def _moves(household: Household, instance: Instance, calendars: Sequence[Recorded]) -> Iterator[Rescheduling]:
    meant = (household.id, instance.deadline, instance.occurrence)
    for entry in calendars:
        if not isinstance(entry.fact, CalendarLoaded | OutageFact):
            continue
        for moved in entry.fact.moved:
            if (moved.household, moved.deadline, moved.occurrence) == meant:
                yield _rescheduling(moved, entry.timestamp, entry.fact)


def _rescheduling(moved: RescheduledDeadline, at: datetime, fact: CalendarLoaded | OutageFact) -> Rescheduling:
    days = Rescheduling(moved_from=moved.moved_from, moved_to=moved.moved_to, at=at)
    if isinstance(fact, CalendarLoaded):
        return replace(days, calendar=fact.version)
    withdrawn = isinstance(fact, OutageWithdrawn)
    return replace(days, kind=fact.kind, outage=(fact.first_on, fact.last_on), withdrawn=withdrawn)


def _done_at(instance: Instance) -> datetime | None:
    return instance.met_at or instance.ended_at


def _days_late(instance: Instance, status: DeadlineStatus, rules: Rules, now: datetime) -> int:
    until = _late_until(instance, status, now)
    if until is None or instance.due_on is None:
        return 0
    return working_days_late(instance.due_on, until, rules.calendar)


def _days_out(instance: Instance, status: DeadlineStatus, rules: Rules, now: datetime) -> int:
    until = _late_until(instance, status, now)
    if until is None or instance.due_on is None or until <= instance.due_on:
        return 0
    return rules.calendar.working_days_out(instance.due_on, until)


def _late_until(instance: Instance, status: DeadlineStatus, now: datetime) -> date | None:
    """Up to which day its lateness is counted; None for what runs, stands still or is still to begin."""
    until = _done_at(instance) or (now if status is DeadlineStatus.OVERDUE else None)
    return shanghai_date(until) if until else None


def _days_left(instance: Instance, status: DeadlineStatus, rules: Rules, now: datetime) -> int:
    if status not in (DeadlineStatus.OPEN, DeadlineStatus.UPCOMING) or instance.due_on is None:
        return 0
    return rules.calendar.working_days_between(shanghai_date(now), instance.due_on)
