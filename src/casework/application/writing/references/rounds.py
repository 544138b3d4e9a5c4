"""Opening a round in the divisions of a region and closing it there, each division with its own count (GY-1a)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from casework.application.log.records.household_ids import ledger_id
from casework.application.places.residents import households_in
from casework.application.writing.batch_decisions import decide_batch
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.rounds import RoundKind
from casework.domain.decisions.ledgers.ledger import KEPT_BY
from casework.domain.decisions.ledgers.rounds import close_round, open_round
from casework.domain.divisions.codes import level_of, significant_digits
from casework.domain.fact import Fact, topic_of
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household


def open_round_in(
    casework: Casework,
    region: str,
    villages: Collection[str],
    *,
    round_name: str,
    kind: RoundKind,
    first_on: date,
    last_on: date,
    by: str,
) -> int:
    """
    Open a round in these villages of a region, and in the region's own ledger; answers in how many it was opened.

    Safe to repeat: a village that came to the region since gets it then. Raises InvalidValueError, as `open_round`:
    nothing was recorded.
    """
    wanted = {ledger_id(casework.keys.ids, division=each): each for each in _divisions(region, villages)}

    def decide(ledger: Household, context: DecisionContext) -> list[Fact]:
        return open_round(
            ledger,
            context,
            division=wanted[ledger.id],
            region=region,
            round_name=round_name,
            kind=kind,
            first_on=first_on,
            last_on=last_on,
        )

    return len(decide_batch(casework, wanted, decide, by=by, key_of=_key).recorded)


def close_round_in(casework: Casework, region: str, villages: Collection[str], *, round_name: str, by: str) -> int:
    """Close a round in these villages and in the region's own ledger, each with its count; answers in how many."""
    wanted = {ledger_id(casework.keys.ids, division=each): each for each in _divisions(region, villages)}
    there = households_by_village(casework, villages)

    def decide(ledger: Household, context: DecisionContext) -> list[Fact]:
        prefix = significant_digits(wanted[ledger.id])
        own = (each for village, here in there.items() if village.startswith(prefix) for each in here)
        return close_round(ledger, context, round_name=round_name, households=own)

    return len(decide_batch(casework, wanted, decide, by=by, key_of=_key).recorded)


def households_by_village(casework: Casework, villages: Collection[str]) -> Mapping[str, list[Household]]:
    """The households of each village, as everything recorded leaves them."""
    today = shanghai_date(casework.clock.now())
    return {village: households_in(casework.log, casework.keys, village, today) for village in villages}


def ledgers_of(casework: Casework, divisions: Collection[str]) -> dict[str, Household]:
    """The ledgers of divisions that keep one, by their codes."""
    wanted = {ledger_id(casework.keys.ids, division=each): each for each in divisions}
    states = (fold_history(ledger, casework.log.entries(ledger)) for ledger in wanted)
    return {wanted[state.id]: state for state in states if state.ledger is not None}


def _divisions(region: str, villages: Collection[str]) -> set[str]:
    return {*villages, *((region,) if level_of(region) in KEPT_BY else ())}


def _key(ledger: Household, fact: Fact) -> str:
    return f"{ledger.id}/{topic_of(fact)}/{getattr(fact, 'round_name', '')}/{ledger.version}"
