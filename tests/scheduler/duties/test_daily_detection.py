"""What time alone changes is found on its day, once, whatever downtime lies between (GY-11c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.domain.facts.households import Detected
from scheduler.duties import daily_detection, sweep
from scheduler.duties.daily_detection import DetectionResult, detect_daily, is_due
from scheduler.records.run_records import RunRecords
from tests.support.installations.installations import MONDAY, Office, open_office

SIXTEEN_ON_WEDNESDAY = date(2010, 3, 4)


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    with open_office(sqlite_url) as opened:
        yield opened


def judged(office: Office) -> DetectionResult:
    return detect_daily(office.casework, office.engine, catch_up=office.catch_up)


def records(office: Office) -> RunRecords:
    return RunRecords(office.engine, office.clock)


def test_a_birthday_is_noticed_on_its_day(office: Office) -> None:
    """The day before his sixteenth birthday nobody is employable; on the day the household is of zero employment."""
    office.register([1], SIXTEEN_ON_WEDNESDAY)
    office.clock.set(MONDAY + timedelta(days=1))
    assert judged(office).detected == 0

    office.later(days=1)
    result = judged(office)

    assert result == DetectionResult(judged=1, detected=1)
    [found] = office.facts(Detected)
    assert found.by == "rule:detection@1"


def test_judging_twice_is_judging_once(office: Office) -> None:
    """A day is accounted for once."""
    office.register([1, 2], SIXTEEN_ON_WEDNESDAY)
    office.later(days=2)
    assert judged(office).detected == 2

    assert not is_due(office.casework, office.engine)
    assert judged(office) == DetectionResult()
    assert len(office.facts(Detected)) == 2


def test_a_month_of_downtime_is_made_up_for(office: Office) -> None:
    """Every day since the last judgement counts, not only today."""
    office.register([1], SIXTEEN_ON_WEDNESDAY)
    judged(office)
    office.later(days=31)
    assert is_due(office.casework, office.engine)

    assert judged(office).detected == 1
    assert records(office).judged_through() == date(2026, 4, 2)


def test_the_first_judgement_takes_all_days(office: Office) -> None:
    """An installation that never judged has everything to make up for."""
    office.register([1], SIXTEEN_ON_WEDNESDAY)
    office.later(days=200)

    assert judged(office).detected == 1


def test_a_failed_judgement_accounts_for_no_day(office: Office) -> None:
    """After a fault the same days come again."""
    office.register([1], SIXTEEN_ON_WEDNESDAY)
    office.later(days=2)

    def break_off() -> None:
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        detect_daily(office.casework, office.engine, catch_up=break_off)

    assert records(office).judged_through() == date.min
    assert judged(office).detected == 1


def test_a_day_begins_in_shanghai(office: Office) -> None:
    """At 24:00 in Asia/Shanghai a new day is to be judged, whatever the day is in Greenwich."""
    office.clock.set(datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC))
    judged(office)
    assert not is_due(office.casework, office.engine)

    office.later(seconds=1)

    assert is_due(office.casework, office.engine)


def test_old_records_are_forgotten_but_not_the_last_good_one(office: Office) -> None:
    """The table of passes does not grow for ever, and the heartbeat is always there."""
    with records(office).recording(sweep.NAME):
        pass
    judged(office)
    judged(office)
    office.later(days=100)

    judged(office)

    assert records(office).last_good(sweep.NAME) is not None
    newest = records(office).last(daily_detection.NAME)
    assert newest is not None
    assert records(office).prune() == 0
    assert newest.judged_through == date(2026, 6, 10)
