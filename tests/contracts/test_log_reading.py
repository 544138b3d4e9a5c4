"""Reading facts back: by household, by region, unsealed, and round what nobody can read; on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.encoding.sealer import ERASED
from casework.application.log.records.errors import UnknownTopicError, UnreadableFactError
from casework.application.log.records.groups import IndexRow, Unreadable
from casework.application.log.records.household_ids import household_id
from casework.application.log.store import Log
from casework.domain.fact import Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import CadreAssigned
from tests.support.households.samples import VILLAGE, a_group, an_id, recorded, with_private
from tests.support.installations.raw_database import run_sql

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
