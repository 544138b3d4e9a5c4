"""From a moment to a position of the log: up to where something was known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.application.inquiries.known_at import (
    AROUND,
    KnownAt,
    NoSuchPositionError,
    NothingRecordedError,
    NotYetError,
    TrueAfterKnownError,
    known_at,
    position_at,
)
from casework.application.log.records.groups import Entry, Unreadable
from casework.application.log.records.household_ids import household_id
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.fact import Recorded
from casework.domain.facts.assistance import FollowUpLogged

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOW = NINE + timedelta(days=30)
HOUSEHOLD = household_id(b"k" * 32, village="990101001001", number="1")
VISIT = FollowUpLogged(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)


def minutes(count: int) -> datetime:
    """So many minutes after nine o'clock."""
    return NINE + timedelta(minutes=count)


class Recordings:
    """A log of visits recorded so many minutes after nine; None stands for a position that was rolled back."""

    def __init__(self, *recorded: int | None) -> None:
        self.entries: list[Entry] = [
            (position, _visit(position, minutes(at))) for position, at in enumerate(recorded, start=1) if at is not None
        ]

    def spoil(self, position: int) -> None:
        """The entry at this position cannot be read."""
        unreadable = Unreadable(originator_id=HOUSEHOLD, originator_version=position, topic="?", reason="unknown")
        self.entries = [(at, unreadable if at == position else entry) for at, entry in self.entries]

    def page(self, after: int, limit: int) -> list[Entry]:
        """The entries after a position."""
        return [each for each in self.entries if each[0] > after][:limit]

    @property
    def last(self) -> int:
        """The last position."""
        return self.entries[-1][0] if self.entries else 0


def _visit(version: int, at: datetime) -> Recorded:
    return Recorded(
        originator_id=HOUSEHOLD,
        originator_version=version,
        timestamp=at,
        occurred_at=at,
        by="li.na",
        command_id="",
        fact=VISIT,
    )


@pytest.mark.parametrize(("at", "position"), [(-1, 0), (0, 1), (4, 1), (5, 3), (6, 3), (7, 4), (100, 4)])
def test_a_moment_is_the_last_entry_recorded_by_then(at: int, position: int) -> None:
    """What was recorded in the very moment counts; of several entries of one moment all do."""
    log = Recordings(0, 5, 5, 7)
    assert position_at(log, minutes(at), log.last) == position


@given(st.lists(st.integers(0, 8), max_size=40), st.integers(-1, 9))
def test_nothing_recorded_later_stands_before_the_position(steps: list[int], moment: int) -> None:
    """Whatever the order in which writers finished, the first entry recorded later is the next one (ADR 0017)."""
    log = Recordings(*steps)
    later = [at for at, entry in log.entries if isinstance(entry, Recorded) and entry.timestamp > minutes(moment)]
    expected = later[0] - 1 if later else log.last
    assert position_at(log, minutes(moment), log.last) == expected


def test_a_long_log_is_searched_whole() -> None:
    """An import that took its time before others recorded is told apart from them far back."""
    log = Recordings(*range(3 * AROUND), 3 * AROUND + 2, 3 * AROUND + 1, 3 * AROUND + 3)
    assert position_at(log, minutes(3 * AROUND + 1), log.last) == 3 * AROUND
    assert position_at(log, minutes(AROUND), log.last) == AROUND + 1


def test_positions_that_were_rolled_back_and_entries_that_cannot_be_read_are_passed_over() -> None:
    """A hole or an unreadable entry hides none of the entries around it."""
    log = Recordings(0, None, None, 3, 4, 9)
    log.spoil(4)
    assert position_at(log, minutes(5), log.last) == 5
    assert known_at(log, last=6, now=NOW, position=3).at == minutes(0)
    assert known_at(log, last=6, now=NOW, position=4).at == minutes(0)
    assert known_at(log, last=6, now=NOW, position=5).at == minutes(4)


def test_a_position_alone_is_judged_when_its_entry_was_recorded() -> None:
    """The position says which entries count; its entry's time says by when they are judged."""
    log = Recordings(0, 5, 9)
    assert known_at(log, last=3, now=NOW, position=2) == KnownAt(position=2, at=minutes(5))


@pytest.mark.parametrize(("before", "at"), [(6, 6), (7, 5), (90, 5)])
def test_a_position_between_two_writers_is_judged_when_both_had_recorded(before: int, at: int) -> None:
    """The one whose time is a moment later may stand first; one that is far later was recorded under a wrong clock."""
    log = Recordings(0, before, 5, 99)
    assert known_at(log, last=4, now=NOW, position=3) == KnownAt(position=3, at=minutes(at))


def test_position_and_time_together_are_what_a_list_printed() -> None:
    """The position for the entries, the time for the judging: also when more was recorded in that moment."""
    log = Recordings(0, 5, 5)
    assert known_at(log, last=3, now=NOW, position=2, as_of=minutes(5)) == KnownAt(position=2, at=minutes(5))
    assert known_at(log, last=3, now=NOW, position=0, as_of=minutes(-9)).position == 0


def test_what_held_is_judged_at_its_own_moment() -> None:
    """Everything known by now counts, judged when it held."""
    log = Recordings(0, 5)
    known = known_at(log, last=2, now=NOW, true_at=minutes(3))
    assert (known.position, known.at, known.judged_at) == (2, NOW, minutes(3))


def test_moments_and_positions_that_there_are_not_are_refused() -> None:
    """The future, a position beyond the end or before the beginning, an empty log: each has its sentence."""
    log = Recordings(0, 5)
    assert known_at(log, last=2, now=NOW, as_of=NOW).position == 2
    with pytest.raises(NotYetError) as early:
        known_at(log, last=2, now=NOW, as_of=NOW + timedelta(microseconds=1))
    assert ".000001" in early.value.zh  # two moments of one minute, told apart
    with pytest.raises(NotYetError):
        known_at(log, last=2, now=NOW, true_at=NOW + timedelta(microseconds=1))
    for position in (-1, 0, 3, 10**30):
        with pytest.raises(NoSuchPositionError):
            known_at(log, last=2, now=NOW, position=position)
    with pytest.raises(TrueAfterKnownError):
        known_at(log, last=2, now=NOW, as_of=minutes(5), true_at=minutes(6))
    with pytest.raises(NothingRecordedError):
        known_at(Recordings(), last=0, now=NOW, as_of=minutes(5))


WRONG = 366 * 24 * 60
"""Minutes: a clock that is a year ahead, or behind."""


@pytest.mark.parametrize(
    ("recorded", "breaks", "moment", "position"),
    [
        ((0, WRONG, 5, 9), (3,), 6, 3),
        ((0, WRONG, 5, 9), (3,), 100, 4),
        ((0, WRONG, 5, 9), (3,), 2, 1),
        ((0, 5, -WRONG, 9), (3,), 10, 4),
        ((0, 5, WRONG, WRONG, 6, -WRONG, 9), (5, 6), 10, 7),
    ],
)
def test_an_entry_under_a_wrong_clock_hides_none_after_it(
    recorded: tuple[int, ...], breaks: tuple[int, ...], moment: int, position: int
) -> None:
    """Everything recorded by the moment counts, wherever recorded time once ran back."""
    log = Recordings(*recorded)
    assert position_at(log, minutes(moment), log.last, breaks) == position
    counted = [at for at, entry in log.entries if isinstance(entry, Recorded) and entry.timestamp <= minutes(moment)]
    assert max(counted) <= position
