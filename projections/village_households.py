"""The households of some villages: who goes where when divisions change (ADR 0019)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Engine, select

from casework.domain.codes import Stage
from projections.answers import Answer, answer
from projections.board import BOARD
from projections.engine import reading

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
