"""Who stands in for a cadre from day to day; all duties come back by themselves (GY-12d)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.responsibility import StandInNamed
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import StandIn
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.text_values import refuse_no_account

LONGEST_LEAVE: Final = timedelta(days=366)
"""Whoever is away longer hands over."""


class LeaveOfAccountError(RefusedError):
    """Once there are accounts one place says who stands in for whom: the absence of the account (ADR 0037)."""

    zh = "已启用账号：由谁代管以账号的外出报备（office away）为准，对其全部职务和户生效"
    en = (
        "There are accounts: who stands in follows from the account's absence (office away), for all its offices and "
        "households"
    )


class LeaveOverlapsError(RefusedError):
    """The cadre has another leave on some of these days; nothing was recorded."""

    def __init__(self, other: StandIn, where: Label | None = None) -> None:
        self.other = other
        zh, en = (f"（{where.zh}）", f" ({where.en})") if where else ("", "")
        days = f"{other.first_on}至{other.last_on}"
        self.zh = f"{other.cadre}已登记{days}离岗{zh}，由{other.account}代管；要更改，请以同一起始日和区划再办一次"
        self.en = (
            f"{other.cadre} is on leave from {other.first_on} to {other.last_on}{en} already, with {other.account} as the "
            "stand-in; to change that, say it again with the same first day and division"
        )


def name_stand_in(
    household: Household, context: DecisionContext, *, stand_in: str, first_on: date, last_on: date
) -> list[Fact]:
    """
    Give all duties of the household's cadre to a stand-in from day to day; they come back by themselves (GY-12d).

    Quiet when it stands so; said again of the same first day it stands as it is said last. Raises LeaveOfAccountError
    once there are accounts, NotNowError without a cadre, and while another leave stands on some of these days;
    InvalidValueError for days that are over or run backwards, for the cadre itself, and for a circle of stand-ins.
    """
    if context.holders is not None:
        raise LeaveOfAccountError
    refuse_no_account("stand-in", stand_in)
    if household.cadre is None:
        raise NotNowError(zh="该户没有帮扶干部", en="The household has no cadre", helps=("assign",))
    refuse_leave(household.cadre, stand_in, first_on, last_on, context.today)
    named = StandIn(cadre=household.cadre, account=stand_in, first_on=first_on, last_on=last_on)
    if named in household.stand_ins:
        return []
    refuse_contradicting(named, household.stand_ins)
    return [StandInNamed(cadre=household.cadre, stand_in=stand_in, first_on=first_on, last_on=last_on)]


def refuse_leave(cadre: str, stand_in: str, first_on: date, last_on: date, today: date) -> None:
    """
    Refuse a leave that is over, runs backwards or is longer than `LONGEST_LEAVE`, or in which the cadre stands in.

    Raises InvalidValueError.
    """
    refuse_no_account("cadre", cadre)
    refuse_no_account("stand-in", stand_in)
    if stand_in == cadre:
        raise InvalidValueError("stand-in", zh="代管人就是该户的帮扶干部", en="The stand-in is the household's cadre")
    if not first_on <= last_on <= first_on + LONGEST_LEAVE or last_on < today:
        raise InvalidValueError(
            "last-on",
            zh=f"截止日应不早于起始日和今日，最长{LONGEST_LEAVE.days}天",
            en=f"The last day is neither before the first one nor over, and {LONGEST_LEAVE.days} days after it at most",
        )


def refuse_contradicting(leave: StandIn, standing: Collection[StandIn]) -> None:
    """
    Refuse a leave on days of another one of the same cadre, and one whose stand-in is away with duties that come back.

    One of the same first day is replaced by it. Raises NotNowError, InvalidValueError.
    """
    for each in standing:
        if each.cadre == leave.cadre and each.first_on != leave.first_on and _days_of_both(each, leave):
            raise LeaveOverlapsError(each)
    if _comes_back(leave, standing):
        raise InvalidValueError(
            "stand-in",
            zh=f"{leave.account}同期也离岗，其代管人最终又是{leave.cadre}，代管不能循环",
            en=f"{leave.account} is away on these days too, with {leave.cadre} in the end as the stand-in: a circle",
        )


def stand_ins_of(household: Household, context: DecisionContext, cadre: str | None) -> list[StandInNamed]:
    """Who stands in for the cadre to whom the household comes, in the leaves that are not over, as in the others of theirs."""
    leaves = {leave.first_on: leave for leave in context.leaves if leave.cadre == cadre}
    known = {(each.cadre, each.account, each.first_on, each.last_on) for each in household.stand_ins}
    return [
        StandInNamed(cadre=leave.cadre, stand_in=leave.stand_in, first_on=leave.first_on, last_on=leave.last_on)
        for leave in leaves.values()
        if leave.last_on >= context.today and (leave.cadre, leave.stand_in, leave.first_on, leave.last_on) not in known
    ]


def _comes_back(leave: StandIn, standing: Collection[StandIn]) -> bool:
    """Whether on some day of the leave the stand-ins' own leaves lead back to the cadre."""
    reached = [leave]
    for last in reached:
        for each in standing:
            days = _days_of_both(each, last) if each.cadre == last.account else None
            if days is None:
                continue
            if each.account == leave.cadre:
                return True
            following = StandIn(cadre=last.cadre, account=each.account, first_on=days[0], last_on=days[1])
            if following not in reached:
                reached.append(following)
    return False


def _days_of_both(one: StandIn, other: StandIn) -> tuple[date, date] | None:
    first, last = max(one.first_on, other.first_on), min(one.last_on, other.last_on)
    return (first, last) if first <= last else None
