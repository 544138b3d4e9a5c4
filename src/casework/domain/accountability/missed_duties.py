"""The deadlines set by law that a household's offices missed: marked for ever, by the order of time (GY-17c)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Annotated

from msgspec.structs import replace

from casework.domain.codes.sources import Force
from casework.domain.columns import ListRow, column
from casework.domain.deadlines.instances import Instance, instances, of_episode
from casework.domain.deadlines.names import DeadlineColumn, OccurrenceColumn
from casework.domain.deadlines.outcomes import DutyOutcome, law_due_at, missed_by_law
from casework.domain.fact import Moment
from casework.domain.facts.deadlines import Escalated
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.policy.policy import Policies
from casework.domain.policy.rules import Rules


class MissedLegalDuty(ListRow, frozen=True, kw_only=True):
    """
    A deadline set by law whose last day passed unmet, and what came of it later.

    `done_at` is when it was met late, or when it ended; None while it still stands. `policy` is the text that set it.
    """

    title = Label("法定期限逾期（永久记录）", "Deadlines set by law that were missed (marked for ever)")
    on_screen = ("deadline", "occurrence", "episode", "due_at", "outcome", "done_at")

    deadline: DeadlineColumn
    occurrence: OccurrenceColumn
    episode: Annotated[int, column("处置周期", "episode")]
    due_at: Annotated[Moment, column("截止时间", "due at")]
    outcome: Annotated[DutyOutcome, column("办理结果", "outcome")]
    done_at: Annotated[Moment | None, column("完成或终止", "done or ended")]
    policy: Annotated[str, column("政策", "policy")]


def missed_legal_duties(household: Household, rules: Rules, *, now: datetime) -> tuple[MissedLegalDuty, ...]:
    """
    All of them by `now`, by the moment from which each was missed.

    What a correction took the beginning of away stays missed; what was done in time and entered late is none.
    """
    return tuple(sorted(_found(household, rules, now), key=lambda each: (each.due_at, each.deadline, each.occurrence)))


def _found(household: Household, rules: Rules, now: datetime) -> Iterator[MissedLegalDuty]:
    there = instances(household, rules, until=now) if household.known else ()
    for each in there:
        due_at = law_due_at(each)
        if due_at is not None and missed_by_law(each, now):
            yield MissedLegalDuty(
                deadline=each.deadline,
                occurrence=each.occurrence,
                episode=each.episode,
                due_at=due_at,
                outcome=_outcome(each),
                done_at=each.met_at or each.ended_at,
                policy=each.policy,
            )
    for each in of_dropped_rules(household, rules, there):
        yield MissedLegalDuty(
            deadline=each.deadline,
            occurrence=each.occurrence,
            episode=each.episode,
            due_at=each.due_at or each.started_at,
            outcome=_outcome(each),
            done_at=each.met_at or each.ended_at,
            policy=each.policy,
        )
    known = {(each.deadline, each.occurrence, each.due_on) for each in there}
    for missed in household.missed:
        duty = missed.duty
        if duty.force is Force.LAW and (duty.deadline, duty.occurrence, duty.due_on) not in known:
            yield MissedLegalDuty(
                deadline=duty.deadline,
                occurrence=duty.occurrence,
                episode=duty.episode,
                due_at=duty.due_at,
                outcome=DutyOutcome.ENDED_OVERDUE,
                done_at=missed.ended_at,
                policy=duty.policy,
            )


def of_dropped_rules(household: Household, rules: Rules, there: Collection[Instance]) -> Iterator[Instance]:
    """
    What was raised as missed and set by law, and no text that counts now asks for: as the text that raised it says.

    Unmet it ended when it was last raised, for nothing asks for it any more. What was done in time and entered late is none.
    """
    last: dict[tuple[int, str, str], tuple[datetime, str]] = {}
    for record in household.records if household.known else ():  # else the correction that ended it has kept it
        for entry in record.entries:
            step = entry.fact
            if isinstance(step, Escalated) and step.force is Force.LAW:
                last[record.number, step.deadline, step.occurrence] = entry.occurred_at, step.policy
    if not last:
        return
    known = {(each.episode, each.deadline, each.occurrence) for each in there}
    for (number, deadline, occurrence), (raised_at, version) in last.items():
        text = rules.policies.named(version)
        if text is None or (number, deadline, occurrence) in known:
            continue
        alone = replace(rules, policies=Policies(dated=(text,)))
        for each in of_episode(household, number, alone):
            if (each.deadline, each.occurrence) == (deadline, occurrence) and missed_by_law(each, raised_at):
                yield replace(each, ended_at=raised_at, ended_by="policy-published") if each.unmet else each


def _outcome(missed: Instance) -> DutyOutcome:
    if missed.unmet:
        return DutyOutcome.NOTHING_DONE
    return DutyOutcome.ENDED_OVERDUE if missed.met_at is None else DutyOutcome.DONE_LATE
