"""The JSON answer of `what-if`, key by key."""

from __future__ import annotations

from typing import Any

from casework.application.inquiries.what_if_answer import ChangedDeadline, Pair, WhatIf
from casework.domain.divisions.tree import Divisions


def as_answer(found: WhatIf, divisions: Divisions) -> dict[str, Any]:
    """Totals, townships, days, recipients, and every deadline that would have differed."""
    return {
        "from": found.first,
        "to": found.last,
        "considered": found.considered,
        "differences": found.differences,
        "notices": _pair(found.notices),
        "by_division": [
            {"code": code, "name": divisions.name(code), **{str(kind): count for kind, count in counts.items()}}
            for code, counts in found.by_township.items()
        ],
        "notices_by_day": [{"date": day, **_pair(pair)} for day, pair in found.by_day.items()],
        "by_recipient": [
            {"role": to.role, "division": to.division, "account": to.account, **_pair(pair)}
            for to, pair in found.by_recipient.items()
        ],
        "changes": [_change(changed) for changed in found.changes],
        "not_reproduced": found.unlike,
        "unreadable": found.unreadable,
        "undecided": found.undecided,
        "complete_up_to": found.complete_up_to,
    }


def _pair(pair: Pair) -> dict[str, int]:
    return {"recorded": pair.recorded, "simulated": pair.simulated}


def _change(changed: ChangedDeadline) -> dict[str, Any]:
    change = changed.change
    return {
        "household": changed.household,
        "id": changed.id,
        "village": changed.village,
        "episode": change.episode,
        "deadline": change.deadline,
        "occurrence": change.occurrence,
        "kind": str(change.kind),
        "recorded_due_on": change.recorded_due_on,
        "simulated_due_on": change.simulated_due_on,
    }
