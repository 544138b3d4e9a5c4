"""What is done with the ledger of a division itself: it is confirmed for a quarter (GY-2b, ADR 0034)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import About, Command, Right, Spec
from casework.domain.decisions.ledgers.ledger import LedgerUnknownError
from casework.domain.decisions.ledgers.quarters import confirm_quarter
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.labels import Label
from casework.domain.words import words

PANEL = Label("区划台账", "Ledgers of divisions")


class ConfirmQuarter(Command, frozen=True, kw_only=True):
    """Confirm a village's ledger for a quarter, line by line, also where nothing changed (GY-2b)."""

    spec: ClassVar = Spec(
        "confirm-quarter",
        "按季确认：逐户确认村台账，无变化的也确认；乡镇整体确认",
        PANEL,
        confirm_quarter,
        Right.REGISTER,
        about=About.LEDGER,
    )
    refuses: ClassVar = (InvalidValueError, LedgerUnknownError, NotNowError)
    quarter: Annotated[str, words("季度，如 2026Q3", "the quarter, such as 2026Q3", "QUARTER")]
    changed: Annotated[tuple[str, ...], words("有变化的户编号", "number of a household that changed")] = ()
    unchanged: Annotated[
        tuple[str, ...], words("无变化的户编号", "number of a household in which nothing changed")
    ] = ()
    rest: Annotated[bool, words("其余各户无变化", "nothing changed in all others")] = False
