"""Deciding on the ledger of a division, with the households that belong to it as the log has them (ADR 0034)."""

from __future__ import annotations

from msgspec.structs import asdict

from casework.application.commands.division_ledgers import AskHousehold, ConfirmQuarter
from casework.application.log.records.household_ids import ledger_id
from casework.application.places.residents import households_in
from casework.application.writing.histories.history import Decided, History
from casework.domain.decisions.ledgers.quarters import confirm_quarter
from casework.domain.decisions.ledgers.rounds import ask_household
from casework.domain.divisions.codes import DivisionLevel
from casework.domain.entries.refusals import refuse_what_cannot_be
from casework.domain.errors import HouseholdUnknownError
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.text_values import one_form


def decide_quarter(history: History, command: ConfirmQuarter, context: DecisionContext) -> Decided:
    """Confirm lines of the ledger; raises as `confirm_quarter`. A township confirms as a whole, without lines."""
    ledger, here = history.state, []
    if ledger.ledger is not None and ledger.ledger.level is DivisionLevel.VILLAGE:
        here = households_in(history.log, history.keys, ledger.village, context.today)
    households = {one_form(each.number): each.id for each in here}
    return Decided(facts=confirm_quarter(ledger, context, **asdict(command), households=households))


def decide_asked(history: History, command: AskHousehold, context: DecisionContext) -> Decided:
    """Record that the household was asked in a round of its village; raises as `ask_household`."""
    household = history.state
    if not household.known:
        raise HouseholdUnknownError(household.id)
    stream = ledger_id(history.keys.ids, division=household.village)
    ledger = fold_history(stream, history.log.entries(stream))
    facts = ask_household(household, context, **asdict(command), ledger=ledger)
    refuse_what_cannot_be(household, facts, context)
    return Decided(facts=facts)
