"""
`kill -9` and SIGSTOP of sweepers: each due step is raised once, none is forgotten and none comes early (S1, S4, S6).
"""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from casework.application.log.records.groups import AppendGroup
from casework.domain.deadlines.escalation import escalate
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.household.context import DecisionContext, household_after, in_envelopes
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from tests.faults.checker import StepKey, complaints, everything, forgotten, steps_in
from tests.faults.databases import Ground
from tests.faults.journal import lines_of
from tests.faults.nursery import Child, Nursery
from tests.faults.rigs import Report, a_moment
from tests.support.installations.installations import MONDAY, RULES, Office, open_office

SWEEPERS = 3
HOUSEHOLDS = 90
CHUNK = 6
KILLS_A_DAY = 2
DAYS = (2, 4, 9, 11, 16, 18, 60)
"""Days after the detection on which the rig sweeps: reminders, each step of the ladder, and a long downtime."""


def kill_sweepers(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many kills, over as many offices as it takes; now and then a sweeper stands still instead and wakes late."""
    rng = random.Random(11)
    report = Report()
    while report.faults < kills and not report.complaints:
        url, journal = ground.fresh(), ground.journal()
        with open_office(url, ground.ring, MONDAY) as office:
            ids = office.at_risk(HOUSEHOLDS)
            office.catch_up()
            expected = _expected(office, ids)
            for days in DAYS:
                office.clock.set(MONDAY + timedelta(days=days))
                if not forgotten(office):
                    report.complaints.append(f"nothing was due on day {days}: the rig did not look")
                most = min(KILLS_A_DAY, kills - report.faults)
                report.faults += _a_day(ground, nursery, url, office.clock.now(), journal, most, rng)
                report.complaints += forgotten(office)
            report.complaints += complaints(office) + _against(expected, office)
            report.complaints += _overstated(journal, office)
            report.checked += len(expected)
            if not report.control:
                report.control = _control(office, ids)
    return report


def _a_day(
    ground: Ground, nursery: Nursery, url: str, now: datetime, journal: Path, most: int, rng: random.Random
) -> int:
    """Sweepers at once, killed and begun anew; at last some that nobody disturbs."""

    def begin(name: str) -> Child:
        arguments: dict[str, Any] = {"url": url, "keys": str(ground.keys), "now": now.isoformat()}
        return nursery.start("keep_sweeping", **arguments, journal=str(journal), name=name, chunk=CHUNK)

    children = [begin(f"sweeper-{number}") for number in range(SWEEPERS)]
    killed = 0
    while killed < most and any(child.poll() is None for child in children):
        a_moment(rng, 0.12)
        victim = rng.randrange(SWEEPERS)
        if rng.random() < 0.2 and children[victim].poll() is None:
            _stand_still(children[victim])
        elif children[victim].kill():
            killed += 1
            children[victim] = begin(f"sweeper-{victim}")
    assert [child.wait() for child in children] == [0] * SWEEPERS
    return killed


def _stand_still(child: Child) -> None:
    child.stop()
    time.sleep(0.1)
    child.wake()


def _expected(office: Office, ids: list[UUID]) -> set[StepKey]:
    """Every step that is to be raised on one of the days, by the domain alone."""
    found: set[StepKey] = set()
    for household in ids:
        state = fold_history(household, office.log.entries(household))
        for days in DAYS:
            now = MONDAY + timedelta(days=days)
            context = DecisionContext(by="rule:expected", occurred_at=now, now=now, rules=RULES)
            facts = escalate(state, context)
            state = household_after(state, facts, context)
            found |= {
                (household, f.episode, f.deadline, f.occurrence, f.step)
                for f in facts
                if isinstance(f, Reminded | Escalated)
            }
    return found


def _against(expected: set[StepKey], office: Office) -> list[str]:
    raised = set(steps_in(everything(office)))
    return [
        *(f"step {key} was never raised" for key in sorted(expected - raised)[:3]),
        *(f"step {key} was raised and not due" for key in sorted(raised - expected)[:3]),
    ]


def _overstated(journal: Path, office: Office) -> list[str]:
    """What sweepers said they raised stands in the log; what killed ones raised comes on top."""
    told = sum(
        line.counts.get("reminded", 0) + line.counts.get("escalated", 0)
        for line in lines_of(journal)
        if line.word == "ok"
    )
    stands = steps_in(everything(office)).total()
    return [f"sweepers told of {told} steps and {stands} stand"] if told > stands else []


def _control(office: Office, ids: list[UUID]) -> list[str]:
    """
    Two sweepers that decide on what they had read before and append after whatever stands there: without the version
    check every step is raised twice, and the checker must see it.
    """
    office.later(days=400)
    office.at_risk(3, first=10_000)
    office.later(days=400)
    newcomers = [e.household for e in office.facts(_registered()) if e.household not in set(ids)]
    read = {h: fold_history(h, office.log.entries(h)) for h in newcomers}
    for _ in range(2):
        office.log.append_groups([_unchecked(office, state) for state in read.values()])
    return complaints(office)


def _registered() -> type[Any]:
    from casework.domain.facts.households import Registered

    return Registered


def _unchecked(office: Office, stale: Household) -> AppendGroup:
    context = office.casework.context("rule:control")
    facts = escalate(stale, context)
    version = len(office.log.entries(stale.id))
    entries = in_envelopes(stale.id, version, facts, context, "control")
    return AppendGroup(household=stale.id, expected_version=version, entries=entries)
