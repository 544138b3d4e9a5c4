"""
`kill -9` of imports: started again to the end, a ledger is what an import that nobody disturbed makes of it (GY-1b).
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from casework.application.importing.result import ImportResult
from casework.application.people.identities import id_digest
from casework.application.writing.references.reference_streams import load_divisions
from casework.domain.fact import Private, Recorded, clear_fields, topic_of
from casework.domain.members import PersonPrivate
from examples.large import write_large
from examples.places import build_city
from projections.storage.engine import reading
from tests.faults.checker import complaints, everything
from tests.faults.databases import Ground
from tests.faults.driver import imported
from tests.faults.journal import lines_of
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report, a_moment, until
from tests.support.installations.installations import MONDAY, Office, open_office
from tests.support.installations.raw_database import run_sql

KILLS_A_LEDGER = 5
PERSONS = 900
CHUNK = 40

Image = dict[str, Any]


LIFE_NUMBER = re.compile(r"person='[0-9a-f]{20}'")
"""A person's number for life, drawn at random (ADR 0033)."""


def kill_imports(ground: Ground, nursery: Nursery, kills: int) -> Report:
    """So many kills, some to each of several imports, at moments spread over the whole of it."""
    rng = random.Random(7)
    ledger = write_large(build_city(), persons=PERSONS, seed=7, folder=ground.folder)
    expected, counts = _undisturbed(ground, ledger)
    report = Report()
    while report.faults < kills and not report.complaints:
        url, journal = ground.fresh(), ground.journal()
        with open_office(url, ground.ring, MONDAY) as office:
            _with_divisions(office)
            beginning = office.log.last_position()
            target = min(KILLS_A_LEDGER, kills - report.faults)
            for kill in range(target):
                at = beginning + (counts.households * (kill + 1)) // (target + 1)
                child = nursery.start("bring_in", **_arguments(ground, url, ledger, journal))
                until(lambda at=at: office.log.last_position() >= at, child)  # type: ignore[misc]
                a_moment(rng)
                report.faults += child.kill()
            assert nursery.start("bring_in", **_arguments(ground, url, ledger, journal)).wait() == 0
            report.complaints += complaints(office) + _different(image(office), expected) + _unknown_persons(office)
            report.complaints += _miscounted(lines_of(journal)[-1].counts, counts)
            report.checked += counts.households
            if not report.control:
                report.control = _control(office, url, expected)
    return report


def image(office: Office) -> Image:
    """Everything an import leaves, but for positions, sealed bytes and numbers for life, which no two runs share."""
    entries = [entry for _, entry in everything(office) if isinstance(entry, Recorded)]
    streams: dict[UUID, list[Any]] = defaultdict(list)
    for entry, blocks in zip(entries, office.log.unseal_all(entries), strict=True):
        clear = LIFE_NUMBER.sub("person='…'", repr(clear_fields(entry.fact)))
        said = (topic_of(entry.fact), clear, repr(entry.timestamp), entry.by)
        private = {
            subject: msgspec.json.encode(block) for subject, block in blocks.items() if isinstance(block, Private)
        }
        streams[entry.household].append((*said, private))
    return {"streams": dict(streams), **_beside(office)}


def _beside(office: Office) -> Image:
    with reading(office.engine) as connection:
        people = connection.execute(text("SELECT digest, household, member FROM person"))
        return {
            "people": {(bytes(row.digest), UUID(str(row.household)), row.member) for row in people},
            "keys": connection.scalar(text("SELECT count(*) FROM data_keys")),
            "index": connection.scalar(text("SELECT count(*) FROM blind_index")),
        }


def _undisturbed(ground: Ground, ledger: Path) -> tuple[Image, ImportResult]:
    with open_office(ground.sqlite(), ground.ring, MONDAY) as office:
        _with_divisions(office)
        result = imported(office, ledger, CHUNK)
        return image(office), result


def _with_divisions(office: Office) -> None:
    load_divisions(office.casework, build_city().divisions, by="admin")


def _arguments(ground: Ground, url: str, ledger: Path, journal: Path) -> dict[str, Any]:
    now: datetime = MONDAY
    return {
        "url": url,
        "keys": str(ground.keys),
        "now": now.isoformat(),
        "ledger": str(ledger),
        "journal": str(journal),
        "chunk": CHUNK,
    }


def _unknown_persons(office: Office) -> list[str]:
    """Everybody whom the facts name by an id is known by it: asked of the facts, and of no other import."""
    entries = [entry for _, entry in everything(office) if isinstance(entry, Recorded)]
    named = {
        id_digest(office.casework.keys, block.resident_id)
        for blocks in office.log.unseal_all(entries)
        for block in blocks.values()
        if isinstance(block, PersonPrivate) and block.resident_id
    }
    unknown = named - office.log.persons(sorted(named)).keys()
    return [f"{len(unknown)} of {len(named)} persons are not known by their ids"] if unknown or not named else []


def _different(found: Image, expected: Image) -> list[str]:
    streams, wanted = found["streams"], expected["streams"]
    wrong = [str(h) for h in wanted.keys() | streams.keys() if streams.get(h) != wanted.get(h)]
    beside = [name for name in ("people", "keys", "index") if found[name] != expected[name]]
    return [
        *(f"household {h} is not what an undisturbed import makes of it" for h in sorted(wrong)[:3]),
        *(f"{name} are not what an undisturbed import leaves" for name in beside),
    ]


def _miscounted(told: dict[str, int], counts: ImportResult) -> list[str]:
    """What the last import, which found most of it stored already, told the clerk."""
    good = told["persons"] == counts.persons and told["households"] == counts.households
    whole = told["registered"] + told["unchanged"] == counts.households
    return [] if good and whole else [f"the last import told {told}"]


def _control(office: Office, url: str, expected: Image) -> list[str]:
    """One acknowledged fact is taken out behind the program's back: the comparison must see it."""
    victim = max(expected["streams"])  # a household: batches and divisions have the lowest ids
    last = len(office.log.entries(victim))
    remove_fact(url, victim, last)
    return _different(image(office), expected)


def remove_fact(url: str, household: UUID, version: int) -> None:
    """What no program of ours can do: the triggers are dropped and a fact is deleted."""
    if url.startswith("sqlite"):
        run_sql(url, "DROP TRIGGER facts_not_removed")
    else:
        run_sql(url, "DROP TRIGGER facts_append_only ON stored_events")
    run_sql(
        url,
        f"DELETE FROM stored_events WHERE originator_id = {{id}} AND originator_version = {int(version)}",
        household=household,
    )
