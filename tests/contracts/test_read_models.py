"""
Read models on both databases: rebuilt is followed, and each fact counts once whoever follows and whatever is killed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, inspect, text
from structlog.testing import capture_logs

from casework.domain.codes.service.assistance import Level
from casework.domain.decisions.service.levels import set_level
from casework.domain.fact import Fact
from casework.domain.facts.households import HouseholdReported
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following.catch_up import RebuildNeededError, catch_up
from projections.following.follower import Follower
from projections.following.rebuild import RebuildOvertakenError, rebuild
from projections.following.repair import Repaired, repair, repair_all
from projections.lists.board import Board
from projections.lists.deadline_list import due_households
from projections.lists.entries.history import History
from projections.lists.overdue_list import Overdue
from projections.storage.columns import Row
from projections.storage.engine import read_engine, reading, writing
from projections.storage.position import position_of
from projections.storage.schema import ensure_read_schema
from scheduler.process.follower_thread import FollowerThread
from tests.support.households.life_stories import (
    MORNING,
    OTHER_VILLAGE,
    VILLAGE,
    World,
    a_full_life,
    a_random_world,
    correct,
    register,
)
from tests.support.households.rule_books import BOOK, BOOKS
from tests.support.installations.table_rows import all_rows


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The read models' engine on a fresh database."""
    engine = read_engine(database_url)
    yield engine
    engine.dispose()


def followed(world: World, engine: Engine, page: int) -> dict[str, list[Row]]:
    """Every row after the log was followed page by page."""
    catch_up(World(), engine, BOOKS)
    follower = Follower(world, engine, BOOKS)
    while follower.step(page):
        pass
    return all_rows(engine)


def test_rebuilt_read_models_are_the_followed_ones(engine: Engine) -> None:
    """A whole life, followed fact by fact, leaves exactly the rows that a rebuild makes."""
    world = World()
    a_full_life(world)
    a_full_life(world, "H2", village=OTHER_VILLAGE)
    live = followed(world, engine, page=1)
    assert len(live["rm_history"]) == len(world.facts)
    assert rebuild(world, engine, BOOKS) == len(world.facts)
    assert all_rows(engine) == live


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000), page=st.sampled_from((1, 2, 7, 1000)))
def test_rebuilt_is_followed_for_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, seed: int, page: int
) -> None:
    """Any valid history, corrections and relapses included, in pages of any size, gives the same rows as a rebuild."""
    world = a_random_world(seed, households=4, steps=60)
    engine = read_engine(f"sqlite:///{tmp_path_factory.mktemp('random') / 'read.sqlite'}")
    live = followed(world, engine, page)
    rebuild(world, engine, BOOKS)
    assert all_rows(engine) == live
    engine.dispose()


@pytest.mark.parametrize("seed", range(4))
def test_pages_of_any_size_give_the_same_rows(engine: Engine, seed: int) -> None:
    """Fact by fact or all at once: the rows do not show how the log was read."""
    world = a_random_world(seed, households=4, steps=60)
    live = followed(world, engine, page=3)
    with reading(engine) as connection:
        standing = position_of(connection)
    rebuild(World(), engine, BOOKS)
    assert all_rows(engine) != live
    assert standing.at == len(world.facts)
    assert followed(world, engine, page=1000) == live


def test_a_correction_folds_the_household_again(engine: Engine) -> None:
    """A correction of an earlier entry changes what the board says, and the entry stays in the history."""
    world = World()
    household = register(world)
    world.do(household, set_level, level=Level.KEY)
    followed(world, engine, page=10)
    assert [row.level for row in Board(engine).households(scope=EVERYWHERE).rows] == ["key"]
    correct(world, household, 3, {"level": "special"})
    catch_up(world, engine, BOOKS)
    assert [row.level for row in Board(engine).households(scope=EVERYWHERE).rows] == ["special"]
    facts = [
        (entry.fact, entry.fields.get("level"))
        for entry in History(engine, BOOK).of(household=household, scope=EVERYWHERE).rows
    ]
    assert facts[2:] == [("level-set", "key"), ("entry-corrected", None)]


def test_a_withdrawn_household_stands_on_no_board(engine: Engine) -> None:
    """A registration taken back counts nowhere; its history remains."""
    world = World()
    household = register(world)
    register(world, "H2")
    correct(world, household, 1, None)
    catch_up(world, engine, BOOKS)
    assert [row.household for row in Board(engine).households(scope=EVERYWHERE).rows] == ["H2"]
    assert {
        row.household for row in Overdue(engine, BOOK).list(now=MORNING.replace(month=6), scope=EVERYWHERE).rows
    } == {"H2"}
    assert len(History(engine, BOOK).of(household=household, scope=EVERYWHERE).rows) >= 3


def test_an_unreadable_fact_parks_one_household_only(engine: Engine) -> None:
    """One household with an unreadable entry waits, says so on every board and in an alarm; the others go on."""
    world = World()
    household, other = register(world), register(world, "H2")
    world.spoil(household)
    world.add(household, *(entry.fact for entry in world.stream(household)[1:]))
    last = world.add(other, *_reported())[-1]
    with capture_logs() as logs:
        catch_up(world, engine, BOOKS)
    assert [log["event"] for log in logs] == ["household.parked"]
    board = Board(engine).households(scope=EVERYWHERE)
    assert (board.parked, board.complete_up_to) == (1, len(world.facts))
    assert {row.household: row.version for row in board.rows} == {"H1": 2, "H2": last.version}


def test_a_repaired_household_is_as_if_nothing_had_been(engine: Engine) -> None:
    """Once the entry can be read, repair replays what waited: the rows are those of a rebuild."""
    world = World()
    household = register(world)
    world.spoil(household)
    catch_up(world, engine, BOOKS)
    assert repair(world, engine, BOOKS, household=household) is not None
    spoilt = len(world.facts)
    readable = World()
    register(readable)
    readable.add(household, *_reported())
    world.facts[spoilt - 1] = readable.facts[spoilt - 1]
    world.add(household, *_reported())
    assert repair_all(world, engine, BOOKS) == Repaired(repaired=1, parked=())
    catch_up(world, engine, BOOKS)
    repaired = all_rows(engine)
    rebuild(world, engine, BOOKS)
    assert all_rows(engine) == repaired
    assert Board(engine).households(scope=EVERYWHERE).parked == 0


def test_two_followers_apply_each_fact_once(engine: Engine) -> None:
    """Two followers race through the same log: every fact is there once, and the rows are those of a rebuild."""
    world = a_random_world(7, households=5, steps=80)
    catch_up(World(), engine, BOOKS)
    stop = threading.Event()
    follows = partial(catch_up, world, engine, BOOKS)
    threads = [FollowerThread(follows, timedelta(milliseconds=1), stop) for _ in range(2)]
    catch_up(world, engine, BOOKS)
    stop.set()
    for thread in threads:
        assert thread.join(20)
    live = all_rows(engine)
    assert [row[0] for row in live["rm_history"]] == list(range(1, len(world.facts) + 1))
    rebuild(world, engine, BOOKS)
    assert all_rows(engine) == live


def test_read_models_of_other_rules_are_made_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small log is folded anew on the way; a long one only when somebody asks for it."""
    world = World()
    register(world)
    catch_up(world, engine, BOOKS)
    monkeypatch.setattr("projections.storage.position.READ_VERSION", 999)
    monkeypatch.setattr("projections.following.catch_up.SMALL_LOG", 1)
    with pytest.raises(RebuildNeededError):
        catch_up(world, engine, BOOKS)
    monkeypatch.setattr("projections.following.catch_up.SMALL_LOG", 2)
    catch_up(world, engine, BOOKS)
    with reading(engine) as connection:
        assert position_of(connection).made_under.startswith("read 999-")


def test_who_follows_on_and_on_leaves_the_read_models_of_another_program_alone(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs with different rules do not undo each other's work for ever: the one that runs already is refused."""
    world = World()
    household = register(world)
    catch_up(world, engine, BOOKS)
    with monkeypatch.context() as other:
        other.setattr("projections.storage.position.READ_VERSION", 999)
        rebuild(world, engine, BOOKS)
    world.add(household, *_reported())
    with pytest.raises(RebuildNeededError):
        catch_up(world, engine, BOOKS, makes_anew=False)


def test_whoever_comes_new_makes_them_its_own(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a process that has just begun may."""
    world = World()
    register(world)
    with monkeypatch.context() as other:
        other.setattr("projections.storage.position.READ_VERSION", 999)
        catch_up(world, engine, BOOKS)
    assert catch_up(world, engine, BOOKS) == len(world.facts)


def test_who_is_far_behind_makes_everything_anew(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more to come than is done the shorter way is taken; the rows are the same."""
    world = World()
    register(world)
    catch_up(world, engine, BOOKS)
    generation = _generation(engine)
    a_full_life(world, "H2")
    monkeypatch.setattr("projections.following.catch_up.FAR_BEHIND", len(world.facts))
    catch_up(World(), engine, BOOKS)
    assert _generation(engine) == generation
    monkeypatch.setattr("projections.following.catch_up.FAR_BEHIND", 1)
    assert catch_up(world, engine, BOOKS) == len(world.facts)
    assert _generation(engine) != generation
    assert [row.version for row in Board(engine).households(scope=EVERYWHERE).rows] == [2, 53]


def test_an_interrupted_rebuild_leaves_the_old_rows_and_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild that ends in the middle changes nothing; the next one begins afresh and cleans up."""
    world = World()
    a_full_life(world)
    catch_up(world, engine, BOOKS)
    before = all_rows(engine)
    with monkeypatch.context() as broken:
        broken.setattr("projections.following.rebuild.lookup_statements", _fails)
        with pytest.raises(RuntimeError):
            rebuild(world, engine, BOOKS)
    assert all_rows(engine) == before
    rebuild(world, engine, BOOKS)
    assert all_rows(engine) == before
    assert [name for name in inspect(engine).get_table_names() if "__" in name] == []


def test_of_two_rebuilds_the_later_one_wins(engine: Engine) -> None:
    """A rebuild that was overtaken gives way; the read models are whole."""
    world = World()
    a_full_life(world)
    catch_up(world, engine, BOOKS)
    before = all_rows(engine)
    begun: list[int] = []

    def overtaken(done: int, of: int) -> None:
        if not begun:
            begun.append(done)
            rebuild(world, engine, BOOKS)

    with pytest.raises(RebuildOvertakenError):
        rebuild(world, engine, BOOKS, progress=overtaken)
    assert all_rows(engine) == before


def test_the_old_rows_answer_until_the_switch(engine: Engine) -> None:
    """While a rebuild works, facts that come in are followed as before, and none is lost by the switch."""
    world = World()
    seen: list[int] = []
    household = register(world)
    catch_up(world, engine, BOOKS)

    def meanwhile(done: int, of: int) -> None:
        world.add(household, *_reported())
        catch_up(world, engine, BOOKS)
        seen.extend(row.version for row in Board(engine).households(scope=EVERYWHERE).rows)

    assert rebuild(world, engine, BOOKS, progress=meanwhile) == 3
    assert seen == [3]
    assert [row.version for row in Board(engine).households(scope=EVERYWHERE).rows] == [3]


def test_several_processes_may_set_the_tables_up_at_once(engine: Engine) -> None:
    """The tables are made once, whoever comes first."""
    failures: list[BaseException] = []

    def set_up() -> None:
        try:
            ensure_read_schema(engine)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=set_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading(engine) as connection:
        assert position_of(connection).at == 0


def test_the_sweep_walks_all_due_households_in_pieces(engine: Engine) -> None:
    """Pieces of one, joined, are the whole list: nobody is left out, nobody comes twice with one deadline."""
    world = World()
    for number in range(5):
        register(world, f"H{number}")
    catch_up(world, engine, BOOKS)
    now = MORNING.replace(day=9)
    with reading(engine) as connection:
        whole = due_households(connection, now=now)
        pieces, after = [], None
        while piece := due_households(connection, now=now, after=after, limit=1):
            pieces += piece
            after = piece[-1]
    assert pieces == whole
    assert len({due.household for due in whole}) == 5


def test_two_sweepers_do_not_take_the_same_rows(postgres_url: str) -> None:
    """On PostgreSQL a second sweeper is given only what the first does not hold."""
    engine, world = read_engine(postgres_url), World()
    for number in range(4):
        register(world, f"H{number}")
    catch_up(world, engine, BOOKS)
    now = MORNING.replace(day=9)
    with writing(engine) as one, writing(engine) as two:
        first = due_households(one, now=now, limit=2, skip_locked=True)
        second = due_households(two, now=now, limit=100, skip_locked=True)
        everything = due_households(two, now=now, limit=100)
    assert first
    assert second
    assert set(first) | set(second) == set(everything)
    assert not set(first) & set(second)
    engine.dispose()


def test_a_region_is_a_range_of_village_codes(engine: Engine) -> None:
    """A code of any level, padded or not, gives the households below it and no others."""
    world = World()
    register(world, "H1", village=VILLAGE)
    register(world, "H2", village=OTHER_VILLAGE)
    catch_up(world, engine, BOOKS)
    board = Board(engine)

    def numbers(region: str) -> list[str]:
        return [row.household for row in board.households(region=region, scope=EVERYWHERE).rows]

    for region in ("51", "5108", "510800000000"):
        assert numbers(region) == ["H1", "H2"]
    for region in ("510802", "510802000000", "510802101", "510802101000", VILLAGE):
        assert numbers(region) == ["H1"]
    assert numbers("510812") == []


def test_read_models_hold_no_name(engine: Engine) -> None:
    """Nothing of what was sealed reaches a read model."""
    world = World()
    a_full_life(world)
    catch_up(world, engine, BOOKS)
    stored = repr(all_rows(engine)).encode() + b"".join(row[2] for row in all_rows(engine)["rm_household_state"])
    for secret in ("张三", "厨师", "flood"):
        assert secret.encode() not in stored
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM rm_board")).scalar() == 1


def _generation(engine: Engine) -> str:
    with reading(engine) as connection:
        return position_of(connection).generation


def _reported() -> list[Fact]:
    return [HouseholdReported()]


def _fails(*_: object) -> None:
    raise RuntimeError("killed")
