"""A process whose jobs fall silent, or whose clock jumps, notices it by evenly passing time (S3, S11)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casework.application.writing.clock import GivenClock
from scheduler.process.steady_time import SteadyTime
from scheduler.process.watchdog import Verdict, Watchdog
from scheduler.records.clock_marks import ClockJumpedError, elapsed_seconds
from tests.support.installations.installations import MONDAY

MINUTE = timedelta(minutes=1)


class Time:
    """Evenly passing time and a host clock, moved by hand."""

    def __init__(self) -> None:
        self.even = 0.0
        self.host = 1000.0

    def pass_by(self, seconds: float) -> None:
        """Both go on."""
        self.even += seconds
        self.host += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def watchdog(time: Time) -> Watchdog:
    return Watchdog(
        {"sweep": MINUTE, "judgement": timedelta(hours=1)},
        give_up_after=timedelta(minutes=15),
        elapsed=lambda: time.even,
        host=lambda: time.host,
    )


def test_three_missed_ticks_begin_the_ticks_anew(watchdog: Watchdog, time: Time) -> None:
    """After 180 seconds all may be well; a moment later it is not."""
    time.pass_by(180)
    assert watchdog.look() is Verdict.FINE

    time.pass_by(0.1)

    assert watchdog.look() is Verdict.RESTART
    assert watchdog.look() is Verdict.FINE


def test_a_sign_of_life_ends_the_alarm(watchdog: Watchdog, time: Time) -> None:
    """A job that lives after being begun anew is watched as before."""
    time.pass_by(181)
    watchdog.look()
    watchdog.beat("sweep")
    time.pass_by(179)
    assert watchdog.look() is Verdict.FINE

    time.pass_by(2)

    assert watchdog.look() is Verdict.RESTART


def test_a_job_that_stays_silent_is_given_up(watchdog: Watchdog, time: Time) -> None:
    """A quarter of an hour after it was begun anew the process ends, not before."""
    time.pass_by(181)
    assert watchdog.look() is Verdict.RESTART
    time.pass_by(900)
    assert watchdog.look() is Verdict.FINE

    time.pass_by(0.1)

    assert watchdog.look() is Verdict.GIVE_UP


@pytest.mark.parametrize("jump", [86_400.0, -86_400.0])
def test_a_jump_of_the_hosts_clock_begins_the_ticks_anew(watchdog: Watchdog, time: Time, jump: float) -> None:
    """Intervals follow the host's clock: set back a day, they would sleep two days."""
    time.host += jump

    assert watchdog.look() is Verdict.RESTART
    assert watchdog.look() is Verdict.FINE


def test_a_clock_a_little_off_is_left_alone(watchdog: Watchdog, time: Time) -> None:
    """Twenty seconds are corrected every day somewhere."""
    time.host += 20

    assert watchdog.look() is Verdict.FINE


def test_a_clock_that_runs_ahead_is_refused_until_it_agrees_again(time: Time) -> None:
    """Five minutes ahead is believed, more is not; nothing is raised early."""
    clock = GivenClock(MONDAY, runs_on=False)
    steady = SteadyTime(clock, lambda: time.even)
    clock.set(MONDAY + timedelta(minutes=5))
    steady.refuse_jump()

    clock.set(MONDAY + timedelta(days=1))
    with pytest.raises(ClockJumpedError, match="1 day"):
        steady.refuse_jump()

    clock.set(MONDAY + timedelta(minutes=1))
    steady.refuse_jump()


def test_a_clock_set_back_is_believed_from_then_on(time: Time) -> None:
    """Going back raises nothing early; going forward again from there would."""
    clock = GivenClock(MONDAY, runs_on=False)
    steady = SteadyTime(clock, lambda: time.even)
    clock.set(MONDAY - timedelta(days=1))
    steady.refuse_jump()
    clock.set(MONDAY - timedelta(days=1) + timedelta(minutes=6))

    with pytest.raises(ClockJumpedError):
        steady.refuse_jump()


def test_a_clock_that_runs_with_time_is_believed(time: Time) -> None:
    """A month later nothing is amiss."""
    clock = GivenClock(MONDAY, runs_on=False)
    steady = SteadyTime(clock, lambda: time.even)
    clock.set(MONDAY + timedelta(days=31))
    time.pass_by(31 * 86_400)

    steady.refuse_jump()


def test_time_passes_evenly() -> None:
    """The watch never goes back."""
    assert elapsed_seconds() <= elapsed_seconds()
