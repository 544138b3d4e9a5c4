"""The steps of docs/how-to/a-new-scheduled-duty.md, carried out: an office is told each day how many are overdue."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from projections.lists.overdue_list import Overdue
from scheduler.duties.scheduled_duties import EVERY_HOUR, ScheduledDuty, scheduled_duties
from scheduler.process.serving import serve
from scheduler.records.run_records import RunRecords
from tests.support.installations.installations import Office, open_office

# page: module
NAME = "overdue-count"


def is_due(casework: Casework, engine: Engine) -> bool:
    """Whether a day has begun for which nobody has counted yet."""
    last = RunRecords(engine, casework.clock).last_good(NAME)
    return last is None or shanghai_date(last.started_at) < shanghai_date(casework.clock.now())


def count_overdue(
    casework: Casework, engine: Engine, *, catch_up: Callable[[], object], progress: Callable[[], object]
) -> None:
    """How many deadlines are overdue stands in the pass's record."""
    with RunRecords(engine, casework.clock).recording(NAME) as under_way:
        catch_up()
        overdue = Overdue(engine, casework.books.current()).list(now=casework.clock.now())
        under_way.counts = {"overdue": len(overdue.rows)}
        progress()
        # page: end


# page: line
DUTY = ScheduledDuty(name=NAME, every=EVERY_HOUR, run=count_overdue, is_due=is_due)
# page: end


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """An office on a fresh database."""
    with open_office(database_url) as opened:
        yield opened


# page: test
def test_it_is_done_once_a_day_by_whoever_serves(office: Office) -> None:
    """Woken at once, recorded, and quiet for the rest of the day."""
    office.at_risk(2)
    office.later(days=2)
    records = RunRecords(office.engine, office.clock)
    serve_until(office, DUTY, lambda: records.last_good(NAME))
    record = records.last_good(NAME)
    assert record is not None
    assert record.counts == {"overdue": 2}
    assert not is_due(office.casework, office.engine)
    office.later(days=1)
    assert is_due(office.casework, office.engine)
    # page: end


def test_the_names_of_duties_differ() -> None:
    """Leases and run records are kept by name."""
    names = [duty.name for duty in scheduled_duties()]
    assert len(set(names)) == len(names)
    assert NAME not in names


def serve_until(office: Office, duty: ScheduledDuty, holds: Callable[[], object]) -> None:
    """A process serves with this one duty until something holds."""
    stop = threading.Event()
    work = {"catch_up": office.catch_up, "duties": (duty,), "follow_every": timedelta(seconds=1), "stop": stop}
    thread = threading.Thread(target=serve, args=(office.casework, office.engine), kwargs=work)
    thread.start()
    waited = threading.Event()
    for _ in range(500):
        if holds():
            break
        waited.wait(0.02)
    stop.set()
    thread.join(20)
    assert holds()
