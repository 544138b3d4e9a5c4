"""Rules that change in the middle of the log: the read models follow, whoever follows and whatever breaks off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Engine, inspect, text
from structlog.testing import capture_logs

from casework.domain.codes.service.assistance import Level
from casework.domain.decisions.service.levels import set_level
from casework.domain.facts.office.rules import CalendarLoaded, PolicyPublished
from casework.domain.household.state import Household
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rules.rule_book import RuleBook
from projections.following.catch_up import catch_up
from projections.following.follower import Follower, FollowerStoppedError, OvertakenError
from projections.following.rebuild import rebuild
from projections.following.recomputation import Recomputed, recomputed, recomputed_page
from projections.following.repair import Repaired, repair_all
from projections.lists.board import Board
from projections.lists.deadline_list import DEADLINES
from projections.lists.overdue_list import Overdue
from projections.storage.columns import Row
from projections.storage.engine import read_engine, reading
from projections.storage.kept_states import Folded
from projections.storage.parked_households import parked_households
from projections.storage.position import position_of, recomputing_of
from scheduler.process.follower_thread import FollowerThread
from tests.support.households.life_stories import (
    MORNING,
    OTHER_VILLAGE,
    VILLAGE,
    World,
    a_full_life,
    a_random_world,
    register,
)
from tests.support.households.rule_books import CALENDAR_STREAM, POLICY_STREAM, BooksOf
from tests.support.households.rule_changes import (
    A_CALL,
    FROM_17,
    MEN_TO_65,
    VERIFY_IN_5_DAYS,
    loaded,
    published,
    record,
    strewn,
)
from tests.support.installations.table_rows import all_rows

POLICY = list(DEADLINES.c.keys()).index("policy")
"""Where a deadline's row has the version that it stands under."""


COUNTY = "510802000000"
CHANGES = (
    published("2", date(2026, 4, 1), VERIFY_IN_5_DAYS),
    published("3", date(2026, 3, 1), A_CALL),
    published("4", date(2026, 3, 10), VERIFY_IN_5_DAYS, MEN_TO_65, division=COUNTY),
    loaded("own", date(2026, 3, 4), date(2026, 3, 12), division=f"{VILLAGE[:9]}000"),
    published("5", date(2026, 9, 1), FROM_17),
)
"""A future policy, a back-dated one with another deadline, a county's, a township's days off, one that detects others."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The read models' engine on a fresh database."""
    engine = read_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few households are recomputed at once that every change of rules takes several pages."""
    monkeypatch.setattr("projections.following.recomputation.HOUSEHOLDS", 2)


def changing(seed: int = 4) -> World:
    """Households of two counties, and all the changes among their facts."""
    return strewn(a_random_world(seed, households=7, steps=60), CHANGES)


def followed(world: World, engine: Engine, page: int) -> dict[str, list[Row]]:
    """Every row after the log was followed page by page."""
    catch_up(World(), engine, BooksOf(world))
    follower = Follower(world, engine, BooksOf(world))
    while follower.step(page):
        pass
    assert follower.position.at == len(world.facts)
    return all_rows(engine)


def assert_as_rebuilt(world: World, engine: Engine) -> None:
    """The rows are those of a rebuild, and nothing is under way."""
    live = all_rows(engine)
    with reading(engine) as connection:
        assert recomputing_of(connection) is None
    assert rebuild(world, engine, BooksOf(world)) == len(world.facts)
    assert all_rows(engine) == live


def test_changed_rules_reach_every_household(engine: Engine) -> None:
    """Whatever is published and loaded, and wherever in the log: the followed rows are those of a rebuild."""
    world = changing()
    rows = followed(world, engine, page=3)
    policies = {row[POLICY] for row in rows["rm_deadline_list"]}
    assert {"2", "4"} <= policies
    assert_as_rebuilt(world, engine)


@settings(max_examples=12)
@given(
    seed=st.integers(0, 10_000),
    page=st.sampled_from((1, 7, 1000)),
    changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=6),
)
def test_rebuilt_is_followed_under_whatever_rules(
    tmp_path_factory: pytest.TempPathFactory, seed: int, page: int, changes: list[PolicyPublished | CalendarLoaded]
) -> None:
    """Any history with any changes of rules in any order, in pages of any size."""
    world = strewn(a_random_world(seed, households=4, steps=40), changes)
    engine = read_engine(f"sqlite:///{tmp_path_factory.mktemp('rules') / 'read.sqlite'}")
    followed(world, engine, page)
    assert_as_rebuilt(world, engine)
    engine.dispose()


def test_a_policy_of_one_county_leaves_the_others_alone(engine: Engine) -> None:
    """Only the households of the county have its deadlines; in the other nothing is written."""
    world = World()
    mine, other = register(world), register(world, "H2", village=OTHER_VILLAGE)
    followed(world, engine, page=10)
    before = all_rows(engine)
    record(world, published("9", date(2026, 3, 1), A_CALL, division=COUNTY))
    catch_up(world, engine, BooksOf(world))
    after = all_rows(engine)
    assert _of(other.bytes, before) == _of(other.bytes, after)
    assert {row[POLICY] for row in after["rm_deadline_list"] if row[0] == mine.bytes} == {"9"}


def test_days_late_are_counted_by_the_calendar_of_the_village(engine: Engine) -> None:
    """A township that had nine days off is fewer working days late than the other one, from the same due date on."""
    world = World()
    register(world)
    register(world, "H2", village=OTHER_VILLAGE)
    record(world, loaded("own", date(2026, 3, 9), date(2026, 3, 13), division=f"{VILLAGE[:9]}000"))
    catch_up(world, engine, BooksOf(world))
    book = BooksOf(world).at(len(world.facts))
    overdue = Overdue(engine, book).list(now=MORNING + timedelta(days=12), scope=EVERYWHERE).rows
    late = {row.household: (row.due_on, row.working_days_late) for row in overdue if row.deadline == "report"}
    assert late == {"H1": (date(2026, 3, 3), 3), "H2": (date(2026, 3, 3), 8)}


def test_answers_stay_before_the_change_until_every_household_is_carried(engine: Engine) -> None:
    """While pages are still to come the answers say the position before; at the end they say the change's own."""
    world = World()
    for number in range(5):
        register(world, f"H{number}")
    before = len(world.facts)
    catch_up(world, engine, BooksOf(world))
    record(world, published("9", date(2026, 3, 1), A_CALL))
    follower, seen = Follower(world, engine, BooksOf(world)), []
    while follower.step(100):
        seen.append(Board(engine).households(scope=EVERYWHERE).complete_up_to)
    assert seen == [before, before, before + 1]


def test_a_recomputation_that_breaks_off_goes_on_where_it_was(engine: Engine) -> None:
    """
    Ended after each page, and in the middle of each, the next follower begins no household anew and leaves none out.
    """
    world = World()
    for number in range(7):
        register(world, f"H{number}")
    catch_up(world, engine, BooksOf(world))
    record(world, published("9", date(2026, 3, 1), A_CALL))
    pages: list[int] = []
    while sum(pages) < 7:
        with (
            patch("projections.following.page_rows.write", side_effect=RuntimeError("killed")),
            pytest.raises(RuntimeError),
        ):
            Follower(world, engine, BooksOf(world)).step(100)
        pages.append(Follower(world, engine, BooksOf(world)).step(100))
    assert pages == [2, 2, 2, 1]
    assert_as_rebuilt(world, engine)


def test_two_followers_never_write_the_same_page(engine: Engine) -> None:
    """Two that follow at once leave the rows of a rebuild; each change of rules is carried once."""
    world = changing(9)
    catch_up(World(), engine, BooksOf(world))
    stop = threading.Event()
    follows = partial(catch_up, world, engine, BooksOf(world))
    threads = [FollowerThread(follows, timedelta(milliseconds=1), stop) for _ in range(2)]
    assert catch_up(world, engine, BooksOf(world)) == len(world.facts)
    stop.set()
    for thread in threads:
        assert thread.join(20)
    assert_as_rebuilt(world, engine)


def test_a_follower_that_was_overtaken_writes_nothing(engine: Engine) -> None:
    """The second of two that read the same page of households is told so, and goes on behind the first."""
    world = World()
    for number in range(3):
        register(world, f"H{number}")
    catch_up(world, engine, BooksOf(world))
    record(world, published("9", date(2026, 3, 1), A_CALL))
    other = Follower(world, engine, BooksOf(world))

    def meanwhile(*args: Any, **words: Any) -> Recomputed:
        page = recomputed_page(*args, **words)
        with patch("projections.following.follower.recomputed_page", recomputed_page):
            other.step(100)
        return page

    follower = Follower(world, engine, BooksOf(world))
    with patch("projections.following.follower.recomputed_page", meanwhile), pytest.raises(OvertakenError):
        follower.step(100)
    catch_up(world, engine, BooksOf(world))
    assert_as_rebuilt(world, engine)


def test_a_published_policy_makes_nothing_anew(engine: Engine) -> None:
    """Read models belong to a release and its built-in rules: publishing needs no rebuild."""
    world = World()
    register(world)
    catch_up(world, engine, BooksOf(world))
    with reading(engine) as connection:
        generation = position_of(connection).generation
    record(world, published("9", date(2026, 3, 1), A_CALL))
    catch_up(world, engine, BooksOf(world))
    with reading(engine) as connection:
        assert position_of(connection).generation == generation


@pytest.mark.parametrize("stream", [POLICY_STREAM, CALENDAR_STREAM])
def test_rules_that_cannot_be_read_stop_the_follower(engine: Engine, stream: UUID) -> None:
    """Nobody works under rules that are not known whole: the read models stop before them, and say where and why."""
    world = World()
    register(world)
    before = catch_up(world, engine, BooksOf(world))
    world.spoil(stream, "policy-published")
    with capture_logs() as logs, pytest.raises(FollowerStoppedError) as stopped:
        catch_up(world, engine, BooksOf(world))
    assert stopped.value.position == before + 1
    assert "无法读取" in stopped.value.zh
    assert "cannot be read" in stopped.value.en
    assert [log["event"] for log in logs] == ["follower.stopped"]
    assert Board(engine).households(scope=EVERYWHERE).complete_up_to == before


def test_a_household_that_the_rules_do_not_fit_is_parked_and_repaired(engine: Engine) -> None:
    """It alone waits, with an alarm; once the rules fit it stands as if nothing had been."""
    world = World()
    household = register(world)
    register(world, "H2", village=OTHER_VILLAGE)
    catch_up(world, engine, BooksOf(world))
    record(world, published("9", date(2026, 3, 1), A_CALL))
    fitting = RuleBook.of_household

    def unfit(book: RuleBook, state: Household) -> object:
        if state.id == household:
            raise OverflowError
        return fitting(book, state)

    with patch.object(RuleBook, "of_household", unfit), capture_logs() as logs:
        catch_up(world, engine, BooksOf(world))
        assert len(repair_all(world, engine, BooksOf(world)).parked) == 1
    assert [log["event"] for log in logs] == ["household.parked"] * 2
    with reading(engine) as connection:
        [parked] = parked_households(connection)
    assert (parked.household, parked.reason) == (household, "OverflowError")
    assert repair_all(world, engine, BooksOf(world)) == Repaired(repaired=1, parked=())
    assert_as_rebuilt(world, engine)


def test_a_household_parked_before_is_repaired_under_the_rules_of_now(engine: Engine) -> None:
    """Its state follows the rules while it waits, and what waited is folded under them."""
    world = World()
    household = register(world)
    world.spoil(household)
    spoilt = len(world.facts)
    catch_up(world, engine, BooksOf(world))
    record(world, published("9", date(2026, 3, 1), A_CALL))
    catch_up(world, engine, BooksOf(world))
    assert_as_rebuilt(world, engine)
    readable = World()
    register(readable)
    [entry] = readable.do(household, set_level, level=Level.KEY)
    world.facts[spoilt - 1] = (spoilt, entry)
    assert repair_all(world, engine, BooksOf(world)) == Repaired(repaired=1, parked=())
    assert_as_rebuilt(world, engine)


def test_read_models_of_an_earlier_release_get_the_new_table(engine: Engine) -> None:
    """A database whose read models were made before changes of rules were carried follows them too."""
    world = World()
    a_full_life(world)
    catch_up(world, engine, BooksOf(world))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE rm_recomputing"))
    record(world, published("9", date(2026, 3, 1), A_CALL))
    catch_up(world, engine, BooksOf(world))
    assert inspect(engine).has_table("rm_recomputing")
    assert_as_rebuilt(world, engine)


def _of(household: bytes, rows: dict[str, list[Row]]) -> list[Row]:
    return [
        row
        for name in ("rm_household_state", "rm_board", "rm_deadline_list")
        for row in rows[name]
        if row[0] == household
    ]


def test_a_household_whose_rows_no_table_takes_under_new_rules_is_parked_alone(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    It keeps its rows of before, the others stand under the new rules; once they can be stored a repair brings it back.
    """
    world = World()
    households = [register(world, f"H{number}") for number in range(4)]
    bad = households[2]
    catch_up(world, engine, BooksOf(world))
    before = all_rows(engine)
    record(world, published("9", date(2026, 3, 1), A_CALL))

    def too_large(folded: Folded, book: RuleBook) -> Folded:
        found = recomputed(folded, book)
        if folded.household.id != bad:
            return found
        return replace(found, deadlines=tuple(row._replace(step=2**63) for row in found.deadlines))

    with monkeypatch.context() as without_bounds:
        without_bounds.setattr("projections.following.recomputation.recomputed", too_large)
        assert catch_up(world, engine, BooksOf(world)) == len(world.facts)
    with reading(engine) as connection:
        assert [each.household for each in parked_households(connection)] == [bad]
    after = all_rows(engine)
    assert _of(bad.bytes, after) == _of(bad.bytes, before)
    assert all(
        {row[POLICY] for row in after["rm_deadline_list"] if row[0] == each.bytes} == {"9"}
        for each in households
        if each != bad
    )
    assert repair_all(world, engine, BooksOf(world)) == Repaired(repaired=1, parked=())
    assert_as_rebuilt(world, engine)
