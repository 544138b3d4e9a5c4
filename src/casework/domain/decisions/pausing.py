"""Letting a deadline stand still and run again (design, 5: a pause skips every day at whose end it holds)."""

from __future__ import annotations

from casework.domain.deadlines import Instance, instances
from casework.domain.errors import NotNowError
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.deadlines import DeadlinePaused, DeadlineResumed
from casework.domain.facts.fact import HOUSEHOLD, Fact
from casework.domain.household import Household
from casework.domain.labels import deadline_label
from casework.domain.occasion import Occasion


def pause_deadline(
    household: Household, occasion: Occasion, *, deadline: str, reason: str, occurrence: str | None = None
) -> list[Fact]:
    """
    Pause one running instance of a deadline, or without `occurrence` all of them.

    Quiet when they stand still already. Raises NotNowError when none runs or it is overdue.
    """
    running = _running(household, occasion, deadline, occurrence)
    standing = [instance for instance in running if instance.paused]
    late = [i for i in running if i.due_at is not None and i.due_at <= occasion.occurred_at]
    free = [instance for instance in running if instance not in standing and instance not in late]
    if late and not free:
        raise NotNowError(zh="期限已逾期，不能暂停", en="The deadline is overdue and cannot be paused")
    private = {HOUSEHOLD: NotePrivate(text=reason)}
    return [DeadlinePaused(deadline=i.deadline, occurrence=i.occurrence, private=private) for i in free]


def resume_deadline(
    household: Household, occasion: Occasion, *, deadline: str, occurrence: str | None = None
) -> list[Fact]:
    """
    Let one paused instance of a deadline run again, or without `occurrence` all of them.

    Quiet when none stands still. Raises NotNowError when no such instance runs.
    """
    running = _running(household, occasion, deadline, occurrence)
    return [DeadlineResumed(deadline=i.deadline, occurrence=i.occurrence) for i in running if i.paused]


def _running(household: Household, occasion: Occasion, deadline: str, occurrence: str | None) -> list[Instance]:
    household.current_episode()
    if occasion.policy.rule(deadline) is None:
        zh = "、".join(f"{rule.name} {rule.zh}" for rule in occasion.policy.deadline)
        en = ", ".join(rule.name for rule in occasion.policy.deadline)
        raise NotNowError(zh=f"没有期限“{deadline}”，可用：{zh}", en=f"There is no deadline {deadline}; there are {en}")
    running = [
        instance
        for instance in instances(household, occasion.rules, until=occasion.now)
        if instance.deadline == deadline
        and instance.unmet
        and instance.started_at <= occasion.occurred_at
        and occurrence in (None, instance.occurrence)
    ]
    if not running:
        name = deadline_label(deadline, occasion.rules.policies)
        raise NotNowError(zh=f"没有进行中的期限“{name.zh}”", en=f"No deadline {deadline} is running")
    return running
