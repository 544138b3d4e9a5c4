"""Households that are helped in any order, some of it entered late, swept now and then, some of them passed by."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from casework.domain.codes.clearance import Closing, Milestone
from casework.domain.codes.service.assistance import DifficultyKind, FollowUpKind, Level, Outcome
from casework.domain.codes.sources import Office, VerificationSource
from casework.domain.codes.verification import Finding, HardToEmployGround, NotEligible
from casework.domain.codes.work import Channel, JobEnd, WorkKind
from casework.domain.deadlines import escalation
from casework.domain.decisions import (
    clearance,
    closing,
    offers,
    placements,
    retention,
    verification,
)
from casework.domain.decisions import detection as judging
from casework.domain.decisions.cadres import responsibility
from casework.domain.decisions.exits import not_eligible
from casework.domain.decisions.findings import reports
from casework.domain.decisions.service import assistance, difficulties, follow_ups, levels
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import CaseworkError
from casework.domain.fact import Fact
from casework.domain.facts.work import JobOffered, Placed
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from tests.support.households.life_stories import MORNING, OTHER_VILLAGE, RULES, VILLAGE, World, register

HARD = MemberFinding(member=1, finding=Finding.WILLING, hard_to_employ=HardToEmployGround.OLDER)
PACES = ((1, 5, 30), (20, 60, 200))
"""Hours that pass between two events: in a busy office, and in a quiet one."""


def a_plain_world(seed: int, *, households: int = 3, steps: int = 80) -> World:
    """Nothing is corrected and nothing paused; the order is decided by the seed."""
    chance, world, now = random.Random(seed), World(), MORNING
    pace, late = chance.choice(PACES), chance.random() < 0.5
    known = [
        register(world, f"H{n}", village=chance.choice((VILLAGE, OTHER_VILLAGE)), at=now) for n in range(households)
    ]
    for _ in range(steps):
        now += timedelta(hours=chance.choice(pace))
        if chance.random() < 0.25:
            _sweep(world, known, chance, now)
            continue
        for _ in range(5):
            lag = timedelta(days=chance.randint(0, 20) if late else 0)
            if _acts(world, chance.choice(known), chance, now, lag):
                break
    return world


def _sweep(world: World, households: list[UUID], chance: random.Random, now: datetime) -> None:
    """One pass, in chunks of one household; sometimes it does not come to all of them."""
    for number, household in enumerate(households):
        if chance.random() < 0.85:
            _do(
                world, household, escalation.escalate, "rule:escalation@1", now + timedelta(seconds=number), timedelta()
            )


def _acts(world: World, household: UUID, chance: random.Random, now: datetime, lag: timedelta) -> bool:
    entries = world.stream(household)
    offer = sum(isinstance(entry.fact, JobOffered) for entry in entries)
    work = sum(isinstance(entry.fact, Placed) for entry in entries)
    today = (now + timedelta(hours=8)).date()
    trouble = {"kind": DifficultyKind.TRAVEL, "owner": "li.na", "due_on": today + timedelta(days=9)}
    choices: list[tuple[Callable[..., list[Fact]], dict[str, Any]]] = [
        (reports.report_household, {}),
        (reports.receipt_report, {"office": chance.choice(list(Office))}),
        (verification.verify, {"source": VerificationSource.VISIT, "findings": (HARD,)}),
        (verification.verify, {"source": VerificationSource.VISIT, "findings": (HARD,)}),
        (responsibility.assign_cadre, {"cadre": chance.choice(("li.na", "wang.wei"))}),
        (responsibility.accept_household, {}),
        (responsibility.accept_household, {}),
        (responsibility.release_cadre, {"reason": "moved"}),
        (levels.set_level, {"level": chance.choice(list(Level))}),
        (levels.open_green_channel, {}),
        (levels.close_green_channel, {}),
        (follow_ups.log_follow_up, {"kind": FollowUpKind.VISIT, "outcome": Outcome.REACHED}),
        (assistance.give_post_information, {"member": 1}),
        (difficulties.raise_difficulty, trouble),
        (difficulties.resolve_difficulty, {"kind": DifficultyKind.TRAVEL}),
        (offers.offer_job, {"member": 1, "post": "厨师", "channel": Channel.PROJECT}),
        (offers.accept_offer, {"offer": offer}),
        (offers.lapse_offer, {"offer": offer}),
        (placements.place, {"member": 1, "kind": WorkKind.CONTRACT, "since": today - lag, "contract_months": 12}),
        (placements.confirm_placement, {"placement": work}),
        (clearance.propose_clearance, {}),
        (clearance.decide_clearance, {}),
        (retention.check_retention, {"milestone": Milestone.ONE_MONTH, "still_employed": True}),
        (judging.detect_by_time, {}),
    ]
    if chance.random() < 0.1:
        choices = [
            (
                not_eligible.propose_not_eligible,
                {"source": VerificationSource.TELEPHONE, "reason": NotEligible.NOT_IN_SCOPE},
            ),
            (not_eligible.decide_not_eligible, {}),
            (placements.end_job, {"placement": work, "on": today, "reason": JobEnd.QUIT}),
            (placements.record_return, {"member": 1, "on": today}),
            (closing.propose_closing, {"reason": Closing.MOVED}),
            (closing.decide_closing, {"reason": Closing.MOVED}),
        ]
    decide, words = chance.choice(choices)
    return _do(world, household, decide, chance.choice(("li.na", "wang.wei", "town", "county")), now, lag, **words)


def _do(
    world: World,
    household: UUID,
    decide: Callable[..., list[Fact]],
    by: str,
    now: datetime,
    lag: timedelta,
    **words: Any,
) -> bool:
    """Record what the household decides on something that happened earlier, but not before it was known at all."""
    entries = world.stream(household)
    occurred_at = max(now - lag, entries[0].timestamp)
    context = DecisionContext(by=by, occurred_at=occurred_at, now=now, rules=RULES)
    try:
        facts = decide(fold_history(household, entries), context, **words)
    except CaseworkError:
        return False
    added = world.add(household, *facts, by=by, at=now)
    first = len(world.facts) - len(added)
    world.facts[first:] = [
        (first + place, replace(entry, occurred_at=occurred_at)) for place, entry in enumerate(added, start=1)
    ]
    return bool(facts)
