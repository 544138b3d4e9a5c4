"""The next duty and whose it is, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from casework.domain.labels import Label, in_number, role_label, same
from casework.domain.policy.deadline_rules import DeadlineRule
from casework.domain.statuses import Employability
from casework.interfaces.wording.labels import NamesDivisions

if TYPE_CHECKING:
    from casework.application.inquiries.next_duties import ComingDuty


def first_duty_in_words(rule: DeadlineRule, due_on: date, households: int) -> Label:
    """What comes next in households that were newly found."""
    whose = role_label(rule.duty)
    return Label(
        f"下一步：新发现的 {households} 户{rule.zh}，{due_on}前，由{whose.zh}办理（casework list --stage 已发现）",
        f"Next: {rule.en} by {due_on} for {households} newly detected, {whose.en} (casework list --stage detected)",
    )


_ASKED = {
    Employability.AGE_UNKNOWN: Label(
        "年龄不明，请补充证件号码或出生日期", "is of unknown age: add the id or the birth date"
    ),
    Employability.NOT_UNDERSTOOD: Label(
        "有未看懂的内容，请更正", "has something that was not understood: put it right"
    ),
}


def questions_in_words(waits: Mapping[int, Employability]) -> Iterator[Label]:
    """What has to be said of whom before it is concluded whether a household is at risk."""
    for member, why in waits.items():
        asked = _ASKED[why]
        yield Label(
            f"暂不认定是否为零就业家庭：成员{member}{asked.zh}",
            f"Whether the household is at risk is not concluded: member {member} {asked.en}",
        )


def duty_in_words(duty: ComingDuty | None, divisions: NamesDivisions) -> Label:
    """What comes next in a household, until when, by whom; that nothing does is said too."""
    if duty is None:
        return Label("下一步：没有待办的期限", "Next: no duty is open")
    whose, zh, en = _whose(duty, divisions), "", ""
    if duty.overdue:
        late = duty.working_days_late
        zh = f"，已逾期{late}个工作日" if late else "，已逾期"
        en = f", {late} working days overdue" if late else ", overdue"
    others_zh = f"；另有{duty.others}项待办" if duty.others else ""
    others_en = f"; {duty.others} more open" if duty.others else ""
    if duty.others_overdue:
        others_zh += f"，其中{duty.others_overdue}项已逾期"
        others_en += f", {duty.others_overdue} of them overdue"
    return Label(
        f"下一步：{duty.label.zh}，{duty.due_on}前，由{whose.zh}办理{zh}{others_zh}",
        in_number(f"Next: {duty.label.en} by {duty.due_on}, {whose.en}{en}{others_en}"),
    )


def _whose(duty: ComingDuty, divisions: NamesDivisions) -> Label:
    """An account as it is, an office by its kind with its place in brackets."""
    if duty.to.account:
        return same(duty.to.account)
    role, place = role_label(duty.to.role), divisions.name(duty.to.division)
    return Label(f"{role.zh}（{place}）", f"{role.en} ({place})")
