"""The end of work that is known from a ledger, a survey or a visit, and that nobody placed (GY-2a, GY-14a)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.work import JobEnd
from casework.domain.decisions.detection import with_detection
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.job import EndDetails
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household


def end_known_work(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    on: date,
    reason: JobEnd,
    details: EndDetails | None = None,
) -> list[Fact]:
    """
    Record that a member works no more who was only known to work; the household is detected if nobody is left in work.

    Quiet when that end is recorded. Raises MemberUnknownError, NotNowError for a member who is placed (that job ends by
    its number) or is not in work, InvalidValueError for a day before the work began or still to come.
    """
    state = household.member(member)
    refuse_ahead("on", on, context)
    refuse_odd_details(details, members=(), today=context.today)
    placed = household.holding_placements(member)
    if placed:
        raise NotNowError(
            zh=f"成员{member}的工作有安置记录（安置编号{placed[0].number}），请按编号记录离岗",
            en=f"The work of member {member} is placement {placed[0].number}: end that one",
            helps=("end-job",),
        )
    if not household.is_employed(member):
        if _is_recorded(household, member, on):
            return []
        raise NotNowError(zh=f"成员{member}没有在业记录", en=f"Member {member} is not known to work")
    began = state.now.work_started_on
    if began is not None and on < began:
        raise InvalidValueError(
            "on", zh=f"离岗日期早于务工开始{began}", en=f"The work began on {began}, after this day"
        )
    ended = EmploymentEnded(member=member, on=on, reason=reason, details=details)
    return with_detection(household, [ended], context)


def _is_recorded(household: Household, member: int, on: date) -> bool:
    facts = (entry.fact for record in household.records for entry in record.entries)
    return any(
        isinstance(fact, EmploymentEnded) and (fact.member, fact.placement, fact.on) == (member, None, on)
        for fact in facts
    )
