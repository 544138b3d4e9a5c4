"""What somebody asked for and a second person has to decide: clearances, closings, corrections (GY-12f, OF-31)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from sqlalchemy import Engine, Select, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.code import Code
from casework.domain.columns import HouseholdRow, column
from casework.domain.fact import Moment
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.lists.deadline_list import DEADLINES
from projections.lists.division_names import names_of
from projections.lists.entries.history import HISTORY, fact_of
from projections.storage.answers import Answer, answer, listed
from projections.storage.engine import reading
from projections.storage.sight import Sight
from projections.wording.sentences import sentence


class Awaited(Code):
    """What a second person has to decide (GY-12f, OF-31)."""

    CLEARANCE = "clearance", "清零"
    CLOSING = "closing", "其他方式退出", "another way out"
    NOT_ELIGIBLE = "not-eligible", "不符合条件", "that it is not eligible"
    CORRECTION = "correction", "更正"
    OTHER = "other", "其他决定", "another decision"


class PendingDecision(HouseholdRow, frozen=True, kw_only=True):
    """What somebody asked for and a second person has to decide; `version` is the entry that asks."""

    title = Label("待另一人办理 {} 项", "{} things wait for a second person")
    on_screen = ("household", "village_name", "what", "version", "asked_by", "asked_at", "due_on", "words")

    what: Annotated[Awaited, column("事项", "what")]
    version: Annotated[int, column("第几条", "entry")]
    asked_by: Annotated[str, column("提请人", "asked by")]
    asked_at: Annotated[Moment, column("提请时间", "asked")]
    due_on: Annotated[date | None, column("截止日", "due")] = None
    words: Annotated[Label, column("内容", "of what", words=lambda words: words)]


DECISION = "clearance-decision"
"""The deadline that stands while a proposal to clear or to close waits."""


class PendingDecisions:
    """What waits for a second person, with the day by which it is to be decided where that is a duty."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def waiting(self, *, scope: Scope, now: datetime, region: str | None = None) -> Answer[PendingDecision]:
        """What waits for a second person in a region and is seen, the oldest first. Raises DivisionCodeError."""
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            found = [*_proposals(sight), *_corrections(sight)]
            names = names_of(connection, {row.village for row, _ in found}, shanghai_date(now))
            rows = [
                listed(
                    PendingDecision,
                    row,
                    **names.of_household(row),
                    what=_AWAITED.get(row.topic, Awaited.OTHER),
                    asked_by=row.by,
                    asked_at=row.recorded_at,
                    due_on=due_on,
                    words=sentence(fact_of(row.topic, row.fields), self._book.of(row.village).policies),
                )
                for row, due_on in sorted(found, key=lambda each: each[0].position)
            ]
            return answer(connection, rows, sight)


_AWAITED = {
    "clearance-proposed": Awaited.CLEARANCE,
    "closing-proposed": Awaited.CLOSING,
    "not-eligible-proposed": Awaited.NOT_ELIGIBLE,
    "correction-proposed": Awaited.CORRECTION,
}
"""By the fact that asks; a county's policy may let the duty begin on others."""


def _proposals(sight: Sight) -> Iterator[tuple[Any, date | None]]:
    """The proposals to clear and to close whose decision is a standing duty, with its last day."""
    table = DEADLINES.c
    waiting = select(table.household, table.occurrence, table.due_on).where(
        table.deadline == DECISION, table.unmet == 1
    )
    for duty in list(sight.each(waiting, DEADLINES)):
        proposal = sight.connection.execute(
            _asked(duty.household).where(HISTORY.c.version == int(duty.occurrence))
        ).first()
        if proposal is not None:
            yield proposal, duty.due_on


def _corrections(sight: Sight) -> Iterator[tuple[Any, None]]:
    """The corrections that one person asked for and nobody has made since."""
    asked = _asked().where(HISTORY.c.topic == "correction-proposed")
    made: dict[UUID, list[tuple[int, int]]] = {}
    for row in sight.rows(asked, BOARD, lambda of: (of.position,)):
        if row.household not in made:
            corrected = select(HISTORY.c.version, HISTORY.c.fields).where(
                HISTORY.c.household == row.household, HISTORY.c.topic == "entry-corrected"
            )
            made[row.household] = [
                (each.version, msgspec.json.decode(each.fields)["version"])
                for each in sight.connection.execute(corrected)
            ]
        about = msgspec.json.decode(row.fields)["version"]
        if not any(version > row.version and of == about for version, of in made[row.household]):
            yield row, None


def _asked(household: UUID | None = None) -> Select[Any]:
    query = select(HISTORY, BOARD.c.number, BOARD.c.village).join(BOARD, BOARD.c.household == HISTORY.c.household)
    return query if household is None else query.where(HISTORY.c.household == household)
