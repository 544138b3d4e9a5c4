"""How a spell of zero employment ends, and whether that lasts (GY-12f, GY-13a, OF-27, OF-31)."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.codes import Closing, Milestone, ProposalReturn
from casework.domain.decisions.clearing import decide_clearance, propose_clearance, return_clearance
from casework.domain.decisions.closing import decide_closing, propose_closing, return_closing
from casework.domain.decisions.retaining import check_retention, confirm_stability
from casework.interfaces.cli.household_command import Deed, deed, exactly_one, household_command
from casework.interfaces.cli.office.detecting import SIGNED, signed_record
from casework.interfaces.cli.options import code_argument, code_option
from casework.interfaces.cli.parameters import WrongValueError

PROPOSE = click.option("--propose", is_flag=True, help="提请 propose")
DECIDE = click.option("--decide", is_flag=True, help="审核通过（须由另一人） decide, as a second person")
RETURN = code_option("--return", ProposalReturn, "退回的原因", "send back, and why")


@household_command(
    "clear",
    "清零：提请、审核通过或退回",
    "Clear the household: propose, decide as a second person, or return (GY-12f).",
    PROPOSE,
    DECIDE,
    RETURN,
)
def clear_command(propose: bool, decide: bool, **returned: ProposalReturn | None) -> Deed:
    """Clear it."""
    reason = returned["return"]
    exactly_one(propose=propose, decide=decide, **returned)
    if reason is not None:
        return deed(return_clearance, reason=reason)
    return deed(propose_clearance if propose else decide_clearance)


@household_command(
    "check",
    "稳岗回访：清零后是否仍有人在岗",
    "Record whether somebody still works after clearance (GY-13a, CD-6g).",
    code_option("--milestone", Milestone, "回访节点", "when", required=True),
    click.option("--employed", is_flag=True, help="仍有人在岗 somebody works"),
    click.option("--not-employed", is_flag=True, help="无人在岗 nobody works"),
)
def check_command(milestone: Milestone, employed: bool, not_employed: bool) -> Deed:
    """Check it."""
    exactly_one(employed=employed, not_employed=not_employed)
    return deed(check_retention, milestone=milestone, still_employed=employed)


@household_command(
    "stabilise",
    "稳定就业：确认就业稳定（须由没有做过回访的人）",
    "Confirm that the work lasts, as somebody who recorded none of the checks (OF-34).",
)
def stabilise_command() -> Deed:
    """Confirm it."""
    return deed(confirm_stability)


@household_command(
    "close",
    "其他方式退出：提请、审核通过或退回",
    "Close the episode otherwise than by work: propose, decide as a second person, or return (OF-27, OF-31).",
    code_argument("reason", Closing),
    PROPOSE,
    DECIDE,
    RETURN,
    *SIGNED,
)
def close_command(
    reason: Closing,
    propose: bool,
    decide: bool,
    signed_by: str | None,
    relation: str | None,
    signed_on: date | None,
    **returned: ProposalReturn | None,
) -> Deed:
    """Close it."""
    exactly_one(propose=propose, decide=decide, **returned)
    signed = signed_record(signed_by, relation, signed_on)
    if signed is not None and not propose:
        raise WrongValueError(zh="签字记录只能与 --propose 一起用", en="The signed record goes with --propose only")
    back = returned["return"]
    if back is not None:
        return deed(return_closing, closing=reason, reason=back)
    return deed(propose_closing, reason=reason, signed=signed) if propose else deed(decide_closing, reason=reason)
