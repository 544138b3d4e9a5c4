"""What was found of a member, and who signed for one, as it may stand on the command line in one word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import click
from msgspec import Struct
from msgspec.structs import replace

from casework.domain.codes.people import EmploymentStated, LedgerGroup
from casework.domain.codes.service.needs import Wish
from casework.domain.codes.sources import Office
from casework.domain.codes.verification import Finding, HardToEmployGround, Registration, UnwillingReason
from casework.domain.decisions.findings.signatures import MemberEvidence, MemberSignature
from casework.domain.details.findings import ConfirmedGround, MemberFinding
from casework.domain.facts.households import ReportedMember
from casework.domain.written.days import Lies
from casework.interfaces.cli.parameters import CodeType, DayType, Typed, labels, member_number


class _Part(NamedTuple):
    """A part of a finding: the field it fills, how its value is read, and whether it is of the ground before it."""

    field: str
    kind: Typed
    of_ground: bool = False


PARTS: Final[Mapping[tuple[str, ...], _Part]] = {
    ("hard-to-employ", "就业困难人员", "就业困难"): _Part("grounds", CodeType(HardToEmployGround)),
    ("since", "起"): _Part("since", DayType(Lies.BEHIND), of_ground=True),
    ("until", "止"): _Part("until", DayType(Lies.AHEAD), of_ground=True),
    ("office", "认定部门"): _Part("office", CodeType(Office), of_ground=True),
    ("status", "就业状况"): _Part("stated", CodeType(EmploymentStated)),
    ("wish", "意愿"): _Part("wishes", CodeType(Wish)),
    ("was", "原登记"): _Part("registration_before", CodeType(Registration)),
    ("registration", "登记"): _Part("registration", CodeType(Registration)),
    ("registered-on", "登记日期"): _Part("registered_on", DayType(Lies.BEHIND)),
    ("because", "无意愿原因"): _Part("reason", CodeType(UnwillingReason)),
}
"""What may follow a finding after commas, each part written KEY:VALUE, in either language."""

FINDING_HELP: Final = (
    f"{labels(Finding)}; hard-to-employ: {labels(HardToEmployGround)}; since, until, office: {labels(Office)}; "
    f"status: {labels(EmploymentStated)}; wish: {labels(Wish)}; was, registration: {labels(Registration)}; "
    f"registered-on; because: {labels(UnwillingReason)}"
)


class FindingType(Typed):
    """What was found of a member: N=FINDING, then parts after commas, such as hard-to-employ:GROUND."""

    name = "n=finding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> MemberFinding:
        member, said = self._member(value, param, ctx)
        word, *parts = said.replace("，", ",").split(",")
        found = MemberFinding(member=member, finding=Finding(CodeType(Finding).convert(word.strip(), param, ctx)))
        for text in parts:
            key, _, part = text.strip().replace("：", ":").partition(":")
            meant = next((each for keys, each in PARTS.items() if key in keys), None)
            if meant is None or (meant.of_ground and not found.grounds):
                listed = "、".join(keys[0] for keys in PARTS)
                self.wrong(
                    f"“{text}”应写作“项目：值”，项目有 {listed}（since、until、office 写在 hard-to-employ 之后）",
                    f"{text!r} should read KEY:VALUE with one of {listed}; since, until, office after hard-to-employ",
                    param,
                    ctx,
                )
            found = _with(found, meant, meant.kind.convert(part.strip(), param, ctx))
        return _plain(found)

    def _member(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, str]:
        number, _, said = str(value).partition("=")
        member = member_number(number)
        if member is None or not said:
            self.wrong(f"“{value}”应写作：成员编号=结论", f"{value!r} should read N=FINDING", param, ctx)
        return member, said


class SignatureType(Typed):
    """Who signed for an unwilling member: N=NAME,RELATION,DATE."""

    name = "n=name,relation,date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> MemberSignature:
        """The record; what was typed is no part of a refusal, for it is personal data."""
        number, _, said = str(value).partition("=")
        member, parts = member_number(number), said.replace("，", ",").split(",")
        if member is None or len(parts) != 3:
            self.wrong(
                "应写作：成员编号=签字人，与成员的关系，签字日期", "It should read N=NAME,RELATION,DATE", param, ctx
            )
        name, relation, day = (part.strip() for part in parts)
        signed_on: date = DayType(Lies.BEHIND).convert(day, param, ctx)
        return MemberSignature(member=member, name=name, relation=relation, signed_on=signed_on)


class EvidenceType(Typed):
    """The number of one member's evidence: N=NUMBER."""

    name = "n=number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> MemberEvidence:
        """The number; what was typed is no part of a refusal, for it is personal data."""
        number, _, said = str(value).partition("=")
        member = member_number(number)
        if member is None or not said.strip():
            self.wrong("应写作：成员编号=佐证材料编号", "It should read N=NUMBER", param, ctx)
        return MemberEvidence(member=member, number=said.strip())


class ReportedMemberType(Typed):
    """A member who is reported, and the ledgers the member belongs to: N or N=LEDGER,LEDGER."""

    name = "n=ledger"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ReportedMember:
        number, _, said = str(value).partition("=")
        member, ledgers = member_number(number), [word.strip() for word in said.replace("，", ",").split(",") if word]
        if member is None:
            self.wrong(f"“{value}”应写作：成员编号=台账", f"{value!r} should read N=LEDGER", param, ctx)
        groups = tuple(LedgerGroup(CodeType(LedgerGroup).convert(word, param, ctx)) for word in ledgers)
        return ReportedMember(member=member, groups=groups)


def _with(found: MemberFinding, part: _Part, value: Any) -> MemberFinding:
    match part.field:
        case "grounds":
            return replace(found, grounds=(*found.grounds, ConfirmedGround(ground=value)))
        case "wishes":
            return replace(found, wishes=(*found.wishes, value))
    if part.of_ground:
        *before, last = found.grounds
        return replace(found, grounds=(*before, replace(last, **{part.field: value})))
    return replace(found, **{part.field: value})


def _plain(found: MemberFinding) -> MemberFinding:
    """One ground of which nothing more is said stands by itself."""
    if not found.grounds:
        return found
    first = found.grounds[0]
    alone = len(found.grounds) == 1 and first == ConfirmedGround(ground=first.ground)
    return replace(found, hard_to_employ=first.ground, grounds=() if alone else found.grounds)


class WrittenStruct(NamedTuple):
    """How a struct is written in one word: its type, what stands for it on a help page, the hint and its codes."""

    kind: Callable[[], Typed]
    metavar: str
    hint: str
    codes: str = ""


WRITTEN: Final[Mapping[type[Struct], WrittenStruct]] = {
    MemberFinding: WrittenStruct(
        FindingType,
        "N=FINDING",
        "可多次；就业困难人员另加 ,hard-to-employ:类别，其他项目同样以逗号接在后面",
        FINDING_HELP,
    ),
    ReportedMember: WrittenStruct(ReportedMemberType, "N=LEDGER", "可多次", labels(LedgerGroup)),
    MemberEvidence: WrittenStruct(EvidenceType, "N=NUMBER", "可多次"),
    MemberSignature: WrittenStruct(SignatureType, "N=NAME,RELATION,DATE", "可多次"),
}
"""Structs that are given value by value, and how each is written."""
