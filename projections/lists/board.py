"""The board: every registered household with its stage, its cadre and its next deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from msgspec.json import Encoder
from sqlalchemy import Connection, Engine, select

from casework.application.log.records.household_ids import village_of
from casework.domain.accountability.next_duty import first_due
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import HouseholdCategory
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.sources import NOT_STATED, Force
from casework.domain.codes.stages import Stage
from casework.domain.columns import Cell, HouseholdRow, ListRow, column
from casework.domain.deadlines.names import OccurrenceColumn
from casework.domain.fact import Moment
from casework.domain.household.contacts import last_reached_at
from casework.domain.household.stages import stage_of
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from casework.domain.statuses import EpisodeState
from projections.lists.division_names import names_of
from projections.lists.duty_outcomes import missed_counts, outcome_counts
from projections.lists.filters import EVERY, HouseholdFilter, Order, in_order, stand_in_for
from projections.storage.answers import Answer, answer, listed
from projections.storage.columns import DayCell, FlagCell, IdCell, LongCell, MomentCell, day_text
from projections.storage.engine import reading
from projections.storage.kept_states import Folded
from projections.storage.sight import Sight
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
    next_force: str | None
    category: str | None
    green_channel: FlagCell
    relocated: FlagCell | None
    last_contact_on: DayCell | None
    last_entry_on: DayCell | None
    ledger: str | None
    stand_ins: str | None
    shared_with: str | None
    version: LongCell
    position: LongCell


BOARD = read_table(
    "rm_board",
    BoardRow,
    lookups=(
        Lookup(columns=("village", "number")),
        Lookup(columns=("number",)),
        Lookup(columns=("cadre",), where="open = 1"),
        Lookup(columns=("cadre", "village"), where="cadre IS NOT NULL"),
        Lookup(columns=("village",), where="stand_ins IS NOT NULL"),
    ),
)

# ---- Follower


def board_rows(folded: Folded) -> list[BoardRow]:
    """The household's row; none while its registration is withdrawn."""
    household = folded.household
    if not household.known:
        return []
    episode = household.episode
    standing, values = household.standing, household.values
    following = first_due(row for row in folded.deadlines if row.unmet)
    reached_at, entry_at = last_reached_at(household), household.last_entry_at
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
            next_force=following.force if following else None,
            category=str(values.category) if values.category else None,
            green_channel=int(standing is not None and standing.green_channel),
            relocated=None if values.relocated is None else int(values.relocated),
            last_contact_on=day_text(shanghai_date(reached_at)) if reached_at else None,
            last_entry_on=day_text(shanghai_date(entry_at)) if entry_at else None,
            ledger=_ledger(household),
            stand_ins=_STAND_INS.encode(household.stand_ins).decode() if household.stand_ins else None,
            shared_with=_shared_with(household),
            version=household.version,
            position=folded.position,
        )
    ]


def _shared_with(household: Household) -> str | None:
    """The systems outside into which all that is said of the household was entered; None where it is none."""
    whole = [str(each.system) for each in household.shared if each.up_to >= household.last_said]
    return ",".join(whole) or None


def _ledger(household: Household) -> str | None:
    """Whether the row is a division's ledger, open or closed; such a row names it in lists and counts nowhere."""
    if household.ledger is None:
        return None
    return OPEN if household.ledger.closed_on is None else CLOSED


_STAND_INS = Encoder()


# ---- Queries

OPEN, CLOSED = "open", "closed"
"""How a division's ledger stands, in its row."""

A_HOUSEHOLD = BOARD.c.ledger.is_(None)
"""The row is a household's, and no division's ledger."""


class NextDeadline(ListRow, frozen=True, kw_only=True):
    """The earliest unmet deadline of a household, past ones included."""

    kind: Annotated[str, column("下一期限", "next deadline", cell=Cell.DEADLINE)]
    occurrence: OccurrenceColumn
    due_on: Annotated[date, column("截止日", "due")]
    due_at: Annotated[Moment, column("截止时间", "due at")]
    force: Annotated[Force | None, column("效力", "force", nothing=NOT_STATED)] = None


class BoardEntry(HouseholdRow, frozen=True, kw_only=True):
    """
    A household on the board.

    At the moment that was asked about so many of its duties were overdue with nothing done (`nothing_done`), done after
    their last day (`done_late`), and done in time but recorded after it (`logged_late`). `last_contact_on` is the last day
    on which somebody was reached, `last_entry_on` the last on which somebody recorded anything. `stand_in` is who has the
    cadre's duties on that day, while the cadre is on leave. `missed_law`: how many deadlines set by law were missed by then,
    those that were met late and those of earlier episodes included.
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
    category: Annotated[HouseholdCategory | None, column("户类型", "category")]
    green_channel: Annotated[bool, column("绿色通道", "green channel")]
    relocated: Annotated[bool | None, column("易地搬迁", "relocated")]
    last_contact_on: Annotated[date | None, column("最近联系", "last contact")]
    last_entry_on: Annotated[date | None, column("最近记录", "last entry")]
    stand_in: Annotated[str | None, column("代管人", "stand-in")]
    version: Annotated[int, column("第几条", "entry", in_json=False)]
    nothing_done: Annotated[int | None, column("逾期未办理", "nothing done", nothing=Label("", ""))] = None
    done_late: Annotated[int | None, column("逾期完成", "done late", nothing=Label("", ""))] = None
    logged_late: Annotated[int | None, column("逾期补录", "logged late", nothing=Label("", ""))] = None
    missed_law: Annotated[int | None, column("法定期限逾期", "missed, set by law", nothing=Label("", ""))] = None


class Board:
    """Every household by stage and region."""

    def __init__(self, engine: Engine, book: RuleBook | None = None) -> None:
        """The book says which days are working days; without it nothing is asked that depends on them."""
        self._engine = engine
        self._book = book

    def households(
        self,
        wanted: HouseholdFilter = EVERY,
        *,
        scope: Scope,
        region: str | None = None,
        order: Order = Order.PLACE,
        now: datetime | None = None,
    ) -> Answer[BoardEntry]:
        """
        The households of a region that are asked for and seen, in this order; at `now` also how much is overdue in each.

        Days are counted up to `now`. Raises DivisionCodeError, CalendarError.
        """
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            return answer(connection, list(self._rows(connection, sight, wanted, order, now)), sight)

    def ids(self, *, scope: Scope, region: str | None = None) -> tuple[UUID, ...]:
        """The households of a region that are seen, by village and number. Raises DivisionCodeError."""
        query = select(BOARD.c.household, BOARD.c.village, BOARD.c.number).where(A_HOUSEHOLD)
        with reading(self._engine) as connection:
            rows = Sight(connection, scope, region).rows(query, BOARD, lambda of: in_order(of, Order.PLACE))
            return tuple(row.household for row in rows)

    def whereabouts(
        self, *, scope: Scope, region: str | None = None
    ) -> tuple[tuple[str, ...], tuple[UUID, ...], frozenset[UUID]]:
        """
        The leading digits of what is seen in a region, the households seen that were first registered elsewhere, and those not seen.

        Raises DivisionCodeError.
        """
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            inside = sight.divisions(region)
            ids = () if "" in inside else sight.ids()
            moved = tuple(each for each in ids if not village_of(each).startswith(inside))
            return inside, moved, sight.hidden()

    def _rows(
        self, connection: Connection, sight: Sight, wanted: HouseholdFilter, order: Order, now: datetime | None
    ) -> Iterator[BoardEntry]:
        today = now and shanghai_date(now)
        asked, keeps = tuple(wanted.conditions(BOARD.c, today, self._book)), wanted.keeps(self._book, today)
        came_to = None if now is None else outcome_counts(sight, now=now, of=asked)
        missed = None if now is None else missed_counts(sight, now=now, of=asked)
        query = select(BOARD).where(A_HOUSEHOLD, *asked)
        rows = [row for row in sight.rows(query, BOARD, lambda of: in_order(of, order)) if keeps(row)]
        names = names_of(connection, {row.village for row in rows}, today)
        for row in rows:
            following = row.next_deadline and NextDeadline(
                kind=row.next_deadline,
                occurrence=row.next_occurrence,
                due_on=row.next_due_on,
                due_at=row.next_due_at,
                force=row.next_force,
            )
            yield listed(
                BoardEntry,
                row,
                **names.of_household(row),
                next_deadline=following,
                green_channel=bool(row.green_channel),
                stand_in=stand_in_for(row.cadre, row.stand_ins, today, self._book.holders if self._book else None),
                relocated=None if row.relocated is None else bool(row.relocated),
                missed_law=None if missed is None else sum(missed.get(row.household, {}).values()),
                **_counted(None if came_to is None else came_to.get(row.household, {})),
            )


def _counted(outcomes: dict[str, int] | None) -> dict[str, int | None]:
    names = ("nothing_done", "done_late", "logged_late")
    return {name: None if outcomes is None else outcomes.get(name, 0) for name in names}
