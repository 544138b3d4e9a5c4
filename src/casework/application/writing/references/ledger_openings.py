"""Opening and closing the ledgers of many divisions at once; safe to repeat (ADR 0034)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from casework.application.log.records.household_ids import ledger_id
from casework.application.writing.batch_decisions import decide_batch
from casework.application.writing.casework import Casework
from casework.domain.decisions.ledgers.ledger import close_ledger, open_ledger
from casework.domain.fact import Fact, topic_of
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def open_ledgers(casework: Casework, divisions: Iterable[str], *, by: str) -> int:
    """
    Open the ledgers of these divisions (12 digits) that have none; answers how many it opened.

    Raises InvalidValueError for a division that keeps none.
    """
    wanted = _by_id(casework, divisions)

    def decide(ledger: Household, context: DecisionContext) -> list[Fact]:
        return open_ledger(ledger, context, division=wanted[ledger.id])

    return len(decide_batch(casework, wanted, decide, by=by, key_of=_key).recorded)


def close_ledgers(casework: Casework, ended: Mapping[str, date], *, by: str) -> int:
    """Close the ledgers of divisions that are no more, each from its day on; answers how many it closed."""
    wanted = _by_id(casework, ended)

    def decide(ledger: Household, context: DecisionContext) -> list[Fact]:
        return close_ledger(ledger, context, effective_on=ended[wanted[ledger.id]])

    return len(decide_batch(casework, wanted, decide, by=by, key_of=_key).recorded)


def _by_id(casework: Casework, divisions: Iterable[str]) -> dict[UUID, str]:
    return {ledger_id(casework.keys.ids, division=division): division for division in divisions}


def _key(ledger: Household, fact: Fact) -> str:
    return f"{ledger.id}/{topic_of(fact)}/{ledger.version}"
