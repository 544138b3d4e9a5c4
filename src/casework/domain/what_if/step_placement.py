"""On which pass each step of the ladder is raised, under one set of rules (ADR 0020)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from msgspec.structs import replace

from casework.domain.deadlines.escalation import raised
from casework.domain.deadlines.instances import Instance
from casework.domain.deadlines.ladder import Step, open_steps
from casework.domain.household.context import DecisionContext
from casework.domain.policy.rules import Rules
from casework.domain.signer import ESCALATION
from casework.domain.what_if.history_states import Decided, HistoryStates
from casework.domain.what_if.passes import Passes, Ranges, first_outside
from casework.domain.what_if.spans import Span
from casework.domain.what_if.terms import HoldersAt


class Key(NamedTuple):
    """
    The step of one instance; the episode goes by the version that began it, for a withdrawn one may be numbered again.
    """

    episode: int
    deadline: str
    occurrence: str
    step: int
    due_on: date | None


class Raised(NamedTuple):
    """A step on the pass that raises it."""

    number: int
    moment: datetime
    fact: Decided


class SpanWithSteps(NamedTuple):
    """A span with its passes, the first one in and the last one out, and the steps that come within them."""

    span: Span
    first: int
    last: int
    steps: tuple[Step, ...]


def spans_with_steps(spans: Iterable[Span], passes: Passes) -> list[SpanWithSteps]:
    """The spans in which something falls due, whether or not anybody raised it."""
    found = ((span, *passes.between(span.since, span.until)) for span in spans)
    with_steps = (
        SpanWithSteps(span, first, last, tuple(_steps(span, passes.moments[last - 1])))
        for span, first, last in found
        if first < last
    )
    return [each for each in with_steps if each.steps]


def left_out(spans: Iterable[SpanWithSteps], passes: Passes, recorded: Mapping[Key, int]) -> Iterator[tuple[int, int]]:
    """
    The passes, as ranges, at which the recorded rules had a step due and nobody raised it: they passed the household by.

    `recorded` are the passes that raised each step.
    """
    for span, first, last, steps in spans:
        for step in steps:
            due = passes.from_moment(step.at, first)
            until = last if step.until is None else min(last, passes.from_moment(step.until, first))
            until = min(until, recorded.get(key_of(span, step.number), until))
            if due < until:
                yield due, until


def place(
    spans: Iterable[SpanWithSteps], passes: Passes, out: Ranges, known: HistoryStates, holders_at: HoldersAt
) -> dict[Key, Raised]:
    """Each step that falls due in the spans, on the first pass that finds it so and does not pass the household by."""
    found: dict[Key, Raised] = {}
    for span, first, last, steps in spans:
        for step in steps:
            number = first_outside(out, passes.from_moment(step.at, first))
            if number >= last or not step.is_due(passes.moments[number]):
                continue
            key = key_of(span, step.number)
            if key not in found:
                found[key] = _raised(span.instance, step, span.rules, number, passes, known, holders_at)
    return found


def key_of(span: Span, step: int) -> Key:
    """The key of a step of the span's instance."""
    return Key(span.episode_version, span.instance.deadline, span.instance.occurrence, step, span.instance.due_on)


def _steps(span: Span, last: datetime) -> Iterator[Step]:
    """The steps of the span's instance that have come by a moment."""
    if span.instance.due_on is None or span.instance.started_at > last:
        return
    unmet = replace(span.instance, met_at=None, ended_at=None, steps=())
    pause = span.instance.open_pause
    for step in open_steps(unmet, span.rules):
        at = step.at if pause is None else max(step.at, pause.lapses_at)
        if at <= last:
            yield replace(step, at=at)


def _raised(
    instance: Instance,
    step: Step,
    rules: Rules,
    number: int,
    passes: Passes,
    known: HistoryStates,
    holders_at: HoldersAt,
) -> Raised:
    moment, position = passes.moments[number], passes.positions[number]
    holders = holders_at(position)
    context = DecisionContext(by=str(ESCALATION), occurred_at=moment, now=moment, rules=rules, holders=holders)
    state = known.before(position)
    return Raised(number, moment, raised(state, instance, step, context))
