"""The audit trail: every fact of a household in order, its clear values, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, select

from casework.domain.fact import Fact, Moment, Recorded, topic_of
from casework.domain.facts.catalogue import FACTS
from casework.domain.facts.rules import EVERYWHERE
from casework.domain.labels import Label
from casework.domain.policy.policy import Policies
from casework.domain.rules.rule_book import RuleBook
from projections.lists.board import BOARD
from projections.storage.answers import Answer, answer
from projections.storage.columns import IdCell, LongCell, MomentCell, moment_number
from projections.storage.engine import reading
from projections.storage.tables import Lookup, read_table
from projections.wording.sentences import sentence

# ---- Table


class HistoryRow(NamedTuple):
    """A row of the history as it is stored."""

    position: LongCell
    household: IdCell
    version: LongCell
    topic: str
    occurred_at: MomentCell
    recorded_at: MomentCell
    by: str
    fields: str


HISTORY = read_table(
    "rm_history",
    HistoryRow,
    lookups=(
        Lookup(columns=("household", "version")),
        Lookup(columns=('"by"', "position"), where="\"by\" >= 'import:' AND \"by\" < 'import;'"),
    ),
)

# ---- Follower

_ENCODER = msgspec.json.Encoder()


def history_row(position: int, entry: Recorded) -> HistoryRow:
    """The fact's one row; personal data is not in it."""
    return HistoryRow(
        position=position,
        household=entry.originator_id.bytes,
        version=entry.version,
        topic=topic_of(entry.fact),
        occurred_at=moment_number(entry.occurred_at),
        recorded_at=moment_number(entry.timestamp),
        by=entry.by,
        fields=_ENCODER.encode(_stated(entry.fact)).decode(),
    )


def _stated(fact: Fact) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__struct_fields__ if name != "private"}


# ---- Queries

RENAMED = {
    ("entry-corrected", "version"): "corrects",
    ("correction-proposed", "version"): "corrects",
    ("policy-published", "version"): "policy",
    ("calendar-loaded", "version"): "calendar",
}
"""Clear fields whose name the envelope has taken already."""


class HistoryEntry(Struct, frozen=True, kw_only=True):
    """One entry of a history; `fields` are the fact's clear values, `words` what they say."""

    position: int
    version: int
    fact: str
    occurred_at: Moment
    recorded_at: Moment
    by: str
    fields: dict[str, Any]
    words: Label

    def as_json(self) -> dict[str, Any]:
        """The entry with its clear values at top level, as the contract of `history --json` has it."""
        envelope: dict[str, Any] = msgspec.to_builtins(self)
        del envelope["fields"]
        return envelope | {RENAMED.get((self.fact, name), name): value for name, value in self.fields.items()}


class History:
    """What happened to a household and who did it."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self._engine = engine
        self._book = book

    def of(self, *, household: UUID) -> Answer[HistoryEntry]:
        """Every entry by version; none for an unknown household."""
        query = select(HISTORY).where(HISTORY.c.household == household).order_by(HISTORY.c.version)
        with reading(self._engine) as connection:
            village = connection.scalar(select(BOARD.c.village).where(BOARD.c.household == household))
            policies = self._book.of(village or EVERYWHERE).policies
            return answer(connection, self._entries(connection.execute(query), policies))

    def _entries(self, rows: Iterable[Any], policies: Policies) -> list[HistoryEntry]:
        return [
            HistoryEntry(
                position=row.position,
                version=row.version,
                fact=row.topic,
                occurred_at=row.occurred_at,
                recorded_at=row.recorded_at,
                by=row.by,
                fields=msgspec.json.decode(row.fields),
                words=sentence(fact_of(row.topic, row.fields), policies),
            )
            for row in rows
        ]


def fact_of(topic: str, fields: str) -> Fact:
    """The fact that a row's clear values tell of."""
    return msgspec.convert({"fact": topic} | msgspec.json.decode(fields), FACTS[topic])
