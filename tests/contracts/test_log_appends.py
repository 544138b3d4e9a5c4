"""What is appended to one household stands in the log once, whole and in order, or not at all; on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.errors import CommandKnownError, ConflictError, PersonElsewhereError
from casework.application.log.records.groups import Appended, AppendGroup, StoredAnswer
from casework.application.log.store import Log
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import a_command, a_fact, a_group, an_id, joins, leaves, recorded

HOME, OTHER, THIRD = an_id(1), an_id(2), an_id(3)
LI, WANG = b"l" * 16, b"w" * 16
RING = KeyRing.random()


@pytest.fixture
def log(database_url: str) -> Iterator[Log]:
    with Log.open(database_url, RING) as opened:
        yield opened


def test_every_kind_of_fact_comes_back(log: Log) -> None:
    """A household's history is read exactly as it was recorded, with its positions."""
    group = a_group(HOME, *map(a_fact, FACTS), key="all")

    appended = log.append(group)

    assert appended == Appended(first_position=1, last_position=len(FACTS))
    assert log.entries(HOME) == list(group.entries)
    assert log.stream(HOME) == list(enumerate(group.entries, start=1))
    assert log.positions(HOME) == list(range(1, len(FACTS) + 1))
    assert log.last_position() == len(FACTS)


def test_a_household_that_moved_on_is_not_overwritten(log: Log) -> None:
    """Of two who loaded the same household, the second is told to look again."""
    log.append(a_group(HOME))

    with pytest.raises(ConflictError) as refusal:
        log.append(a_group(HOME, key="late", people=joins(LI)))

    assert refusal.value.household == HOME
    assert len(log.entries(HOME)) == 1
    assert log.find_command("li.na", "late") is None
    assert log.person(LI) is None


def test_the_same_command_twice_is_carried_out_once(log: Log) -> None:
    """A form sent twice is recorded once, and the second answer equals the first."""
    first = log.append(a_group(HOME, CadreAssigned(cadre="a"), CadreAssigned(cadre="b"), key="k"))

    with pytest.raises(CommandKnownError) as refusal:
        log.append(a_group(HOME, after=2, key="k"))

    answer = StoredAnswer(household=HOME, first_version=1, last_version=2, request_hash=b"r" * 32, positions=(1, 2))
    assert refusal.value.answer == answer == log.find_command("li.na", "k")
    assert (answer.positions[0], answer.positions[-1]) == (first.first_position, first.last_position)
    assert len(log.entries(HOME)) == 2


def test_another_actors_command_may_have_the_same_id(log: Log) -> None:
    """Ids are each caller's own."""
    log.append(a_group(HOME, key="k"))

    log.append(replace(a_group(OTHER), command=replace(a_command("k"), actor="wang.wei")))

    assert len(log.entries(OTHER)) == 1


def test_a_quiet_command_keeps_its_key(log: Log) -> None:
    """A command that found nothing to do finds nothing to do when it is sent again, whatever happened since."""
    log.append(a_group(HOME))
    log.record_no_op(a_command("q"), HOME, 1)
    log.append(a_group(HOME, after=1))

    with pytest.raises(CommandKnownError) as refusal:
        log.append(a_group(HOME, after=2, key="q"))
    with pytest.raises(CommandKnownError):
        log.record_no_op(a_command("q"), HOME, 2)

    assert refusal.value.answer == StoredAnswer(household=HOME, first_version=1, last_version=1, request_hash=b"r" * 32)
    assert len(log.entries(HOME)) == 2


def test_a_refused_command_may_be_sent_again(log: Log) -> None:
    """A refusal keeps no key: the same id runs once the reason is gone."""
    log.append(a_group(OTHER, people=joins(LI)))
    with pytest.raises(PersonElsewhereError):
        log.append(a_group(HOME, key="k", people=joins(LI)))
    log.append(a_group(OTHER, after=1, people=leaves(LI)))

    log.append(a_group(HOME, key="k", people=joins(LI)))

    assert log.person(LI) == (HOME, 1)


def test_the_same_command_from_several_threads_is_carried_out_once(log: Log) -> None:
    """Four impatient clicks at the same moment are one command."""

    def click(_: int) -> object:
        try:
            return log.append(a_group(HOME, key="k"))
        except (CommandKnownError, ConflictError) as refusal:
            return refusal

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(click, range(4)))

    assert sum(isinstance(outcome, Appended) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, CommandKnownError) for outcome in outcomes) == 3
    assert len(log.entries(HOME)) == 1


def test_a_person_stands_in_one_household_only(log: Log) -> None:
    """Nobody is counted in two households; the sentence names the other one."""
    log.append(a_group(HOME, people=joins(LI, 2)))

    with pytest.raises(PersonElsewhereError) as refusal:
        log.append(a_group(OTHER, people=(*joins(WANG), *joins(LI))))

    assert (refusal.value.digest, refusal.value.household) == (LI, HOME)
    assert log.entries(OTHER) == []
    assert log.persons([LI, WANG]) == {LI: (HOME, 2)}


def test_a_person_may_be_named_again_in_his_own_household(log: Log) -> None:
    """A corrected id that turns out to be the old one changes nothing."""
    log.append(a_group(HOME, people=joins(LI, 1)))

    log.append(a_group(HOME, after=1, people=joins(LI, 3)))

    assert log.person(LI) == (HOME, 3)


@pytest.mark.parametrize(
    "entries",
    [(), (recorded(HOME, 1),), (recorded(HOME, 3),), (recorded(OTHER, 2),), (recorded(HOME, 2), recorded(HOME, 4))],
)
def test_facts_that_do_not_continue_the_household_are_a_mistake(log: Log, entries: tuple[object, ...]) -> None:
    """No history has a gap, and no fact strays into another household's."""
    with pytest.raises(ValueError, match=r"continue|quiet"):
        log.append(AppendGroup(household=HOME, expected_version=1, entries=entries))  # type: ignore[arg-type]
