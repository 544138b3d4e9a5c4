"""People are erased, and a backup of their keys is restored: nobody erased can be read again, everybody else can (ADR 0046)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg

from casework.application.commands.members import DecideErasure, ProposeErasure
from casework.application.log.encoding.keys import DigestKind
from casework.application.log.records.addresses import is_sqlite, sqlite_path
from casework.application.people.identities import id_digest
from casework.application.register.restored_backups import replay_erasures
from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.fact import Recorded
from projections.following.catch_up import catch_up
from projections.storage.engine import read_engine
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.raw_database import run_sql
from tests.support.ledgers.import_bench import VILLAGE, ImportBench, resident_id, row

OTHERS = 9
"""So many people stay for each who is erased."""

LOOKED_FOR = 200
"""The names and numbers of so many people are looked for in the files, those who were erased first."""

SURNAMES = "禾麦豆谷粟黍稷菽芝麻"


class Town:
    """People of households of one, all in work, so that nobody's data is needed; each with a name and numbers of their own."""

    def __init__(self, ground: Ground, people: int) -> None:
        self.url = ground.fresh()
        self.bench = ImportBench(self.url, ground.folder)
        self.people = [self._person(number) for number in range(people)]
        rows = [
            row(f"{number:05d}", name, document, phone=telephone, status="务工")
            for number, (name, document, telephone) in enumerate(self.people)
        ]
        result = self.bench.import_rows(*rows)
        assert result.persons == people, result

    def _person(self, number: int) -> tuple[str, str, str]:
        born = f"{1970 + number // 365 % 20}{1 + number % 12:02d}{1 + number // 12 % 28:02d}"
        name = f"{SURNAMES[number % 10]}金丝{chr(0x4E00 + number)}"
        return name, resident_id(born, number % 90 + 1), f"139{10_000_000 + number}"

    def erase(self, number: int) -> None:
        """By two persons."""
        home, casework = self.bench.id_of(f"{number:05d}"), self.bench.casework
        casework.carry_out(
            ProposeErasure(member=1, ground=ErasureGround.CONSENT_WITHDRAWN), home, by="sun.hu", command_id=f"p{number}"
        )
        casework.carry_out(DecideErasure(member=1), home, by="ma.ju", command_id=f"d{number}")

    def readable(self) -> set[int]:
        """Whose name or number can be read in anything sealed, with the keys, or who is found by a look-up."""
        log = self.bench.log
        entries = [entry for _, entry in log.stream_range(VILLAGE) if isinstance(entry, Recorded)]
        blocks = [block for each in log.unseal_all(entries) for block in each.values()]
        values = {str(value) for block in blocks for value in values_of(block)}
        read = {number for number, signs in enumerate(self.people) if not values.isdisjoint(signs)}
        keys = self.bench.casework.keys
        found = {
            number
            for number, (name, document, telephone) in enumerate(self.people)
            if log.person(id_digest(keys, document))
            or log.lookup(DigestKind.FULL_NAME, keys.digest(DigestKind.FULL_NAME, name))
            or log.lookup(DigestKind.TELEPHONE, keys.digest(DigestKind.TELEPHONE, telephone))
        }
        return read | found

    def in_clear(self) -> list[str]:
        """The names and numbers that stand in the database's files as they are, read models and write-ahead log included."""
        if not is_sqlite(self.url):
            return []
        file = sqlite_path(self.url)
        content = b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
        return [sign for signs in self.people[:LOOKED_FOR] for sign in signs if sign.encode() in content]


def values_of(block: object) -> Iterator[object]:
    """What a sealed block says, field by field."""
    return (getattr(block, name) for name in getattr(block, "__struct_fields__", ()))


def erase_people(ground: Ground, nursery: Nursery, erased: int) -> Report:
    """So many people of ten times as many are erased; then their keys come back from a backup, and are erased again."""
    report, town = Report(faults=erased), Town(ground, erased * (OTHERS + 1))
    gone, stay, casework = set(range(erased)), set(range(erased, len(town.people))), town.bench.casework
    backup = run_sql(town.url, "SELECT household, subject, key_id, kek, wrapped FROM data_keys")
    for number in range(erased):
        town.erase(number)
    engine = read_engine(town.url)
    catch_up(town.bench.log, engine, casework.books)
    engine.dispose()
    report.complaints = complaints(town, gone, stay)
    restore(town.url, backup)
    report.control = complaints(town, gone, stay)
    replay_erasures(casework, town.bench.log.erasures())
    report.complaints += complaints(town, gone, stay)
    report.checked = len(town.people)
    town.bench.log.close()
    return report


def complaints(town: Town, gone: set[int], stay: set[int]) -> list[str]:
    """Who can be read and must not be, who cannot and must, and what stands in the files in clear."""
    read = town.readable()
    return [
        *(f"{number} was erased and can be read" for number in sorted(read & gone)),
        *(f"{number} was not erased and cannot be read" for number in sorted(stay - read)),
        *(f"{sign} stands in the files in clear" for sign in town.in_clear()),
    ]


def restore(url: str, rows: list[tuple[Any, ...]]) -> None:
    """The keys that were destroyed are there again, as in a database restored from a backup."""
    if is_sqlite(url):
        with closing(sqlite3.connect(sqlite_path(url), isolation_level=None)) as connection:
            connection.executemany("INSERT OR IGNORE INTO data_keys VALUES (?, ?, ?, ?, ?)", rows)
        return
    with psycopg.connect(url, autocommit=True) as server, server.cursor() as cursor:
        cursor.executemany("INSERT INTO data_keys VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", rows)
