"""What only screens name: the parts of a policy, who signed an entry, whom a notice is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from casework.domain.labels import Label, role_label
from casework.domain.signer import DETECTION, DIVISION_CHANGE, ESCALATION, Signer, SignerKind

if TYPE_CHECKING:
    from casework.domain.facts.deadlines import Recipient
    from projections.lists.overdue_list import OverdueDeadline

POLICY_WORDS: Final = {
    "detection": Label("谁算零就业", "detection"),
    "clearing": Label("清零条件", "clearing"),
    "exit": Label("其他方式退出", "closing"),
    "stability": Label("稳定就业", "stability"),
    "entries": Label("补录", "late entries"),
    "notices": Label("通知", "notices"),
    "terms": Label("岗位期限", "terms of posts"),
    "pauses": Label("期限暂停", "pauses"),
    "extensions": Label("期限延期", "extensions"),
    "green_channel": Label("绿色通道", "green channel"),
    "accounts": Label("不相容职务", "roles apart"),
    "erasure": Label("删除个人信息", "erasure"),
    "while_needed": Label("仍在办理时也可删除", "also while still worked on"),
    "groups": Label("分组", "groups"),
    "capacity_binds": Label("承担上限不可超出", "capacity binds"),
    "second_factor": Label("须启用动态验证码的职务", "roles with a second factor"),
    "bulk_households": Label("须另一人准许的导出户数", "households exported in full by one person"),
    "decision": Label("决定权限", "who decides"),
    "deadline": Label("期限", "deadline"),
    "ladder": Label("升级阶梯", "ladder"),
    "men": Label("男性年龄（周岁）", "age of men"),
    "women": Label("女性年龄（周岁）", "age of women"),
    "not_employed_up_to_months": Label("一年内务工不超过几个月仍算未就业", "not employed with up to so many months"),
    "contract_months": Label("合同至少几个月", "months of contract"),
    "with_licence": Label("凭执照", "with a licence"),
    "always": Label("均可", "always"),
    "never_by_pay": Label("不按收入认定", "never by pay"),
    "minimum_wage": Label("最低工资（元/月）", "minimum wage, yuan a month"),
    "counted_refusals": Label("计次拒绝几次", "counted refusals"),
    "out_of_contact_months": Label("失去联系满几个月", "months out of contact"),
    "contact_means": Label("联系方式至少几种", "means of contact"),
    "reapply_after_false_months": Label(
        "提供虚假信息退出后满几个月可重新申请", "months before applying again after false information"
    ),
    "reapply_after_months": Label("多次拒绝岗位退出后满几个月可重新申请", "months before applying again"),
    "on_level_change": Label("级别变化时", "when the level changes"),
    "milestones": Label("回访节点", "milestones"),
    "late_after_working_days": Label("几个工作日后记录算补录", "working days after which an entry is late"),
    "late_limit_days": Label("最多补录几天前的事", "days that an entry may be late"),
    "hours": Label("发出时段", "office hours"),
    "grace_working_days": Label("逐级间隔几个工作日", "working days between steps"),
    "public_welfare_months": Label("公益性岗位最长几个月", "months of a public-welfare post"),
    "limit_days": Label("一个期限最多暂停几天", "days that a deadline may stand still"),
    "limit_times": Label("一个期限最多延期几次", "times that a deadline may be extended"),
    "limit_percent": Label("延期合计最多为原时限的百分之几", "per cent of its own length, at most"),
    "limits": Label("时限", "limits"),
    "source": Label("依据", "source"),
    "zh": Label("中文名称", "Chinese name"),
    "en": Label("英文名称", "English name"),
    "starts": Label("起算", "starts on"),
    "met": Label("完成", "is met by"),
    "ends": Label("终止", "ends on"),
    "limit": Label("时限", "limit"),
    "limit_by_level": Label("按帮扶级别的时限", "limit by level"),
    "each": Label("每次起算", "each start counts"),
    "one_at_a_time": Label("逐次起算", "one at a time"),
    "in_a_row": Label("连续几次起算", "so many in a row"),
    "per": Label("分别计算", "for each of"),
    "opens": Label("节点", "opens"),
    "every": Label("周期", "every"),
    "counted_from": Label("起算日字段", "counted from"),
    "months_from": Label("月数字段", "months from"),
    "own_date": Label("约定日期字段", "date of its own"),
    "force": Label("效力", "force"),
    "duty": Label("责任方", "duty of"),
    "outlives_episode": Label("处置周期结束后继续", "outlives the episode"),
    "while_open": Label("只在处置周期内起算", "starts while open only"),
    "remind_working_days_before": Label("提前几个工作日提醒", "working days of the reminder"),
    "remind": Label("提醒对象", "reminded"),
    "steps": Label("级次", "steps"),
    "by": Label("由谁决定", "decided by"),
    "office": Label("决定部门", "office"),
}
"""The parts of a policy beside its deadlines, and what they hold."""

_RULES: Final = {
    ESCALATION.name: Label("升级", "escalation"),
    DETECTION.name: Label("发现", "detection"),
    DIVISION_CHANGE.name: Label("区划变更", "change of divisions"),
}


def signer(by: str) -> Label:
    """Who an entry says it is by: an account as it is, a rule or an import in words."""
    found = Signer.of(by)
    match found.kind:
        case SignerKind.RULE:
            rule = _RULES.get(found.name, Label(found.name, found.name))
            return Label(f"系统规则：{rule.zh}（政策{found.version}）", f"rule: {rule.en} (policy {found.version})")
        case SignerKind.IMPORT:
            return Label(f"导入 {found.name}", f"import batch {found.name}")
        case SignerKind.ACCOUNT:
            return Label(by, by)


class NamesDivisions(Protocol):
    """Who knows what divisions are called."""

    def name(self, code: str) -> str:
        """What it is called; the code itself when it is not known."""


def recipient(to: Recipient, divisions: NamesDivisions) -> Label:
    """
    Whom a notice is for: an account as it is, an office by its kind and its division.

    Beside the account stand the office that it holds, whose place it takes, and the offices that were vacant.
    """
    from projections.wording.recipients import recipient_in_words

    def place(role: str, division: str) -> Label:
        label, name = role_label(role), divisions.name(division)
        return Label(f"{label.zh}：{name}", f"{label.en}: {name}")

    return recipient_in_words(to, place)


def responsible(entry: OverdueDeadline) -> Label:
    """Who is responsible for an overdue deadline: an account as it is, an office by its kind and its division."""
    if entry.account is not None:
        return Label(entry.account, entry.account)
    role, name = role_label(entry.role), entry.responsible.removeprefix(f"{entry.role} ")
    return Label(f"{role.zh}：{name}", f"{role.en}: {name}")
