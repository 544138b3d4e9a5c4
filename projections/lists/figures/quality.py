"""Which workers' data have to be looked at again: something is missing, old, or said in two ways (BT-10b)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Connection, Engine

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.service.figures import Doubt
from casework.domain.columns import HouseholdRow, column
from casework.domain.household.quality import doubtful
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from projections.lists.worker_list import households_in
from projections.storage.answers import Answer, answer
from projections.storage.engine import reading
from projections.storage.sight import Sight


class DoubtfulLine(HouseholdRow, frozen=True, kw_only=True):
    """A worker of whom something has to be looked at again; `said_on` is the day of which the newest statement speaks."""

    title = Label("待核对的信息 {} 人", "To be looked at again: {} workers")
    on_screen = ("household", "member", "doubts", "said_on", "cadre")

    member: Annotated[int, column("成员", "member")]
    doubts: Annotated[tuple[Doubt, ...], column("待核对", "what")]
    said_on: Annotated[date | None, column("最近信息日期", "last said")]
    cadre: Annotated[str | None, column("帮扶干部", "cadre")]


class Quality:
    """What is to be looked at again, by village and household."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def lines(
        self, *, scope: Scope, now: datetime, region: str | None = None, doubt: Doubt | None = None
    ) -> Answer[DoubtfulLine]:
        """The workers that are seen of a region of whom something is doubtful, one doubt or any. Raises DivisionCodeError."""
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            found = self._lines(connection, sight, now)
            return answer(connection, [line for line in found if doubt is None or doubt in line.doubts], sight)

    def _lines(self, connection: Connection, sight: Sight, now: datetime) -> Iterator[DoubtfulLine]:
        today = shanghai_date(now)
        for household, village_name in households_in(connection, sight, today):
            rule = self._book.of_household(household).policies.in_force(now).detection
            for each in doubtful(household, today, rule):
                yield DoubtfulLine(
                    household=household.number,
                    id=household.id,
                    village=household.village,
                    village_name=village_name,
                    member=each.number,
                    doubts=each.doubts,
                    said_on=each.said_on,
                    cadre=household.cadre,
                )
