"""Which household somebody means, however it is typed, and the households of villages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, select

from casework.domain.codes.stages import Stage
from casework.domain.columns import HouseholdRow
from casework.domain.divisions.codes import full_code, is_code
from casework.domain.divisions.written_households import written_households
from casework.domain.rights.scope import Scope
from casework.domain.text_values import spellings
from projections.lists.board import A_HOUSEHOLD, BOARD
from projections.lists.division_names import names_of
from projections.storage.answers import Answer, answer, listed
from projections.storage.engine import reading
from projections.storage.sight import Sight

_AT_ONCE = 500


class Candidate(HouseholdRow, frozen=True, kw_only=True):
    """A household that a number or an id may mean."""


class HouseholdFinder:
    """Finds the households, and the ledgers of divisions, that are meant."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, said: str, *, scope: Scope) -> Answer[Candidate]:
        """
        The households that are meant, of those that are seen: by id, by ledger number, or by village and number (石桥村 1号), however it is typed.
        Where none is meant, a division's code or name means its ledger.

        Several when villages use the same number, or have the same name.
        """
        wanted = id_in(said)
        with reading(self._engine) as connection:
            sight = Sight(connection, scope)
            if wanted is not None:
                return answer(connection, self._candidates(connection, sight, BOARD.c.household == wanted), sight)
            for written in written_households(said):
                numbered = A_HOUSEHOLD & BOARD.c.number.in_(spellings(written.number))
                rows = self._candidates(connection, sight, numbered)
                if found := [row for row in rows if written.is_in(row.village, row.village_name)]:
                    return answer(connection, found, sight)
            ledgers = self._candidates(connection, sight, ~A_HOUSEHOLD)
            return answer(connection, [row for row in ledgers if _is_of(row, said)], sight)

    def seen(self, households: Sequence[UUID], *, scope: Scope) -> list[UUID]:
        """Those of some households that are seen, in their order."""
        with reading(self._engine) as connection:
            there = Sight(connection, scope).among(households)
        return [each for each in households if each in there]

    def hidden(self, *, scope: Scope) -> frozenset[UUID]:
        """All households that are too confidential for the scope, wherever they are."""
        with reading(self._engine) as connection:
            return Sight(connection, scope).hidden()

    def _candidates(self, connection: Connection, sight: Sight, mine: ColumnElement[bool]) -> list[Candidate]:
        columns = BOARD.c.household, BOARD.c.number, BOARD.c.village
        rows = sight.rows(select(*columns).where(mine), BOARD, lambda of: (of.village, of.household))
        names = names_of(connection, {row.village for row in rows})
        return [listed(Candidate, row, **names.of_household(row)) for row in rows]


def _is_of(ledger: Candidate, said: str) -> bool:
    """Whether a division's ledger is meant, by the division's code or name; a short code is a household's number."""
    division = said.strip().removesuffix("台账")
    return full_code(division) == ledger.village if is_code(division) else division == ledger.village_name


def id_in(text: str) -> UUID | None:
    """The id that a text is; None when it is none, and may be a number."""
    try:
        return UUID(text) if "-" in text else None
    except ValueError:
        return None


class VillageHousehold(Struct, frozen=True, kw_only=True):
    """A household with its ledger number, village and stage."""

    id: UUID
    number: str
    village: str
    stage: Stage


def households_of(engine: Engine, villages: Collection[str], *, scope: Scope) -> Answer[VillageHousehold]:
    """
    The households of these villages that are seen, by village and number, those whose registration was withdrawn left out.
    """
    wanted, columns = sorted(villages), (BOARD.c.household, BOARD.c.number, BOARD.c.village, BOARD.c.stage)
    found: list[VillageHousehold] = []
    with reading(engine) as connection:
        sight = Sight(connection, scope)
        for first in range(0, len(wanted), _AT_ONCE):
            there = BOARD.c.village.in_(wanted[first : first + _AT_ONCE])
            query = select(*columns).where(A_HOUSEHOLD, there)
            rows = sight.rows(query, BOARD, lambda of: (of.village, of.number, of.household))
            found += [listed(VillageHousehold, row, id=row.household) for row in rows]
        return answer(connection, found, sight)
