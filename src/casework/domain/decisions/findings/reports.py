"""Reporting a household, or single members of it, to the offices, and their receipts (GY-2c, GY-2d)."""

from __future__ import annotations

from msgspec import UNSET

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.sources import Office
from casework.domain.decisions.notes import noted
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.households import HouseholdReported, ReportedMember, ReportReceipted
from casework.domain.facts.verification import ReceiptPrivate
from casework.domain.household.context import DecisionContext
from casework.domain.household.parts import OUTSIDE, Episode
from casework.domain.household.state import Household


def report_household(
    household: Household,
    context: DecisionContext,
    *,
    members: tuple[ReportedMember, ...] = (),
    note: str = "",
) -> list[Fact]:
    """
    Report the household to the township, the county HRSS and the county rural revitalisation department (GY-2d).

    Outside episodes it reports who came home, or has no work and wants some. With `members` it reports those and the
    ledgers to which they belong, also while the household is cleared. Offices that sent it back have it again. Quiet when it was reported in this episode, or
    outside on the same day, and when the same members were on the same day. Raises NoOpenEpisodeError without members
    once the episode is cleared, MemberUnknownError, InvalidValueError.
    """
    _refuse_odd_members(household, members)
    record = household.record_at(context.occurred_at) if members else household.open_at(context.occurred_at)
    reports = [e for e in record.entries if isinstance(e.fact, HouseholdReported)]
    of_today = [e.fact for e in reports if shanghai_date(e.occurred_at) == context.today]
    again = members or note or (record.number == OUTSIDE and not of_today)
    said_today = any(isinstance(fact, HouseholdReported) and fact.members == members for fact in of_today)
    if (record.reported_to and not again and not record.returned_by) or (members and said_today and not note):
        return []
    subject = members[0].member if len(members) == 1 else None
    to = record.returned_by or tuple(Office)
    return [HouseholdReported(offices=to, members=members, private=noted(note, subject))]


def receipt_report(
    household: Household, context: DecisionContext, *, office: Office, received_by: str = "", note: str = ""
) -> list[Fact]:
    """
    Confirm that the report reached one office, and who received it there (GY-2d).

    Quiet when that office has receipted and nothing more is said. Raises NoOpenEpisodeError, or NotNowError before the
    report and where more is said of a receipt that is there.
    """
    record = household.record_at(context.occurred_at)
    if not _reports_members(record):
        record = household.open_at(context.occurred_at)
    if office in record.receipts and not (received_by or note):
        return []
    if office in record.receipts:
        raise NotNowError(
            zh=f"{office.zh}已签收，补充内容请更正该条记录",
            en=f"{office.en} has receipted: correct that entry to say more of it",
            helps=("correct",),
        )
    if office in record.returned_by:
        raise NotNowError(
            zh=f"{office.zh}已退回上报，重新上报后才能签收",
            en=f"{office.en} sent the report back: it receipts the next one",
            helps=("report",),
        )
    if office not in record.reported_to:
        raise NotNowError(
            zh=f"该户尚未上报{office.zh}，不能签收",
            en=f"The household has not been reported to {office.en} yet",
            helps=("report",),
        )
    said = {HOUSEHOLD: ReceiptPrivate(received_by=received_by, text=note)} if received_by or note else UNSET
    return [ReportReceipted(office=office, private=said)]


def _reports_members(record: Episode) -> bool:
    """Whether the newest report of this record names members: it may be receipted while the household is cleared."""
    reports = [entry.fact for entry in record.entries if isinstance(entry.fact, HouseholdReported)]
    return bool(reports and reports[-1].members)


def _refuse_odd_members(household: Household, members: tuple[ReportedMember, ...]) -> None:
    seen: set[int] = set()
    for each in members:
        household.member(each.member)
        if each.member in seen or len(set(each.groups)) < len(each.groups):
            raise InvalidValueError(
                "member", zh=f"成员{each.member}重复", en=f"Member {each.member} is named more than once"
            )
        seen.add(each.member)
