"""Extending a running deadline: asked for before it ends, granted or refused by somebody else (GY-13d, GY-17c)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from casework.domain.calendar.work_calendar import WorkCalendar
from casework.domain.deadlines.changes.extensions import Extension
from casework.domain.deadlines.instances import Instance, due_without_extension
from casework.domain.deadlines.ladder import policy_of
from casework.domain.deadlines.pause_and_resume import OwnDeadlineError, holder_of, unmet_meant
from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.deadlines import ExtensionGranted, ExtensionRefused, ExtensionRequested
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind
from casework.domain.policy.sections import ExtensionRule
from casework.domain.text_values import refuse_blank


class ExtensionUsedUpError(RefusedError):
    """The deadline was extended as often as the policy lets it; nothing was recorded."""

    def __init__(self, limit_times: int) -> None:
        self.limit_times = limit_times
        if limit_times:
            self.zh = f"该期限最多延期{limit_times}次，已用完"
            often = "once" if limit_times == 1 else f"{limit_times} times"
            self.en = f"It was extended {often}, as often as the policy lets it be"
        else:
            self.zh, self.en = "现行政策不准延期", "The policy allows no extensions"


class ExtensionTooLongError(RefusedError):
    """The new day lies further out than the policy lets one deadline be extended; `latest` is the last one that may be."""

    def __init__(self, latest: date) -> None:
        self.latest = latest
        self.zh = f"延期过长：最迟可延至{latest}"
        self.en = f"That is too long an extension: the latest day is {latest}"


def ask_extension(
    household: Household,
    context: DecisionContext,
    *,
    deadline: str,
    until: date,
    reason: str,
    occurrence: str | None = None,
) -> list[Fact]:
    """
    Ask that a running deadline end on a later day, before it has ended.

    Quiet while the same is asked for. Raises NotNowError when none or several run, when it stands still or ended by the
    time of recording, or another day is asked for already; InvalidValueError for a day that is no later;
    ExtensionUsedUpError, ExtensionTooLongError, UnknownDeadlineError.
    """
    refuse_blank("reason", reason)
    instance = _only(unmet_meant(household, context, deadline, occurrence))
    _refuse_ended(instance, context)
    asked = instance.asked_extension
    if asked is not None and asked.until == until:
        return []
    if asked is not None:
        raise NotNowError(
            zh=f"已有待审核的延期申请：至{asked.until}，由{asked.asked_by}提出，须先答复",
            en=f"An extension until {asked.until} is asked for already, by {asked.asked_by}: answer that first",
            helps=("grant-extension", "refuse-extension"),
        )
    _refuse_unbounded(instance, until, context)
    return [
        ExtensionRequested(
            episode=instance.episode,
            deadline=instance.deadline,
            occurrence=instance.occurrence,
            until=until,
            private={HOUSEHOLD: NotePrivate(text=reason)},
        )
    ]


def grant_extension(
    household: Household, context: DecisionContext, *, deadline: str, occurrence: str | None = None
) -> list[Fact]:
    """
    Let the deadline end on the day that was asked for, as somebody who did not ask and whose duty it is not.

    Raises NotNowError when nothing is asked for, or the deadline has ended meanwhile: what is overdue stays so.
    SamePersonError, OwnDeadlineError, InvalidValueError when it ends no sooner by itself, ExtensionTooLongError.
    """
    instance, asked = _asked(household, context, deadline, occurrence)
    holder = holder_of(household, instance)
    if context.is_one_of((holder, context.on_duty(household, holder))):
        raise OwnDeadlineError(context.by)
    _refuse_ended(instance, context)
    _refuse_unbounded(instance, asked.until, context)
    return [
        ExtensionGranted(
            episode=instance.episode,
            deadline=instance.deadline,
            occurrence=instance.occurrence,
            until=asked.until,
        )
    ]


def refuse_extension(
    household: Household, context: DecisionContext, *, deadline: str, note: str, occurrence: str | None = None
) -> list[Fact]:
    """Refuse the extension that was asked for, and say why. Raises NotNowError without one, SamePersonError."""
    refuse_blank("note", note)
    instance, asked = _asked(household, context, deadline, occurrence)
    return [
        ExtensionRefused(
            episode=instance.episode,
            deadline=instance.deadline,
            occurrence=instance.occurrence,
            until=asked.until,
            private={HOUSEHOLD: NotePrivate(text=note)},
        )
    ]


def _only(running: Sequence[Instance]) -> Instance:
    """A day is said of one deadline, not of all of a kind."""
    if len(running) > 1:
        named = [each.occurrence for each in running]
        raise NotNowError(
            zh=f"该期限有{len(named)}个在进行，请指明：{'、'.join(named)}",
            en=f"{len(named)} of this deadline are running, say which: {', '.join(named)}",
        )
    return running[0]


def _asked(
    household: Household, context: DecisionContext, deadline: str, occurrence: str | None
) -> tuple[Instance, Extension]:
    running = unmet_meant(household, context, deadline, occurrence)
    instance = _only([each for each in running if each.asked_extension] or running[:1])
    asked = instance.asked_extension
    if asked is None:
        raise NotNowError(zh="没有待审核的延期申请", en="No extension is asked for", helps=("request-extension",))
    refuse_own_case(context, DecisionKind.EXTENSION, asked.asked_by)
    return instance, asked


def _refuse_ended(instance: Instance, context: DecisionContext) -> None:
    if instance.due_on is None or instance.due_at is None:
        raise NotNowError(
            zh="该期限处于暂停中，须先恢复计算再延期",
            en="The deadline stands still: resume it before it is extended",
            helps=("resume",),
        )
    if instance.due_at <= context.now:
        raise NotNowError(
            zh=f"期限已于{instance.due_on}到期，逾期的不能延期",
            en=f"The deadline ended on {instance.due_on}; what is overdue cannot be extended",
        )


def _refuse_unbounded(instance: Instance, until: date, context: DecisionContext) -> None:
    rule, calendar = policy_of(instance, context.rules).extensions, context.rules.calendar
    if instance.due_on is not None and until <= instance.due_on:
        raise InvalidValueError(
            "until",
            zh=f"延期只能延后：现截止日为{instance.due_on}",
            en=f"An extension only moves a deadline on: it ends on {instance.due_on} as it is",
        )
    if instance.extended >= rule.limit_times:
        raise ExtensionUsedUpError(rule.limit_times)
    latest = latest_extension(instance, rule, calendar)
    if until > latest:
        raise ExtensionTooLongError(latest)


def latest_extension(instance: Instance, rule: ExtensionRule, calendar: WorkCalendar) -> date:
    """The last day until which an instance that runs may be extended altogether, whatever was granted so far."""
    length = (due_without_extension(instance, calendar, paused=False) - instance.counted_from).days
    return due_without_extension(instance, calendar) + timedelta(days=length * rule.limit_percent // 100)
