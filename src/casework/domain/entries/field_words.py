"""What the fields of facts are called, where a correction names them."""

from __future__ import annotations

from typing import Final

from casework.domain.fact import Fact, topic_of
from casework.domain.labels import Label

_WORDS: Final = {
    "values": Label("户信息", "the household's data"),
    "members": Label("成员", "members"),
    "source": Label("信息来源", "source"),
    "effective_on": Label("生效日期", "as of"),
    "joined": Label("新增成员", "who joined"),
    "changed": Label("变更的成员", "who changed"),
    "left": Label("不再在册的成员", "who left"),
    "system": Label("系统", "system"),
    "up_to": Label("录入至第几条", "up to entry"),
    "movements": Label("入户离户情况", "who came or went, and why"),
    "household_fields": Label("变更的户信息", "changed data of the household"),
    "member": Label("成员编号", "member"),
    "on": Label("日期", "day"),
    "kind": Label("类别", "kind"),
    "as_of": Label("截至日期", "as of"),
    "evidence": Label("认定依据", "evidence"),
    "offices": Label("上报部门", "offices"),
    "office": Label("部门", "office"),
    "confirmed": Label("是否确认", "confirmed"),
    "reason": Label("原因", "reason"),
    "findings": Label("核实结论", "findings"),
    "hard_to_employ": Label("就业困难人员", "hard to employ"),
    "signed_on": Label("签字日期", "signed on"),
    "employable": Label("可就业成员", "employable"),
    "employed": Label("已就业成员", "employed"),
    "ground": Label("困难类型", "ground"),
    "stands_in_for": Label("代谁管理", "stands in for"),
    "stand_in": Label("代管人", "stand-in"),
    "first_on": Label("起始日", "first day"),
    "last_on": Label("截止日", "last day"),
    "willing": Label("有就业意愿的成员", "willing"),
    "leaves_nobody": Label("尚无人接手", "leaves nobody"),
    "level": Label("帮扶级别", "level"),
    "measure": Label("措施", "measure"),
    "owner": Label("负责人", "owner"),
    "due_on": Label("截止日", "due"),
    "outcome": Label("结果", "outcome"),
    "channel": Label("渠道", "channel"),
    "counted": Label("计次拒绝", "counted"),
    "since": Label("上岗日期", "since"),
    "monthly_pay": Label("月收入", "monthly pay"),
    "contract_months": Label("合同月数", "contract months"),
    "milestone": Label("回访节点", "milestone"),
    "details": Label("细目", "details"),
    "benefit": Label("政策", "benefit"),
    "clause": Label("政策条款", "clause"),
    "amount": Label("金额", "amount"),
    "answer": Label("答复", "answer"),
    "covers": Label("核对的数据", "which data"),
    "until": Label("期限", "until"),
    "found": Label("核实结论", "finding"),
    "act": Label("办理", "what was done"),
    "registration": Label("登记类别", "registration"),
    "informant": Label("提供信息的人", "who said so"),
    "issuer": Label("提供单位", "issuer"),
    "obtained_on": Label("取得日期", "obtained"),
    "sha256": Label("文件的 SHA-256", "SHA-256 of the file"),
    "lines": Label("行数", "lines"),
    "round_name": Label("轮次", "round"),
    "listed_on": Label("名单日期", "day of the list"),
    "difference": Label("差异", "difference"),
    "settlement": Label("处理结果", "what is right"),
    "score": Label("满意度", "score"),
}

_OF_KIND: Final = {
    ("verified", "source"): Label("核实方式", "how it was verified"),
    ("follow-up-logged", "kind"): Label("方式", "how"),
    ("placed", "kind"): Label("就业形式", "kind of work"),
    ("detected", "kind"): Label("处置周期类型", "kind of episode"),
    ("difficulty-raised", "kind"): Label("困难", "kind of difficulty"),
    ("difficulty-resolved", "kind"): Label("困难", "kind of difficulty"),
    ("member-returned", "on"): Label("返乡日期", "day of return"),
    ("certificate-recorded", "kind"): Label("证件", "certificate"),
    ("certificate-recorded", "on"): Label("办理日期", "the day"),
    ("hard-to-employ-ended", "on"): Label("退出日期", "from which day"),
    ("member-verified", "source"): Label("核实方式", "how it was verified"),
    ("employment-ended", "on"): Label("离岗日期", "last day"),
    ("retention-checked", "employed"): Label("仍有人在岗", "somebody works"),
}


def field_label(fact: Fact | type[Fact], name: str) -> Label:
    """What a field of a fact is called; its own name where no correction can name it."""
    return _OF_KIND.get((topic_of(fact), name)) or _WORDS.get(name, Label(name, name))
