"""How facts about a division's ledger change it (ADR 0034)."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.divisions.codes import DivisionCodeError, level_of
from casework.domain.fact import Recorded
from casework.domain.facts.office.ledgers import ConfirmedLine, LedgerClosed, LedgerOpened, QuarterConfirmed
from casework.domain.facts.office.rounds import RoundClosed, RoundOpened
from casework.domain.household.parts import DivisionLedger, QuarterState, RoundState
from casework.domain.household.state import Household

QUARTERS_KEPT = 4
"""Of so many quarters the lines are kept; those of older ones stand in the history."""


def ledger_opened(household: Household, recorded: Recorded, fact: LedgerOpened) -> Household:
    """The ledger of the division; a code that is none of a division opens nothing."""
    try:
        level = level_of(fact.division)
    except DivisionCodeError:
        return household
    return replace(household, village=fact.division, ledger=household.ledger or DivisionLedger(level=level))


def ledger_closed(household: Household, recorded: Recorded, fact: LedgerClosed) -> Household:
    """The ledger of a division that is no more."""
    if household.ledger is None:
        return household
    closed = replace(household.ledger, closed_on=fact.effective_on, closed_version=recorded.version)
    return replace(household, ledger=closed)


def quarter_confirmed(household: Household, recorded: Recorded, fact: QuarterConfirmed) -> Household:
    """The ledger with what was confirmed of a quarter; what is said again of a household counts."""
    if household.ledger is None:
        return household
    before = household.ledger.quarters.get(fact.quarter, QuarterState())
    lines: dict[object, ConfirmedLine] = {line.household: line for line in (*before.lines, *fact.lines)}
    now = QuarterState(lines=tuple(lines.values()), complete=before.complete or fact.complete)
    quarters = household.ledger.quarters | {fact.quarter: now}
    kept = sorted(quarters)[-QUARTERS_KEPT:]
    return replace(household, ledger=replace(household.ledger, quarters={each: quarters[each] for each in kept}))


def round_opened(household: Household, recorded: Recorded, fact: RoundOpened) -> Household:
    """The ledger with one more round."""
    if household.ledger is None:
        return household
    opened = RoundState(name=fact.round_name, kind=fact.kind, first_on=fact.first_on, last_on=fact.last_on)
    return replace(household, ledger=replace(household.ledger, rounds=(*household.ledger.rounds, opened)))


def round_closed(household: Household, recorded: Recorded, fact: RoundClosed) -> Household:
    """The ledger with the round closed."""
    if household.ledger is None:
        return household
    rounds = tuple(
        replace(each, closed=True) if each.name == fact.round_name else each for each in household.ledger.rounds
    )
    return replace(household, ledger=replace(household.ledger, rounds=rounds))
