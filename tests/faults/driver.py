"""What the children of the rigs do: import as a clerk does, sweep as the scheduler does, write commands as cadres do."""

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
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from msgspec.structs import asdict

from casework.application.importing import ledger_import
from casework.application.importing.result import ImportResult
from casework.application.importing.run import ImportRequest, import_ledgers
from casework.application.ledgers.limits import ReadingLimits
from casework.application.log.keys import KeyRing
from casework.domain.codes import FollowUpKind, Outcome
from casework.domain.decisions.assistance import log_follow_up
from casework.domain.errors import CaseworkError
from casework.interfaces.cli import cli
from casework.interfaces.commands import ledgers as _  # noqa: F401 - imported before the children are forked
from projections.division_names import divisions
from scheduler.sweep import sweep
from tests.faults.journal import Journal, Line, lines_of, unresolved
from tests.scheduler.offices import Office

LIMITS = ReadingLimits()


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
    request = ImportRequest(paths=(ledger,), as_of=office.clock.now().date(), account="li.na")
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
            _command(office, said, name, waiting.key, waiting.household, f"again-{number}" if fresh_keys else None)
        for turn in itertools.count(1):
            number += 1
            household = households[number % len(households)]
            _command(office, said, name, f"{name}-{number}", household, None, unheard=turn == unheard)


def _command(
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
        receipt = office.casework.do(
            UUID(household),
            log_follow_up,
            by=name,
            command_id=command_id or key,
            kind=FollowUpKind.MESSAGE,
            outcome=Outcome.REACHED,
            note=key,
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


ROLES = {"bring_in": bring_in, "keep_sweeping": keep_sweeping, "keep_writing": keep_writing}
