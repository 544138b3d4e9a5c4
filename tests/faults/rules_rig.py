"""
`kill -9` of an office that publishes policies, loads calendars and moves a village: each stands once, whole, in order.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.facts.households import VillageChanged
from casework.domain.facts.office.divisions import DivisionsChanged
from casework.domain.facts.office.rules import CalendarLoaded, PolicyPublished
from tests.faults.checker import complaints
from tests.faults.databases import Ground
from tests.faults.driver import CALENDARS, POLICIES
from tests.faults.import_rig import remove_fact
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report, a_moment, until
from tests.support.installations.installations import Office, open_office

DECEMBER = datetime(2026, 12, 28, 9, 0, tzinfo=SHANGHAI)
"""Verifications that begin now end in January, and the notice for that year is still to come."""

HOUSEHOLDS = 60
KILLS_A_DATABASE = 5


def kill_ruling(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many kills, some to each of several databases; the office begins its whole list again after each."""
    rng = random.Random(17)
    report = Report()
    while report.faults < kills and not report.complaints:
        url = ground.fresh()
        with open_office(url, ground.ring, DECEMBER) as office:
            households = office.at_risk(HOUSEHOLDS)
            arguments = {"url": url, "keys": str(ground.keys), "now": DECEMBER.isoformat()}
            beginning = office.log.last_position()
            facts = len(POLICIES) + len(CALENDARS) + 1 + HOUSEHOLDS
            target = min(KILLS_A_DATABASE, kills - report.faults)
            for _ in range(target):
                at = beginning + rng.randrange(facts)
                child = nursery.start("rule", **arguments)
                until(lambda at=at: office.log.last_position() >= at, child)  # type: ignore[misc]
                a_moment(rng, 0.01)
                report.faults += child.kill()
            if nursery.start("rule", **arguments).wait() != 0:
                report.complaints.append("the office could not come to the end of its list")
            report.complaints += complaints(office) + misruled(office, households)
            report.checked += facts
            if not report.control:
                report.control = _control(office, url, households)
    return report


def misruled(office: Office, households: list[UUID]) -> list[str]:
    """What is not as an office that nobody killed would have left it."""
    wrong = []
    published = [entry.fact.version for entry in _recorded(office, PolicyPublished)]
    if published != list(POLICIES):
        wrong.append(f"policies stand as {published}")
    loaded = [(entry.fact.version, len(entry.fact.moved)) for entry in _recorded(office, CalendarLoaded)]
    if loaded != [(version, HOUSEHOLDS if version == "2027" else 0) for version in CALENDARS]:
        wrong.append(f"calendars and what they moved stand as {loaded}")
    if len(_recorded(office, DivisionsChanged)) != 1:
        wrong.append("the move of the village does not stand once")
    followed = Counter(entry.household for entry in _recorded(office, VillageChanged))
    wrong += [f"household {each} followed {followed[each]} times" for each in households if followed[each] != 1][:3]
    return wrong


def _recorded(office: Office, kind: type[Any]) -> list[Any]:
    return office.facts(kind)


def _control(office: Office, url: str, households: list[UUID]) -> list[str]:
    """One household's move is taken out behind the program's back: the comparison must see it."""
    remove_fact(url, households[0], len(office.log.entries(households[0])))
    return misruled(office, households)
