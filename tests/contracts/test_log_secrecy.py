"""Nothing personal stands in the database's files in clear (ADR 0003)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from casework.application.log.encoding.keys import DigestKind, KeyRing
from casework.application.log.records.addresses import sqlite_path
from casework.application.log.records.groups import AppendGroup, IndexRow, PersonRow
from casework.application.log.store import Log
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.members import HouseholdPrivate, PersonPrivate
from tests.postgres_server import PostgresServer
from tests.support.households.samples import a_group, an_id, with_private

RESIDENT_ID, TELEPHONE, NAME, NOTE = "44122419800101771X", "13800138077", "欧阳金丝雀", "canary in the coal mine"
CLEAR_CADRE = "the-cadre-is-in-clear"


def canaries() -> list[bytes]:
    """The values as they are, in another encoding, and as hashes without a key."""
    texts = [RESIDENT_ID, TELEPHONE, NAME, NOTE]
    encoded = [text.encode(coding) for text in texts for coding in ("utf-8", "gb18030", "utf-16-le")]
    hashed = [digest(text.encode()) for text in texts for digest in (hashlib.sha256, hashlib.md5)]
    return [*encoded, *[h.digest()[:16] for h in hashed], *[h.hexdigest().encode()[:32] for h in hashed]]


def a_household(ring: KeyRing, number: int) -> AppendGroup:
    person = PersonPrivate(name=NAME, resident_id=RESIDENT_ID, phone=TELEPHONE, note=NOTE)
    fact = with_private(
        CadreAssigned(cadre=CLEAR_CADRE),
        m1=person,
        household=HouseholdPrivate(head_name=NAME),
        m2=NotePrivate(text=NOTE),
    )
    digests = {
        DigestKind.TELEPHONE: ring.digest(DigestKind.TELEPHONE, TELEPHONE),
        DigestKind.FULL_NAME: ring.digest(DigestKind.FULL_NAME, NAME),
    }
    people = (PersonRow(digest=ring.digest(DigestKind.RESIDENT_ID, RESIDENT_ID), member=1),) if number == 0 else ()
    index = tuple(IndexRow(kind=kind, digest=digest, member=1) for kind, digest in digests.items())
    return a_group(an_id(number), fact, key=f"k{number}", people=people, index=index)


def fill(url: str) -> None:
    ring = KeyRing.random()
    with Log.open(url, ring) as log:
        log.append(a_household(ring, 0))
        log.append_groups([a_household(ring, number) for number in range(1, 20)])
        assert log.unseal(log.entries(an_id(7))[0])["2"] == NotePrivate(text=NOTE)


def found_in(folder: Path) -> tuple[set[bytes], bool]:
    """
    Which canaries stand somewhere below the folder, and whether the clear word does, which shows that the scan works.
    """
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    hits = {canary for canary in canaries() for content in contents if canary in content}
    return hits, any(CLEAR_CADRE.encode() in content for content in contents)


def test_no_personal_text_in_the_sqlite_files(sqlite_url: str) -> None:
    """Whoever steals the file or its write-ahead log reads no name, number or note in it."""
    fill(sqlite_url)

    assert found_in(sqlite_path(sqlite_url).parent) == (set(), True)


def test_no_personal_text_in_the_postgresql_files() -> None:
    """Nor in the tables, indexes, write-ahead log and server log of PostgreSQL."""
    with PostgresServer(fsync=False) as server:
        fill(server.url)
        server.halt()

        assert found_in(server.data) == (set(), True)
        assert not any(canary in server.log.encode() for canary in canaries())
