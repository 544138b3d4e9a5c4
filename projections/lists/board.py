"""The board: every registered household with its stage, its cadre and its next deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, select

from casework.domain.accountability.next_duty import first_due
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.stages import Stage
from casework.domain.columns import Cell, HouseholdRow, ListRow, column
from casework.domain.deadlines.names import occurrence_label
from casework.domain.divisions.written_households import written_households
from casework.domain.fact import Moment
from casework.domain.household.stages import stage_of
from casework.domain.labels import Label
from casework.domain.statuses import EpisodeState
from casework.domain.text_values import spellings
from projections.lists.deadline_list import outcome_counts
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer, in_region, listed
from projections.storage.columns import DayCell, IdCell, LongCell, MomentCell, day_text
from projections.storage.engine import reading
from projections.storage.kept_states import Folded
from projections.storage.tables import Lookup, read_table

# ---- Table


class BoardRow(NamedTuple):
    """A row of the board as it is stored."""

    household: IdCell
    number: str
    village: str
    stage: str
    episode: int | None
    open: int
    detected_on: DayCell | None
    cadre: str | None
    level: str | None
    next_deadline: str | None
    next_occurrence: str | None
    next_due_on: DayCell | None
    next_due_at: MomentCell | None
    version: LongCell
    position: LongCell


BOARD = read_table(
    "rm_board",
    BoardRow,
    lookups=(
        Lookup(columns=("village", "number")),
        Lookup(columns=("number",)),
        Lookup(columns=("cadre",), where="open = 1"),
    ),
)

# ---- Follower


def board_rows(folded: Folded) -> list[BoardRow]:
    """The household's row; none while its registration is withdrawn."""
    household = folded.household
    if not household.known:
        return []
    episode = household.episode
    following = first_due(row for row in folded.deadlines if row.unmet)
    return [
        BoardRow(
            household=household.id.bytes,
            number=household.number,
            village=household.village,
            stage=str(stage_of(household)),
            episode=episode.number if episode else None,
            open=int(episode is not None and episode.state is EpisodeState.OPEN),
            detected_on=day_text(shanghai_date(episode.detected_at)) if episode else None,
            cadre=household.cadre,
            level=str(household.level) if household.level else None,
            next_deadline=following.deadline if following else None,
            next_occurrence=following.occurrence if following else None,
            next_due_on=following.due_on if following else None,
            next_due_at=following.due_at if following else None,
            version=household.version,
            position=folded.position,
        )
    ]


# ---- Queries


class NextDeadline(ListRow, frozen=True, kw_only=True):
    """The earliest unmet deadline of a household, past ones included."""

    kind: Annotated[str, column("下一期限", "next deadline", cell=Cell.DEADLINE)]
    occurrence: Annotated[str, column("针对", "for", words=occurrence_label)]
    due_on: Annotated[date, column("截止日", "due")]
    due_at: Annotated[Moment, column("截止时间", "due at")]


class BoardEntry(HouseholdRow, frozen=True, kw_only=True):
    """
    A household on the board.

    At the moment that was asked about so many of its duties were overdue with nothing done (`nothing_done`), done after
    their last day (`done_late`), and done in time but recorded after it (`logged_late`).
    """

    title = Label("共 {} 户", "{} households")
    on_screen = (
        "household", "stage", "detected_on", "cadre", "next_deadline.kind", "next_deadline.due_on",
        "nothing_done", "done_late", "logged_late",
    )  # fmt: skip

    stage: Annotated[Stage, column("阶段", "stage")]
    episode: Annotated[int | None, column("处置周期", "episode")]
    detected_on: Annotated[date | None, column("发现日期", "detected")]
    cadre: Annotated[str | None, column("帮扶干部", "cadre")]
    level: Annotated[Level | None, column("帮扶级别", "level")]
    next_deadline: NextDeadline | None
    version: Annotated[int, column("第几条", "entry", in_json=False)]
    nothing_done: Annotated[int | None, column("逾期未办理", "nothing done", nothing=Label("", ""))] = None
    done_late: Annotated[int | None, column("逾期完成", "done late", nothing=Label("", ""))] = None
    logged_late: Annotated[int | None, column("逾期补录", "logged late", nothing=Label("", ""))] = None


class Candidate(HouseholdRow, frozen=True, kw_only=True):
    """A household that a number or an id may mean."""


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

    def find(self, said: str) -> Answer[Candidate]:
        """
        The households that are meant: by id, by ledger number, or by village and number (石桥村 1号), however it is typed.

        Several when villages use the same number, or have the same name.
        """
        wanted = id_in(said)
        with reading(self._engine) as connection:
            if wanted is not None:
                return answer(connection, self._candidates(connection, BOARD.c.household == wanted))
            for written in written_households(said):
                rows = self._candidates(connection, BOARD.c.number.in_(spellings(written.number)))
                if found := [row for row in rows if written.is_in(row.village, row.village_name)]:
                    return answer(connection, found)
            return answer(connection, ())

    def _candidates(self, connection: Connection, mine: ColumnElement[bool]) -> list[Candidate]:
        rows = connection.execute(select(BOARD).where(mine).order_by(BOARD.c.village, BOARD.c.household)).all()
        names = names_of(connection, {row.village for row in rows})
        return [listed(Candidate, row, **names.of_household(row)) for row in rows]

    def _rows(
        self, connection: Connection, region: str | None, stage: Stage | None, now: datetime | None
    ) -> Iterator[BoardEntry]:
        came_to = None if now is None else outcome_counts(connection, now=now, region=region)
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
            yield listed(
                BoardEntry,
                row,
                **names.of_household(row),
                next_deadline=following,
                **_counted(None if came_to is None else came_to.get(row.household, {})),
            )


def _counted(outcomes: dict[str, int] | None) -> dict[str, int | None]:
    names = ("nothing_done", "done_late", "logged_late")
    return {name: None if outcomes is None else outcomes.get(name, 0) for name in names}


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
            found += [listed(VillageHousehold, row, id=row.household) for row in rows]
        return answer(connection, found)
