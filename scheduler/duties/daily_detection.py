"""Judging by time alone: a sixteenth birthday, a graduate's year over, a contract or post term ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Final
from uuid import UUID

import structlog
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Engine

from casework.application.writing.batch_decisions import Outcome, decide_batch
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.decisions.detection import detect_by_time
from casework.domain.fact import Fact, topic_of
from casework.domain.facts.households import Detected
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.state import Household
from casework.domain.signer import DETECTION
from projections.lists.detection_days import DetectionDays
from scheduler.records.run_records import RunRecords

NAME: Final = "judgement"
"""In leases, run records and log lines."""

CHUNK = 500

logger = structlog.get_logger("casework")


class DetectionResult(Struct, frozen=True, kw_only=True):
    """
    What a judgement came to: households looked at, work found over, households newly of zero employment.

    `left` households are judged by the next one: others kept changing them, or they cannot be read.
    """

    judged: int = 0
    ended: int = 0
    detected: int = 0
    left: int = 0


def is_due(casework: Casework, engine: Engine) -> bool:
    """Whether a day has begun that is not judged yet, Asia/Shanghai."""
    records = RunRecords(engine, casework.clock)
    return records.judged_through() < shanghai_date(casework.clock.now())


def detect_daily(
    casework: Casework,
    engine: Engine,
    *,
    catch_up: Callable[[], object],
    progress: Callable[[], object] = lambda: None,
) -> DetectionResult:
    """
    Every household whose answer may have changed by time since the last day judged is judged; a run record says so.

    The first judgement looks at all days so far, and so does the first one after a policy was published: it may count
    from a day before. Safe to run twice and by several processes at once. It signs as
    `rule:detection@<policy version>`. While households are left, the days are not accounted for and come again.

    Raises:
        Exception: A fault; it is logged and stands in the run record, and the next judgement takes the same days again.
    """
    records = RunRecords(engine, casework.clock)
    with records.recording(NAME) as under_way:
        today, last = shanghai_date(casework.clock.now()), records.judged_through()
        catch_up()
        households = DetectionDays(engine).households(after=_looked_after(casework, last), up_to=today).rows
        count, left = Counter[str](), set[UUID]()
        for first in range(0, len(households), CHUNK):
            outcome = _judged(casework, households[first : first + CHUNK], today)
            count += Counter(type(fact).__name__ for facts in outcome.recorded.values() for fact in facts)
            left |= set(outcome.postponed)
            progress()
        result = DetectionResult(
            judged=len(households),
            ended=count[EmploymentEnded.__name__],
            detected=count[Detected.__name__],
            left=len(left),
        )
        under_way.counts = asdict(result)
        under_way.judged_through = None if left else today
    records.prune()
    logger.info("judgement.ended", judged_through=str(under_way.judged_through), **asdict(result))
    return result


def _looked_after(casework: Casework, last: date) -> date:
    """The day after which days of judgement are looked at: the last judged one, or all when a policy came since."""
    published = [shanghai_date(entry.timestamp) for entry in casework.log.entries(casework.books.policies)]
    return date.min if published and published[-1] >= last else last


def _judged(casework: Casework, households: tuple[UUID, ...], today: date) -> Outcome:
    def key(household: Household, fact: Fact) -> str:
        return f"{household.id}/judgement/{today}/{topic_of(fact)}"

    return decide_batch(casework, households, detect_by_time, by=str(DETECTION), key_of=key)
