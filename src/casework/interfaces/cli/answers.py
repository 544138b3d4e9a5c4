"""The JSON answers of the command line, key by key: the contract that other programs read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from casework.application.importing.result import ImportResult
from casework.application.importing.withdrawals import Withdrawal
from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.register.household_view import HouseholdView
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.deadlines.instances import Instance
from casework.domain.facts.deadlines import Recipient
from projections.lists.board import BoardEntry
from projections.lists.history import HistoryEntry
from projections.lists.notice_list import Notice
from projections.lists.overdue_list import OverdueDeadline
from projections.lists.workload import CadreLoad


def moment(value: datetime | None) -> datetime | None:
    """The moment with the offset of Asia/Shanghai."""
    return None if value is None else value.astimezone(SHANGHAI)


def receipt(number: str, done: Receipt) -> dict[str, Any]:
    """What a writing command came to; a quiet one has no position and no facts."""
    return {"household": number, "id": done.household, "position": done.position, "facts": list(done.facts)}


def imported(result: ImportResult) -> dict[str, Any]:
    """What an import came to."""
    counts = ("files", "rows", "persons", "households", "registered", "updated", "unchanged", "detected")
    return {
        "batch": result.batch,
        **{name: getattr(result, name) for name in counts},
        "refused": [_row(problem) for problem in result.refused],
        "warnings": [_row(problem) for problem in result.warnings],
        "unknown_columns": list(result.unknown_columns),
    }


def withdrawn(found: Withdrawal, *, dry: bool) -> dict[str, Any]:
    """What a withdrawal came to, or would come to."""
    return {
        "batch": found.batch,
        "dry_run": dry,
        "households": found.households,
        "entries": found.entries,
        "unregistered": found.unregistered,
        "kept": [
            {"household": kept.number, "id": kept.id, "village": kept.village, "why": kept.why} for kept in found.kept
        ],
    }


def board_entry(entry: BoardEntry) -> dict[str, Any]:
    """A household of `list`."""
    following = entry.next_deadline
    return {
        "household": entry.household,
        "id": entry.id,
        "village": entry.village,
        "village_name": entry.village_name,
        "stage": entry.stage,
        "episode": entry.episode,
        "detected_on": entry.detected_on,
        "cadre": entry.cadre,
        "level": entry.level,
        "next_deadline": following
        and {
            "kind": following.kind,
            "occurrence": following.occurrence,
            "due_on": following.due_on,
            "due_at": moment(following.due_at),
        },
        "nothing_done": entry.nothing_done,
    }


def overdue(entry: OverdueDeadline) -> dict[str, Any]:
    """A deadline of `overdue`."""
    return {
        "household": entry.household,
        "id": entry.id,
        "village": entry.village,
        "village_name": entry.village_name,
        "deadline": entry.deadline,
        "occurrence": entry.occurrence,
        "due_on": entry.due_on,
        "due_at": moment(entry.due_at),
        "working_days_late": entry.working_days_late,
        "step": entry.step,
        "responsible": entry.responsible,
        "provisional": entry.provisional,
    }


def history_entry(entry: HistoryEntry) -> dict[str, Any]:
    """An entry of `history`, the fact's clear values at top level."""
    at = {"occurred_at": moment(entry.occurred_at), "recorded_at": moment(entry.recorded_at)}
    return entry.as_json() | at


def limit(instance: Instance) -> dict[str, Any]:
    """How long the duty may take; both keys always, which the Struct itself would leave out at their defaults."""
    return {"value": instance.limit.value, "unit": str(instance.limit.unit)}


def shown(found: HouseholdView, village_name: str) -> dict[str, Any]:
    """One household as `show` has it."""
    answer: dict[str, Any] = {}
    for name in found.__struct_fields__:
        answer[name] = _plain(getattr(found, name))
        if name == "village":
            answer["village_name"] = village_name
    return answer


def load(entry: CadreLoad) -> dict[str, Any]:
    """A cadre of `workload`."""
    return {
        "cadre": entry.cadre,
        "open": entry.open,
        "overdue": entry.overdue,
        "overdue_households": entry.overdue_households,
        "by_stage": {str(stage): count for stage, count in entry.by_stage.items()},
    }


def notice(entry: Notice) -> dict[str, Any]:
    """A raised notice."""
    return {
        "household": entry.household,
        "id": entry.id,
        "village": entry.village,
        "village_name": entry.village_name,
        "episode": entry.episode,
        "deadline": entry.deadline,
        "occurrence": entry.occurrence,
        "step": entry.step,
        "to": [recipient(to) for to in entry.to],
        "due_on": entry.due_on,
        "due_at": moment(entry.due_at),
        "raised_at": moment(entry.raised_at),
        "goes_out_at": moment(entry.goes_out_at),
        "position": entry.position,
    }


def recipient(to: Recipient) -> dict[str, Any]:
    """Whom a notice is for."""
    return {"role": to.role, "division": to.division, "account": to.account}


def _row(problem: RowProblem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "message": {"zh": problem.message.zh, "en": problem.message.en},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return moment(value) if isinstance(value, datetime) else value
