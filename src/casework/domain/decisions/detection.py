"""Judging a household: does it become one of zero employment by what changed, or by time alone? (GY-11c)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from casework.domain.calendar.due_dates import months_after
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.clearance import Closing
from casework.domain.codes.people import Sex
from casework.domain.codes.work import JobEnd, WorkKind
from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.clearance import ClosedOtherwise
from casework.domain.facts.verification import HouseholdReapplied
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.context import DecisionContext, household_after
from casework.domain.household.detection import detection
from casework.domain.household.parts import Placement
from casework.domain.household.state import Household
from casework.domain.persons import birthday
from casework.domain.policy.policy import Policy
from casework.domain.statuses import EpisodeState

ONE_DAY = timedelta(days=1)
LOOKS_BACK = timedelta(days=366)
"""So far back a ledger's as-of day or a late entry may lie; further back a household was judged by itself."""


class WaitingTimeError(RefusedError):
    """The household was closed for a fault of its own, and the policy's time before it may apply again is not over."""

    def __init__(self, months: int, opens_on: date, reason: Closing = Closing.REFUSED_OFFERS) -> None:
        self.months, self.opens_on, self.reason = months, opens_on, reason
        self.zh = f"因{reason.zh}退出，满{months}个月后（{opens_on}起）方可重新申请"
        self.en = f"Closed for {reason.en}: it may apply again {months} months later, from {opens_on} on"


def with_detection(
    household: Household, facts: Sequence[Fact], context: DecisionContext, *, assessed_on: date | None = None
) -> list[Fact]:
    """The facts, and the detection that follows from them on the day `assessed_on` (default: the day it happened)."""
    after = household_after(household, facts, context)
    found = detection(after, on=assessed_on or context.today, policy=context.policy)
    return [*facts, found] if found else list(facts)


def detect_by_time(household: Household, context: DecisionContext) -> list[Fact]:
    """
    What follows from the day alone: contracts and terms that ran out, then the household judged.

    Quiet when the household is withdrawn or nothing changed.
    """
    if not household.known:
        return []
    ended = [
        EmploymentEnded(
            member=placement.member, placement=placement.number, on=end - ONE_DAY, reason=_reason(placement)
        )
        for placement in household.holding_placements()
        if (end := term_end(placement, context.policy)) is not None and end <= context.today
    ]
    return with_detection(household, ended, context)


def term_end(placement: Placement, policy: Policy) -> date | None:
    """The first day after a contract or a public-welfare term; None when it has no end."""
    months = placement.contract_months
    if months is None and placement.kind is WorkKind.PUBLIC_WELFARE:
        months = policy.terms.public_welfare_months
    return None if months is None else months_after(placement.since, months)


def reapply(household: Household, context: DecisionContext, *, members: tuple[int, ...]) -> list[Fact]:
    """
    Take a household in again whose episode was closed otherwise: `members` wish to work now (OF-32).

    It is detected where it is at risk. Raises NotNowError unless the last episode was closed otherwise,
    WaitingTimeError before the policy's months after a closing for refused offers or false information are over, MemberUnknownError,
    InvalidValueError when nobody wishes to work or somebody is named twice.
    """
    for number in members:
        household.member(number)
    if not members or len(set(members)) < len(members):
        raise InvalidValueError(
            "member", zh="请写明愿意就业的成员，每人一次", en="Say who wishes to work, each once", always=True
        )
    episode = household.episode
    if episode is None or episode.state is not EpisodeState.CLOSED_OTHERWISE or episode.ended_at is None:
        raise NotNowError(
            zh="该户没有以其他方式退出的处置周期，无须重新申请",
            en="No episode of the household was closed otherwise: there is nothing to apply for again",
        )
    waits = {
        Closing.REFUSED_OFFERS: context.policy.exit.reapply_after_months,
        Closing.FALSE_INFORMATION: context.policy.exit.reapply_after_false_months,
    }
    for reason in (entry.fact.reason for entry in episode.entries if isinstance(entry.fact, ClosedOtherwise)):
        opens = months_after(shanghai_date(episode.ended_at), waits.get(reason, 0))
        if waits.get(reason) and context.today < opens:
            raise WaitingTimeError(waits[reason], opens, reason)
    return with_detection(household, [HouseholdReapplied(members=members)], context)


def detection_days(household: Household, policy: Policy) -> tuple[date, ...]:
    """
    The days after the household's last fact on which its answer may change by time alone, in order.

    Birthdays that begin or end working age, the year a member graduates in, ends of contracts and terms. Such a day
    that passed before the fact was recorded (a late entry, a ledger judged as of an earlier day) is made up for on the
    day after.
    """
    if not household.known or household.last_recorded_at is None:
        return ()
    last = shanghai_date(household.last_recorded_at)
    changing = set(_changing_days(household, policy))
    days = {day for day in changing if day > last}
    if _passed_unjudged(household, policy, last, changing):
        days.add(last + ONE_DAY)
    return tuple(sorted(days))


def _passed_unjudged(household: Household, policy: Policy, last: date, changing: Collection[date]) -> bool:
    ends = (term_end(placement, policy) for placement in household.holding_placements())
    if any(end is not None and end <= last for end in ends):
        return True
    lately = any(last - LOOKS_BACK < day <= last for day in changing)
    return lately and detection(household, on=last + ONE_DAY, policy=policy) is not None


def _changing_days(household: Household, policy: Policy) -> Iterator[date]:
    for state in household.present():
        member = state.now
        if member.birth_date is not None:
            youngest, oldest = policy.detection.women if member.sex is Sex.FEMALE else policy.detection.men
            yield birthday(member.birth_date, youngest)
            yield birthday(member.birth_date, oldest + 1)
        if member.in_school and member.graduates_in is not None:
            yield date(member.graduates_in, 1, 1)
    for placement in household.holding_placements():
        end = term_end(placement, policy)
        if end is not None:
            yield end


def _reason(placement: Placement) -> JobEnd:
    return JobEnd.TERM_ENDED if placement.kind is WorkKind.PUBLIC_WELFARE else JobEnd.CONTRACT_ENDED
