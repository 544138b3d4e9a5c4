"""Imports of ledgers: who brought what in, under which day, and which entries each one wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from msgspec import Struct
from sqlalchemy import Connection, Engine, and_, select
from sqlalchemy import Row as Found

from casework.domain.codes.code import Code
from casework.domain.columns import ListRow, column
from casework.domain.fact import Moment, Recorded
from casework.domain.facts.office.imports import ImportFinished, ImportStarted, ImportWithdrawn
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.signer import import_signer
from projections.lists.entries.history import HISTORY
from projections.storage.answers import Answer, answer
from projections.storage.columns import DayCell, LongCell, MomentCell, Row, day_text, moment_number
from projections.storage.engine import reading
from projections.storage.sight import Sight
from projections.storage.tables import IN_USE, Change, Edition, difference, raw_rows, read_table

# ---- Table


class BatchRow(NamedTuple):
    """A row of the imports as it is stored."""

    batch: str
    account: str
    as_of: DayCell | None
    files: int | None
    started_at: MomentCell | None
    started_position: LongCell | None
    finished_at: MomentCell | None
    finished_position: LongCell | None
    households: int | None
    persons: int | None
    refused: int | None
    withdrawn_by: str | None
    withdrawn_at: MomentCell | None


IMPORT_BATCHES = read_table("rm_import_batches", BatchRow)

# ---- Follower

BatchFact = ImportStarted | ImportFinished | ImportWithdrawn


def batch_changes(before: Iterable[Row], entries: Iterable[tuple[int, Recorded]]) -> Change | None:
    """The batches' rows after these facts; what is said later of a batch fills its row up."""
    rows = list(before)
    values: dict[str, dict[str, Any]] = {row[0]: BatchRow(*row)._asdict() for row in rows}
    for position, entry in entries:
        if isinstance(entry.fact, BatchFact):
            blank = dict.fromkeys(BatchRow._fields) | {"batch": entry.fact.batch, "account": ""}
            values.setdefault(entry.fact.batch, blank).update(_said(position, entry, entry.fact))
    return difference(IMPORT_BATCHES, rows, [BatchRow(**row) for row in values.values()])


def _said(position: int, entry: Recorded, fact: BatchFact) -> Mapping[str, Any]:
    at = moment_number(entry.timestamp)
    match fact:
        case ImportStarted():
            started = {"started_at": at, "started_position": position}
            return started | {"account": fact.account, "as_of": day_text(fact.as_of), "files": fact.files}
        case ImportFinished():
            finished = {"finished_at": at, "finished_position": position}
            return finished | {"households": fact.households, "persons": fact.persons, "refused": fact.refused}
        case ImportWithdrawn():
            return {"withdrawn_by": fact.account, "withdrawn_at": at}


def stored_batches(connection: Connection, batches: Iterable[str], edition: Edition = IN_USE) -> list[Row]:
    """The rows of these batches as they are stored."""
    table = edition.of(IMPORT_BATCHES)
    return raw_rows(connection, table, table.c.batch.in_(list(batches)))


# ---- Queries


class BatchState(Code):
    """What became of an import."""

    BROKEN_OFF = "broken-off", "未完成"
    FINISHED = "finished", "已完成"
    WITHDRAWN = "withdrawn", "已撤回"


class Batch(ListRow, frozen=True, kw_only=True):
    """
    One import; what is None has not happened. One that was broken off goes on when the same files are imported again.
    """

    title = Label("共 {} 次导入", "{} imports")
    empty = Label("还没有导入过台账", "No ledger was imported yet")
    on_screen = (
        *("batch", "state", "started_at", "account", "as_of", "files", "households", "persons", "refused"),
        *("withdrawn_by", "withdrawn_at"),
    )

    batch: Annotated[str, column("导入编号", "batch")]
    state: Annotated[BatchState, column("状态", "state")]
    account: Annotated[str, column("经办人", "account")]
    as_of: Annotated[date | None, column("按哪一天", "as of")]
    files: Annotated[int | None, column("文件", "files")]
    started_at: Annotated[Moment | None, column("导入时间", "started")]
    started_position: Annotated[int | None, column("开始序号", "first position")]
    finished_at: Annotated[Moment | None, column("完成时间", "finished")]
    finished_position: Annotated[int | None, column("完成序号", "last position")]
    households: Annotated[int | None, column("户", "households")]
    persons: Annotated[int | None, column("人", "persons")]
    refused: Annotated[int | None, column("拒绝行", "rows refused")]
    withdrawn_by: Annotated[str | None, column("撤回人", "withdrawn by")]
    withdrawn_at: Annotated[Moment | None, column("撤回时间", "withdrawn")]


class Written(Struct, frozen=True, kw_only=True):
    """One entry that an import wrote."""

    position: int
    household: UUID
    version: int
    fact: str


class ImportBatches:
    """The imports and what they wrote."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self, *, scope: Scope) -> Answer[Batch]:
        """
        The imports that are seen, newest first.

        Those are one's own, and those whose every household is seen; of one that reached farther its counts would tell.
        """
        with reading(self._engine) as connection:
            sight = Sight(connection, scope)
            batches = self._batches(connection)
            seen = batches if scope.is_everywhere else (each for each in batches if _is_seen(sight, scope, each))
            return answer(connection, list(seen), sight)

    def written_by(self, *, batch: str) -> Answer[Written]:
        """
        The entries signed `import:<batch>`, in the order they were recorded.

        For whoever takes the import back: the command asks of each household whether it is reached.
        """
        table = HISTORY.c
        query = select(table.position, table.household, table.version, table.topic)
        query = query.where(table.by == str(import_signer(batch)), table.by >= "import:", table.by < "import;")
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(table.position))
            written = [
                Written(position=r.position, household=r.household, version=r.version, fact=r.topic) for r in rows
            ]
            return answer(connection, written, None)

    def _batches(self, connection: Connection) -> Iterator[Batch]:
        for row in connection.execute(select(IMPORT_BATCHES).order_by(IMPORT_BATCHES.c.started_position.desc())):
            yield Batch(state=_state(row), **row._mapping)


def _is_seen(sight: Sight, scope: Scope, batch: Batch) -> bool:
    """Whether the import is one's own, or wrote to some households and all of them are seen."""
    if batch.account in scope.own:
        return True
    table = HISTORY.c
    by = and_(table.by == str(import_signer(batch.batch)), table.by >= "import:", table.by < "import;")
    households = list(sight.connection.scalars(select(table.household).where(by).distinct()))
    return bool(households) and sight.among(households) == set(households)


def _state(row: Found[Any]) -> BatchState:
    if row.withdrawn_by is not None:
        return BatchState.WITHDRAWN
    return BatchState.BROKEN_OFF if row.finished_at is None else BatchState.FINISHED
