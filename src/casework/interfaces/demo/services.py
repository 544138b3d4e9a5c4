"""Households of the demo in which somebody works: served all the same, without an episode (GY-13, GY-14, ADR 0031)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from casework.application.commands.assistance import (
    AgreePlan,
    AssessNeeds,
    GivePostInformation,
    LogFollowUp,
    RaiseDifficulty,
    RecordBenefit,
    RecordReturn,
    ResolveDifficulty,
)
from casework.application.commands.entries import GrantExtension, RefuseExtension, RequestExtension
from casework.application.commands.membership import SplitHousehold
from casework.application.commands.responsibility import AcceptHousehold, AssignCadre
from casework.application.commands.work import ChangeJob, OfferJob, Place
from casework.domain.codes.jobs import Broker, ReturnReason
from casework.domain.codes.offices import Role
from casework.domain.codes.people import Employment
from casework.domain.codes.service.assistance import Benefit, DifficultyKind, FollowUpKind, Measure, Outcome
from casework.domain.codes.service.contacts import ContactPlace, NextAction, Relation, Service
from casework.domain.codes.service.needs import Barrier, Need, Trade, Wish
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.details.contact import ContactDetails
from casework.domain.details.job import JobDetails, OfferDetails, ReturnDetails
from casework.domain.details.need import NeedDetails
from casework.domain.details.service import PostInformationDetails
from casework.domain.statuses import Employability
from casework.interfaces.demo.lives import Act, Setting
from projections.lists.worker_list import WorkerLine

EACH = 4
"""So many households take each course."""

Course = Callable[[Setting], Iterator[Act]]


def _returnee(setting: Setting) -> Iterator[Act]:
    """One of two workers comes home, is visited and offered a post, gets time for a difficulty, and splits off (GY-14)."""
    cadre, member = setting.cadre, setting.member
    home = ReturnDetails(reason_code=ReturnReason.FAMILY, place_left="44", informant=Relation.SELF)
    yield Act(
        day=9, by=Role.VILLAGE, command=RecordReturn(member=member, on=setting.on(8), details=home, reason="照顾老人")
    )
    yield Act(day=9, by=Role.TOWNSHIP, command=AssignCadre(cadre=cadre))
    yield Act(day=10, by=cadre, command=AcceptHousehold())
    visited = ContactDetails(
        members=(member,),
        met=(Relation.SELF,),
        services=(Service.POST_INFORMATION, Service.POLICY_BRIEFING),
        place=ContactPlace.HOME,
        next_action=NextAction.RECOMMEND_POST,
        next_on=setting.on(17),
    )
    yield Act(
        day=10,
        by=cadre,
        command=LogFollowUp(
            kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, details=visited, note="近期不再外出，想在附近找活"
        ),
    )
    wish = NeedDetails(
        wishes=(Wish.JOB,), trades=(Trade.FACTORY,), needs=(Need.POST,), family_barriers=(Barrier.CARE_OF_SICK,)
    )
    yield Act(day=10, by=cadre, command=AssessNeeds(member=member, details=wish))
    informed = PostInformationDetails(means=FollowUpKind.CALL, posts=3, campaign="春风行动")
    yield Act(day=15, by=cadre, command=GivePostInformation(member=member, details=informed))
    post = OfferDetails(trade=Trade.FACTORY, monthly_pay=Decimal(2600), valid_until=setting.on(30))
    yield Act(
        day=17,
        by=cadre,
        command=OfferJob(member=member, post="振兴车间包装工", channel=Channel.WORKSHOP, details=post),
    )
    care = DifficultyKind.CARE
    yield Act(day=17, by=cadre, command=RaiseDifficulty(kind=care, owner=cadre, due_on=setting.on(29)))
    longer = RequestExtension(deadline="difficulty", until=setting.on(36), reason="托养机构床位待定")
    yield Act(day=22, by=cadre, command=longer)
    yield Act(day=23, by=Role.COUNTY, command=GrantExtension(deadline="difficulty"))
    yield Act(day=35, by=cadre, command=ResolveDifficulty(kind=care, note="老人已入住托养机构"))
    split = SplitHousehold(members=(member,), number=f"FH{setting.household.hex[-8:].upper()}")
    yield Act(day=42, by=Role.TOWNSHIP, command=split)


def _willing(setting: Setting) -> Iterator[Act]:
    """Whoever wishes for work where somebody else has some gets no more time, finds it, and earns more later (GY-2c)."""
    cadre, member = setting.cadre, setting.member
    yield Act(day=4, by=Role.TOWNSHIP, command=AssignCadre(cadre=cadre))
    yield Act(day=5, by=cadre, command=AcceptHousehold())
    yield Act(
        day=6,
        by=cadre,
        command=AgreePlan(
            member=member,
            measure=Measure.JOB_RECOMMENDATION,
            owner=cadre,
            due_on=setting.on(27),
            note="先到乡镇车间试工",
        ),
    )
    later = RequestExtension(deadline="measure", until=setting.on(40), reason="车间订单未定")
    yield Act(day=14, by=cadre, command=later)
    no = RefuseExtension(deadline="measure", note="另有车间可以试工")
    yield Act(day=15, by=Role.COUNTY, command=no)
    job = JobDetails(place="990121", broker=Broker.VILLAGE, trade=Trade.FACTORY)
    yield Act(
        day=20,
        by=cadre,
        command=Place(
            member=member, kind=WorkKind.CONTRACT, since=setting.on(20), monthly_pay=Decimal(2800), details=job
        ),
    )
    yield Act(
        day=48,
        by=cadre,
        command=ChangeJob(placement=1, on=setting.on(48), monthly_pay=Decimal(3200)),
    )


def _in_work(setting: Setting) -> Iterator[Act]:
    """Whoever works away is asked after and gets the travel subsidy (GY-13b)."""
    call = ContactDetails(
        members=(setting.member,), met=(Relation.SELF,), services=(Service.TRAVEL, Service.RIGHTS), place=ContactPlace.WORKPLACE
    )  # fmt: skip
    yield Act(
        day=12,
        by=Role.VILLAGE,
        command=LogFollowUp(kind=FollowUpKind.CALL, outcome=Outcome.REACHED, details=call),
    )
    yield Act(
        day=19,
        by=Role.VILLAGE,
        command=RecordBenefit(
            member=setting.member, benefit=Benefit.TRAVEL_SUBSIDY, clause="第16条", amount=Decimal(300)
        ),
    )


def served(lines: Iterable[WorkerLine], setting: Callable[[WorkerLine, int], Setting]) -> Iterator[tuple[Setting, Act]]:
    """
    What is done for some of the households that nobody has found without work, in the order of their acts.

    A worker comes home only where another one still works: no episode begins by it.
    """
    taken: dict[Course, int] = defaultdict(int)
    households: dict[str, list[WorkerLine]] = defaultdict(list)
    for line in lines:
        households[str(line.id)].append(line)
    for number, workers in enumerate(households.values()):
        course, line = _course(workers)
        if course is not None and taken[course] < EACH:
            taken[course] += 1
            mine = setting(line, number)
            yield from ((mine, act) for act in course(mine))


def _course(workers: list[WorkerLine]) -> tuple[Course | None, WorkerLine]:
    at_work = [
        line for line in workers if line.employment is Employment.EMPLOYED and line.counts is Employability.EMPLOYABLE
    ]
    idle = [line for line in workers if line not in at_work and line.counts is Employability.EMPLOYABLE]
    if len(at_work) > 1:
        return _returnee, at_work[0]
    if at_work and idle:
        return _willing, idle[0]
    return (_in_work, at_work[0]) if at_work else (None, workers[0])
