"""The steps of docs/how-to/a-new-read-model.md, carried out: the open difficulties by owner (GY-13d)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import Engine, select

from casework.domain.codes import DifficultyKind
from casework.domain.columns import ListRow, column, columns_of
from casework.domain.decisions.assistance import raise_difficulty, resolve_difficulty
from casework.domain.divisions.tree import Divisions
from casework.domain.household.evolve import fold_history
from casework.domain.labels import Label
from casework.interfaces.cli.answers import as_json
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.language import Language
from projections.following.catching_up import catch_up
from projections.storage.answers import Answer, answer, listed
from projections.storage.columns import DayCell, IdCell, day_text
from projections.storage.engine import read_engine, reading, writing
from projections.storage.kept_states import Folded
from projections.storage.tables import IN_USE, SWITCHED, difference, raw_rows, read_table
from projections.storage.writer import write
from tests.support.households.life_stories import MORNING, World, register
from tests.support.households.rule_books import BOOKS


# page: table
class DifficultyRow(NamedTuple):
    """An open difficulty as it is stored."""

    household: IdCell
    kind: str
    owner: str
    due_on: DayCell


DIFFICULTIES = read_table("rm_open_difficulties", DifficultyRow, key=2)
# page: end

# An example only: the product's own read models do not have it.
SWITCHED.remove(DIFFICULTIES)


# page: rows
def difficulty_rows(folded: Folded) -> list[DifficultyRow]:
    """One row for each difficulty that is open."""
    episode = folded.household.episode
    if episode is None or episode.state != "open":
        return []
    household = folded.household.id.bytes
    return [
        DifficultyRow(household=household, kind=str(each.kind), owner=each.owner, due_on=day_text(each.due_on))
        for each in episode.difficulties
    ]
    # page: end


# page: queries
class OpenDifficulty(ListRow, frozen=True, kw_only=True):
    """A difficulty that waits for its owner (GY-13d)."""

    title = Label("未解决的困难 {} 项", "{} open difficulties")
    on_screen = ("kind", "due_on", "household")

    household: Annotated[UUID, column("户标识", "id")]
    kind: Annotated[DifficultyKind, column("困难", "difficulty")]
    due_on: Annotated[date, column("解决期限", "to be solved by")]


class OpenDifficulties:
    """What is still to be solved, by who has taken it on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, owner: str) -> Answer[OpenDifficulty]:
        """The owner's open difficulties, the earliest date first."""
        query = select(DIFFICULTIES).where(DIFFICULTIES.c.owner == owner).order_by(DIFFICULTIES.c.due_on)
        with reading(self._engine) as connection:
            return answer(connection, [listed(OpenDifficulty, row) for row in connection.execute(query)])
            # page: end


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Read models on a fresh database, with the new table among them."""
    engine = read_engine(database_url)
    catch_up(World(), engine, BOOKS)
    with writing(engine) as connection:
        DIFFICULTIES.create(connection)
    yield engine
    engine.dispose()


def test_a_difficulty_is_listed_until_it_is_solved(engine: Engine) -> None:
    """Its owner sees it with its date; once solved it is gone."""
    world = World()
    household = register(world)
    due_on = MORNING.date() + timedelta(days=9)
    world.do(household, raise_difficulty, kind=DifficultyKind.TRAVEL, owner="li.na", due_on=due_on)
    _follow(engine, world, household)
    assert OpenDifficulties(engine).of("li.na").rows == (
        OpenDifficulty(household=household, kind=DifficultyKind.TRAVEL, due_on=due_on),
    )
    assert OpenDifficulties(engine).of("wang.wei").rows == ()
    world.do(household, resolve_difficulty, kind=DifficultyKind.TRAVEL)
    _follow(engine, world, household)
    assert OpenDifficulties(engine).of("li.na").rows == ()


def test_its_json_and_its_table_come_from_the_declaration() -> None:
    """One more column is one more line in the row: header, key and cell follow from it."""
    day = date(2026, 3, 11)
    row = OpenDifficulty(household=UUID(int=7), kind=DifficultyKind.TRAVEL, due_on=day)
    assert as_json(row) == {"household": UUID(int=7), "kind": DifficultyKind.TRAVEL, "due_on": day}
    assert [columns_of(OpenDifficulty)[name].header.zh for name in row.on_screen] == ["困难", "解决期限", "户标识"]
    nobody_asked = CellWords(
        Language.ZH, deadline=lambda name, _: Label(name, name), divisions=lambda: Divisions.of(())
    )
    assert nobody_asked.row(row) == [DifficultyKind.TRAVEL.zh, day, UUID(int=7)]


def _follow(engine: Engine, world: World, household: UUID) -> None:
    """What the follower does with the rows of a page."""
    folded = Folded(household=fold_history(household, world.stream(household)), position=world.last_position())
    with writing(engine) as connection:
        change = difference(DIFFICULTIES, raw_rows(connection, DIFFICULTIES), difficulty_rows(folded))
        write(connection, [change] if change else [], IN_USE)
