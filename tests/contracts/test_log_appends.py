"""What is appended stands in the log once, whole and in order, or not at all; the same on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.errors import (
    CommandKnownError,
    ConflictError,
    PersonElsewhereError,
    UnknownTopicError,
    UnreadableFactError,
)
from casework.application.log.groups import Appended, AppendGroup, IndexRow, PersonRow, StoredAnswer, Unreadable
from casework.application.log.household_ids import household_id
from casework.application.log.keys import KeyRing
from casework.application.log.sealing import ERASED
from casework.application.log.store import Log
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.fact import Recorded
from casework.domain.facts.responsibility import CadreAssigned
from tests.application.log.raw_database import run_sql
from tests.application.log.samples import VILLAGE, a_command, a_fact, a_group, an_id, recorded, with_private

HOME, OTHER, THIRD = an_id(1), an_id(2), an_id(3)
LI, WANG = b"l" * 16, b"w" * 16
RING = KeyRing.random()


class Folded(Struct, frozen=True):
    """A household as a fold of the simplest kind leaves it."""

    id: UUID
    version: int
    cadres: tuple[str, ...] = ()


def fold(state: Folded | None, entries: Iterable[Recorded]) -> Folded | None:
    for entry in entries:
        assert isinstance(entry.fact, CadreAssigned)
        cadres = (*(state.cadres if state else ()), entry.fact.cadre)
        state = Folded(entry.household, entry.version, cadres)
    return state


@pytest.fixture
def log(database_url: str) -> Iterator[Log]:
    with Log.open(database_url, RING) as opened:
        yield opened


def joins(digest: bytes, member: int = 1) -> tuple[PersonRow, ...]:
    return (PersonRow(digest=digest, member=member),)


def leaves(digest: bytes, member: int = 1) -> tuple[PersonRow, ...]:
    return (PersonRow(digest=digest, member=member, action="remove"),)


def test_every_kind_of_fact_comes_back(log: Log) -> None:
    """A household's history is read exactly as it was recorded, with its positions."""
    group = a_group(HOME, *map(a_fact, FACTS), key="all")

    appended = log.append(group)

    assert appended == Appended(first_position=1, last_position=len(FACTS))
    assert log.entries(HOME) == list(group.entries)
    assert log.stream(HOME) == list(enumerate(group.entries, start=1))
    assert log.positions(HOME) == list(range(1, len(FACTS) + 1))
    assert log.last_position() == len(FACTS)


def test_the_librarys_repository_folds_what_was_appended(log: Log) -> None:
    """Loading goes through the library, with a projector of our own."""
    log.append(a_group(HOME, CadreAssigned(cadre="first")))
    log.append(a_group(HOME, CadreAssigned(cadre="second"), after=1))

    folded = log.repository.get(HOME, projector_func=fold)

    assert folded == Folded(id=HOME, version=2, cadres=("first", "second"))


def test_an_empty_log_has_nothing(log: Log) -> None:
    """A log that was just set up says so plainly."""
    assert log.entries(HOME) == []
    assert log.streams([HOME]) == {HOME: []}
    assert list(log.stream_range("4412")) == []
    assert log.last_position() == 0
    assert log.tail().page(10) == []
    assert log.person(LI) is None
    assert log.append_groups([]) == {}


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
    log.quiet(a_command("q"), HOME, 1)
    log.append(a_group(HOME, after=1))

    with pytest.raises(CommandKnownError) as refusal:
        log.append(a_group(HOME, after=2, key="q"))
    with pytest.raises(CommandKnownError):
        log.quiet(a_command("q"), HOME, 2)

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


def test_looking_up_finds_the_last_value_of_each_kind(log: Log) -> None:
    """After a change of number the old one finds nobody."""
    phone, name = (
        IndexRow(kind="telephone", digest=b"1" * 16, member=1),
        IndexRow(kind="name", digest=b"n" * 16, member=1),
    )
    log.append(a_group(HOME, index=(phone, name)))
    log.append(a_group(OTHER, index=(replace(phone, member=2),)))
    assert log.lookup("telephone", b"1" * 16) == sorted([(HOME, 1), (OTHER, 2)])

    log.append(a_group(HOME, after=1, index=(replace(phone, digest=b"2" * 16), replace(name, digest=None))))

    assert log.lookup("telephone", b"1" * 16) == [(OTHER, 2)]
    assert log.lookup("telephone", b"2" * 16) == [(HOME, 1)]
    assert log.lookup("name", b"n" * 16) == log.lookup("name", b"1" * 16) == []


def test_personal_data_is_sealed_on_the_way_in(log: Log) -> None:
    """The facts hold no clear text, and whoever may read it gets it back."""
    note, other = NotePrivate(text="one"), NotePrivate(text="two")
    log.append(a_group(HOME, with_private(CadreAssigned(cadre="x"), m1=note, household=other)))
    log.append(a_group(HOME, with_private(CadreAssigned(cadre="y"), m1=other), CadreAssigned(cadre="z"), after=1))

    entries = log.entries(HOME)

    assert log.unseal_all(entries) == [{"1": note, "household": other}, {"1": other}, {}]
    assert log.unseal(entries[1]) == {"1": other}


def test_a_destroyed_key_leaves_the_history(log: Log, database_url: str) -> None:
    """Erasing a person takes what was written of him, and nothing else."""
    note = NotePrivate(text="one")
    log.append(a_group(HOME, with_private(CadreAssigned(cadre="x"), m1=note, m2=note)))

    run_sql(database_url, "DELETE FROM data_keys WHERE subject = '1'")

    assert log.unseal(log.entries(HOME)[0]) == {"1": ERASED, "2": note}


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


@pytest.mark.parametrize(
    "entries",
    [(), (recorded(HOME, 1),), (recorded(HOME, 3),), (recorded(OTHER, 2),), (recorded(HOME, 2), recorded(HOME, 4))],
)
def test_facts_that_do_not_continue_the_household_are_a_mistake(log: Log, entries: tuple[object, ...]) -> None:
    """No history has a gap, and no fact strays into another household's."""
    with pytest.raises(ValueError, match=r"continue|quiet"):
        log.append(AppendGroup(household=HOME, expected_version=1, entries=entries))  # type: ignore[arg-type]


def test_two_groups_of_one_household_are_a_mistake(log: Log) -> None:
    """Which of the two came first would be anybody's guess."""
    with pytest.raises(ValueError, match="one group a household"):
        log.append_groups([a_group(HOME), a_group(HOME, after=1)])


def test_a_region_is_read_in_order_up_to_a_position(log: Log) -> None:
    """A list as of a past moment takes the households of the region and nothing recorded since."""
    inside = [household_id(b"k" * 32, village="441224102001", number=str(number)) for number in range(3)]
    outside = household_id(b"k" * 32, village="441225102001", number="0")
    log.append_groups([a_group(household) for household in [*inside, outside]])
    until = log.last_position()
    log.append(a_group(inside[0], after=1))

    now = [(entry.originator_id, entry.originator_version) for _, entry in log.stream_range("441224")]
    then = [(entry.originator_id, entry.originator_version) for _, entry in log.stream_range("441224", until=until)]

    assert then == [(household, 1) for household in sorted(inside)]
    assert now == sorted([*then, (inside[0], 2)])
    assert VILLAGE.startswith("441224")


def test_an_unknown_kind_of_fact_parks_its_household_alone(log: Log, database_url: str) -> None:
    """A row nobody can read stops its own household; every reader says so and goes on with the others."""
    log.append(a_group(HOME))
    run_sql(
        database_url,
        "INSERT INTO stored_events (originator_id, originator_version, topic, state) VALUES ({id}, 2, 'os:system', {bytes})",
        household=HOME,
    )
    log.append(a_group(OTHER))
    unreadable = Unreadable(originator_id=HOME, originator_version=2, topic="os:system", reason="unknown kind of fact")

    with pytest.raises(UnknownTopicError):
        log.entries(HOME)

    assert [entry for _, entry in log.tail().page(10)] == [
        recorded(HOME, 1, CadreAssigned(cadre="li.na")),
        unreadable,
        *log.entries(OTHER),
    ]
    assert log.streams([HOME, OTHER])[HOME][1] == (2, unreadable)
    assert (2, unreadable) in list(log.stream_range("4412"))
    assert issubclass(UnknownTopicError, UnreadableFactError)


def test_the_clock_of_the_database_is_in_utc(log: Log) -> None:
    """Every process asks the same clock."""
    assert log.now().tzinfo is UTC
    assert abs(log.now() - datetime.now(UTC)) < timedelta(minutes=1)
