"""What each kind of fact says, in Chinese and in English, with the words of the field for its codes."""

from __future__ import annotations

from casework.domain.codes import Code
from casework.domain.fact import Fact
from casework.domain.facts import assistance, clearing, corrections, deadlines, households, responsibility, work
from casework.domain.labels import ground_label, in_number
from projections.wording.reference_sentences import REFERENCE_SENTENCES, SentenceOf


def _en(code: Code) -> str:
    return str(code).replace("-", " ").replace("hrss", "HRSS")


def _numbers(members: tuple[int, ...]) -> str:
    return "、".join(map(str, members))


def _registered(fact: households.Registered) -> tuple[str, str]:
    return (
        f"登记：户编号{fact.number}，成员{len(fact.members)}人（来源：{fact.source.zh}）",
        f"Registered: household {fact.number}, members: {len(fact.members)} (source: {_en(fact.source)})",
    )


def _members_updated(fact: households.MembersUpdated) -> tuple[str, str]:
    zh = [f"新增{len(fact.joined)}人"] if fact.joined else []
    en = [f"{len(fact.joined)} joined"] if fact.joined else []
    if fact.changed:
        zh.append(f"成员{_numbers(tuple(change.member.number for change in fact.changed))}信息变更")
        en.append("changed: members " + ", ".join(str(change.member.number) for change in fact.changed))
    if fact.left:
        zh.append(f"成员{_numbers(fact.left)}不再在册")
        en.append("left: members " + ", ".join(map(str, fact.left)))
    if fact.household_fields:
        zh.append("户信息变更")
        en.append("the household's own data changed")
    return (
        f"信息更新（{fact.source.zh}）：" + ("，".join(zh) or "无变化"),
        f"Members updated ({_en(fact.source)}): " + ("; ".join(en) or "nothing"),
    )


def _detected(fact: households.Detected) -> tuple[str, str]:
    able = tuple(member.member for member in fact.evidence if member.employable)
    zh = f"（可就业成员：{_numbers(able)}）" if able else ""
    en = f" (employable: {', '.join(map(str, able))})" if able else ""
    return (
        f"发现为零就业家庭：第{fact.episode}个处置周期，{fact.kind.zh}{zh}",
        f"Found with nobody in work: episode {fact.episode}, {_en(fact.kind)}{en}",
    )


def _verified(fact: households.Verified) -> tuple[str, str]:
    by_zh, by_en = f"（{fact.source.zh}）", f" ({_en(fact.source)})"
    if fact.confirmed:
        return f"核实确认为零就业家庭{by_zh}", f"Verified: confirmed{by_en}"
    zh = fact.reason.zh if fact.reason else ""
    return f"核实认定不符合：{zh}{by_zh}", f"Verified: not eligible, {_en(fact.reason) if fact.reason else ''}{by_en}"


def _cadre_declined(fact: responsibility.CadreDeclined) -> tuple[str, str]:
    zh, en = ("，该户暂无帮扶干部", "; the household has no cadre now") if fact.leaves_nobody else ("", "")
    return f"{fact.cadre}不接手该户{zh}", f"{fact.cadre} declined the household{en}"


def _cadre_released(fact: responsibility.CadreReleased) -> tuple[str, str]:
    zh, en = ("，该户暂无帮扶干部", "; the household has no cadre now") if fact.leaves_nobody else ("", "")
    return f"解除帮扶干部：{fact.cadre}{zh}", f"{fact.cadre} was released{en}"


def _offer_refused(fact: work.OfferRefused) -> tuple[str, str]:
    zh, en = ("（计次拒绝）", " (counted)") if fact.counted else ("", "")
    return (
        f"拒绝岗位（推介编号{fact.offer}）：{fact.reason.zh}{zh}",
        f"Offer {fact.offer} refused: {_en(fact.reason)}{en}",
    )


def _placed(fact: work.Placed) -> tuple[str, str]:
    pay_zh = f"，月收入{fact.monthly_pay}元" if fact.monthly_pay is not None else ""
    pay_en = f", {fact.monthly_pay} yuan a month" if fact.monthly_pay is not None else ""
    term_zh = f"，合同{fact.contract_months}个月" if fact.contract_months is not None else ""
    term_en = in_number(f", for {fact.contract_months} months") if fact.contract_months is not None else ""
    return (
        f"成员{fact.member}上岗（安置编号{fact.placement}）：{fact.kind.zh}，自{fact.since}起{pay_zh}{term_zh}",
        (
            f"Member {fact.member} took up work (placement {fact.placement}): "
            f"{_en(fact.kind)} since {fact.since}{pay_en}{term_en}"
        ),
    )


def _placement_confirmed(fact: work.PlacementConfirmed) -> tuple[str, str]:
    zh, en = ("，凭材料", " by a document") if fact.by_document else ("", "")
    return f"就业核查属实（安置编号{fact.placement}{zh}）", f"Placement {fact.placement} confirmed{en}"


def _employment_ended(fact: work.EmploymentEnded) -> tuple[str, str]:
    zh, en = ("", "") if fact.placement is None else (f"（安置编号{fact.placement}）", f" (placement {fact.placement})")
    return (
        f"成员{fact.member}于{fact.on}离岗{zh}：{fact.reason.zh}",
        f"Member {fact.member} stopped working on {fact.on}{en}: {_en(fact.reason)}",
    )


def _cleared(fact: clearing.Cleared) -> tuple[str, str]:
    ground = ground_label(fact.ground)
    return (
        f"清零：依据安置编号{fact.placement}（{ground.zh}），见第{_numbers(fact.rests_on)}条记录",
        (f"Cleared on placement {fact.placement} ({ground.en}), see entries {', '.join(map(str, fact.rests_on))}"),
    )


def _retention_checked(fact: clearing.RetentionChecked) -> tuple[str, str]:
    zh, en = ("在岗", "in work") if fact.employed else ("不在岗", "not in work")
    return (
        f"稳岗回访（{fact.milestone.zh}）：{zh}",
        f"Retention check at month {fact.milestone.removesuffix('m')}: {en}",
    )


def _late_entry_allowed(fact: deadlines.LateEntryAllowed) -> tuple[str, str]:
    zh = f"{fact.first_on}" if fact.first_on == fact.last_on else f"{fact.first_on}至{fact.last_on}"
    en = f"on {fact.first_on}" if fact.first_on == fact.last_on else f"from {fact.first_on} to {fact.last_on}"
    return (
        f"准许{fact.account or '他人'}补录{zh}的事",
        f"{fact.account or 'Others'} may enter late what happened {en}",
    )


def _entry_corrected(fact: corrections.EntryCorrected) -> tuple[str, str]:
    if fact.withdrawn:
        return f"撤回第{fact.version}条记录", f"Entry {fact.version} withdrawn"
    names = list(fact.changes)
    return (
        f"更正第{fact.version}条记录：{'、'.join(names)}",
        f"Entry {fact.version} corrected: {', '.join(names)}",
    )


SENTENCES: dict[type[Fact], SentenceOf] = {
    households.Registered: _registered,
    households.MembersUpdated: _members_updated,
    households.MemberReturned: lambda f: (
        f"成员{f.member}于{f.on}返乡",
        f"Member {f.member} came home on {f.on}",
    ),
    households.VillageChanged: lambda f: (
        f"自{f.effective_on}起属{f.village}（原属{f.earlier}）",
        f"Belongs to {f.village} from {f.effective_on}, before to {f.earlier}",
    ),
    households.Detected: _detected,
    households.HouseholdReported: lambda f: (
        "已上报：" + "、".join(office.zh for office in f.offices),
        "Reported to " + ", ".join(_en(office) for office in f.offices),
    ),
    households.ReportReceipted: lambda f: (f"{f.office.zh}已签收", f"Report receipted by {_en(f.office)}"),
    households.Verified: _verified,
    responsibility.CadreAssigned: lambda f: (
        (
            f"指派帮扶干部：{f.cadre}（临时代管，替{f.stands_in_for}）",
            f"Assigned to {f.cadre}, standing in for {f.stands_in_for}",
        )
        if f.stands_in_for
        else (f"指派帮扶干部：{f.cadre}", f"Assigned to {f.cadre}")
    ),
    responsibility.CadreAccepted: lambda f: (f"{f.cadre}接手该户", f"{f.cadre} accepted the household"),
    responsibility.CadreDeclined: _cadre_declined,
    responsibility.CadreReleased: _cadre_released,
    responsibility.GreenChannelOpened: lambda _: ("开通绿色通道", "Green channel opened"),
    responsibility.GreenChannelClosed: lambda _: ("关闭绿色通道", "Green channel closed"),
    responsibility.LevelSet: lambda f: (f"帮扶级别：{f.level.zh}", f"Assistance level: {_en(f.level)}"),
    assistance.NeedsAssessed: lambda f: (f"了解成员{f.member}的帮扶需求", f"Needs of member {f.member} assessed"),
    assistance.PlanAgreed: lambda f: (
        f"成员{f.member}的帮扶计划：{f.measure.zh}，负责人{f.owner}，{f.due_on}前完成",
        f"Plan for member {f.member}: {_en(f.measure)} by {f.owner} until {f.due_on}",
    ),
    assistance.FollowUpLogged: lambda f: (
        f"跟踪服务（{f.kind.zh}）：{f.outcome.zh}",
        f"Follow-up by {_en(f.kind)}: {_en(f.outcome)}",
    ),
    assistance.PostInformationGiven: lambda f: (
        f"向成员{f.member}提供岗位信息",
        f"Post information given to member {f.member}",
    ),
    assistance.DifficultyRaised: lambda f: (
        f"提出困难：{f.kind.zh}，负责人{f.owner}，{f.due_on}前解决",
        f"Difficulty raised: {_en(f.kind)}, {f.owner} until {f.due_on}",
    ),
    assistance.DifficultyResolved: lambda f: (f"困难已解决：{f.kind.zh}", f"Difficulty resolved: {_en(f.kind)}"),
    work.JobOffered: lambda f: (
        f"向成员{f.member}推介岗位（推介编号{f.offer}）：{f.channel.zh}",
        f"Offer {f.offer} made to member {f.member}: {_en(f.channel)}",
    ),
    work.OfferAccepted: lambda f: (f"接受岗位（推介编号{f.offer}）", f"Offer {f.offer} accepted"),
    work.OfferRefused: _offer_refused,
    work.OfferLapsed: lambda f: (
        f"岗位推介逾期未答复（推介编号{f.offer}）",
        f"Offer {f.offer} lapsed without an answer",
    ),
    work.OfferWithdrawn: lambda f: (f"收回岗位推介（推介编号{f.offer}）", f"Offer {f.offer} withdrawn"),
    work.Placed: _placed,
    work.PlacementConfirmed: _placement_confirmed,
    work.PlacementDisproved: lambda f: (
        f"就业核查不实（安置编号{f.placement}，成员{f.member}）：{f.reason.zh}",
        f"Placement {f.placement} of member {f.member} disproved: {_en(f.reason)}",
    ),
    work.EmploymentEnded: _employment_ended,
    clearing.ClearanceProposed: lambda f: ("提请清零", "Clearance proposed"),
    clearing.ClearanceReturned: lambda f: (
        f"退回清零提请：{f.reason.zh}",
        f"Clearance returned: {_en(f.reason)}",
    ),
    clearing.Cleared: _cleared,
    clearing.RetentionChecked: _retention_checked,
    clearing.StabilityConfirmed: lambda f: ("确认稳定就业", "Stability confirmed"),
    clearing.ClosingProposed: lambda f: (f"提请退出：{f.reason.zh}", f"Closing proposed: {_en(f.reason)}"),
    clearing.ClosingReturned: lambda f: (f"退回退出提请：{f.reason.zh}", f"Closing returned: {_en(f.reason)}"),
    clearing.ClosedOtherwise: lambda f: (f"其他方式退出：{f.reason.zh}", f"Closed otherwise: {_en(f.reason)}"),
    deadlines.LateEntryAllowed: _late_entry_allowed,
    corrections.EntryCorrected: _entry_corrected,
    **REFERENCE_SENTENCES,
}
"""Every kind of fact but those about deadlines, which need the policies to name them."""
