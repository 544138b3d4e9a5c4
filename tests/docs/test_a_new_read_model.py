"""The steps of docs/how-to/a-new-read-model.md, carried out: the open difficulties by owner (GY-13d)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from msgspec import Struct
from sqlalchemy import Column, Engine, select

from casework.domain.codes import DifficultyKind
from casework.domain.decisions.assistance import raise_difficulty, resolve_difficulty
from casework.domain.household.evolve import fold_history
from projections.following.catching_up import catch_up
from projections.storage.answers import Answer, answer
from projections.storage.columns import TEXT, DayText, HouseholdId, Row, day_text
from projections.storage.engine import read_engine, reading, writing
from projections.storage.kept_states import Folded
from projections.storage.tables import IN_USE, SWITCHED, difference, raw_rows, read_table
from projections.storage.writer import write
from tests.support.households.life_stories import MORNING, World, register
from tests.support.households.rule_books import BOOKS

# page: table
DIFFICULTIES = read_table(
    "rm_open_difficulties",
    Column("household", HouseholdId, primary_key=True),
    Column("kind", TEXT, primary_key=True),
    Column("owner", TEXT, nullable=False),
    Column("due_on", DayText, nullable=False),
)
# page: end

# An example only: the product's own read models do not have it.
SWITCHED.remove(DIFFICULTIES)


# page: rows
def difficulty_rows(folded: Folded) -> list[Row]:
    """One row for each difficulty that is open."""
    episode = folded.household.episode
    if episode is None or episode.state != "open":
        return []
    return [(folded.household.id.bytes, str(d.kind), d.owner, day_text(d.due_on)) for d in episode.difficulties]
    # page: end


# page: queries
class OpenDifficulty(Struct, frozen=True, kw_only=True):
    """A difficulty that waits for its owner (GY-13d)."""

    household: UUID
    kind: DifficultyKind
    due_on: date


class OpenDifficulties:
    """What is still to be solved, by who has taken it on."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, owner: str) -> Answer[OpenDifficulty]:
        """The owner's open difficulties, the earliest date first."""
        query = select(DIFFICULTIES).where(DIFFICULTIES.c.owner == owner).order_by(DIFFICULTIES.c.due_on)
        with reading(self._engine) as connection:
            return answer(
                connection,
                [
                    OpenDifficulty(household=row.household, kind=DifficultyKind(row.kind), due_on=row.due_on)
                    for row in connection.execute(query)
                ],
            )
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


def _follow(engine: Engine, world: World, household: UUID) -> None:
    """What the follower does with the rows of a page."""
    folded = Folded(household=fold_history(household, world.stream(household)), position=world.last_position())
    with writing(engine) as connection:
        change = difference(DIFFICULTIES, raw_rows(connection, DIFFICULTIES), difficulty_rows(folded))
        write(connection, [change] if change else [], IN_USE)
