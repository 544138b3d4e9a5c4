"""`kill -9` of the database server under writers: whatever was acknowledged is there when it is back (R3)."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import Any
from uuid import UUID

from tests.faults.checker import complaints
from tests.faults.command_rig import WRITERS, name_of, said_by, until_it_says_more
from tests.faults.databases import Ground, a_ground
from tests.faults.import_rig import remove_fact
from tests.faults.journal import lines_of
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.postgres_server import PostgresServer
from tests.support.installations.installations import MONDAY, open_office

BACK_SECONDS = 10.0


def kill_postmaster(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many kills of a server of this rig's own; after each the writers go on, within ten seconds."""
    rng = random.Random(17)
    report = Report()
    with PostgresServer() as server:
        own = a_ground(ground.folder, "postgresql", server.url)
        url, journal = own.fresh(), own.journal()
        with open_office(url, own.ring, MONDAY) as office:
            shared: dict[str, Any] = {
                "url": url,
                "keys": str(own.keys),
                "now": MONDAY.isoformat(),
                "journal": str(journal),
                "households": [str(household) for household in office.at_risk(5)],
            }
        children = [nursery.start("keep_writing", **shared, name=name_of(number)) for number in range(WRITERS)]
        for number in range(WRITERS):
            until_it_says_more(journal, name_of(number), Counter())
        while report.faults < kills and not report.complaints:
            until_it_says_more(journal, name_of(report.faults % WRITERS), said_by(journal))
            time.sleep(rng.uniform(0, 0.05))
            server.kill()
            report.faults += 1
            server.start()
            began, before = time.monotonic(), said_by(journal)
            until_it_says_more(journal, name_of(report.faults % WRITERS), before)
            if time.monotonic() - began > BACK_SECONDS:
                report.complaints.append("the writers were not back in ten seconds")
        for child in children:
            if not child.kill():
                report.complaints.append("a writer did not outlive its database")
        with open_office(url, own.ring, MONDAY) as office:
            lines = lines_of(journal)
            report.checked = sum(line.word == "ok" for line in lines)
            report.complaints += complaints(office, lines)
            household = UUID(next(line.household for line in reversed(lines) if line.word == "ok"))
            remove_fact(url, household, len(office.log.entries(household)))
            report.control = complaints(office, lines)
    return report
