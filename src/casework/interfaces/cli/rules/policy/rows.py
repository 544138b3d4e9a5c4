"""The tables of a policy on the screen, declared: their rows hold what is said of a rule, in the language asked for."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from casework.domain.codes.sources import NOT_STATED, Force
from casework.domain.columns import ListRow, column
from casework.domain.labels import Label, same


class DeadlineLine(ListRow, frozen=True, kw_only=True):
    """A kind of duty: how long it may take, who set its days, whose it is, and on which ladder it is raised."""

    title = Label("期限", "Deadlines")
    on_screen = ("name", "what", "limit", "force", "duty", "ladder", "source")

    name: Annotated[str, column("代码", "name")]
    what: Annotated[Label, column("名称", "what")]
    limit: Annotated[str, column("时限", "limit")]
    force: Annotated[Force | None, column("效力", "force", nothing=NOT_STATED)]
    duty: Annotated[str, column("责任方", "duty of")]
    ladder: Annotated[str, column("升级阶梯", "ladder")]
    source: Annotated[Label, column("依据", "source")]


class LadderLine(ListRow, frozen=True, kw_only=True):
    """A step of a ladder: when it is taken and whom it tells."""

    on_screen = ("step", "when", "to")

    step: Annotated[Label, column("级次", "step")]
    when: Annotated[Label, column("何时", "when")]
    to: Annotated[str, column("对象", "to")]


class OtherRule(ListRow, frozen=True, kw_only=True):
    """A rule of another part of the policy; its source stands at the first rule of the part."""

    title = Label("其他规则", "Other rules")
    on_screen = ("part", "field", "value", "source")

    part: Annotated[Label, column("部分", "part")]
    field: Annotated[Label, column("项目", "field")]
    value: Annotated[str, column("值", "value")]
    source: Annotated[Label, column("依据", "source")] = same("")


class DatedPolicy(ListRow, frozen=True, kw_only=True):
    """A policy of a division, from when on it holds, and where it was published."""

    title = Label("各版政策", "Policies by date")
    on_screen = ("version", "title_of_policy", "effective_on", "published_for", "in_force")

    version: Annotated[str, column("版本", "version")]
    title_of_policy: Annotated[str, column("名称", "title")]
    effective_on: Annotated[date, column("施行日期", "from")]
    published_for: Annotated[str, column("发布范围", "published for")]
    in_force: Annotated[bool, column("", "", words=_in_force)]


class ChangedRule(ListRow, frozen=True, kw_only=True):
    """A rule that differs: what it was, and what it becomes."""

    on_screen = ("rule", "what", "before", "after")

    rule: Annotated[str, column("规则", "rule")]
    what: Annotated[str, column("名称", "what")]
    before: Annotated[str, column("原为", "from")]
    after: Annotated[str, column("改为", "to")]


def _in_force(is_so: bool) -> Label:
    return Label("施行中", "in force") if is_so else same("")
