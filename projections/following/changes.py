"""The rows that change in every read model of a household, as a pure function of before, after and facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import Table

from projections.following.advance import Advance, Positioned
from projections.lists.board import BOARD, board_rows
from projections.lists.deadline_list import DEADLINES, deadline_rows
from projections.lists.detection_days import DETECTION_DAYS, detection_rows
from projections.lists.entries.history import HISTORY, history_row
from projections.lists.episode_list import EPISODES, episode_rows
from projections.lists.notice_list import NOTICES, notice_change, notice_row
from projections.storage.columns import Row
from projections.storage.kept_states import STATE, Folded, state_rows
from projections.storage.parked_households import PARKED, parked_rows
from projections.storage.raised_households import RAISED_HOUSEHOLDS, raised_rows
from projections.storage.tables import Change, difference

BeforeAfter = list[tuple[Folded | None, Folded]]
"""Households before and after some facts."""


def household_changes(advances: Iterable[Advance], tables: Collection[Table] | None = None) -> list[Change]:
    """What the facts of some households change, table by table; only in these `tables` when they are named."""
    advances = list(advances)
    moved = [(a.before, a.after) for a in advances if a.applied and a.after is not None]
    applied = [positioned for a in advances for positioned in a.applied]
    changes = [change(moved) for table, change in _OF_STATES.items() if tables is None or table in tables]
    changes += [change(applied) for table, change in _OF_FACTS.items() if tables is None or table in tables]
    return [*changes, Change(table=PARKED, rows=[row for a in advances if a.parked for row in parked_rows(a.parked)])]


def recomputed_changes(moved: BeforeAfter) -> list[Change]:
    """What other rules change in the read models of these households, whose facts are the same."""
    return [change(moved) for change in _OF_STATES.values()]


def _replaced(
    table: Table, moved: BeforeAfter, rows: Callable[[Folded], Sequence[Row]], had_row: Callable[[Folded], bool]
) -> Change:
    """One row a household, which every fact changes."""
    return Change(
        table=table,
        gone=[(before.household.id.bytes,) for before, _ in moved if before is not None and had_row(before)],
        rows=[row for _, after in moved for row in rows(after)],
    )


def _differing(table: Table, moved: BeforeAfter, rows: Callable[[Folded], Sequence[Row]]) -> Change:
    """Several rows a household, of which a fact changes few."""
    gone: list[Row] = []
    come: list[Row] = []
    for before, after in moved:
        change = difference(table, rows(before) if before else [], rows(after))
        if change is not None:
            gone += change.gone
            come += change.rows
    return Change(table=table, gone=gone, rows=come)


def _notices(applied: Sequence[Positioned]) -> Change:
    return notice_change(row for position, entry in applied if (row := notice_row(position, entry)))


def _history(applied: Sequence[Positioned]) -> Change:
    return Change(table=HISTORY, rows=[history_row(position, entry) for position, entry in applied])


_OF_STATES: dict[Table, Callable[[BeforeAfter], Change]] = {
    STATE: lambda moved: _replaced(STATE, moved, state_rows, lambda _: True),
    BOARD: lambda moved: _replaced(BOARD, moved, board_rows, lambda before: before.household.known),
    DEADLINES: lambda moved: _differing(DEADLINES, moved, deadline_rows),
    EPISODES: lambda moved: _differing(EPISODES, moved, episode_rows),
    RAISED_HOUSEHOLDS: lambda moved: _differing(RAISED_HOUSEHOLDS, moved, raised_rows),
    DETECTION_DAYS: lambda moved: _differing(DETECTION_DAYS, moved, detection_rows),
}
"""The read models of how households stand."""

_OF_FACTS: dict[Table, Callable[[Sequence[Positioned]], Change]] = {HISTORY: _history, NOTICES: _notices}
"""The read models of what was recorded."""
