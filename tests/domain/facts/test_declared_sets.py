"""What the facts declare of themselves is what the tables said that stood beside them."""

from __future__ import annotations

from casework.domain.fact import topic_of
from casework.domain.facts.catalogue import FACTS, HOUSEHOLD_FACTS, KEPT_IN_EPISODE
from casework.domain.household.evolve import handler_of

NAMES = {
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
NOT_KEPT = ["entry-corrected", "late-entry-allowed", "members-updated", "registered", "village-changed"]
EXACT = ["deadline-paused", "deadline-resumed", "entry-corrected", "village-changed"]
ONLY_AN_ENTRY = [
    "deadline-paused",
    "deadline-resumed",
    "escalated",
    "follow-up-logged",
    "needs-assessed",
    "post-information-given",
    "reminded",
]
ONLY_ANSWERED = [
    "cleared",
    "closed-otherwise",
    "deadline-resumed",
    "entry-corrected",
    "escalated",
    "reminded",
    "stability-confirmed",
    "village-changed",
]
HANDLERS = {
    name: name.replace("-", "_")
    for name in [
        "cadre-accepted",
        "cadre-assigned",
        "cadre-declined",
        "cadre-released",
        "clearance-proposed",
        "clearance-returned",
        "cleared",
        "closed-otherwise",
        "closing-proposed",
        "closing-returned",
        "detected",
        "difficulty-raised",
        "difficulty-resolved",
        "employment-ended",
        "green-channel-closed",
        "green-channel-opened",
        "household-reported",
        "job-offered",
        "late-entry-allowed",
        "level-set",
        "member-returned",
        "members-updated",
        "offer-accepted",
        "offer-lapsed",
        "offer-refused",
        "offer-withdrawn",
        "placed",
        "placement-confirmed",
        "placement-disproved",
        "plan-agreed",
        "registered",
        "report-receipted",
        "retention-checked",
        "stability-confirmed",
        "verified",
        "village-changed",
    ]
}
FIXED = frozenset(
    [
        "account",
        "by_document",
        "cadre",
        "deadline",
        "episode",
        "first_on",
        "last_on",
        "number",
        "occurrence",
        "offer",
        "placement",
        "previous",
        "rests_on",
        "rule",
        "village",
    ]
)


def test_the_declared_sets_are_those_of_the_tables() -> None:
    """Nothing was lost or added when nine tables went into the classes."""
    assert {topic: kind.label.zh for topic, kind in FACTS.items()} == NAMES
    assert {kind.label.en.replace("-", " ") for kind in FACTS.values()} == {name.replace("-", " ") for name in FACTS}
    topics = {topic_of(kind): kind for kind in HOUSEHOLD_FACTS}
    assert sorted(topics.keys() - {topic_of(kind) for kind in KEPT_IN_EPISODE}) == NOT_KEPT
    assert sorted(name for name, kind in topics.items() if not kind.what_if_shortcut) == EXACT
    assert sorted(n for n, k in topics.items() if k.kept_in_episode and not k.changes_household) == ONLY_AN_ENTRY
    assert sorted(name for name, kind in topics.items() if kind.only_answered) == ONLY_ANSWERED
    changing = {name: handler_of(kind).__name__ for name, kind in topics.items() if kind.changes_household}
    assert changing == HANDLERS
    for kind in topics.values():
        if not kind.only_answered:
            assert kind.fixed_fields == FIXED & {name for name in kind.__struct_fields__ if name != "private"}
