"""The rows that change in every read model of a household, as a pure function of before, after and facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Table

from projections.board import BOARD, board_rows
from projections.columns import Row
from projections.deadline_list import DEADLINES, deadline_rows
from projections.folded import STATE, Folded, state_rows
from projections.folding import Advance
from projections.history import HISTORY, history_row
from projections.judgement_days import JUDGEMENT_DAYS, judgement_rows
from projections.notice_list import notice_change, notice_row
from projections.parked import PARKED, parked_rows
from projections.tables import Change, difference


def household_changes(advances: Iterable[Advance]) -> list[Change]:
    """What the facts of some households change, table by table."""
    advances = list(advances)
    moved = [(a.before, a.after) for a in advances if a.applied and a.after is not None]
    applied = [positioned for a in advances for positioned in a.applied]
    notices = [row for position, entry in applied if (row := notice_row(position, entry))]
    return [
        _replaced(STATE, moved, state_rows, lambda _: True),
        _replaced(BOARD, moved, board_rows, lambda before: before.household.known),
        _differing(DEADLINES, moved, deadline_rows),
        _differing(JUDGEMENT_DAYS, moved, judgement_rows),
        Change(table=HISTORY, rows=[history_row(position, entry) for position, entry in applied]),
        notice_change(notices),
        Change(table=PARKED, rows=[row for a in advances if a.parked for row in parked_rows(a.parked)]),
    ]


_Moved = Iterable[tuple[Folded | None, Folded]]


def _replaced(
    table: Table, moved: _Moved, rows: Callable[[Folded], list[Row]], had_row: Callable[[Folded], bool]
) -> Change:
    """One row a household, which every fact changes."""
    return Change(
        table=table,
        gone=[(before.household.id.bytes,) for before, _ in moved if before is not None and had_row(before)],
        rows=[row for _, after in moved for row in rows(after)],
    )


def _differing(table: Table, moved: _Moved, rows: Callable[[Folded], list[Row]]) -> Change:
    """Several rows a household, of which a fact changes few."""
    gone: list[Row] = []
    come: list[Row] = []
    for before, after in moved:
        change = difference(table, rows(before) if before else [], rows(after))
        if change is not None:
            gone += change.gone
            come += change.rows
    return Change(table=table, gone=gone, rows=come)
