"""The board: every registered household with its stage, its cadre and its next deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct
from sqlalchemy import BigInteger, Column, Connection, Engine, Integer, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes import Stage
from casework.domain.fact import Moment
from casework.domain.household.stages import stage_of
from casework.domain.statuses import EpisodeState
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer, in_region
from projections.storage.columns import TEXT, DayText, HouseholdId, MomentNumber, Row, day_text
from projections.storage.engine import reading
from projections.storage.kept_states import Folded, InstanceRow
from projections.storage.tables import Lookup, read_table

# ---- Table

BOARD = read_table(
    "rm_board",
    Column("household", HouseholdId, primary_key=True),
    Column("number", TEXT, nullable=False),
    Column("village", TEXT, nullable=False),
    Column("stage", TEXT, nullable=False),
    Column("episode", Integer),
    Column("open", Integer, nullable=False),
    Column("detected_on", DayText),
    Column("cadre", TEXT),
    Column("level", TEXT),
    Column("next_deadline", TEXT),
    Column("next_occurrence", TEXT),
    Column("next_due_on", DayText),
    Column("next_due_at", MomentNumber),
    Column("version", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    lookups=(
        Lookup(columns=("village", "number")),
        Lookup(columns=("number",)),
        Lookup(columns=("cadre",), where="open = 1"),
    ),
)

# ---- Follower


def board_rows(folded: Folded) -> list[Row]:
    """The household's row; none while its registration is withdrawn."""
    household = folded.household
    if not household.known:
        return []
    episode = household.episode
    following = next_deadline(folded.deadlines)
    return [
        (
            household.id.bytes,
            household.number,
            household.village,
            str(stage_of(household)),
            episode.number if episode else None,
            int(episode is not None and episode.state is EpisodeState.OPEN),
            day_text(shanghai_date(episode.detected_at)) if episode else None,
            episode.cadre if episode else None,
            str(episode.level) if episode and episode.level else None,
            following.deadline if following else None,
            following.occurrence if following else None,
            following.due_on if following else None,
            following.due_at if following else None,
            household.version,
            folded.position,
        )
    ]


def next_deadline(rows: Iterable[InstanceRow]) -> InstanceRow | None:
    """The earliest unmet one, past ones included; None when there is none, or all stand still."""
    running = [(row.due_at, row.deadline, row.occurrence, row) for row in rows if row.unmet and row.due_at is not None]
    return min(running)[-1] if running else None


# ---- Queries


class NextDeadline(Struct, frozen=True, kw_only=True):
    """The earliest unmet deadline of a household, past ones included."""

    kind: str
    occurrence: str
    due_on: date
    due_at: Moment


class BoardEntry(Struct, frozen=True, kw_only=True):
    """
    A household on the board; `household` is the ledger's number, `village` the 12-digit code.

    `nothing_done` is how many of its duties were overdue with nothing done at the moment that was asked about.
    """

    household: str
    id: UUID
    village: str
    village_name: str
    stage: Stage
    episode: int | None
    detected_on: date | None
    cadre: str | None
    level: str | None
    next_deadline: NextDeadline | None
    version: int
    nothing_done: int | None = None


class Candidate(Struct, frozen=True, kw_only=True):
    """A household that a number or an id may mean."""

    household: str
    id: UUID
    village: str
    village_name: str


class Board:
    """Every household by stage and region."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def households(
        self, *, region: str | None = None, stage: Stage | None = None, now: datetime | None = None
    ) -> Answer[BoardEntry]:
        """
        The households of a region in a stage, by village and number; at `now` also how much is overdue in each.

        Raises DivisionCodeError.
        """
        with reading(self._engine) as connection:
            return answer(connection, list(self._rows(connection, region, stage, now)))

    def find(self, number_or_id: str) -> Answer[Candidate]:
        """The households with this ledger number or this id; several when villages use the same number."""
        wanted = id_in(number_or_id)
        mine = BOARD.c.number == number_or_id if wanted is None else BOARD.c.household == wanted
        query = select(BOARD).where(mine).order_by(BOARD.c.village, BOARD.c.household)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
            names = names_of(connection, {row.village for row in rows})
            return answer(
                connection,
                [
                    Candidate(
                        household=row.number,
                        id=row.household,
                        village=row.village,
                        village_name=names.name(row.village),
                    )
                    for row in rows
                ],
            )

    def _rows(
        self, connection: Connection, region: str | None, stage: Stage | None, now: datetime | None
    ) -> Iterator[BoardEntry]:
        from projections.lists.deadline_list import overdue_counts  # which reads the board's table itself

        overdue = None if now is None else overdue_counts(connection, now=now, region=region)
        query = select(BOARD).where(in_region(BOARD.c.village, region))
        if stage is not None:
            query = query.where(BOARD.c.stage == str(stage))
        rows = connection.execute(query.order_by(BOARD.c.village, BOARD.c.number, BOARD.c.household)).all()
        names = names_of(connection, {row.village for row in rows}, now and shanghai_date(now))
        for row in rows:
            following = row.next_deadline and NextDeadline(
                kind=row.next_deadline,
                occurrence=row.next_occurrence,
                due_on=row.next_due_on,
                due_at=row.next_due_at,
            )
            yield BoardEntry(
                household=row.number,
                id=row.household,
                village=row.village,
                village_name=names.name(row.village),
                stage=Stage(row.stage),
                episode=row.episode,
                detected_on=row.detected_on,
                cadre=row.cadre,
                level=row.level,
                next_deadline=following or None,
                version=row.version,
                nothing_done=None if overdue is None else overdue.get(row.household, 0),
            )


def id_in(text: str) -> UUID | None:
    """The id that a text is; None when it is none, and may be a number."""
    try:
        return UUID(text) if "-" in text else None
    except ValueError:
        return None


_AT_ONCE = 500


class VillageHousehold(Struct, frozen=True, kw_only=True):
    """A household with its ledger number, village and stage."""

    id: UUID
    number: str
    village: str
    stage: Stage


def households_of(engine: Engine, villages: Collection[str]) -> Answer[VillageHousehold]:
    """The households of these villages by village and number, those whose registration was withdrawn left out."""
    wanted, columns = sorted(villages), (BOARD.c.household, BOARD.c.number, BOARD.c.village, BOARD.c.stage)
    found: list[VillageHousehold] = []
    with reading(engine) as connection:
        for first in range(0, len(wanted), _AT_ONCE):
            query = select(*columns).where(BOARD.c.village.in_(wanted[first : first + _AT_ONCE]))
            rows = connection.execute(query.order_by(BOARD.c.village, BOARD.c.number, BOARD.c.household))
            found += [
                VillageHousehold(id=row.household, number=row.number, village=row.village, stage=Stage(row.stage))
                for row in rows
            ]
        return answer(connection, found)
