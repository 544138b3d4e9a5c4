"""The JSON answers, key by key: the contract that other programs read, whichever way they ask."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.columns import ListRow, json_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from casework.application.importing.result import ImportResult
    from casework.application.importing.withdrawals import Withdrawal
    from casework.application.inquiries.next_duties import ComingDuty
    from casework.application.ledgers.understanding.questions import SheetAccount
    from casework.application.register.household_view import HouseholdView
    from casework.application.writing.receipts import Receipt
    from casework.domain.deadlines.instances import Instance
    from casework.domain.labels import Label
    from casework.domain.policy.policy import Policies
    from casework.domain.statuses import Employability
    from casework.interfaces.wording.next_steps import NextStep
    from projections.lists.overdue_list import DutiesAhead


def moment(value: datetime | None) -> datetime | None:
    """The moment with the offset of Asia/Shanghai."""
    return None if value is None else value.astimezone(SHANGHAI)


def as_json(row: ListRow) -> dict[str, Any]:
    """A row of a list: its told columns under the names of its fields."""
    return {key: plain(getattr(row, name)) for name, key in json_fields(type(row)).items()}


def receipt(
    number: str,
    done: Receipt,
    policies: Policies | None,
    duty: ComingDuty | None,
    waits: Mapping[int, Employability] = MappingProxyType({}),
    called: Mapping[UUID, Label] = MappingProxyType({}),
) -> dict[str, Any]:
    """
    What a writing command came to; a quiet one has no position and no facts.

    It ends with the household's next duty; `waits_for` is there while something has to be said of a member before it is
    concluded whether the household is at risk. A late or corrected entry says what it `moves`, a preview as well, with
    the same in `words`.
    """
    answer: dict[str, Any] = {
        "household": number,
        "id": done.household,
        "position": done.position,
        "facts": list(done.facts),
    }
    if done.others:
        answer["others"] = list(done.others)
        answer["others_called"] = [{"id": other, "zh": name.zh, "en": name.en} for other, name in called.items()]
    if done.preview:
        answer["preview"] = True
    if done.moves is not None and policies is not None:
        from casework.interfaces.wording.effect_words import effect_lines

        answer["moves"] = msgspec.to_builtins(done.moves) | {
            "words": [{"zh": line.zh, "en": line.en} for line in effect_lines(done.moves, policies)]
        }
    if waits:
        answer["waits_for"] = [{"member": member, "why": why} for member, why in waits.items()]
    return {**answer, "next_duty": None if duty is None else plain(duty)}


def ahead(found: DutiesAhead) -> dict[str, Any]:
    """What ends next of many households: the first duty and how many end with it, and how many are overdue."""
    first = None if found.first is None else plain(found.first) | {"duties": found.duties}
    return {"next_duty": first, "overdue": found.overdue}


def next_step(step: NextStep | None) -> dict[str, Any]:
    """What comes next after something that concerns no single household."""
    return {"next_step": None if step is None else plain(step)}


def imported(result: ImportResult, *, explained: bool = False) -> dict[str, Any]:
    """What an import came to; `explained` adds what each table was taken for."""
    counts = ("files", "rows", "persons", "households", "registered", "updated", "unchanged", "detected", "withheld")
    return {
        "batch": result.batch,
        **{name: getattr(result, name) for name in counts},
        "refused": plain(tuple(result.refused)),
        "warnings": plain(tuple(result.warnings)),
        "unknown_columns": list(result.unknown_columns),
        "refused_files": [
            {"file": file.path.name, "code": file.code, "message": file.message} for file in result.refused_files
        ],
        "questions": plain(tuple(result.questions)),
        "outcomes": plain(tuple(result.outcomes)),
        "moves": import_moves(result),
        **({"on_roster": result.on_roster} if result.on_roster else {}),
        **({"tables": [table_json(table) for table in result.tables]} if explained else {}),
    }


def import_moves(result: ImportResult) -> dict[str, Any]:
    """What the ledger says of an earlier day and moves: counts, and each household with its duties, notices and figures."""
    from casework.domain.entries.effects import totals
    from casework.interfaces.wording.effect_words import total_lines

    together = totals([each.moves for each in result.moved])
    counts: dict[str, Any] = msgspec.to_builtins(together)
    return counts | {
        "words": [{"zh": line.zh, "en": line.en} for line in total_lines(together)],
        "by_household": plain(tuple(result.moved)),
    }


def table_json(table: SheetAccount) -> dict[str, Any]:
    """What a table was taken for, as `--json` shows it."""
    return {
        "file": table.file,
        "sheet": table.sheet,
        "row": table.row,
        "taken": table.taken,
        "columns": [{**as_json(column), "meaning": column.meaning or None} for column in table.columns],
    }


def withdrawn(found: Withdrawal, *, dry: bool) -> dict[str, Any]:
    """What a withdrawal came to, or would come to."""
    return {
        "batch": found.batch,
        "dry_run": dry,
        "households": found.households,
        "entries": found.entries,
        "unregistered": found.unregistered,
        "kept": plain(found.kept),
        "beyond_office": found.beyond,
    }


def limit(instance: Instance) -> dict[str, Any]:
    """How long the duty may take; both keys always, which the Struct itself would leave out at their defaults."""
    return {"value": instance.limit.value, "unit": str(instance.limit.unit)}


def shown(found: HouseholdView, village_name: str) -> dict[str, Any]:
    """One household as `show` has it."""
    answer: dict[str, Any] = {}
    for name in found.__struct_fields__:
        answer[name] = plain(getattr(found, name))
        if name == "village":
            answer["village_name"] = village_name
    return answer


def plain(value: Any) -> Any:
    """
    A value as JSON has it: every field of a struct, also at its default, and moments at +08:00.

    What a struct names as said only where there is something of it is left out where there is not.
    """
    if isinstance(value, ListRow):
        return as_json(value)
    if isinstance(value, msgspec.Struct):
        unsaid = {name for name in getattr(value, "only_when_said", ()) if not getattr(value, name)}
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__ if name not in unsaid}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return moment(value) if isinstance(value, datetime) else value
