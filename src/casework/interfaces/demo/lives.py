"""What becomes of the demo's households: ten courses of events, day by day after the import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from casework.application.commands.assistance import AgreePlan, AssessNeeds, GivePostInformation, LogFollowUp
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.detection import (
    ConfirmHousehold,
    DecideNotEligible,
    FindNotEligible,
    ReceiptReport,
    ReportHousehold,
)
from casework.application.commands.episode_end import (
    CheckRetention,
    DecideClearance,
    DecideClosing,
    ProposeClearance,
    ProposeClosing,
)
from casework.application.commands.responsibility import AcceptHousehold, AssignCadre, DeclineHousehold, SetLevel
from casework.application.commands.work import AcceptOffer, ConfirmPlacement, EndJob, OfferJob, Place, RefuseOffer
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.clearance import Closing, Milestone
from casework.domain.codes.offices import Role
from casework.domain.codes.service.assistance import FollowUpKind, Level, Measure, Outcome
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import Finding, HardToEmployGround, NotEligible
from casework.domain.codes.work import Channel, JobEnd, Refusal, WorkKind
from casework.domain.decisions.findings.signatures import SignedRecord
from casework.domain.details.findings import MemberFinding


class Act(Struct, frozen=True, kw_only=True):
    """One command so many days after the import, by a cadre, or by whoever holds an office where the household lives."""

    day: int
    by: str | Role
    command: Command


class Setting(Struct, frozen=True, kw_only=True):
    """A household of the demo: its cadre, one who declines, the member who looks for work, and the day of the import."""

    household: UUID
    cadre: str
    declines: str
    member: int
    began: datetime

    def on(self, day: int) -> date:
        """The date so many days after the import."""
        return shanghai_date(self.began + timedelta(days=day))


def life(setting: Setting, course: int) -> Iterator[Act]:
    """The acts of one course of events, in order of their days."""
    return COURSES[course % len(COURSES)](setting)


def _act(day: int, by: str | Role, command: Command) -> Act:
    return Act(day=day, by=by, command=command)


def _reported(setting: Setting, day: int) -> Iterator[Act]:
    yield _act(day, Role.VILLAGE, ReportHousehold())
    for office in Office:
        yield _act(day + 1, Role(office), ReceiptReport(office=office))


def _confirmed(setting: Setting, day: int, *, hard: bool = False) -> Iterator[Act]:
    ground = HardToEmployGround.OLDER if hard else None
    findings = (MemberFinding(member=setting.member, finding=Finding.WILLING, hard_to_employ=ground),)
    yield _act(day, Role.TOWNSHIP, ConfirmHousehold(source=VerificationSource.VISIT, findings=findings))


def _taken_over(setting: Setting, day: int) -> Iterator[Act]:
    yield _act(day, Role.TOWNSHIP, AssignCadre(cadre=setting.cadre))
    yield _act(day + 1, setting.cadre, AcceptHousehold())
    yield _act(day + 1, Role.TOWNSHIP, SetLevel(level=Level.KEY))


def _visited_and_planned(setting: Setting, day: int) -> Iterator[Act]:
    yield _act(
        day,
        setting.cadre,
        LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, note="入户了解家庭情况和就业意愿"),
    )
    yield _act(day, setting.cadre, AssessNeeds(member=setting.member))
    yield _act(
        day + 1,
        setting.cadre,
        AgreePlan(
            member=setting.member, measure=Measure.JOB_RECOMMENDATION, owner=setting.cadre, due_on=setting.on(day + 30)
        ),
    )


def _offered(setting: Setting, day: int, offer: int, *, accepted: bool, post: str = "振兴车间缝纫工") -> Iterator[Act]:
    yield _act(day, setting.cadre, OfferJob(member=setting.member, post=post, channel=Channel.WORKSHOP))
    if accepted:
        yield _act(day + 1, setting.cadre, AcceptOffer(offer=offer))
    else:
        yield _act(day + 2, setting.cadre, RefuseOffer(offer=offer, reason=Refusal.NO_REASON, counted=True))


def _placed_and_cleared(setting: Setting, day: int) -> Iterator[Act]:
    yield _act(
        day,
        setting.cadre,
        Place(
            member=setting.member,
            kind=WorkKind.CONTRACT,
            since=setting.on(day),
            monthly_pay=Decimal(2800),
            contract_months=12,
        ),
    )
    yield _act(day + 2, Role.TOWNSHIP, ConfirmPlacement(placement=1, document="劳动合同"))
    yield _act(day + 3, Role.TOWNSHIP, ProposeClearance())
    yield _act(day + 5, Role.COUNTY_HRSS, DecideClearance())


def _in_time(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield from _confirmed(setting, 3)
    yield from _taken_over(setting, 4)
    yield from _visited_and_planned(setting, 7)
    yield from _offered(setting, 9, 1, accepted=True)
    yield from _placed_and_cleared(setting, 11)
    yield _act(49, setting.cadre, CheckRetention(milestone=Milestone.ONE_MONTH, still_employed=True))


def _late_everywhere(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 4)
    yield from _confirmed(setting, 17)
    yield from _taken_over(setting, 25)
    yield from _visited_and_planned(setting, 36)
    yield from _offered(setting, 43, 1, accepted=True)


def _never_verified(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 1)


def _declined(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield from _confirmed(setting, 7)
    yield _act(8, Role.TOWNSHIP, AssignCadre(cadre=setting.declines))
    yield _act(9, setting.declines, DeclineHousehold(reason="长期外出学习"))
    yield from _taken_over(setting, 10)
    yield from _visited_and_planned(setting, 14)
    yield _act(16, Role.TOWNSHIP, GivePostInformation(member=setting.member))
    yield from _offered(setting, 18, 1, accepted=False)


def _three_refusals(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield from _confirmed(setting, 3, hard=True)
    yield from _taken_over(setting, 4)
    yield from _visited_and_planned(setting, 7)
    posts = {9: "振兴车间缝纫工", 16: "工业园包装工", 23: "县城商场保洁员"}
    for number, (day, post) in enumerate(posts.items(), start=1):
        yield from _offered(setting, day, number, accepted=False, post=post)
    yield _act(28, Role.TOWNSHIP, ProposeClosing(reason=Closing.REFUSED_OFFERS))
    yield _act(30, Role.COUNTY_HRSS, DecideClosing(reason=Closing.REFUSED_OFFERS))


def _unwilling(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield _act(
        7,
        Role.TOWNSHIP,
        FindNotEligible(
            source=VerificationSource.VISIT,
            reason=NotEligible.UNWILLING,
            signed=SignedRecord(name="禾一亩", relation="本人", signed_on=setting.on(7)),
        ),
    )
    yield _act(9, Role.COUNTY_HRSS, DecideNotEligible())


def _lost_again(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield from _confirmed(setting, 3)
    yield from _taken_over(setting, 4)
    yield from _visited_and_planned(setting, 7)
    yield from _offered(setting, 9, 1, accepted=True)
    yield from _placed_and_cleared(setting, 11)
    yield _act(44, setting.cadre, EndJob(placement=1, on=setting.on(43), reason=JobEnd.LAID_OFF))


def _odd_jobs(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield from _confirmed(setting, 3)
    yield from _taken_over(setting, 4)
    yield from _visited_and_planned(setting, 7)
    yield _act(15, setting.cadre, Place(member=setting.member, kind=WorkKind.ODD_JOBS, since=setting.on(15)))
    yield _act(18, Role.TOWNSHIP, ConfirmPlacement(placement=1))


def _waiting_for_an_answer(setting: Setting) -> Iterator[Act]:
    yield from _reported(setting, 0)
    yield from _confirmed(setting, 3)
    yield from _taken_over(setting, 4)
    yield from _visited_and_planned(setting, 7)
    yield _act(46, setting.cadre, OfferJob(member=setting.member, post="护林员", channel=Channel.PUBLIC_WELFARE))


COURSES: tuple[Callable[[Setting], Iterator[Act]], ...] = (
    _in_time,
    _late_everywhere,
    _in_time,
    _never_verified,
    _declined,
    _three_refusals,
    _in_time,
    _unwilling,
    _lost_again,
    _odd_jobs,
    _waiting_for_an_answer,
)
"""Households take these one after the other."""
