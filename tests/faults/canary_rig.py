"""Everybody in a ledger as a canary: what nobody asked to see in full stands in no answer, log line or file."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest.mock import patch

import psycopg
from psycopg import sql

from casework.application.log.records.addresses import is_sqlite
from examples.large import write_large
from examples.places import build_city
from tests.architecture.tree import ROOT
from tests.examples.ledger_by_hand import person_rows
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.readings_rig import OF_A_HOUSEHOLD, OF_MANY
from tests.faults.rigs import Report
from tests.support.installations.command_line import CommandLine, logging_kept

EXAMPLES = ROOT / "examples"
LEDGER = EXAMPLES / "ledger.xlsx"
FEWEST_FOR_THE_CITY = 2_000
"""From so many canaries on they are those of the example city."""

LONG_ENOUGH = 3
"""Names of two signs may be those of villages."""

LEGIBLE = 0.9
"""So many of them stand in the ledger as they are read: cells are written as people write."""

HOUSEHOLDS = 10
"""So many households are looked at one by one, and by each of their canaries."""

RUNS = re.compile(r"[一-鿿㐀-䶿·]+|[0-9Xx]+")
"""Where names and numbers stand: what is not one of these parts them."""

DETAILED = {"CASEWORK_LOG_LEVEL": "debug"}


def look_for_everybody(ground: Ground, nursery: Nursery, canaries: int) -> Report:
    """A ledger of so many names and numbers is imported, everything asked, and the rest of the folder searched."""
    report, folder = Report(), ground.folder / "office"
    folder.mkdir()
    ledger = LEDGER if canaries >= FEWEST_FOR_THE_CITY else _small(ground.folder, canaries)
    signs = canaries_of(ledger)
    counter = CommandLine(ground.fresh(), folder)
    with logging_kept(), patch.dict("os.environ", {"TMPDIR": str(folder)}):
        counter.say("import", "--divisions", str(EXAMPLES / "divisions.csv"))
        said = [counter.run("import", str(ledger), **DETAILED)]
        homes = [each["id"] for each in counter.ask("list", "--stage", "detected", "--region", "99")[:HOUSEHOLDS]]
        said += [counter.run(*words, **DETAILED) for words in questions(counter, homes, signs)]
        report.checked = len(said)
        for answer in said:
            typed = answer.stdout + answer.stderr
            report.complaints += [f"an answer shows {found}" for found in found_in([typed.encode()], signs)]
        shown = "".join(counter.say("show", home, "--unmask", "--reason", "核对", "--as", "clerk") for home in homes)
    report.faults = len(signs)
    report.complaints += [f"a file holds {found}" for found in found_in(left_behind(folder, counter.url), signs)]
    report.control = found_in([shown.encode()], signs)
    if len(found_in(contents(ledger), signs)) < len(signs) * LEGIBLE:
        report.complaints.append("the search does not find them in the ledger itself")
    return report


def canaries_of(ledger: Path) -> frozenset[str]:
    """The names, numbers and telephones of everybody in it, as they are written there."""
    rows = list(person_rows(ledger))
    names = {row.text("name") for row in rows if len(row.text("name")) >= LONG_ENOUGH}
    numbers = {row.text("id") for row in rows if len(row.text("id")) == len("990101197001011234")}
    telephones = {row.text("phone") for row in rows if len(row.text("phone")) == len("13800138000")}
    return frozenset(names | numbers | telephones)


def _small(folder: Path, canaries: int) -> Path:
    return write_large(build_city(), persons=canaries, seed=41, folder=folder)


def questions(counter: CommandLine, homes: Iterable[str], signs: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Every reading on the screen and as JSON, in full logs; pages of single households, exports, and canaries as they are typed."""
    out = str(counter.folder / "out")
    for words in (each for many in OF_MANY.values() for each in many if each[0] not in ("compare", "find")):
        yield words
        yield (*words, "--json")
    for home in homes:
        for of_one in OF_A_HOUSEHOLD.values():
            yield tuple(word.format(home) for word in of_one)
            yield (*(word.format(home) for word in of_one), "--json")
    yield ("to-share", "national", "--region", "99", "--out", f"{out}.xlsx")
    for sign in random.Random(43).sample(sorted(signs), HOUSEHOLDS):
        yield ("find", *_by(sign), "--json")
        yield ("find", *_by(sign))
    yield ("rebuild",)


def _by(sign: str) -> tuple[str, str]:
    if not sign.isascii():
        return "--name", sign
    return ("--id" if len(sign) == len("990101197001011234") else "--telephone"), sign


def found_in(contents: Iterable[bytes], signs: frozenset[str]) -> list[str]:
    """The canaries that can be read in some of these, however many there are of them."""
    lengths = {len(sign) for sign in signs}
    found = set[str]()
    for content in contents:
        for run in RUNS.findall(content.decode(errors="replace")):
            for length in lengths:
                found |= signs & {run[at : at + length] for at in range(len(run) - length + 1)}
    return sorted(found)


def contents(path: Path) -> Iterator[bytes]:
    """A file as it is, and what is packed in it."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())


def left_behind(folder: Path, url: str) -> Iterator[bytes]:
    """All files of the office, what they pack included, and every row of a PostgreSQL database."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield from contents(path)
    if is_sqlite(url):
        return
    with psycopg.connect(url) as connection:
        for (table,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            with connection.cursor().copy(
                sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table))
            ) as out:
                yield b"".join(bytes(piece) for piece in out)
