"""Letting a deadline stand still and run again: a pause skips every day at whose end it holds (ADR 0018)."""

from __future__ import annotations

from casework.domain.deadlines.changes.pauses import days_left
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.ladder import policy_of
from casework.domain.deadlines.names import deadline_label, deadline_meant, is_meant
from casework.domain.errors import CaseworkError, NotNowError, RefusedError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import OUTSIDE
from casework.domain.household.state import Household
from casework.domain.labels import in_number
from casework.domain.policy.deciders import Decider, DecisionKind
from casework.domain.text_values import refuse_blank


class OwnDeadlineError(RefusedError):
    """Nobody stops a clock of their own: a deadline is paused by somebody whose duty it is not."""

    def __init__(self, by: str) -> None:
        self.by = by
        self.zh = f"须由他人办理：{by}不能暂停自己负责的期限"
        self.en = f"Somebody else has to do it: {by} cannot pause a deadline of their own"


class PauseUsedUpError(RefusedError):
    """The deadline has stood still for as long as the policy lets it; nothing was recorded."""

    def __init__(self, limit_days: int) -> None:
        self.limit_days = limit_days
        self.zh = f"该期限累计最多暂停{limit_days}天，已用完，剩余0天"
        self.en = in_number(
            f"The deadline may stand still for {limit_days} days altogether; they are used up, 0 are left"
        )


def pause_deadline(
    household: Household, context: DecisionContext, *, deadline: str, reason: str, occurrence: str | None = None
) -> list[Fact]:
    """
    Pause one running instance of a deadline, or without `occurrence` all of them that may be paused.

    It runs again by itself when the policy's limit of pauses is used up. Quiet when they stand still already.

    Raises:
        NotNowError: None runs, or it is overdue by the time of recording: a clock that ran out is not stopped afterwards.
        OwnDeadlineError: It is the duty of whoever asks, and the policy asks for somebody else.
        PauseUsedUpError: It has stood still for the policy's limit already.
    """
    refuse_blank("reason", reason)
    running = [i for i in _running(household, context, deadline, occurrence) if not i.paused]
    judged = [(instance, _refusal(household, context, instance)) for instance in running]
    free = [instance for instance, refusal in judged if refusal is None]
    refused = next((refusal for _, refusal in judged if refusal is not None), None)
    if refused is not None and not free:
        raise refused
    private = {HOUSEHOLD: NotePrivate(text=reason)}
    return [
        DeadlinePaused(deadline=i.deadline, occurrence=i.occurrence, outside=i.episode == OUTSIDE, private=private)
        for i in free
    ]


def resume_deadline(
    household: Household, context: DecisionContext, *, deadline: str, occurrence: str | None = None
) -> list[Fact]:
    """
    Let one paused instance of a deadline run again, or without `occurrence` all of them.

    Quiet when none stands still. Raises NotNowError when no such instance runs, UnknownDeadlineError.
    """
    running = _running(household, context, deadline, occurrence)
    return [resumed(instance) for instance in running if instance.open_pause]


def resumed(instance: Instance) -> DeadlineResumed:
    """That the instance runs again."""
    return DeadlineResumed(
        deadline=instance.deadline, occurrence=instance.occurrence, outside=instance.episode == OUTSIDE
    )


def _refusal(household: Household, context: DecisionContext, instance: Instance) -> CaseworkError | None:
    """Why the running instance may not be paused on this context."""
    if instance.due_at is not None and instance.due_at <= context.now:
        return NotNowError(
            zh=f"期限已于{instance.due_on}到期，逾期的不能暂停",
            en=f"The deadline ended on {instance.due_on}; what is overdue cannot be paused",
        )
    somebody_else = context.policy.decider(DecisionKind.PAUSE) is Decider.SOMEBODY_ELSE
    holder = holder_of(household, instance)
    if somebody_else and context.is_one_of((holder, context.on_duty(household, holder))):
        return OwnDeadlineError(context.by)
    limit_days = policy_of(instance, context.rules).pauses.limit_days
    return None if days_left(instance.pauses, limit_days) > 0 else PauseUsedUpError(limit_days)


def holder_of(household: Household, instance: Instance) -> str | None:
    """Whose clock it is: its owner's, else the cadre's, who gains from an office's pause as well."""
    if instance.duty == "owner":
        return instance.owner
    return household.cadre_of(instance.episode)


def _running(household: Household, context: DecisionContext, deadline: str, occurrence: str | None) -> list[Instance]:
    try:
        return unmet_meant(household, context, deadline, occurrence)
    except NotNowError:
        if household.ledger is None:
            household.current_episode()  # where no episode is, that is why
        raise


def unmet_meant(
    household: Household, context: DecisionContext, deadline: str, occurrence: str | None
) -> list[Instance]:
    """
    The unmet instances of a deadline that had begun, by its name and what they are about; at least one.

    Raises NotNowError when none runs, UnknownDeadlineError.
    """
    deadline = deadline_meant(deadline, context.rules.policies)
    running = [
        instance
        for instance in instances(household, context.rules, until=context.now)
        if instance.deadline == deadline
        and instance.unmet
        and instance.started_at <= context.occurred_at
        and is_meant(occurrence, instance.occurrence)
    ]
    if not running:
        name = deadline_label(deadline, context.rules.policies)
        raise NotNowError(zh=f"没有进行中的期限“{name.zh}”", en=f"No deadline {deadline} is running")
    return running
