"""What was found out, planned and done for a household (BJ-1.3, CZ-7c, CZ-12c, GY-13, GY-14a)."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.codes import DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.decisions.assistance import (
    agree_plan,
    assess_needs,
    give_post_information,
    log_follow_up,
    raise_difficulty,
    record_return,
    resolve_difficulty,
)
from casework.interfaces.cli.household_command import Deed, deed, household_command
from casework.interfaces.cli.options import code_argument, code_option
from casework.interfaces.cli.parameters import AccountType, DayType, MemberType

MEMBER = click.option(
    "--member", required=True, type=MemberType(), metavar="N", help="成员编号（见 show） the member's number"
)
OWNER = click.option("--owner", required=True, type=AccountType(), metavar="NAME", help="负责人 whose task it is")
DUE = click.option("--by", "due_on", required=True, type=DayType(), metavar="DATE", help="截止日 until which day")


@household_command(
    "needs", "帮扶需求：已了解一名成员的意愿和困难", "A member's wishes and barriers were found out (BJ-1.3).", MEMBER
)
def needs_command(member: int) -> Deed:
    """Record it."""
    return deed(assess_needs, member=member)


@household_command(
    "plan",
    "帮扶计划：为一名成员商定帮扶措施（一人一案）",
    "Agree a measure for a member, with owner and date (CZ-7c).",
    MEMBER,
    code_option("--measure", Measure, "措施", "measure", required=True),
    OWNER,
    DUE,
)
def plan_command(member: int, measure: Measure, owner: str, due_on: date) -> Deed:
    """Agree it."""
    return deed(agree_plan, member=member, measure=measure, owner=owner, due_on=due_on)


@household_command(
    "log",
    "跟踪服务：记录一次走访、电话或信息及其结果",
    "Log a visit, a call or a message and what came of it (CZ-12c).",
    code_option("--kind", FollowUpKind, "方式", "how", required=True),
    code_option("--outcome", Outcome, "结果", "what came of it", required=True),
    click.option("--note", default="", metavar="TEXT", help="备注（加密保存） a note, kept sealed"),
)
def log_command(kind: FollowUpKind, outcome: Outcome, note: str) -> Deed:
    """Log it."""
    return deed(log_follow_up, kind=kind, outcome=outcome, note=note.strip())


@household_command("inform", "岗位信息：向一名成员提供岗位信息", "A member was told about posts (BJ-3.2a).", MEMBER)
def inform_command(member: int) -> Deed:
    """Record it."""
    return deed(give_post_information, member=member)


@household_command(
    "return",
    "返乡回流：一名务工成员已返乡",
    "A worker came home; the household is detected when nobody is left in work (GY-14a).",
    MEMBER,
    click.option("--on", required=True, type=DayType(), metavar="DATE", help="返乡日期 the day"),
    click.option("--reason", default="", metavar="TEXT", help="原因（加密保存） why; kept sealed"),
)
def return_command(member: int, on: date, reason: str) -> Deed:
    """Record it."""
    return deed(record_return, member=member, on=on, reason=reason.strip())


@household_command(
    "difficulty",
    "提出困难：登记一项具体困难",
    "Take up a concrete difficulty, with owner and date (GY-13d).",
    code_option("--kind", DifficultyKind, "困难", "kind", required=True),
    OWNER,
    DUE,
)
def difficulty_command(kind: DifficultyKind, owner: str, due_on: date) -> Deed:
    """Raise it."""
    return deed(raise_difficulty, kind=kind, owner=owner, due_on=due_on)


@household_command(
    "resolve",
    "解决困难：该类困难已解决",
    "The open difficulty of this kind is solved (GY-13d).",
    code_argument("kind", DifficultyKind),
)
def resolve_command(kind: DifficultyKind) -> Deed:
    """Resolve it."""
    return deed(resolve_difficulty, kind=kind)
