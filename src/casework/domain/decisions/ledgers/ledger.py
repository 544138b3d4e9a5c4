"""Opening and closing the ledger of a division, and asking for one that is kept (ADR 0034)."""

from __future__ import annotations

from datetime import date

from casework.domain.divisions.codes import DivisionLevel, level_of
from casework.domain.errors import InvalidValueError, NotFoundError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.office.ledgers import LedgerClosed, LedgerOpened
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import DivisionLedger
from casework.domain.household.state import Household

KEPT_BY = (DivisionLevel.VILLAGE, DivisionLevel.TOWNSHIP, DivisionLevel.COUNTY)
"""The divisions that keep a ledger of their own."""


class LedgerUnknownError(NotFoundError):
    """Nobody has opened a ledger of this division."""

    def __init__(self, division: object) -> None:
        self.division = division
        self.zh = f"{division}尚未建立台账：先用 open-ledgers 建立"
        self.en = f"There is no ledger of {division}: open it first with `open-ledgers`"


def open_ledger(ledger: Household, context: DecisionContext, *, division: str) -> list[Fact]:
    """
    The division's ledger is kept from now on; quiet when it is. Raises InvalidValueError for another level's division.
    """
    if level_of(division) not in KEPT_BY:
        raise InvalidValueError(
            "division", zh=f"{division}不是村、乡镇或县区", en=f"{division} is no village, township or county"
        )
    return [] if ledger.known else [LedgerOpened(division=division)]


def close_ledger(ledger: Household, context: DecisionContext, *, effective_on: date) -> list[Fact]:
    """The division is no more from a day on; quiet when its ledger is closed, or was never kept."""
    if ledger.ledger is None or ledger.ledger.closed_on is not None:
        return []
    return [LedgerClosed(effective_on=effective_on)]


def open_ledger_of(ledger: Household) -> DivisionLedger:
    """What is known of a ledger that is kept. Raises LedgerUnknownError, NotNowError for one that was closed."""
    if ledger.ledger is None:
        raise LedgerUnknownError(ledger.village or ledger.id)
    if ledger.ledger.closed_on is not None:
        raise NotNowError(
            zh=f"该台账已自{ledger.ledger.closed_on}起终止",
            en=f"The ledger was closed from {ledger.ledger.closed_on} on",
        )
    return ledger.ledger
