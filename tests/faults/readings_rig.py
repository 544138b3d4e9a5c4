"""
Readings of every kind by every office of near and far places: nobody is told of what lies beyond (ADR 0044).

In lists, counts, searches, exports, pages and histories, of now and of then, after moves and a merge. Of one household that
is not seen the answer is the same as of one that is not there, to the letter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from unittest.mock import patch

import click
from click.testing import Result
from msgspec import Struct

from casework.application.access.access_records import AccessRecords
from casework.domain.codes.offices import Role
from casework.domain.codes.rights import DataClass
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rights.table import rights_table
from casework.interfaces.cli.first_page import COMMANDS, command_beside_catalogue
from tests.faults.databases import Ground
from tests.faults.nursery import Nursery
from tests.faults.rigs import Report
from tests.support.installations.command_line import CommandLine, logging_kept
from tests.support.installations.far_and_near import (
    ADMINISTRATOR,
    CADRES,
    NEAR,
    NOBODYS,
    OFFICES,
    PLACE_NAMES,
    VILLAGES,
    Held,
    World,
    document,
)
from tests.support.installations.raw_database import run_sql

OF_A_HOUSEHOLD: dict[str, tuple[str, ...]] = {
    "show": ("show", "{}"),
    "history": ("history", "{}"),
    "explain": ("explain", "{}", "verify"),
    "responsibility": ("responsibility", "{}"),
}
OF_MANY: dict[str, list[tuple[str, ...]]] = {
    "list": [("list",), ("list", "--sort", "next-due"), ("list", "--never-contacted")],
    "overdue": [("overdue",), ("overdue", "--missed-law")],
    "pending": [("pending",)],
    "workers": [("workers",)],
    "notices": [("notices",), ("notices", "--digest")],
    "quality": [("quality",)],
    "workload": [("workload",)],
    "coverage": [("coverage", "--by", "village")],
    "episodes": [("episodes", "--list", "--by", "village")],
    "late": [("late",)],
    "find": [
        ("find", "--name", "禾一亩"),
        *(("find", "--number", each) for each in VILLAGES),
        ("find", "--id", document(5)),
        ("find", "--telephone", "10012345678"),
        ("find", "--part-of-name", "禾", "--region", "99"),
    ],
    "what-if": [("what-if",)],
    "rounds list": [
        ("rounds", "list", "99"),
        ("rounds", "list", "99", "--waiting"),
        ("rounds", "list", "99", "--by-site"),
    ],
    "to-share": [("to-share", "national", "--region", "99")],
    "compare": [("compare", "SHEET", "--region", "99", "--village", NEAR)],
    "import": [("import", "--list")],
}
OF_THEN = ("list", "overdue", "workers", "coverage", "episodes", "late", "workload", *OF_A_HOUSEHOLD)
"""The readings that are asked of a day before the moves as well."""

TOWNSHIP = Held(role=Role.TOWNSHIP, place=NEAR)
EVERYBODY = (*OFFICES, ADMINISTRATOR)
FEW = (TOWNSHIP, Held(role=Role.CADRE, place=NEAR), ADMINISTRATOR)
"""Whose accounts are made where so little is asked that the others would not get a turn."""

FEWEST_FOR_ALL = 1_000


class Probe(Struct, frozen=True, kw_only=True):
    """One question by one office; `number` is the household that it is about, blank for a reading of many."""

    by: Held
    what: str
    words: tuple[str, ...]
    number: str = ""

    @property
    def told_of_nobody(self) -> tuple[str, ...]:
        """The same question about a household that is not there."""
        return tuple(NOBODYS if word == self.number else word for word in self.words)


def readings() -> set[str]:
    """The words of the command line that ask, and are of people: what is read, by its name in the table of rights."""
    lines = rights_table().lines
    asking = {
        what
        for what, command in _commands()
        if any(each.name == "acting_as" and not each.required for each in command.params)
    }
    return {what for what in asking if lines[what].data is not DataClass.NO_CASE and not lines[what].installation}


def _commands() -> Iterator[tuple[str, click.Command]]:
    for places in COMMANDS.values():
        for word in places:
            command = command_beside_catalogue(word)
            assert command is not None
            below = getattr(command, "commands", None)
            yield from ((f"{word} {each}", one) for each, one in below.items()) if below else [(word, command)]


class Asking:
    """Asks, and says what should not have been told; answers about nobody's household are remembered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.asked = 0
        self._of_nobody: dict[tuple[Held, tuple[str, ...]], Result] = {}

    def leaks(self, probe: Probe) -> Iterator[str]:
        """What this question tells of households that whoever asks does not see."""
        seen, answer = probe.by.sees(probe.what), self._run(probe.by, probe.words)
        said = f"{probe.by.written}: {' '.join(probe.words)}"
        if probe.number in seen:
            if answer.exit_code != 0:
                yield f"{said}: is not shown what they see"
        elif probe.number:
            absent = self._absent(probe)
            told = tuple(text.replace(probe.number, NOBODYS) for text in (answer.stdout, answer.stderr))
            if (answer.exit_code, *told) != (absent.exit_code, absent.stdout, absent.stderr):
                yield f"{said}: not as if it were not there"
        else:
            yield from (f"{said}: tells {canary}" for canary in self._told(probe, answer, seen))

    def _told(self, probe: Probe, answer: Result, seen: set[str]) -> Iterator[str]:
        told = answer.stdout + answer.stderr
        if answer.exit_code not in (0, 1):
            yield f"exit code {answer.exit_code}"
        for number in VILLAGES.keys() - seen - set(probe.words):
            yield from (canary for canary in (number, self.world.batches[number]) if canary in told)
        yield from (cadre for cadre, of in CADRES.items() if of not in seen and cadre in told)
        for name, of in PLACE_NAMES.items():
            if of not in seen and not VILLAGES[of].startswith(probe.by.prefix) and name in told:
                yield name

    def _absent(self, probe: Probe) -> Result:
        key = probe.by, probe.told_of_nobody
        if key not in self._of_nobody:
            self._of_nobody[key] = self._run(*key)
        return self._of_nobody[key]

    def _run(self, by: Held, words: tuple[str, ...]) -> Result:
        self.asked += 1
        return self.world.run(by, *words)


def probes(world: World, by: Held) -> Iterator[Probe]:
    """Every question that this office can ask."""
    for what in sorted(readings()):
        for words in OF_MANY.get(what, ()):
            yield Probe(by=by, what=what, words=(*words, "--json"))
            if what in OF_THEN:
                yield Probe(by=by, what=what, words=(*words, "--as-of", world.before))
                yield Probe(by=by, what=what, words=(*words, "--true-at", world.before, "--json"))
        for moment in ((), ("--as-of", world.before)):
            for number in VILLAGES if what in OF_A_HOUSEHOLD else ():
                words = tuple(word.format(number) for word in OF_A_HOUSEHOLD[what])
                yield Probe(by=by, what=what, words=(*words, *moment), number=number)


def one_of_each(world: World, by: Held) -> list[Probe]:
    """For each reading that the office has the first question, of now, about what it does not see."""
    chosen: dict[str, Probe] = {}
    for probe in probes(world, by):
        if (by.role, probe.what) in rights_table().reaches and probe.number not in by.sees(probe.what):
            chosen.setdefault(probe.what, probe)
    return list(chosen.values())


def read_near_and_far(ground: Ground, nursery: Nursery, questions: int) -> Report:
    """So many questions, one of each kind first, the others by chance; `faults` counts those about what is not seen."""
    report, url = Report(), ground.fresh()
    counter = CommandLine(url, ground.folder)
    with logging_kept():
        counter.load_divisions()
        offices = OFFICES if questions >= FEWEST_FOR_ALL else [each for each in FEW if each is not ADMINISTRATOR]
        world = World(counter, offices)
        first = one_of_each(world, TOWNSHIP)
        rest = [probe for by in world.accounts for probe in probes(world, by)]
        random.Random(31).shuffle(rest)
        asking, before = Asking(world), recorded(url)
        for probe in (*first, *islice(rest, max(0, questions - len(first)))):
            report.complaints += asking.leaks(probe)
            report.faults += probe.number not in probe.by.sees(probe.what)
        report.checked = asking.asked
        report.complaints += unrecorded(url, before, asking.asked)
        report.control = noticed(world)
        with patch.object(AccessRecords, "note"):
            before = recorded(url)
            list(Asking(world).leaks(first[0]))
        report.control = report.control and unrecorded(url, before, 1)
    return report


def recorded(url: str) -> int:
    """How many access records there are."""
    ((records,),) = run_sql(url, "SELECT count(*) FROM access_records")
    return int(records)


def unrecorded(url: str, before: int, asked: int) -> list[str]:
    """Whether each question left one record, allowed or denied (ADR 0045)."""
    made = recorded(url) - before
    return [] if made == asked else [f"of {asked} questions {made} are on record"]


def noticed(world: World) -> list[str]:
    """The control: with every household in sight, each kind of reading that a township has tells of what lies beyond."""
    asking, found = Asking(world), dict[str, str]()
    with everything_seen():
        for probe in probes(world, TOWNSHIP):
            if probe.what not in found:
                found |= dict.fromkeys([probe.what], leak) if (leak := next(asking.leaks(probe), "")) else {}
    missed = {
        what for role, what in rights_table().reaches if role is TOWNSHIP.role and what in readings()
    } - found.keys()
    return [] if missed else list(found.values())


@contextmanager
def everything_seen() -> Iterator[None]:
    """The fault: whoever may read at all sees all there is."""
    with patch("casework.application.accounts.readers.scope_of", lambda *_: EVERYWHERE):
        yield
