"""Households that live through decisions of the domain, and a log in memory that holds what they record."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import UNSET
from msgspec.structs import replace

from casework.application.log.records.groups import Entry, Unreadable
from casework.application.log.records.household_ids import household_id, reference_id
from casework.domain.calendar.due_dates import months_after
from casework.domain.codes.clearance import Closing, Milestone, ProposalReturn
from casework.domain.codes.people import Employment, Sex
from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Level, Measure, Outcome
from casework.domain.codes.sources import Office, Source, VerificationSource
from casework.domain.codes.verification import Finding, HardToEmployGround, NotEligible
from casework.domain.codes.work import Channel, JobEnd, Refusal, WorkKind
from casework.domain.deadlines import escalation, pause_and_resume
from casework.domain.decisions import (
    clearance,
    closing,
    offers,
    placements,
    registration,
    retention,
    verification,
)
from casework.domain.decisions import detection as judging
from casework.domain.decisions.cadres import responsibility
from casework.domain.decisions.exits import not_eligible
from casework.domain.decisions.findings import reports
from casework.domain.decisions.service import assistance, difficulties, follow_ups, levels, measures
from casework.domain.details.findings import MemberFinding
from casework.domain.entries.correction import corrections
from casework.domain.errors import CaseworkError
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.corrections import CorrectionProposed
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.members import Member, PersonPrivate
from casework.domain.rules.built_in import built_in_rules

RULES = built_in_rules()
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday, 2 March 2026, 09:00 in Asia/Shanghai."""

VILLAGE = "510802101201"
OTHER_VILLAGE = "510811203204"
KEY = b"k" * 32


class World:
    """A log in memory: facts by position, and the same streams by household. A FactSource."""

    def __init__(self) -> None:
        self.facts: list[Entry] = []

    def tail(self, position: int = 0) -> _Tail:
        """A reader after a position."""
        return _Tail(self, position)

    def last_position(self) -> int:
        """The highest position."""
        return len(self.facts)

    def streams(self, households: Sequence[UUID]) -> dict[UUID, list[Entry]]:
        """The histories of these households."""
        return {h: [item for item in self.facts if item[1].originator_id == h] for h in households}

    def stream_range(self, prefix: str, *, until: int | None = None) -> Iterator[Entry]:
        """The facts below a first digit, stream by stream."""
        last = len(self.facts) if until is None else until
        found = [item for item in self.facts if item[0] <= last and _digits(item[1].originator_id).startswith(prefix)]
        yield from sorted(found, key=lambda item: (item[1].originator_id, item[1].originator_version))

    def stream(self, household: UUID) -> list[Recorded]:
        """The household's readable facts."""
        return [e for _, e in self.facts if e.originator_id == household and isinstance(e, Recorded)]

    def version(self, household: UUID) -> int:
        """The version of its last fact."""
        return max((e.originator_version for _, e in self.facts if e.originator_id == household), default=0)

    def add(self, household: UUID, *facts: Fact, by: str = "li.na", at: datetime = MORNING) -> list[Recorded]:
        """Record these facts, personal data left out as the log would seal it."""
        entries = []
        for fact in facts:
            entry = Recorded(
                originator_id=household,
                originator_version=self.version(household) + 1,
                timestamp=at,
                occurred_at=at,
                by=by,
                command_id="",
                fact=replace(fact, private=UNSET),
            )
            self.facts.append((len(self.facts) + 1, entry))
            entries.append(entry)
        return entries

    def spoil(self, household: UUID, topic: str = "moved-to-the-moon") -> None:
        """Store something that cannot be read."""
        version = self.version(household) + 1
        unreadable = Unreadable(originator_id=household, originator_version=version, topic=topic, reason="unknown")
        self.facts.append((len(self.facts) + 1, unreadable))

    def do(
        self,
        household: UUID,
        decide: Callable[..., list[Fact]],
        *,
        by: str = "li.na",
        at: datetime = MORNING,
        **words: Any,
    ) -> list[Recorded]:
        """Let the household decide, and record what it says."""
        state = fold_history(household, self.stream(household))
        context = DecisionContext(by=by, occurred_at=at, now=at, rules=RULES)
        return self.add(household, *decide(state, context, **words), by=by, at=at)


class _Tail:
    def __init__(self, world: World, position: int) -> None:
        self._world, self.position = world, position

    def page(self, limit: int) -> list[Entry]:
        page = self._world.facts[self.position : self.position + limit]
        self.position += len(page)
        return page


def _digits(household: UUID) -> str:
    return f"{household.int >> 88:012d}"


def an_id(number: str, village: str = VILLAGE) -> UUID:
    """The id of the household with this number."""
    return household_id(KEY, village=village, number=number)


def a_batch_id(name: str = "b1") -> UUID:
    """The id of an import."""
    return reference_id(KEY, kind="import", name=name)


def a_statement(
    *, assessed_on: date = date(2026, 3, 2), employed: bool = False, pay: int | None = None
) -> registration.SourceStatement:
    """A couple and a child, as a ledger states them."""
    work = Employment.EMPLOYED if employed else Employment.NOT_EMPLOYED
    members = (
        Member(number=1, is_head=True, sex=Sex.MALE, birth_date=date(1980, 5, 1), employment=work),
        Member(
            number=2, sex=Sex.FEMALE, birth_date=date(1982, 7, 3), monthly_pay=None if pay is None else Decimal(pay)
        ),
        Member(number=3, sex=Sex.FEMALE, birth_date=date(2012, 1, 9), in_school=True, graduates_in=2030),
    )
    stated = tuple(registration.StatedMember(member=member, private=PersonPrivate(name="张三")) for member in members)
    return registration.SourceStatement(
        source=Source.LEDGER, effective_on=assessed_on, assessed_on=assessed_on, stated=stated
    )


def register(
    world: World, number: str = "H1", *, village: str = VILLAGE, by: str = "import:b1", at: datetime = MORNING
) -> UUID:
    """A household at risk, registered and so detected."""
    household = an_id(number, village)
    world.do(household, registration.register, by=by, at=at, village=village, number=number, statement=a_statement())
    return household


def a_full_life(world: World, number: str = "H1", *, village: str = VILLAGE, at: datetime = MORNING) -> UUID:
    """Detected, verified, assigned, escalated, placed, cleared, stable; then a relapse that is closed otherwise."""
    household, day = register(world, number, village=village, at=at), timedelta(days=1)
    do = world.do
    finding = MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.OLDER)
    steps: list[tuple[int, str, Callable[..., list[Fact]], dict[str, Any]]] = [
        (0, "village.clerk", reports.report_household, {}),
        (1, "hrss", reports.receipt_report, {"office": Office.COUNTY_HRSS}),
        (1, "rule:escalation@1", escalation.escalate, {}),
        (9, "rule:escalation@1", escalation.escalate, {}),
        (10, "township", verification.verify, {"source": VerificationSource.VISIT, "findings": (finding,)}),
        (10, "township", responsibility.assign_cadre, {"cadre": "li.na"}),
        (11, "li.na", responsibility.decline_household, {"reason": "ill"}),
        (11, "township", responsibility.assign_cadre, {"cadre": "li.na"}),
        (12, "li.na", responsibility.accept_household, {}),
        (12, "township", responsibility.assign_cadre, {"cadre": "wang.wei"}),
        (13, "wang.wei", responsibility.accept_household, {}),
        (13, "wang.wei", levels.set_level, {"level": Level.KEY}),
        (13, "wang.wei", assistance.assess_needs, {"member": 1}),
        (14, "wang.wei", follow_ups.log_follow_up, {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}),
        (14, "wang.wei", assistance.give_post_information, {"member": 1}),
        (14, "township", pause_and_resume.pause_deadline, {"deadline": "first-offer", "reason": "flood"}),
        (16, "township", pause_and_resume.resume_deadline, {"deadline": "first-offer"}),
    ]
    for after, by, decide, words in steps:
        do(household, decide, by=by, at=at + after * day, **words)
    due = (at + 40 * day).date()
    plan: dict[str, Any] = {"member": 1, "measure": Measure.TRAINING, "owner": "wang.wei", "due_on": due}
    trouble: dict[str, Any] = {"kind": DifficultyKind.TRAVEL, "owner": "wang.wei", "due_on": due}
    do(household, measures.agree_plan, by="wang.wei", at=at + 16 * day, **plan)
    do(household, difficulties.raise_difficulty, by="wang.wei", at=at + 16 * day, **trouble)
    do(household, difficulties.resolve_difficulty, by="wang.wei", at=at + 17 * day, kind=DifficultyKind.TRAVEL)
    _offers_and_work(world, household, at)
    return household


def _offers_and_work(world: World, household: UUID, at: datetime) -> None:
    do, day = world.do, timedelta(days=1)
    answers: tuple[tuple[Callable[..., list[Fact]], dict[str, Any]], ...] = (
        (offers.refuse_offer, {"reason": Refusal.NO_REASON, "counted": True}),
        (offers.lapse_offer, {}),
        (offers.withdraw_offer, {}),
        (offers.accept_offer, {}),
    )
    for number, (answer, words) in enumerate(answers, start=1):
        when = at + (18 + number) * day
        do(household, offers.offer_job, at=when, member=1, post="厨师", channel=Channel.PROJECT)
        do(household, answer, at=when, offer=number, **words)
    terms: dict[str, Any] = {
        "member": 1,
        "kind": WorkKind.CONTRACT,
        "monthly_pay": Decimal(3500),
        "contract_months": 12,
    }
    do(household, placements.place, at=at + 25 * day, since=(at + 25 * day).date(), **terms)
    do(
        household,
        placements.disprove_placement,
        by="township",
        at=at + 26 * day,
        placement=1,
        reason=ProposalReturn.OTHER,
    )
    do(household, placements.place, at=at + 27 * day, since=(at + 27 * day).date(), **terms)
    do(household, placements.confirm_placement, by="township", at=at + 28 * day, placement=2)
    do(household, clearance.propose_clearance, by="wang.wei", at=at + 29 * day)
    do(household, clearance.return_clearance, by="county", at=at + 30 * day, reason=ProposalReturn.EVIDENCE_MISSING)
    do(household, clearance.propose_clearance, by="wang.wei", at=at + 31 * day)
    do(household, clearance.decide_clearance, by="county", at=at + 32 * day)
    cleared = at + 32 * day
    for milestone, months in ((Milestone.THREE_MONTHS, 3), (Milestone.SIX_MONTHS, 6)):
        when = datetime.combine(months_after(cleared.date(), months), cleared.timetz())
        check: dict[str, Any] = {"milestone": milestone, "still_employed": True}
        do(household, retention.check_retention, by="wang.wei", at=when, **check)
    do(household, retention.confirm_stability, by="county", at=at + 240 * day)
    ended = at + 250 * day
    do(household, placements.record_return, by="wang.wei", at=ended, member=1, on=ended.date())
    do(household, closing.propose_closing, by="wang.wei", at=ended + day, reason=Closing.MOVED)
    sent_back = {"closing": Closing.MOVED, "reason": ProposalReturn.OTHER}
    do(household, closing.return_closing, by="county", at=ended + 2 * day, **sent_back)
    do(household, responsibility.assign_cadre, by="township", at=ended + 2 * day, cadre="li.na")
    do(household, responsibility.release_cadre, by="township", at=ended + 3 * day, reason="moved")
    do(household, closing.propose_closing, by="wang.wei", at=ended + 3 * day, reason=Closing.MOVED)
    do(household, closing.decide_closing, by="county", at=ended + 4 * day, reason=Closing.MOVED)


def correct(
    world: World, household: UUID, version: int, changes: dict[str, Any] | None, *, at: datetime = MORNING
) -> None:
    """Lay a correction over an earlier entry, by two persons where it takes two; without changes it is withdrawn."""
    for by in ("li.na", "boss"):
        made = world.do(
            household,
            corrections.correct_entry,
            by=by,
            at=at,
            entries=world.stream(household),
            version=version,
            reason="typing error",
            changes=changes,
        )
        if not any(isinstance(entry.fact, CorrectionProposed) for entry in made):
            return


def a_random_world(seed_number: int, households: int, steps: int) -> World:
    """Households that do one valid thing after the other, in an order the seed decides."""
    chance, world, now = random.Random(seed_number), World(), MORNING
    known: list[UUID] = []
    for _ in range(steps):
        now += timedelta(hours=chance.choice((1, 5, 30, 200)))
        if len(known) < households and (not known or chance.random() < 0.2):
            known.append(register(world, f"H{len(known)}", village=chance.choice((VILLAGE, OTHER_VILLAGE)), at=now))
            continue
        household = chance.choice(known)
        for _ in range(6):
            try:
                if _any_step(world, household, chance, now):
                    break
            except CaseworkError:
                continue
    return world


def _any_step(world: World, household: UUID, chance: random.Random, now: datetime) -> bool:
    today = (now + timedelta(hours=8)).date()
    by = chance.choice(("li.na", "wang.wei", "township", "county"))
    version = chance.randint(1, world.version(household))
    offered = sum(entry.fact.__class__.__name__ == "JobOffered" for entry in world.stream(household))
    work = sum(entry.fact.__class__.__name__ == "Placed" for entry in world.stream(household))
    if chance.random() < 0.08:
        correct(world, household, version, None, at=now)
        return True
    words: dict[str, Any]
    choices: list[tuple[Callable[..., list[Fact]], dict[str, Any]]] = [
        (reports.report_household, {}),
        (reports.receipt_report, {"office": chance.choice(list(Office))}),
        (verification.verify, {"source": VerificationSource.VISIT, "findings": ()}),
        (
            not_eligible.propose_not_eligible,
            {"source": VerificationSource.TELEPHONE, "reason": NotEligible.NOT_IN_SCOPE},
        ),
        (not_eligible.decide_not_eligible, {}),
        (responsibility.assign_cadre, {"cadre": chance.choice(("li.na", "wang.wei"))}),
        (responsibility.accept_household, {}),
        (levels.set_level, {"level": chance.choice(list(Level))}),
        (follow_ups.log_follow_up, {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}),
        (placements.record_return, {"member": 1, "on": today}),
        (
            pause_and_resume.pause_deadline,
            {"deadline": chance.choice(("verify", "clear", "contact")), "reason": "flood"},
        ),
        (pause_and_resume.resume_deadline, {"deadline": chance.choice(("verify", "clear", "contact"))}),
        (offers.offer_job, {"member": 1, "post": "厨师", "channel": Channel.PROJECT}),
        (offers.accept_offer, {"offer": offered}),
        (placements.place, {"member": 1, "kind": chance.choice(list(WorkKind)), "since": today, "contract_months": 12}),
        (placements.confirm_placement, {"placement": work}),
        (placements.end_job, {"placement": work, "on": today, "reason": JobEnd.QUIT}),
        (clearance.propose_clearance, {}),
        (clearance.decide_clearance, {}),
        (retention.check_retention, {"milestone": Milestone.ONE_MONTH, "still_employed": chance.random() < 0.5}),
        (closing.propose_closing, {"reason": Closing.MOVED}),
        (closing.decide_closing, {"reason": Closing.MOVED}),
        (escalation.escalate, {}),
        (escalation.escalate, {}),
        (judging.detect_by_time, {}),
        (registration.update_members, {"statement": a_statement(assessed_on=today, employed=chance.random() < 0.3)}),
    ]
    decide, words = chance.choice(choices)
    return bool(world.do(household, decide, by=by, at=now, **words))
