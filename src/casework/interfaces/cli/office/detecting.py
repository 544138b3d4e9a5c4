"""Reporting and verifying a detected household (GY-2d, GY-12c, BJ-1.2)."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.codes import Finding, HardToEmployGround, NotEligible, Office, VerificationSource
from casework.domain.decisions.verifying import SignedRecord, receipt_report, report_household, verify
from casework.domain.facts.clearing import SignerPrivate
from casework.domain.facts.households import MemberFinding
from casework.interfaces.cli.household_command import Deed, deed, exactly_one, household_command
from casework.interfaces.cli.options import code_argument, code_option
from casework.interfaces.cli.parameters import DayType, FindingType, NameType, WrongValueError, labels

SIGNED = (
    click.option("--signed-by", type=NameType(), metavar="NAME", help="签字人 who signed the written record"),
    click.option("--relation", type=NameType(), metavar="R", help="签字人与成员的关系 his relation to the member"),
    click.option("--signed-on", type=DayType(), metavar="DATE", help="签字日期 the day it was signed"),
)


@household_command(
    "report", "上报：向乡镇、县区人社部门和县区乡村振兴部门上报", "Report the household to the offices (GY-2d)."
)
def report_command() -> Deed:
    """Report it."""
    return deed(report_household)


@household_command(
    "receipt",
    "签收：一个部门收到了上报",
    "Confirm that one office has the report (GY-2d).",
    code_argument("office", Office),
)
def receipt_command(office: Office) -> Deed:
    """Receipt it."""
    return deed(receipt_report, office=office)


@household_command(
    "verify",
    "核实：确认零就业，或认定不符合",
    "Verify the household: confirmed, or not eligible (GY-12c, BJ-1.2).",
    click.option("--confirm", is_flag=True, help="确认 confirmed"),
    code_option("--not-eligible", NotEligible, "不符合的原因", "why it is not eligible"),
    code_option("--source", VerificationSource, "核实方式", "how it was verified", required=True),
    click.option(
        "--member",
        "members",
        type=FindingType(),
        multiple=True,
        metavar="N=FINDING",
        help=f"成员的核实结论（可多次；就业困难人员另加 ,hard-to-employ:类别） what was found of a member: {labels(Finding)};"
        f" hard-to-employ: {labels(HardToEmployGround)}",
    ),
    *SIGNED,
)
def verify_command(
    confirm: bool,
    not_eligible: NotEligible | None,
    source: VerificationSource,
    members: tuple[tuple[int, Finding, HardToEmployGround | None], ...],
    signed_by: str | None,
    relation: str | None,
    signed_on: date | None,
) -> Deed:
    """Verify it."""
    exactly_one(confirm=confirm, not_eligible=not_eligible)
    findings = tuple(MemberFinding(member=n, finding=found, hard_to_employ=ground) for n, found, ground in members)
    signed = signed_record(signed_by, relation, signed_on)
    return deed(verify, source=source, reason=not_eligible, findings=findings, signed=signed)


def signed_record(signed_by: str | None, relation: str | None, signed_on: date | None) -> SignedRecord | None:
    """The written record; its three parts come together or not at all."""
    if signed_by is None and relation is None and signed_on is None:
        return None
    if signed_by is None or relation is None or signed_on is None:
        raise WrongValueError(
            zh="--signed-by、--relation、--signed-on 要么都写，要么都不写",
            en="--signed-by, --relation and --signed-on go together",
        )
    return SignedRecord(signer=SignerPrivate(name=signed_by, relation=relation), signed_on=signed_on)
