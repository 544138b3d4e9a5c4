"""What screens call facts, deadlines, offices and grounds: Chinese first, then English (docs/glossary.md)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from casework.domain.codes import WorkKind

if TYPE_CHECKING:
    pass


class Label(NamedTuple):
    """A name in both languages."""

    zh: str
    en: str


FACT_NAMES: Final = {
    "registered": "登记",
    "members-updated": "信息更新",
    "member-returned": "返乡回流",
    "village-changed": "转入新村",
    "detected": "发现零就业",
    "household-reported": "上报",
    "report-receipted": "签收",
    "verified": "核实",
    "cadre-assigned": "指派帮扶干部",
    "cadre-accepted": "帮扶干部接手",
    "cadre-declined": "帮扶干部不接手",
    "cadre-released": "解除帮扶干部",
    "level-set": "确定帮扶级别",
    "green-channel-opened": "开通绿色通道",
    "green-channel-closed": "关闭绿色通道",
    "needs-assessed": "了解帮扶需求",
    "plan-agreed": "制定帮扶计划",
    "follow-up-logged": "跟踪服务",
    "post-information-given": "提供岗位信息",
    "difficulty-raised": "提出困难",
    "difficulty-resolved": "解决困难",
    "job-offered": "推介岗位",
    "offer-accepted": "接受岗位",
    "offer-refused": "拒绝岗位",
    "offer-lapsed": "岗位推介逾期未答复",
    "offer-withdrawn": "收回岗位推介",
    "placed": "上岗",
    "placement-confirmed": "就业核查属实",
    "placement-disproved": "就业核查不实",
    "employment-ended": "离岗",
    "clearance-proposed": "提请清零",
    "clearance-returned": "退回清零提请",
    "cleared": "清零",
    "retention-checked": "稳岗回访",
    "stability-confirmed": "确认稳定就业",
    "closing-proposed": "提请退出",
    "closing-returned": "退回退出提请",
    "closed-otherwise": "其他方式退出",
    "deadline-paused": "期限暂停",
    "deadline-resumed": "期限恢复计算",
    "late-entry-allowed": "准许补录",
    "reminded": "提醒",
    "escalated": "升级",
    "entry-corrected": "更正",
    "divisions-loaded": "载入区划",
    "divisions-changed": "区划变更",
    "import-started": "开始导入",
    "import-finished": "导入完成",
    "import-withdrawn": "撤回导入",
    "policy-published": "发布政策",
    "calendar-loaded": "载入工作日历",
}
"""Every kind of fact by its Chinese name; in English its topic is its name."""

ROLES: Final = {
    "village": Label("村", "village"),
    "township": Label("乡镇", "township"),
    "county": Label("县区", "county"),
    "county-hrss": Label("县区人社部门", "county HRSS"),
    "county-rural-revitalisation": Label("县区乡村振兴部门", "county rural revitalisation"),
    "city": Label("市", "city"),
    "cadre": Label("帮扶干部", "cadre"),
    "owner": Label("负责人", "owner"),
    "office": Label("收到上报的部门", "the office reported to"),
    "duty": Label("责任方", "duty holder"),
}
"""Whose duty a deadline is, and whom a notice is for."""

_GROUNDS: Final = {
    "contract": Label("合同期限符合规定", "contract of the length asked for"),
    "licence": Label("自主创业并有执照", "own business with a licence"),
    "minimum-wage": Label("收入达到最低工资", "pay at or above the minimum wage"),
}


def in_number(english: str) -> str:
    """English words in which one day, or one month, stands in the singular."""
    return re.sub(r"(?<![\d-])1 (working )?(day|month)s\b", lambda found: f"1 {found[1] or ''}{found[2]}", english)


def fact_label(topic: str) -> Label:
    """What a kind of fact is called; one that is not known keeps its own name."""
    return Label(FACT_NAMES.get(topic, topic), topic.replace("-", " "))


def role_label(role: str) -> Label:
    """What an office, or a part in the work, is called."""
    return ROLES.get(role, Label(role, role))


def ground_label(ground: str) -> Label:
    """On which ground a household was cleared (OF-27, OF-29)."""
    if ground in _GROUNDS:
        return _GROUNDS[ground]
    kinds = {str(kind): kind.zh for kind in WorkKind}
    return Label(kinds.get(ground, ground), ground.replace("-", " "))
