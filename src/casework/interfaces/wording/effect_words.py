"""What an entry moves, in words (GY-17b)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from casework.domain.deadlines.names import deadline_label, occurrence_label
from casework.domain.entries.effects import (
    DutyChange,
    DutyEffect,
    Effects,
    EffectTotals,
    FigureEffect,
    NeedlessNotice,
)
from casework.domain.labels import Label
from casework.domain.policy.policy import Policies


def effect_lines(moves: Effects, policies: Policies) -> Iterator[Label]:
    """One line for each duty, for its notices that would not have gone, and for each quarter whose figures change."""
    if not (moves.duties or moves.notices or moves.figures):
        yield Label("不影响任何期限、通知和统计", "It moves no deadline, no notice and no figure")
        return
    for duty in moves.duties:
        yield _duty(duty, policies)
    for _, steps in groupby(moves.notices, key=lambda each: (each.episode, each.deadline, each.occurrence)):
        yield _notices(list(steps), policies)
    for quarter in dict.fromkeys(each.quarter for each in moves.figures):
        yield _figures(quarter, [each for each in moves.figures if each.quarter == quarter])


def total_lines(moved: EffectTotals) -> Iterator[Label]:
    """What the entries of many households move together: one line, and one for each quarter whose figures change."""
    if not moved.households:
        return
    zh = "、".join(f"{change.zh}{count}项" for change, count in moved.duties.items()) or "期限不变"
    en = ", ".join(f"{count} {change.en}" for change, count in moved.duties.items()) or "no duty"
    notices_zh = f"；本不会发出的通知{moved.notices}条" if moved.notices else ""
    notices_en = f"; {moved.notices} notices would not have gone" if moved.notices else ""
    yield Label(
        f"补记的内容影响{moved.households}户的期限：{zh}{notices_zh}",
        f"What is said of an earlier day moves duties of {moved.households} households: {en}{notices_en}",
    )
    for quarter in dict.fromkeys(each.quarter for each in moved.figures):
        yield _figures(quarter, [each for each in moved.figures if each.quarter == quarter])


def _duty(duty: DutyEffect, policies: Policies) -> Label:
    name = _name(duty.deadline, duty.occurrence, policies)
    said, was = duty.outcome or duty.change, duty.was_outcome
    if duty.change in (DutyChange.BEGUN, DutyChange.MOVED, DutyChange.OPEN_AGAIN, DutyChange.GONE):
        said = duty.change
    zh, en = f"{name.zh}：{said.zh}", f"{name.en}: {said.en}"
    if was is not None and was is not said:
        zh, en = f"{zh}（原为{was.zh}）", f"{en} (before: {was.en})"
    if duty.change is DutyChange.MOVED:
        return Label(f"{zh}，{duty.was_due_on} → {duty.due_on}", f"{en}, {duty.was_due_on} → {duty.due_on}")
    if duty.due_on is not None and duty.change in (DutyChange.BEGUN, DutyChange.OPEN_AGAIN):
        return Label(f"{zh}，截止日{duty.due_on}", f"{en}, due on {duty.due_on}")
    return Label(zh, en)


def _notices(steps: list[NeedlessNotice], policies: Policies) -> Label:
    name = _name(steps[0].deadline, steps[0].occurrence, policies)
    names = [("提醒", "reminder") if step.step == 0 else (f"第{step.step}级", f"step {step.step}") for step in steps]
    zh = "、".join(f"{zh}（{step.raised_on}）" for (zh, _), step in zip(names, steps, strict=True))
    en = ", ".join(f"{en} ({step.raised_on})" for (_, en), step in zip(names, steps, strict=True))
    return Label(f"本不会发出的通知：{name.zh}，{zh}", f"Notices that would not have gone: {name.en}, {en}")


def _figures(quarter: str, figures: list[FigureEffect]) -> Label:
    year, _, number = quarter.partition("Q")
    zh = "，".join(f"{each.figure.zh} {each.change:+d}" for each in figures)
    en = ", ".join(f"{each.figure.en} {each.change:+d}" for each in figures)
    return Label(f"{year}年第{number}季度：{zh}", f"Quarter {number} of {year}: {en}")


def _name(deadline: str, occurrence: str, policies: Policies) -> Label:
    """A deadline, with whom, which period or milestone it is for; an entry's version alone says nothing to readers."""
    label, about = deadline_label(deadline, policies), occurrence_label(occurrence)
    if occurrence.isdigit():
        return label
    return Label(f"{label.zh}（{about.zh}）", f"{label.en} ({about.en})")
