"""What of the read models somebody sees: one query for each division, and one for the households of their own (ADR 0044)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.base import ColumnCollection, ReadOnlyColumnCollection

from casework.application.log.records.household_ids import village_of
from casework.domain.divisions.codes import FULL_LENGTH, significant_digits
from casework.domain.household.parts import StandIn
from casework.domain.rights.scope import RAISED, Scope
from projections.storage.raised_households import RAISED_HOUSEHOLDS
from projections.storage.tables import SWITCHED

Columns: TypeAlias = ReadOnlyColumnCollection[str, Any] | ColumnCollection[str, Any]

_AT_ONCE = 500
_NAMED = 500

_STAND_INS = msgspec.json.Decoder(tuple[StandIn, ...])


class Sight:
    """
    The rows that a scope reaches below a division (None: everywhere), in one snapshot.

    The parts of a table do not overlap, and each is one range or one list of households: a database walks each by its
    index, where of all of them in one condition it reads the whole table.
    """

    def __init__(self, connection: Connection, scope: Scope, region: str | None = None) -> None:
        """The scope below a division; raises DivisionCodeError."""
        self.connection = connection
        self._scope = scope
        self._region = "" if region is None else significant_digits(region)
        self._prefixes = tuple(_common(scope.prefixes, self._region))

    def divisions(self, region: str | None) -> tuple[str, ...]:
        """The leading digits of what is seen whole below a division."""
        return tuple(_common(self._prefixes, "" if region is None else significant_digits(region)))

    def parts(self, table: Table) -> list[ColumnElement[bool]]:
        """A condition for each part of a table of households that has their villages; of what is not seen one that none meets."""
        found = [below(table.c.village, prefix) for prefix in self._prefixes]
        if self._has_own:
            found += [and_(own, self._elsewhere(table)) for own in self._own(table)]
        if self._hidden:
            found = [and_(part, self._is_open(table.c.household)) for part in found]
        return found or [false()]

    def rows(
        self, query: Select[Any], of: Table, order: Callable[[Columns], Sequence[ColumnElement[Any]]]
    ) -> Sequence[Any]:
        """The rows of a query, of which `of` is the table that is seen in part, in an order of its columns."""
        parts = [query.where(part) for part in self.parts(of)]
        if len(parts) > 1:
            together = union_all(*parts).subquery()
            return self.connection.execute(select(together).order_by(*order(together.c))).all()
        return self.connection.execute(parts[0].order_by(*order(parts[0].selected_columns))).all()

    def each(self, query: Select[Any], of: Table) -> Iterator[Any]:
        """The rows of a query in no order, part by part: what counts is added up by whoever asks."""
        return self.together([query.where(part) for part in self.parts(of)])

    def together(self, queries: Sequence[Select[Any]]) -> Iterator[Any]:
        """The rows of several queries of the same columns, in no order, asked at once."""
        if len(queries) == 1:
            return iter(self.connection.execute(queries[0]))
        return iter(self.connection.execute(union_all(*(select(each.subquery()) for each in queries))))

    def has(self, household: UUID) -> bool:
        """Whether a registered household is seen."""
        board = _board()
        query = select(func.count()).select_from(board).where(board.c.household == household)
        return any(self.connection.scalar(query.where(part)) for part in self.parts(board))

    def ids(self) -> list[UUID]:
        """All registered households and ledgers that are seen."""
        return [row.household for row in self.each(select(_board().c.household), _board())]

    def among(self, households: Sequence[UUID]) -> set[UUID]:
        """Those of some households that are seen; one that is no longer registered is where it was first registered."""
        if self._scope.is_everywhere:
            return set(households)
        board, there = _board(), dict[UUID, Any]()
        query = select(board.c.household, board.c.village, board.c.cadre, board.c.stand_ins)
        for first in range(0, max(len(households), 1), _AT_ONCE):  # who is there and not seen costs what nobody costs
            some = query.where(board.c.household.in_(households[first : first + _AT_ONCE]))
            there |= {row.household: row for row in self.connection.execute(some)}
        hidden = frozenset(self._hidden)
        return {each for each in households if each not in hidden and self._reaches(each, there.get(each))}

    def hidden(self) -> frozenset[UUID]:
        """All households of a level of confidentiality that is not opened where they are, and that are none of one's own."""
        return frozenset(self._hidden)

    def count(self, table: Table) -> int:
        """How many rows of a table of single households, that has no villages, are seen."""
        if self._scope.is_everywhere:
            return self.connection.scalar(select(func.count()).select_from(table)) or 0
        return len(self.among(list(self.connection.scalars(select(table.c.household)))))

    def _reaches(self, household: UUID, row: Any | None) -> bool:
        if row is None:
            return self._scope.has_village(village_of(household))
        stand_ins = _STAND_INS.decode(row.stand_ins) if row.stand_ins else ()
        return self._scope.reaches(row.village, row.cadre, stand_ins)

    @cached_property
    def _hidden(self) -> tuple[UUID, ...]:
        """The households that are too confidential for the scope: asked once, and mostly there are none."""
        if self._scope.is_everywhere or not self.connection.scalar(select(exists().where(self._closed))):
            return ()
        return tuple(self.connection.scalars(select(RAISED_HOUSEHOLDS.c.household).where(self._above)))

    def _is_open(self, household: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a household is none of the hidden ones: few are named, of many each is looked up by its key."""
        if len(self._hidden) <= _NAMED:
            return household.not_in(self._hidden)
        return not_(
            exists(select(RAISED_HOUSEHOLDS.c.level).where(RAISED_HOUSEHOLDS.c.household == household, self._above))
        )

    @cached_property
    def _closed(self) -> ColumnElement[bool]:
        """The raised households whose level the scope does not open where they are."""
        raised = RAISED_HOUSEHOLDS.c
        opened = (
            or_(false(), *(below(raised.village, prefix) for prefix in self._scope.below(level))) for level in RAISED
        )
        return or_(*(and_(raised.level == level, not_(there)) for level, there in zip(RAISED, opened, strict=True)))

    @cached_property
    def _above(self) -> ColumnElement[bool]:
        """Those of them that are none of one's own, and were not offered to oneself."""
        if not self._scope.own:
            return self._closed
        raised, board = RAISED_HOUSEHOLDS.c, _board().alias()
        cadres = board.c.cadre.in_(self._scope.own)
        own = or_(cadres, board.c.household.in_(self._standing_in)) if self._standing_in else cadres
        others = or_(raised.offered_to.is_(None), raised.offered_to.not_in(self._scope.own))
        return and_(self._closed, others, raised.household.not_in(select(board.c.household).where(own)))

    def _elsewhere(self, table: Table) -> ColumnElement[bool]:
        """Below the division that is asked about, and in none of those that are seen whole."""
        ranges = [below(table.c.village, prefix) for prefix in self._prefixes]
        return and_(below(table.c.village, self._region), *(not_(each) for each in ranges))

    def _own(self, table: Table) -> Iterator[ColumnElement[bool]]:
        board = _board()
        cadres = board.c.cadre.in_(self._scope.own)
        if table is not board:
            mine = or_(cadres, board.c.household.in_(self._standing_in)) if self._standing_in else cadres
            yield table.c.household.in_(select(board.c.household).where(mine))
            return
        yield cadres
        if self._standing_in:
            yield and_(board.c.household.in_(self._standing_in), or_(board.c.cadre.is_(None), not_(cadres)))

    @cached_property
    def _has_own(self) -> bool:
        """Whether any household of one's own is none of the divisions': asked once, most offices have none."""
        if not self._scope.own or self._prefixes == (self._region,):
            return False
        board = _board()
        parts = [and_(own, self._elsewhere(board)) for own in self._own(board)]
        return any(self.connection.scalar(select(exists().where(part))) for part in parts)

    @cached_property
    def _standing_in(self) -> tuple[UUID, ...]:
        """The households in which one stands in for a cadre by what was said before there were accounts."""
        board = _board()
        named = or_(*(board.c.stand_ins.contains(_quoted(name), autoescape=True) for name in self._scope.own))
        query = select(board.c.household, board.c.cadre, board.c.stand_ins).where(board.c.stand_ins.is_not(None), named)
        rows = self.connection.execute(query)
        return tuple(row.household for row in rows if self._scope.is_own(row.cadre, _STAND_INS.decode(row.stand_ins)))


def below(village: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Whether a village's code begins with these digits."""
    if not prefix:
        return true()
    # Two comparisons: PostgreSQL has no BETWEEN for values with a collation of their own.
    return (village >= prefix.ljust(FULL_LENGTH, "0")) & (village <= prefix.ljust(FULL_LENGTH, "9"))


def in_region(village: ColumnElement[str], region: str | None) -> ColumnElement[bool]:
    """
    Whether a village's code lies below a division's (2, 4, 6, 9 or 12 digits, or padded with zeros); None: everywhere.

    Raises DivisionCodeError.
    """
    return below(village, "" if region is None else significant_digits(region))


def _common(prefixes: Sequence[str], region: str) -> Iterator[str]:
    """What lies both in the region and below one of the prefixes."""
    for prefix in prefixes:
        if prefix.startswith(region):
            yield prefix
        elif region.startswith(prefix):
            yield region


def _quoted(name: str) -> str:
    return msgspec.json.encode(name).decode()


def _board() -> Table:
    """The table that says where each household is and whose."""
    return SWITCHED.tables["rm_board"]
