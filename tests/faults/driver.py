"""
What the children of the rigs do: import as a clerk, sweep as the scheduler, write as cadres, rule as an office does.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from msgspec.structs import asdict

from casework.application.commands.assistance import LogFollowUp
from casework.application.importing import ledger_import
from casework.application.importing.batches import ImportRequest
from casework.application.importing.result import ImportResult
from casework.application.importing.run import import_ledgers
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.setup.rotation import rotate
from casework.application.log.store import Log
from casework.application.rules import divisions as division_changes
from casework.application.rules.calendars import CalendarDesk
from casework.application.rules.policies import PolicyDesk
from casework.domain.codes.offices import ChangeKind
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.errors import CaseworkError
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.facts.responsibility import CadreAssigned
from casework.domain.members import PersonPrivate
from casework.domain.policy.text import default_policy_text
from casework.interfaces.cli.main import cli
from casework.interfaces.cli.office import ledgers as _  # noqa: F401 - imported before the children are forked
from projections.lists.division_names import divisions
from scheduler.duties.sweep import sweep
from scheduler.duties.village_changes import carry_over_due
from tests.faults.acts import ACTS
from tests.faults.counted_calls import CountedCalls
from tests.faults.journal import Journal, Line, lines_of, unresolved
from tests.support.households.samples import a_group, an_id, with_private
from tests.support.installations.installations import VILLAGE, Office

LIMITS = ReadingLimits()
NEW_VILLAGE = "990122100201"

POLICIES = {str(number): 60 + number for number in range(2, 14)}
"""Versions that an office publishes one after the other, told apart by the days that an entry may be late."""

CALENDARS = {
    "2027": """
version = "2027"
[[years]]
year = 2027
notice = "an invented notice"
off = [{ name = "new-year", first = 2027-01-01, last = 2027-01-01 }, { name = "labour-day", first = 2027-01-11, last = 2027-01-13 }]
work = []
""",
    "flood": """
version = "flood"
names = [{ code = "flood", zh = "防汛", en = "flood" }]
[[years]]
year = 2027
notice = "an invented notice of the county"
off = [{ name = "flood", first = 2027-06-10, last = 2027-06-11 }]
work = []
""",
}
"""A notice that moves every verification of these days, and days of the village's own that move none."""


@contextmanager
def at_work(url: str, keys: str, now: str) -> Iterator[Office]:
    """An office of this child's own; the clock stands still, so that two runs can be compared."""
    office = Office(url, KeyRing.load(Path(keys)), datetime.fromisoformat(now))
    try:
        yield office
    finally:
        office.close()


def bring_in(url: str, keys: str, now: str, ledger: str, journal: str, chunk: int) -> None:
    """`casework import LEDGER`, in chunks of so many persons; what it answers goes into the journal."""
    ledger_import.CHUNK_PERSONS = chunk
    os.environ |= {"CASEWORK_KEYS": keys, "CASEWORK_CLOCK": now, "CASEWORK_LOG_LEVEL": "error"}
    answer = Path(f"{journal}-{os.getpid()}.json")
    with closing(Journal(Path(journal))) as said:
        said.say(Line(word="invoke", actor="import", key=ledger))
        os.dup2(os.open(answer, os.O_WRONLY | os.O_CREAT), 1)
        try:
            cli.main(args=["--database", url, "import", ledger, "--as", "li.na", "--json"])
        except SystemExit as end:
            sys.stdout.flush()
            if end.code:
                raise
        counts = {name: value for name, value in json.loads(answer.read_bytes()).items() if isinstance(value, int)}
        said.say(Line(word="ok", actor="import", key=ledger, counts=counts))


def imported(office: Office, ledger: Path, chunk: int) -> ImportResult:
    """One import from beginning to end."""
    office.catch_up()
    request = ImportRequest(paths=(ledger,), assessed_on=office.clock.now().date(), account="li.na")
    with patch.object(ledger_import, "CHUNK_PERSONS", chunk):
        return import_ledgers(office.casework, request, divisions=divisions(office.engine), limits=LIMITS)


def keep_sweeping(url: str, keys: str, now: str, journal: str, name: str, chunk: int) -> None:
    """Sweep until nothing is due."""
    with at_work(url, keys, now) as office, closing(Journal(Path(journal))) as said:
        for turn in itertools.count():
            said.say(Line(word="invoke", actor=name, key=str(turn)))
            result = sweep(office.casework, office.engine, catch_up=office.catch_up, chunk=chunk)
            said.say(Line(word="ok", actor=name, key=str(turn), counts=asdict(result)))
            if not result.due:
                return


def keep_writing(
    url: str,
    keys: str,
    now: str,
    journal: str,
    name: str,
    households: list[str],
    fresh_keys: bool = False,
    unheard: int = 0,
) -> None:
    """
    Log calls for these households for ever, one command after the other; what was under way at a kill is sent again.

    With `fresh_keys` (the control) it is sent again under another command id, as a careless client would. With
    `unheard` the child kills itself after that many commands, before it can say what the last one came to.
    """
    with at_work(url, keys, now) as office, closing(Journal(Path(journal))) as said:
        earlier = lines_of(Path(journal))
        waiting = unresolved(earlier, name)
        number = sum(line.word == "invoke" and line.actor == name for line in earlier)
        if waiting is not None:
            write_once(office, said, name, waiting.key, waiting.household, f"again-{number}" if fresh_keys else None)
        for turn in itertools.count(1):
            number += 1
            household = households[number % len(households)]
            write_once(office, said, name, f"{name}-{number}", household, None, unheard=turn == unheard)


def write_once(
    office: Office,
    said: Journal,
    name: str,
    key: str,
    household: str,
    command_id: str | None,
    *,
    unheard: bool = False,
) -> None:
    """`key` stands in the note of the entry, too: what was meant can be told from what it was called."""
    said.say(Line(word="invoke", actor=name, key=key, household=household))
    try:
        receipt = office.casework.carry_out(
            LogFollowUp(kind=FollowUpKind.MESSAGE, outcome=Outcome.REACHED, note=key),
            UUID(household),
            by=name,
            command_id=command_id or key,
            again=True,
        )
        if unheard:
            os.kill(os.getpid(), signal.SIGKILL)
    except CaseworkError:
        said.say(Line(word="fail", actor=name, key=key, household=household))
    except PersistenceError:
        said.say(Line(word="info", actor=name, key=key, household=household))
        time.sleep(0.1)
    else:
        line = Line(
            word="ok",
            actor=name,
            key=key,
            household=household,
            position=receipt.position,
            facts=len(receipt.facts),
        )
        said.say(line)


def rule(url: str, keys: str, now: str) -> None:
    """Publish, load, and move a village with its households, all under the same command ids as the last time."""
    division_changes.CHUNK = 7
    with at_work(url, keys, now) as office:
        today = office.clock.now().date()
        for version, days in POLICIES.items():
            text = default_policy_text().replace('version = "1"', f'version = "{version}"')
            text = text.replace("effective_on = 2004-01-01", f"effective_on = {today}")
            text = text.replace("late_limit_days = 92", f"late_limit_days = {days}")
            PolicyDesk(office.casework).publish(text, division="", by="sun.yan", command_id=f"policy-{version}")
        for version, text in CALENDARS.items():
            division = "" if version == "2027" else VILLAGE
            desk = CalendarDesk(office.casework)
            desk.load(text, by="sun.yan", division=division, without_holidays=True, command_id=f"calendar-{version}")
        moved = DivisionChange(
            kind=ChangeKind.MOVED, codes=(VILLAGE,), into=(DivisionEntry(code=NEW_VILLAGE, name="新村"),)
        )
        fact = DivisionsChanged(effective_on=today, changes=(moved,))
        division_changes.record_change(office.casework, lambda _: fact, by="sun.yan")
        carry_over_due(office.casework, office.engine, catch_up=office.catch_up)


def do_once(url: str, keys: str, now: str, act: str, folder: str, kill_at: int = 0, counted: str = "") -> None:
    """One act; killed before that call to the file system, or its calls are counted."""
    calls = CountedCalls(kill_at)
    with at_work(url, keys, now) as office:
        ACTS[act](office, Path(folder))
    if counted:
        Path(counted).write_text(str(calls.count), encoding="ascii")


def rotate_keys(url: str, keys: str) -> None:
    """`casework keys rotate`."""
    rotate(Path(keys), url)


def keep_sealing(url: str, keys: str, first: int) -> None:
    """Found one household after the other, each with a sealed name, for ever; keys are read again when rotated."""
    with Log.open(url, KeyRing.load(Path(keys)), keys_again=partial(KeyRing.load, Path(keys))) as log:
        for number in itertools.count(first):
            seal_one(log, number)


def seal_one(log: Log, number: int) -> None:
    """One household with one sealed name."""
    named = with_private(CadreAssigned(cadre="li.na"), m1=PersonPrivate(name=f"禾{number}"))
    log.append_groups([a_group(an_id(number), named)])


ROLES = {
    "rotate_keys": rotate_keys,
    "keep_sealing": keep_sealing,
    "bring_in": bring_in,
    "keep_sweeping": keep_sweeping,
    "keep_writing": keep_writing,
    "rule": rule,
    "do_once": do_once,
}
