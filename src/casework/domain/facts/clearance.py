"""Facts about how a spell of zero employment ends and whether it lasts (GY-12f, GY-13a, OF-27, OF-31)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.domain.codes.clearance import Closing, Milestone, ProposalReturn
from casework.domain.details.findings import MemberFinding
from casework.domain.details.job import CheckDetails
from casework.domain.fact import Fact, Private
from casework.domain.labels import Label
from casework.domain.masks import Mask, sealed
from casework.domain.statuses import ClearingGround


class SignerPrivate(Private, frozen=True, kw_only=True, tag="signer"):
    """Who signed the written record and how the signer is related to the member (BJ-1.2c)."""

    name: Annotated[str, sealed("签字人", "signed by", Mask.NAME)]
    relation: Annotated[str, sealed("与成员关系", "relation to the member")]
    number: Annotated[str, sealed("材料编号", "number of the document", Mask.NUMBER)] = ""


class ClearanceProposed(Fact, frozen=True, kw_only=True, tag="clearance-proposed"):
    """Somebody proposed that the household be cleared (GY-12f)."""

    label: ClassVar = Label("提请清零", "clearance proposed")
    sentence: ClassVar = Label("提请清零", "Clearance proposed")
    what_if_shortcut: ClassVar = True


class ClearanceReturned(Fact, frozen=True, kw_only=True, tag="clearance-returned"):
    """The proposal to clear went back with a reason (GY-12f)."""

    label: ClassVar = Label("退回清零提请", "clearance returned")
    sentence: ClassVar = Label("退回清零提请：{reason}", "Clearance returned: {reason}")
    what_if_shortcut: ClassVar = True

    reason: ProposalReturn


class Cleared(Fact, frozen=True, kw_only=True, tag="cleared"):
    """A second person cleared the household; the rule and the facts it rests on are named (GY-12f, OF-27, OF-29)."""

    label: ClassVar = Label("清零", "cleared")
    sentence: ClassVar = Label(
        "清零：依据安置编号{placement}（{ground}），见第{rests_on}条记录",
        "Cleared on placement {placement} ({ground}), see entries {rests_on}",
    )
    fixed_fields: ClassVar = frozenset({"rule", "ground", "placement", "rests_on"})
    what_if_shortcut: ClassVar = True

    rule: str
    ground: ClearingGround
    placement: int
    rests_on: tuple[int, ...]


class RetentionChecked(Fact, frozen=True, kw_only=True, tag="retention-checked"):
    """After clearance it was checked whether somebody still works (GY-13a, CD-6g)."""

    label: ClassVar = Label("稳岗回访", "retention checked")
    what_if_shortcut: ClassVar = True

    milestone: Milestone
    employed: bool
    details: CheckDetails | None = None


class StabilityConfirmed(Fact, frozen=True, kw_only=True, tag="stability-confirmed"):
    """A person who recorded none of the checks confirmed that the work lasts (GY-13a, OF-34)."""

    label: ClassVar = Label("确认稳定就业", "stability confirmed")
    sentence: ClassVar = Label("确认稳定就业", "Stability confirmed")
    what_if_shortcut: ClassVar = True


class ClosingProposed(Fact, frozen=True, kw_only=True, tag="closing-proposed"):
    """
    Somebody proposed to close the episode otherwise than by work (OF-27, OF-31).

    `findings` says of single members why they are unwilling and when each signed; `signed_on` is the day of one record
    for all of whom nothing more is said.
    """

    label: ClassVar = Label("提请退出", "closing proposed")
    what_if_shortcut: ClassVar = True

    reason: Closing
    signed_on: date | None = None
    findings: tuple[MemberFinding, ...] = ()


class ClosingReturned(Fact, frozen=True, kw_only=True, tag="closing-returned"):
    """The proposal to close went back with a reason."""

    label: ClassVar = Label("退回退出提请", "closing returned")
    sentence: ClassVar = Label("退回退出提请：{reason}", "Closing returned: {reason}")
    what_if_shortcut: ClassVar = True

    reason: ProposalReturn


class ClosedOtherwise(Fact, frozen=True, kw_only=True, tag="closed-otherwise"):
    """
    A second person closed the episode otherwise than by work (OF-27, OF-31).

    `findings` says of whom the closing holds (unwilling and signed, or without capacity) until a later survey or
    verification; `employable` and `employed` say who counts after it: only a later change in them opens a new episode.
    """

    label: ClassVar = Label("其他方式退出", "closed otherwise")
    fixed_fields: ClassVar = frozenset({"findings", "employable", "employed"})
    what_if_shortcut: ClassVar = True

    reason: Closing
    findings: tuple[MemberFinding, ...] = ()
    employable: tuple[int, ...] = ()
    employed: tuple[int, ...] = ()
