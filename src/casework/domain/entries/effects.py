"""What an entry moves: duties met, begun or ended, notices that would not have gone, figures of a quarter (GY-17b)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.code import Code
from casework.domain.codes.stages import Stage
from casework.domain.deadlines.instances import Instance, instances
from casework.domain.deadlines.outcomes import MISSED, DutyOutcome, outcome_of
from casework.domain.decisions.detection import with_detection
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.corrections import CorrectionProposed, EntryCorrected
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.household.context import DecisionContext, household_after, in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.policy.rules import Rules
from casework.domain.statuses import EpisodeState


class DutyChange(Code):
    """What an entry does to a duty."""

    BEGUN = "begun", "起算"
    MET = "met", "已完成"
    OPEN_AGAIN = "open-again", "重新未完成", "open again"
    ENDED = "ended", "终止"
    GONE = "gone", "不再起算", "not begun any more"
    MOVED = "moved", "截止日变动", "its last day moved"
    OUTCOME_CHANGED = "outcome-changed", "完成情况变动"


class DutyEffect(Struct, frozen=True, kw_only=True):
    """
    One duty as it was before the entry and as it is after it; the last day and what came of it, where there are any.
    """

    deadline: str
    occurrence: str
    episode: int
    change: DutyChange
    due_on: date | None = None
    was_due_on: date | None = None
    outcome: DutyOutcome | None = None
    was_outcome: DutyOutcome | None = None


class NeedlessNotice(Struct, frozen=True, kw_only=True):
    """A notice that went out and would not have, had the entry been there in time; step 0 is the reminder."""

    deadline: str
    occurrence: str
    episode: int
    step: int
    due_on: date
    raised_on: date


class FigureEffect(Struct, frozen=True, kw_only=True):
    """By how much a figure of a quarter (`2026Q1`) changes: duties by what came of them, households by their episodes."""

    quarter: str
    figure: DutyOutcome | Stage
    change: int


class Effects(Struct, frozen=True, kw_only=True):
    """What an entry moves, beside recording what it says."""

    duties: tuple[DutyEffect, ...] = ()
    notices: tuple[NeedlessNotice, ...] = ()
    figures: tuple[FigureEffect, ...] = ()


class EffectTotals(Struct, frozen=True, kw_only=True):
    """What entries in several households move, added up: how many duties by what becomes of them, notices, figures."""

    households: int
    duties: dict[DutyChange, int]
    notices: int
    figures: tuple[FigureEffect, ...]


def totals(moves: Sequence[Effects]) -> EffectTotals:
    """What the entries move together; those that move nothing are not counted."""
    moves = [each for each in moves if each != Effects()]
    duties = Counter(duty.change for each in moves for duty in each.duties)
    figures = Counter[tuple[str, DutyOutcome | Stage]]()
    for each in moves:
        for figure in each.figures:
            figures[figure.quarter, figure.figure] += figure.change
    return EffectTotals(
        households=len(moves),
        duties={change: duties[change] for change in DutyChange if duties[change]},
        notices=sum(len(each.notices) for each in moves),
        figures=tuple(
            FigureEffect(quarter=quarter, figure=figure, change=change)
            for (quarter, figure), change in sorted(figures.items())
            if change
        ),
    )


def looks_back(facts: Sequence[Fact], context: DecisionContext) -> bool:
    """
    Whether an entry speaks of an earlier time than its recording: a late one, a correction, a value of an earlier day.
    """
    if context.occurred_at < context.now:
        return True
    return any(isinstance(fact, EntryCorrected | CorrectionProposed) or _is_dated_back(fact, context) for fact in facts)


def household_then(
    household: Household, entries: Sequence[Recorded], facts: Sequence[Fact], context: DecisionContext
) -> Household:
    """The household with the facts recorded; a correction that waits for a second person counts as made."""
    facts = [_as_made(fact) for fact in facts]
    if not any(isinstance(fact, EntryCorrected) for fact in facts):
        return household_after(household, facts, context)
    made = fold_history(household.id, [*entries, *in_envelopes(household.id, household.version, facts, context)])
    return household_after(made, with_detection(made, [], context), context) if made.known else made


def effects(before: Household, after: Household, rules: Rules, *, at: datetime) -> Effects:
    """
    What the entry that made `after` of `before` moves, as it stands at the moment of recording.

    Both are worked out by the same functions; what differs between them is what the entry moves. A duty is the same one
    when deadline, occurrence and the entry that began its episode are. Duties that begin only later are left out. The
    quarter of a duty is that of its last day, of one that was done that of the day on which this was recorded.
    """
    was, now = _duties(before, rules, at), _duties(after, rules, at)
    return Effects(
        duties=tuple(_duty_effects(was, now, at)),
        notices=tuple(_needless(before, was, now)),
        figures=tuple(_figures(before, after, was, now, at)),
    )


_Key = tuple[int, str, str]
_Duties = dict[_Key, Instance]

_DAYS = ("effective_on", "on", "since")
"""Fields in which facts say from which day on something holds."""


def _is_dated_back(fact: Fact, context: DecisionContext) -> bool:
    days = (getattr(fact, name, None) for name in _DAYS)
    return any(isinstance(day, date) and day < shanghai_date(context.now) for day in days)


def _as_made(fact: Fact) -> Fact:
    if isinstance(fact, CorrectionProposed):
        return EntryCorrected(version=fact.version, withdrawn=fact.withdrawn, changes=fact.changes)
    return fact


def _duties(household: Household, rules: Rules, at: datetime) -> _Duties:
    if not household.known:
        return {}
    begun = {record.number: record.version for record in household.records}
    return {
        (begun[each.episode], each.deadline, each.occurrence): each
        for each in instances(household, rules, until=at)
        if each.started_at <= at
    }


def _duty_effects(was: _Duties, now: _Duties, at: datetime) -> Iterator[DutyEffect]:
    for key in dict.fromkeys((*was, *now)):
        earlier, later = was.get(key), now.get(key)
        change = _change(earlier, later, at)
        one = later or earlier
        if change is None or one is None:
            continue
        yield DutyEffect(
            deadline=one.deadline,
            occurrence=one.occurrence,
            episode=one.episode,
            change=change,
            due_on=later.due_on if later else None,
            was_due_on=earlier.due_on if earlier else None,
            outcome=outcome_of(later, at) if later else _stays_missed(one, at),
            was_outcome=outcome_of(earlier, at) if earlier else None,
        )


def _change(was: Instance | None, now: Instance | None, at: datetime) -> DutyChange | None:
    if now is None:
        return DutyChange.GONE
    if was is None:
        return DutyChange.BEGUN
    if was.unmet and not now.unmet:
        return DutyChange.MET if now.met_at else DutyChange.ENDED
    if now.unmet and not was.unmet:
        return DutyChange.OPEN_AGAIN
    if outcome_of(was, at) is not outcome_of(now, at):
        return DutyChange.OUTCOME_CHANGED
    return DutyChange.MOVED if now.unmet and was.due_on != now.due_on else None


def _needless(before: Household, was: _Duties, now: _Duties) -> Iterator[NeedlessNotice]:
    for episode in before.records:
        for entry in episode.entries:
            step = entry.fact
            if not isinstance(step, Reminded | Escalated):
                continue
            key = episode.version, step.deadline, step.occurrence
            if _stands(was.get(key), step, entry.recorded_at) and not _stands(now.get(key), step, entry.recorded_at):
                yield NeedlessNotice(
                    deadline=step.deadline,
                    occurrence=step.occurrence,
                    episode=episode.number,
                    step=step.step,
                    due_on=step.due_on,
                    raised_on=shanghai_date(entry.recorded_at),
                )


def _stands(instance: Instance | None, step: Reminded | Escalated, raised_at: datetime) -> bool:
    """Whether the step was called for when it was raised: for this last day, and not done with before."""
    if instance is None or instance.due_on != step.due_on:
        return False
    done_at = instance.met_at or instance.ended_at
    return done_at is None or done_at > raised_at


def _figures(before: Household, after: Household, was: _Duties, now: _Duties, at: datetime) -> Iterator[FigureEffect]:
    gone = {key: each for key, each in was.items() if key not in now}
    lost = [(_quarter(each.due_at or at), missed) for each in gone.values() if (missed := _stays_missed(each, at))]
    counted = Counter([*_outcomes(now, at), *_episodes(after), *lost])
    counted.subtract([*_outcomes(was, at), *_episodes(before)])
    for (quarter, figure), change in sorted(counted.items()):
        if change:
            yield FigureEffect(quarter=quarter, figure=figure, change=change)


def _stays_missed(gone: Instance, at: datetime) -> DutyOutcome | None:
    """What remains of a duty whose beginning was taken back: that it was missed."""
    return DutyOutcome.ENDED_OVERDUE if outcome_of(gone, at) in MISSED else None


def _outcomes(duties: _Duties, at: datetime) -> Iterator[tuple[str, DutyOutcome | Stage]]:
    for each in duties.values():
        outcome = outcome_of(each, at)
        if outcome is not None:
            moment = each.met_recorded_at if each.met_at else each.due_at
            yield _quarter(moment or at), outcome


def _episodes(household: Household) -> Iterator[tuple[str, DutyOutcome | Stage]]:
    for episode in household.episodes:
        yield _quarter(episode.detected_at), Stage.DETECTED
        if episode.ended_at is not None:
            closed = episode.state is EpisodeState.CLOSED_OTHERWISE
            yield _quarter(episode.ended_at), Stage.CLOSED_OTHERWISE if closed else Stage.CLEARED


def _quarter(moment: datetime) -> str:
    day = shanghai_date(moment)
    return f"{day.year}Q{(day.month + 2) // 3}"
