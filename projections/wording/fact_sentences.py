"""What the history says of facts whose wording depends on more than their fields; the others say it where declared."""

from __future__ import annotations

from functools import singledispatch
from typing import Final

from casework.domain.codes.sources import Source
from casework.domain.details.findings import MemberFinding
from casework.domain.entries.correction.entry_corrections import value_in_words
from casework.domain.fact import Fact
from casework.domain.facts import (
    assistance,
    clearance,
    consent,
    corrections,
    deadlines,
    households,
    responsibility,
    verification,
    work,
)
from casework.domain.facts.office import rules
from casework.domain.labels import Label

_MEASURE_ENDS: Final[dict[type[Fact], Label]] = {
    assistance.MeasureDone: Label("已落实", "carried out"),
    assistance.MeasureNotDone: Label("未落实", "not carried out"),
    assistance.MeasureDropped: Label("已取消", "dropped"),
}


@singledispatch
def wording(_fact: Fact) -> Label | None:
    """The sentence of a fact that declares none, without its personal data; None of any other."""
    return None


def _numbers(members: tuple[int, ...]) -> str:
    return "、".join(map(str, members))


@wording.register
def _members_updated(fact: households.MembersUpdated) -> Label:
    zh = [f"新增{len(fact.joined)}人"] if fact.joined else []
    en = [f"{len(fact.joined)} joined"] if fact.joined else []
    if fact.changed:
        zh.append(f"成员{_numbers(tuple(change.member.number for change in fact.changed))}信息变更")
        en.append("changed: members " + ", ".join(str(change.member.number) for change in fact.changed))
    if fact.left:
        of_ledger = fact.source is Source.LEDGER
        zh.append(f"本次台账未列成员{_numbers(fact.left)}" if of_ledger else f"成员{_numbers(fact.left)}不再在册")
        en.append("left: members " + ", ".join(map(str, fact.left)))
    if fact.household_fields:
        zh.append("户信息变更")
        en.append("the household's own data changed")
    return Label(
        f"信息更新（{fact.source.zh}）：" + ("，".join(zh) or ("" if fact.movements else "无变化")),
        f"Members updated ({fact.source.en}): " + ("; ".join(en) or ("" if fact.movements else "nothing")),
    )


@wording.register
def _registered(fact: households.Registered) -> Label:
    return Label(
        f"登记：户编号{fact.number}，成员{len(fact.members)}人（来源：{fact.source.zh}）",
        f"Registered: household {fact.number}, members: {len(fact.members)} (source: {fact.source.en})",
    )


@wording.register
def _household_moved(fact: households.HouseholdMoved) -> Label:
    if fact.village == fact.earlier_village:
        return Label(
            f"自{fact.effective_on}起户编号为{fact.number}（原{fact.earlier_number}）",
            f"Has the number {fact.number} from {fact.effective_on}, before {fact.earlier_number}",
        )
    return Label(
        f"自{fact.effective_on}起迁入{fact.village}，户编号{fact.number}（原属{fact.earlier_village}，{fact.earlier_number}）",
        f"Moved to {fact.village} from {fact.effective_on}, number {fact.number} "
        f"(before {fact.earlier_village}, {fact.earlier_number})",
    )


@wording.register
def _detected(fact: households.Detected) -> Label:
    able = tuple(member.member for member in fact.evidence if member.employable)
    zh = f"（可就业成员：{_numbers(able)}）" if able else ""
    en = f" (employable: {', '.join(map(str, able))})" if able else ""
    return Label(
        f"发现为零就业家庭：第{fact.episode}个处置周期，{fact.kind.zh}{zh}",
        f"Found with nobody in work: episode {fact.episode}, {fact.kind.en}{en}",
    )


@wording.register
def _household_reported(fact: households.HouseholdReported) -> Label:
    zh, en = value_in_words(fact.offices)
    named = [(each, value_in_words(each.groups)) for each in fact.members]
    members_zh = "、".join(f"成员{each.member}" + (f"（{of.zh}）" if each.groups else "") for each, of in named)
    members_en = ", ".join(f"member {each.member}" + (f" ({of.en})" if each.groups else "") for each, of in named)
    if not named:
        return Label(f"已上报：{zh}", f"Reported to {en}")
    return Label(f"已上报{members_zh}：{zh}", f"Reported {members_en} to {en}")


@wording.register
def _verified(fact: households.Verified) -> Label:
    by_zh, by_en = f"（{fact.source.zh}）", f" ({fact.source.en})"
    if fact.findings:
        found = value_in_words(fact.findings)
        by_zh, by_en = f"{by_zh}：{found.zh}", f"{by_en}: {found.en}"
    if fact.confirmed:
        return Label(f"核实确认为零就业家庭{by_zh}", f"Verified: confirmed{by_en}")
    zh, en = fact.reason.label if fact.reason else Label("", "")
    return Label(f"核实认定不符合：{zh}{by_zh}", f"Verified: not eligible, {en}{by_en}")


@wording.register
def _member_verified(fact: verification.MemberVerified) -> Label:
    found = value_in_words(fact.found)
    return Label(f"核实（{fact.source.zh}）：{found.zh}", f"Verified ({fact.source.en}): {found.en}")


@wording.register
def _certificate_recorded(fact: verification.CertificateRecorded) -> Label:
    entered_zh, entered_en = "", ""
    if fact.registration is not None:
        entered_zh, entered_en = f"，登记为{fact.registration.zh}", f", {fact.registration.en}"
    return Label(
        f"成员{fact.member}{fact.kind.zh}于{fact.on}{fact.act.zh}{entered_zh}",
        f"Member {fact.member}, {fact.kind.en}: {fact.act.en} on {fact.on}{entered_en}",
    )


@wording.register
def _consent_recorded(fact: consent.ConsentRecorded) -> Label:
    zh, en = value_in_words(fact.covers) if fact.covers else Label("", "")
    zh, en = (f"（{zh}）" if zh else ""), (f" ({en})" if en else "")
    end_zh, end_en = (f"，至{fact.until}", f", until {fact.until}") if fact.until else ("", "")
    return Label(f"数据核对{fact.answer.zh}{zh}{end_zh}", f"Consent to a check of data: {fact.answer.en}{en}{end_en}")


@wording.register(assistance.MeasureDone)
@wording.register(assistance.MeasureNotDone)
@wording.register(assistance.MeasureDropped)
def _measure(fact: assistance.MeasureEnd) -> Label:
    zh, en = _MEASURE_ENDS[type(fact)]
    of_zh, of_en = (f"（编号{fact.number}）", f" (no. {fact.number})") if fact.number else ("", "")
    return Label(
        f"成员{fact.member}的帮扶措施{zh}：{fact.measure.zh}{of_zh}",
        f"Member {fact.member}: {fact.measure.en}{of_en} {en}",
    )


@wording.register
def _cadre_assigned(fact: responsibility.CadreAssigned) -> Label:
    beyond_zh, beyond_en = ("；超出承担上限", "; beyond capacity, as meant") if fact.beyond_capacity else ("", "")
    if not fact.stands_in_for:
        return Label(f"指派帮扶干部：{fact.cadre}{beyond_zh}", f"Assigned to {fact.cadre}{beyond_en}")
    return Label(
        f"指派帮扶干部：{fact.cadre}（临时代管，替{fact.stands_in_for}）{beyond_zh}",
        f"Assigned to {fact.cadre}, standing in for {fact.stands_in_for}{beyond_en}",
    )


@wording.register
def _cadre_declined(fact: responsibility.CadreDeclined) -> Label:
    zh, en = ("，尚无人接手", "; nobody has taken the household over yet") if fact.leaves_nobody else ("", "")
    return Label(f"{fact.cadre}不接手该户{zh}", f"{fact.cadre} declined the household{en}")


@wording.register
def _cadre_released(fact: responsibility.CadreReleased) -> Label:
    zh, en = ("，尚无人接手", "; nobody has taken the household over yet") if fact.leaves_nobody else ("", "")
    return Label(f"解除帮扶干部：{fact.cadre}{zh}", f"{fact.cadre} was released{en}")


@wording.register
def _offer_refused(fact: work.OfferRefused) -> Label:
    zh, en = ("（计次拒绝）", " (counted)") if fact.counted else ("", "")
    return Label(
        f"拒绝岗位（推介编号{fact.offer}）：{fact.reason.zh}{zh}",
        f"Offer {fact.offer} refused: {fact.reason.en}{en}",
    )


@wording.register
def _placed(fact: work.Placed) -> Label:
    pay_zh = f"，月收入{fact.monthly_pay}元" if fact.monthly_pay is not None else ""
    pay_en = f", {fact.monthly_pay} yuan a month" if fact.monthly_pay is not None else ""
    term_zh = f"，合同{fact.contract_months}个月" if fact.contract_months is not None else ""
    term_en = f", for {fact.contract_months} months" if fact.contract_months is not None else ""
    return Label(
        f"成员{fact.member}上岗（安置编号{fact.placement}）：{fact.kind.zh}，自{fact.since}起{pay_zh}{term_zh}",
        (
            f"Member {fact.member} took up work (placement {fact.placement}): "
            f"{fact.kind.en} since {fact.since}{pay_en}{term_en}"
        ),
    )


@wording.register
def _benefit_recorded(fact: assistance.BenefitRecorded) -> Label:
    clause_zh, clause_en = (f"（{fact.clause}）", f" ({fact.clause})") if fact.clause else ("", "")
    amount_zh, amount_en = (f"，{fact.amount}元", f", {fact.amount} yuan") if fact.amount is not None else ("", "")
    return Label(
        f"成员{fact.member}政策兑现：{fact.benefit.zh}{clause_zh}{amount_zh}",
        f"Benefit of member {fact.member}: {fact.benefit.en}{clause_en}{amount_en}",
    )


@wording.register
def _employment_changed(fact: work.EmploymentChanged) -> Label:
    pay_zh = f"，月收入{fact.monthly_pay}元" if fact.monthly_pay is not None else ""
    pay_en = f", {fact.monthly_pay} yuan a month" if fact.monthly_pay is not None else ""
    term_zh = f"，合同{fact.contract_months}个月" if fact.contract_months is not None else ""
    term_en = f", for {fact.contract_months} months" if fact.contract_months is not None else ""
    return Label(
        f"成员{fact.member}岗位变动（安置编号{fact.placement}），自{fact.on}起{pay_zh}{term_zh}",
        f"Job of member {fact.member} changed (placement {fact.placement}) from {fact.on} on{pay_en}{term_en}",
    )


@wording.register
def _placement_confirmed(fact: work.PlacementConfirmed) -> Label:
    zh, en = ("，凭材料", " by a document") if fact.by_document else ("", "")
    return Label(f"就业核查属实（安置编号{fact.placement}{zh}）", f"Placement {fact.placement} confirmed{en}")


@wording.register
def _employment_ended(fact: work.EmploymentEnded) -> Label:
    zh, en = ("", "") if fact.placement is None else (f"（安置编号{fact.placement}）", f" (placement {fact.placement})")
    return Label(
        f"成员{fact.member}于{fact.on}离岗{zh}：{fact.reason.zh}",
        f"Member {fact.member} stopped working on {fact.on}{en}: {fact.reason.en}",
    )


@wording.register
def _retention_checked(fact: clearance.RetentionChecked) -> Label:
    zh, en = ("在岗", "in work") if fact.employed else ("不在岗", "not in work")
    return Label(
        f"稳岗回访（{fact.milestone.zh}）：{zh}",
        f"Retention check at month {fact.milestone.removesuffix('m')}: {en}",
    )


@wording.register
def _closing_proposed(fact: clearance.ClosingProposed) -> Label:
    return _with_found(Label(f"提请退出：{fact.reason.zh}", f"Closing proposed: {fact.reason.en}"), fact.findings)


@wording.register
def _closed_otherwise(fact: clearance.ClosedOtherwise) -> Label:
    return _with_found(Label(f"其他方式退出：{fact.reason.zh}", f"Closed otherwise: {fact.reason.en}"), fact.findings)


def _with_found(said: Label, findings: tuple[MemberFinding, ...]) -> Label:
    """The sentence, with what was found of members where something was."""
    found = value_in_words(findings)
    return Label(f"{said.zh}；{found.zh}", f"{said.en}; {found.en}") if findings else said


@wording.register
def _late_entry_allowed(fact: deadlines.LateEntryAllowed) -> Label:
    zh = f"{fact.first_on}" if fact.first_on == fact.last_on else f"{fact.first_on}至{fact.last_on}"
    en = f"on {fact.first_on}" if fact.first_on == fact.last_on else f"from {fact.first_on} to {fact.last_on}"
    return Label(
        f"准许{fact.account or '他人'}补录{zh}的事",
        f"{fact.account or 'Others'} may enter late what happened {en}",
    )


@wording.register
def _entry_corrected(fact: corrections.EntryCorrected) -> Label:
    if fact.withdrawn:
        return Label(f"撤回第{fact.version}条记录", f"Entry {fact.version} withdrawn")
    names = list(fact.changes)
    return Label(
        f"更正第{fact.version}条记录：{'、'.join(names)}",
        f"Entry {fact.version} corrected: {', '.join(names)}",
    )


@wording.register
def _correction_proposed(fact: corrections.CorrectionProposed) -> Label:
    if fact.withdrawn:
        return Label(
            f"提请撤回第{fact.version}条记录，须由另一人同样办理",
            f"Withdrawal of entry {fact.version} asked for; a second person has to ask for the same",
        )
    zh, en = "、".join(fact.changes), ", ".join(fact.changes)
    return Label(
        f"提请更正第{fact.version}条记录：{zh}，须由另一人同样办理",
        f"Correction of entry {fact.version} asked for: {en}; a second person has to ask for the same",
    )


@wording.register
def _outage_declared(fact: rules.OutageDeclared) -> Label:
    return Label(
        f"声明{fact.kind.zh}：{fact.first_on}至{fact.last_on}，{len(fact.moved)}项期限变动",
        f"Outage declared ({fact.kind.en}): {fact.first_on} to {fact.last_on}, {len(fact.moved)} deadlines moved",
    )


@wording.register
def _outage_withdrawn(fact: rules.OutageWithdrawn) -> Label:
    return Label(
        f"撤回{fact.kind.zh}声明：{fact.first_on}至{fact.last_on}，{len(fact.moved)}项期限改回",
        f"Outage withdrawn ({fact.kind.en}): {fact.first_on} to {fact.last_on}, {len(fact.moved)} deadlines moved back",
    )


@wording.register
def _calendar_loaded(fact: rules.CalendarLoaded) -> Label:
    years = "、".join(f"{year}年" for year in fact.years)
    return Label(
        f"载入第{fact.version}版工作日历（{years}），{len(fact.moved)}项期限变动",
        f"Work calendar {fact.version} loaded ({', '.join(map(str, fact.years))}): {len(fact.moved)} deadlines moved",
    )


@wording.register
def _hard_to_employ_ended(fact: verification.HardToEmployEnded) -> Label:
    """On all grounds, or on one of them."""
    zh, en = (f"按“{fact.ground.zh}”认定为", f" on the ground {fact.ground.en}") if fact.ground else ("是", "")
    return Label(
        f"成员{fact.member}自{fact.on}起不再{zh}就业困难人员：{fact.reason.zh}",
        f"Member {fact.member} is hard to employ no more{en} from {fact.on}: {fact.reason.en}",
    )
