"""Many households in one transaction: each is written whole or left out and named; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import CommandKnownError, ConflictError, PersonElsewhereError
from casework.application.log.records.groups import Appended
from casework.application.log.store import Log
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import a_group, an_id, joins, leaves

HOME, OTHER, THIRD = an_id(1), an_id(2), an_id(3)
LI, WANG = b"l" * 16, b"w" * 16
RING = KeyRing.random()


@pytest.fixture
def log(database_url: str) -> Iterator[Log]:
    with Log.open(database_url, RING) as opened:
        yield opened


def test_groups_are_written_whole_or_left_out(log: Log) -> None:
    """An import writes every household that did not move, and names the others."""
    log.append(a_group(HOME, key="first"))
    stale = a_group(HOME, CadreAssigned(cadre="a"), CadreAssigned(cadre="b"), people=joins(WANG))
    fresh = a_group(OTHER, CadreAssigned(cadre="a"), CadreAssigned(cadre="b"), key="fresh", people=joins(LI))
    repeated = a_group(THIRD, key="first")

    outcome = log.append_groups([stale, fresh, repeated])

    appended = outcome[OTHER]
    assert isinstance(appended, Appended)
    assert log.positions(OTHER) == [appended.first_position, appended.last_position]
    assert isinstance(outcome[HOME], ConflictError)
    assert isinstance(outcome[THIRD], CommandKnownError)
    assert log.find_command("li.na", "fresh") is not None
    assert (len(log.entries(HOME)), log.entries(THIRD)) == (1, [])
    assert log.persons([LI, WANG]) == {LI: (OTHER, 1)}


def test_the_same_groups_again_change_nothing(log: Log) -> None:
    """An import that was interrupted and started again doubles nothing."""
    groups = [a_group(an_id(number), key=f"k{number}") for number in range(50)]
    log.append_groups(groups[:30])

    outcome = log.append_groups(groups)

    written = [household for household, result in outcome.items() if isinstance(result, Appended)]
    assert set(written) == {group.household for group in groups[30:]}
    assert log.last_position() == 50


def test_a_person_moves_between_two_households_of_one_call(log: Log) -> None:
    """Who left one household of a ledger and stands in another has moved."""
    log.append(a_group(HOME, people=joins(LI)))

    outcome = log.append_groups([a_group(OTHER, people=joins(LI, 4)), a_group(HOME, after=1, people=leaves(LI))])

    assert all(isinstance(result, Appended) for result in outcome.values())
    assert log.person(LI) == (OTHER, 4)


def test_a_person_does_not_move_when_his_household_cannot_let_him_go(log: Log) -> None:
    """Both halves of a move are written, or neither."""
    log.append(a_group(HOME, people=joins(LI)))

    outcome = log.append_groups([a_group(OTHER, people=joins(LI)), a_group(HOME, after=7, people=leaves(LI))])

    assert isinstance(outcome[HOME], ConflictError)
    assert isinstance(outcome[OTHER], PersonElsewhereError)
    assert log.person(LI) == (HOME, 1)
    assert log.entries(OTHER) == []


def test_rivals_never_split_a_group(log: Log) -> None:
    """Two imports of the same ledger at once write each household once, whole."""
    groups = [
        a_group(an_id(number), *[CadreAssigned(cadre=str(step)) for step in range(3)], people=joins(b"%016d" % number))
        for number in range(200)
    ]

    def bring_in(turn: int) -> int:
        written = 0
        for start in range(0, len(groups), 20):
            portion = groups[start : start + 20]
            outcome = log.append_groups(portion if turn % 2 else portion[::-1])
            written += sum(isinstance(result, Appended) for result in outcome.values())
        return written

    with ThreadPoolExecutor(3) as pool:
        written = sum(pool.map(bring_in, range(3)))

    streams = log.streams([group.household for group in groups])
    assert written == len(groups)
    assert all([entry.originator_version for _, entry in stream] == [1, 2, 3] for stream in streams.values())


def test_two_groups_of_one_household_are_a_mistake(log: Log) -> None:
    """Which of the two came first would be anybody's guess."""
    with pytest.raises(ValueError, match="one group a household"):
        log.append_groups([a_group(HOME), a_group(HOME, after=1)])


def test_one_act_on_two_households_is_all_or_nothing(log: Log) -> None:
    """One that moved on meanwhile keeps the other from being written; the act's command is not remembered then."""
    log.append(a_group(OTHER, key="first", people=joins(LI)))
    stays = a_group(HOME, key="act", people=joins(WANG))

    with pytest.raises(ConflictError):
        log.append_together([stays, a_group(OTHER, people=joins(LI))])

    assert (log.entries(HOME), log.find_command("li.na", "act"), log.person(WANG)) == ([], None, None)
    written = log.append_together([stays, a_group(OTHER, after=1, people=leaves(LI))])
    assert sorted(written) == [HOME, OTHER]
    assert (len(log.entries(HOME)), len(log.entries(OTHER))) == (1, 2)
    assert log.persons([LI, WANG]) == {WANG: (HOME, 1)}
    with pytest.raises(CommandKnownError):
        log.append_together([stays, a_group(OTHER, after=2)])
    assert len(log.entries(OTHER)) == 2
