"""
One household under the recorded rules and under those of a scenario: which deadlines and notices would have differed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from casework.domain.fact import Recorded
from casework.domain.what_if.comparison import Change, Name, compare
from casework.domain.what_if.history_states import Decided, HistoryStates, Visit, known, visits
from casework.domain.what_if.passes import Passes, joined
from casework.domain.what_if.shortcut import can_use_last_state
from casework.domain.what_if.spans import EpochsOf, Span, spans_at_once, spans_step_by_step
from casework.domain.what_if.step_placement import Key, Raised, SpanWithSteps, left_out, place, spans_with_steps
from casework.domain.what_if.terms import Rulings


class Replayed(Struct, frozen=True, kw_only=True):
    """
    What came of one household, with the ledger number and the village by which it was last known.

    `considered`: deadlines under either set of rules. `recorded` and `simulated` are the steps raised, with their
    moments. `unlike`: steps in which what is recorded and what the recorded rules give are not the same.
    """

    number: str
    village: str
    considered: int
    changes: tuple[Change, ...]
    recorded: tuple[tuple[datetime, Decided], ...]
    simulated: tuple[tuple[datetime, Decided], ...]
    unlike: int


def replay(
    entries: Sequence[Recorded], positions: Sequence[int], rulings: Rulings, *, exactly: bool = False
) -> Replayed:
    """
    The household's deadlines and notices under the recorded rules and under the scenario's.

    What the sweep recorded cannot simply be set beside what other rules give: it looked at certain moments only, missed
    some households at some of them, and raised a step at the first look after it was due. So both sides are worked out in
    the same way, and the recorded facts serve as the check (`unlike` counts where the recorded rules give something
    else):

    1. The moments at which the sweep came by are taken from the log, as this household met them.
    2. Under each set of rules it is worked out from when to when each deadline stood (`spans`), as was known then: facts
       entered late count only from their recording. Walking the history entry by entry is exact and slow; where no fact
       changes anything before it, the last state gives the same spans at once (`can_use_last_state`).
    3. Passes at which a recorded step should have been raised and was not are left out for both sides alike.
    4. Each remaining step is placed on the first pass at which it was due; the two lists are compared step by step.
    """
    history = known(entries, positions)
    passes, recorded = _recorded(history, rulings)
    at_once = not exactly and can_use_last_state(history, rulings)

    def spans(epochs_of: EpochsOf) -> list[SpanWithSteps]:
        walk = spans_at_once if at_once else spans_step_by_step
        return spans_with_steps(walk(history, epochs_of, rulings.now, passes.any_between), passes)

    as_recorded = spans(rulings.recorded)
    as_under_scenario = as_recorded if rulings.under_scenario is rulings.recorded else spans(rulings.under_scenario)
    hit = {key: step.number for key, step in recorded.items()}
    out = joined(left_out(as_recorded, passes, hit), but=hit.values())

    def placed(spans: list[SpanWithSteps]) -> dict[Key, Raised]:
        return place(spans, passes, out, history, rulings.holders_at)

    expected = placed(as_recorded)
    simulated = expected if as_under_scenario is as_recorded else placed(as_under_scenario)
    starts = {_named(each.span): each.span.instance.started_at for each in (*as_recorded, *as_under_scenario)}
    considered, changes = compare(history, recorded, expected, rulings)
    last = next((state for state in reversed(history.states) if state.known), history.final)
    return Replayed(
        number=last.number,
        village=last.village,
        considered=considered,
        changes=changes,
        recorded=_counted(recorded, starts, rulings),
        simulated=_counted(simulated, starts, rulings),
        unlike=sum(recorded.get(key) != expected.get(key) for key in recorded.keys() | expected.keys()),
    )


def _named(span: Span) -> Name:
    return span.episode_version, span.instance.deadline, span.instance.occurrence


def _recorded(history: HistoryStates, rulings: Rulings) -> tuple[Passes, dict[Key, Raised]]:
    """What was raised, and the passes as this household met them."""
    found = visits(history.entries, history.positions)
    passes, numbers = _as_met(found, history, rulings)
    recorded: dict[Key, Raised] = {}
    for number, visit in zip(numbers, found, strict=True):
        episodes = {each.number: each.version for each in history.before(visit.position).records}
        for fact in visit.facts:
            key = Key(episodes.get(fact.episode, 0), fact.deadline, fact.occurrence, fact.step, fact.due_on)
            recorded[key] = Raised(number, visit.moment, fact)
    return passes, recorded


def _as_met(found: Sequence[Visit], history: HistoryStates, rulings: Rulings) -> tuple[Passes, list[int]]:
    """
    The passes and the numbers of those that decided something here, each where the household met it.

    A pass goes from chunk to chunk; only where something else was recorded meanwhile does it matter in which one.
    """
    passes = rulings.passes
    moments = {visit.moment for visit in found}
    if len(moments) == len(found) and all(_stands(passes, visit, history, rulings) for visit in found):
        return passes, [passes.numbers[visit.moment] for visit in found]
    others = ((p, m) for p, m in zip(passes.positions, passes.moments, strict=True) if m not in moments)
    own = Passes.placed([*others, *((visit.position, visit.moment) for visit in found)])
    return own, [bisect_left(own.positions, visit.position) for visit in found]


def _stands(passes: Passes, visit: Visit, history: HistoryStates, rulings: Rulings) -> bool:
    position = passes.positions[passes.numbers[visit.moment]]
    if history.before(position) is not history.before(visit.position):
        return False
    if rulings.holders_at(position) is not rulings.holders_at(visit.position):
        return False
    epochs = rulings.recorded(history.before(visit.position))
    return not any(position <= epoch.since < visit.position for epoch in epochs)


def _counted(
    steps: Mapping[Key, Raised], starts: Mapping[Name, datetime], rulings: Rulings
) -> tuple[tuple[datetime, Decided], ...]:
    """The steps of the deadlines that are looked at; one without any deadline goes by the moment it was raised."""
    return tuple(
        (step.moment, step.fact)
        for key, step in sorted(steps.items(), key=_place)
        if rulings.counts(starts.get((key.episode, key.deadline, key.occurrence), step.moment))
    )


def _place(raised: tuple[Key, Raised]) -> tuple[int, Key]:
    return raised[1].number, raised[0]
