"""What is done with the ledger of a division itself: it is confirmed for a quarter (GY-2b, ADR 0034)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import About, Command, Right, Spec
from casework.application.commands.declarations.parameters import Note, Number, Reason
from casework.domain.codes.rounds import Difference, RosterKind, Settlement
from casework.domain.codes.service.contacts import Relation
from casework.domain.decisions.ledgers.ledger import LedgerUnknownError
from casework.domain.decisions.ledgers.quarters import confirm_quarter
from casework.domain.decisions.ledgers.rosters import obtain_roster, raise_difference, settle_difference
from casework.domain.decisions.ledgers.rounds import ask_household
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, MemberUnknownError, NotNowError
from casework.domain.labels import Label
from casework.domain.values.bounds import Text
from casework.domain.words import words

PANEL = Label("区划台账", "Ledgers of divisions")


class AskHousehold(Command, frozen=True, kw_only=True):
    """Record that the household was asked in a round and there was nothing new (GY-1a)."""

    spec: ClassVar = Spec("asked", "已询问：本轮次中询问过该户，没有新情况", PANEL, ask_household, Right.REGISTER)
    refuses: ClassVar = (InvalidValueError, LedgerUnknownError, NotNowError)
    round_name: Annotated[str, words("轮次名称", "the round's name", "ROUND")]
    informant: Annotated[Relation | None, words("提供信息的人", "who said so")] = None
    note: Note = ""


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


class ObtainRoster(Command, frozen=True, kw_only=True):
    """Record that a list was obtained from elsewhere that is not imported; a duty may start on it (BJ-1.1a)."""

    spec: ClassVar = Spec(
        "roster",
        "取得名单：登记从其他部门取得、不导入的名单",
        PANEL,
        obtain_roster,
        Right.REGISTER,
        about=About.LEDGER,
    )
    refuses: ClassVar = (InvalidValueError, LedgerUnknownError, NotNowError)
    kind: Annotated[RosterKind, words("名单类型", "which list")]
    issuer: Annotated[str, words("提供单位", "who issued it")]
    obtained_on: Annotated[date, words("取得日期", "on which day it was obtained", "--on")]
    sha256: Annotated[str, Text(signs=64), words("文件的 SHA-256", "SHA-256 of its file")] = ""
    lines: Annotated[int | None, words("行数", "how many lines it has")] = None
    round_name: Annotated[str, words("轮次名称", "for which round", "--round")] = ""


class RaiseDifference(Command, frozen=True, kw_only=True):
    """Record what a list from elsewhere says otherwise than the records; it waits for a person (CZ-3)."""

    spec: ClassVar = Spec("difference", "比对差异：名单所写与台账不同，待人核对", PANEL, raise_difference)
    refuses: ClassVar = (HouseholdUnknownError, MemberUnknownError, InvalidValueError)
    kind: Annotated[RosterKind, words("名单类型", "which list")]
    difference: Annotated[Difference, words("差异", "what it says otherwise")]
    listed_on: Annotated[date, words("名单日期", "of which day the list is", "--on")]
    member: Annotated[int | None, words("成员编号", "the member's number", hint="见 show")] = None
    note: Note = ""


class SettleDifference(Command, frozen=True, kw_only=True):
    """Say what is right of a difference, in words (CZ-3)."""

    spec: ClassVar = Spec("settle-difference", "处理比对差异：核对后写明结果", PANEL, settle_difference)
    refuses: ClassVar = (NotNowError, InvalidValueError)
    number: Annotated[Number, words("差异编号", "the difference's number", "N")]
    settlement: Annotated[Settlement, words("结果", "what is right")]
    reason: Reason
