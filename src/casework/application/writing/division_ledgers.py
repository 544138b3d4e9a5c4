"""Deciding on the ledger of a division, with the households that belong to it as the log has them (ADR 0034)."""

from __future__ import annotations

from msgspec.structs import asdict

from casework.application.commands.division_ledgers import ConfirmQuarter
from casework.application.places.residents import households_in
from casework.application.writing.history import Decided, History
from casework.domain.decisions.ledgers.quarters import confirm_quarter
from casework.domain.divisions.codes import DivisionLevel
from casework.domain.household.context import DecisionContext
from casework.domain.text_values import one_form


def decide_quarter(history: History, command: ConfirmQuarter, context: DecisionContext) -> Decided:
    """Confirm lines of the ledger; raises as `confirm_quarter`. A township confirms as a whole, without lines."""
    ledger, here = history.state, []
    if ledger.ledger is not None and ledger.ledger.level is DivisionLevel.VILLAGE:
        here = households_in(history.log, history.keys, ledger.village, context.today)
    households = {one_form(each.number): each.id for each in here}
    return Decided(facts=confirm_quarter(ledger, context, **asdict(command), households=households))
