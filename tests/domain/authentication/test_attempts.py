"""How long whoever guesses has to wait."""

from __future__ import annotations

from itertools import pairwise

import pytest

from casework.domain.authentication.attempts import OF_ACCOUNT, OF_SOURCE, Attempted, after_attempt, neighbourhood

QUARTER = 15 * 60


def looked_at(seconds: int, every: int = 1) -> list[int]:
    """The seconds at which somebody is looked at who tries without end."""
    state, found = None, []
    for now in range(0, seconds, every):
        after = after_attempt(state, OF_ACCOUNT, now)
        if after is not None:
            state = after
            found.append(now)
    return found


def test_five_at_most_in_any_quarter_of_an_hour() -> None:
    """Then longer and longer, up to an hour: nobody is shut out for ever."""
    times = looked_at(6 * 3600)
    assert max(sum(begin <= each < begin + QUARTER for each in times) for begin in times) == 5
    apart = [later - earlier for earlier, later in pairwise(times)]
    assert apart[:6] == [1, 1, 5, 30, 900, 1800]
    assert set(apart[6:]) == {3600}


def test_what_is_long_ago_is_forgotten() -> None:
    """A day later somebody begins anew; a second earlier not."""
    before = Attempted(failures=9, seen_at=0, until_at=3600)
    day = OF_ACCOUNT.forgotten_seconds
    assert after_attempt(before, OF_ACCOUNT, day) == Attempted(failures=1, seen_at=day, until_at=day)
    assert after_attempt(before, OF_ACCOUNT, day - 1) == Attempted(
        failures=10, seen_at=day - 1, until_at=day - 1 + 3600
    )


def test_the_wait_ends_at_its_second() -> None:
    """One second earlier nothing is looked at, and trying then does not make it longer."""
    before = Attempted(failures=5, seen_at=0, until_at=QUARTER)
    assert after_attempt(before, OF_ACCOUNT, QUARTER - 1) is None
    assert after_attempt(before, OF_ACCOUNT, QUARTER) is not None


def test_a_township_behind_one_address_has_thirty_slips() -> None:
    """The thirtieth is followed by a wait, which grows to five minutes."""
    assert [OF_SOURCE.wait_after(failures) for failures in (1, 29, 30, 31, 34, 99)] == [0, 0, 5, 15, 300, 300]


@pytest.mark.parametrize(
    ("source", "from_where"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("user of this machine 1000", "user of this machine 1000"),
    ],
)
def test_from_where(source: str, from_where: str) -> None:
    """An address of the sixth version by its half: whoever has one has 2**64 of them."""
    assert neighbourhood(source) == from_where
