"""Raising what fell due: reminders and steps up the ladder, each exactly once, whoever sweeps and how often (GY-17c)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from uuid import UUID

import structlog
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Engine

from casework.application.casework import Casework
from casework.application.many import Outcome, decide_many
from casework.domain.decisions.escalating import escalate, step_key
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.facts.fact import Fact
from casework.domain.household import Household
from scheduler.due_walk import CHUNK, walk
from scheduler.run_records import Job, RunRecords

ROUNDS = 5
"""So often the walk begins again for what others held or added; then the next sweep goes on."""

logger = structlog.get_logger("casework")


class SweepResult(Struct, frozen=True, kw_only=True):
    """
    What a sweep came to: `due` steps found, of which others had recorded `already` meanwhile.

    `left` households are decided by the next sweep: others kept changing them, or they cannot be read.
    """

    due: int = 0
    reminded: int = 0
    escalated: int = 0
    already: int = 0
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
        Exception: A fault; it is logged and stands in the run record. What was recorded by then stays, and the next
            sweep goes on from there.
    """
    with RunRecords(engine, casework.clock).recording(Job.SWEEP) as under_way:
        count, left = Counter[str](), set[UUID]()
        for outcome in _chunks(casework, engine, catch_up, chunk):
            count += _counted(outcome)
            left |= set(outcome.left)
            result = _result(count, left)
            under_way.counts = asdict(result)
            progress()
        result = _result(count, left)
        under_way.counts = asdict(result)
    if result.due or left:
        logger.info("sweep.ended", **asdict(result))
    return result


def _chunks(casework: Casework, engine: Engine, catch_up: Callable[[], object], chunk: int) -> "Iterator[Outcome]":
    now = casework.clock.now()
    by = f"rule:escalation@{casework.rules.policies.in_force(now).version}"
    seen: set[UUID] = set()
    for number in range(ROUNDS):
        catch_up()
        before = len(seen)
        for households in walk(engine, now, seen=seen, apart=number == 0, chunk=chunk):
            yield decide_many(casework, households, escalate, by=by, key_of=_key)
        if len(seen) == before:
            return
