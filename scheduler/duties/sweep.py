"""Raising what fell due: reminders and steps up the ladder, each exactly once, whoever sweeps and how often (GY-17c)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import chain, repeat
from typing import Final
from uuid import UUID

import structlog
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Engine

from casework.application.writing.batch_decisions import Outcome, decide_batch
from casework.application.writing.casework import Casework
from casework.domain.deadlines.escalation import escalate, resumption_key, step_key
from casework.domain.fact import Fact
from casework.domain.facts.deadlines import DeadlineResumed, Escalated, Reminded
from casework.domain.household.state import Household
from casework.domain.signer import ESCALATION
from scheduler.duties.due_walk import CHUNK, walk
from scheduler.duties.village_changes import carry_over_waiting
from scheduler.records.clock_marks import refuse_clock_ahead
from scheduler.records.run_records import RunRecords

NAME: Final = "sweep"
"""In leases, run records and log lines."""

logger = structlog.get_logger("casework")


class SweepResult(Struct, frozen=True, kw_only=True):
    """
    What a sweep came to: `due` steps found, of which others had recorded `already` meanwhile.

    `resumed` deadlines run again because their pauses have used up the policy's limit; they are no steps.
    `left` households are decided by the next sweep: others kept changing them, or they cannot be read.
    """

    due: int = 0
    reminded: int = 0
    escalated: int = 0
    already: int = 0
    resumed: int = 0
    left: int = 0


def sweep(
    casework: Casework,
    engine: Engine,
    *,
    catch_up: Callable[[], object],
    progress: Callable[[], object] = lambda: None,
    chunk: int = CHUNK,
) -> SweepResult:
    """
    Every reminder and step that is due now is recorded, by this sweep or by another one; a run record says what came.

    Safe to run twice, by several processes at once, and after any downtime: one decision for each missed step, none
    raised early. It signs as `rule:escalation@<policy version>`.

    Args:
        catch_up: Brings the read models to the end of the log.
        progress: Called after each chunk, for whoever watches that the sweep is alive.

    Raises:
        ClockJumpedError: The clock is ahead of the time that has passed since it was last right; nothing is raised.
        Exception: A fault; it is logged and stands in the run record. What was recorded by then stays, and the next
            sweep goes on from there.
    """
    with RunRecords(engine, casework.clock).recording(NAME) as under_way:
        count, left = Counter[str](), set[UUID]()
        refuse_clock_ahead(engine, casework.clock)
        catch_up()
        carry_over_waiting(casework, engine, catch_up=catch_up, progress=lambda _: progress())
        for outcome in _outcomes(casework, engine, catch_up, chunk):
            count += _counted(outcome)
            left |= set(outcome.postponed)
            result = _result(count, left)
            under_way.counts = asdict(result)
            progress()
        result = _result(count, left)
        under_way.counts = asdict(result)
    if result.due or result.resumed or left:
        logger.info("sweep.ended", **asdict(result))
    return result


def _outcomes(casework: Casework, engine: Engine, catch_up: Callable[[], object], chunk: int) -> Iterator[Outcome]:
    """Walk until nothing is found that this sweep has not decided: what others held at first is looked at again."""
    now = casework.clock.now()
    seen: set[UUID] = set()
    for apart in chain((True,), repeat(False)):
        catch_up()
        before = len(seen)
        with closing(walk(engine, now, seen=seen, apart=apart, chunk=chunk)) as chunks:
            for households in chunks:
                yield decide_batch(casework, households, escalate, by=str(ESCALATION), key_of=_key)
        if not apart and len(seen) == before:
            return


def _counted(outcome: Outcome) -> Counter[str]:
    kinds = Counter(type(fact) for facts in outcome.recorded.values() for fact in facts)
    return Counter(
        reminded=kinds[Reminded],
        escalated=kinds[Escalated],
        already=outcome.by_others,
        resumed=kinds[DeadlineResumed],
    )


def _result(count: Counter[str], left: set[UUID]) -> SweepResult:
    return SweepResult(
        due=count.total() - count["resumed"],
        reminded=count["reminded"],
        escalated=count["escalated"],
        already=count["already"],
        resumed=count["resumed"],
        left=len(left),
    )


def _key(household: Household, fact: Fact) -> str:
    match fact:
        case Reminded() | Escalated():
            return step_key(household, fact)
        case DeadlineResumed():
            return resumption_key(household, fact)
    raise TypeError("a sweep reminds, escalates and lets lapsed pauses end, nothing else")
