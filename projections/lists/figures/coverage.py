"""Whom assistance reaches: households by category, level or region, with who cares for them (BT-2e, CZ-5, GY-12b)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Connection, Engine, case, func, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import HouseholdCategory
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.service.figures import Grouping
from casework.domain.columns import ListRow, column
from casework.domain.divisions.codes import FULL_LENGTH, DivisionLevel
from casework.domain.labels import Label, same
from casework.domain.rights.scope import Scope
from projections.lists.board import A_HOUSEHOLD, BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.division_names import names_of
from projections.lists.figures.episode_report import DIGITS
from projections.storage.answers import Answer, answer
from projections.storage.engine import reading
from projections.storage.sight import Sight

RECENT = timedelta(days=31)
"""A month: every household is contacted once in it (CZ-13b)."""

UNSAID = Label("（未说明）", "(not said)")


class Covered(ListRow, frozen=True, kw_only=True):
    """
    How many households of a group there are, and how many of them assistance reaches.

    `open` have nobody in work and a case that is open, `overdue` a duty that has passed undone; `contacted` somebody
    reached within the last 31 days.
    """

    title = Label("帮扶覆盖", "Whom assistance reaches")
    on_screen = ("called", "households", "open", "with_cadre", "contacted", "never_contacted", "overdue")

    group: Annotated[str | None, column("代码", "code")]
    called: Annotated[Label, column("分组", "group", in_json=False)]
    households: Annotated[int, column("户数", "households")]
    open: Annotated[int, column("在办零就业户", "open, nobody in work")]
    with_cadre: Annotated[int, column("已有帮扶干部", "with a cadre")]
    contacted: Annotated[int, column("近31天已联系", "contacted within 31 days")]
    never_contacted: Annotated[int, column("从未联系到", "never reached")]
    overdue: Annotated[int, column("有逾期的户数", "with something overdue")]


class Coverage:
    """Households counted by group."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def by(self, grouping: Grouping, *, scope: Scope, now: datetime, region: str | None = None) -> Answer[Covered]:
        """
        The groups of the households that are seen in a region, what was not said of a household last.

        Raises DivisionCodeError.
        """
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            return answer(connection, list(self._groups(connection, sight, grouping, now)), sight)

    def _groups(self, connection: Connection, sight: Sight, grouping: Grouping, now: datetime) -> Iterator[Covered]:
        group, board = _group(grouping), BOARD.c
        recent = shanghai_date(now) - RECENT
        late = select(DEADLINES.c.household).where(DEADLINES.c.unmet == 1, DEADLINES.c.due_at <= now)
        query = (
            select(
                group.label("of"),
                func.count().label("households"),
                func.sum(board.open).label("open"),
                func.count(board.cadre).label("with_cadre"),
                _count(board.last_contact_on >= recent).label("contacted"),
                _count(board.last_contact_on.is_(None)).label("never_contacted"),
                _count(board.household.in_(late)).label("overdue"),
            )
            .where(A_HOUSEHOLD)
            .group_by("of")
        )
        groups: defaultdict[Any, Counter[str]] = defaultdict(Counter)
        for row in sight.each(query, BOARD):
            groups[row.of].update({name: int(value) for name, value in row._mapping.items() if name != "of"})
        names = _names(connection, grouping, list(groups), shanghai_date(now))
        for group_of in sorted(groups, key=lambda each: (each is None, str(each))):
            code = None if group_of is None else _code(grouping, group_of)
            yield Covered(group=code, called=UNSAID if code is None else names[code], **groups[group_of])


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _group(grouping: Grouping) -> ColumnElement[Any]:
    match grouping:
        case Grouping.CATEGORY:
            return BOARD.c.category
        case Grouping.LEVEL:
            return BOARD.c.level
        case Grouping.RELOCATED:
            return BOARD.c.relocated
    return func.substr(BOARD.c.village, 1, DIGITS[DivisionLevel(grouping)])


def _code(grouping: Grouping, value: Any) -> str:
    if grouping is Grouping.RELOCATED:
        return "yes" if value else "no"
    return str(value) if grouping in (Grouping.CATEGORY, Grouping.LEVEL) else str(value).ljust(FULL_LENGTH, "0")


def _names(connection: Connection, grouping: Grouping, found: list[Any], on: date) -> dict[str, Label]:
    codes = [_code(grouping, value) for value in found if value is not None]
    match grouping:
        case Grouping.CATEGORY:
            return {code: HouseholdCategory(code).label for code in codes}
        case Grouping.LEVEL:
            return {code: Level(code).label for code in codes}
        case Grouping.RELOCATED:
            return {"yes": Label("易地搬迁户", "relocated"), "no": Label("非搬迁户", "not relocated")}
    names = names_of(connection, codes, on)
    return {code: same(names.name(code)) for code in codes}
