"""One checker for all rigs: what must hold of a database after any fault, and the first thing that does not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from casework.application.log.records.groups import Entry, Unreadable
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.deadlines.escalation import escalate
from casework.domain.fact import HOUSEHOLD, Recorded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.catalogue import HOUSEHOLD_FACTS
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.household.evolution.evolve import fold_history
from projections.following.rebuild import rebuild
from projections.lists.notice_list import NOTICES
from projections.storage.engine import reading
from tests.faults.journal import Line
from tests.support.installations.installations import RULES, Office
from tests.support.installations.table_rows import all_rows

REMINDED_BEFORE = 2
"""No policy of the rigs reminds earlier than so many working days before."""

StepKey = tuple[UUID, int, str, str, int]


def complaints(office: Office, lines: Sequence[Line] = ()) -> list[str]:
    """Everything that is wrong; empty when all is well."""
    entries = everything(office)
    return [
        *_about_order(entries),
        *_about_steps(entries),
        *_about_commands(office, entries, lines),
        *_about_read_models(office, entries),
    ]


def everything(office: Office) -> list[Entry]:
    """The whole log, as a reader gets it."""
    found: list[Entry] = []
    tail = office.log.tail()
    while page := tail.page(10_000):
        found += page
    return found


def steps_in(entries: Sequence[Entry]) -> Counter[StepKey]:
    """How often each step of each deadline was raised."""
    return Counter(
        (e.household, e.fact.episode, e.fact.deadline, e.fact.occurrence, e.fact.step)
        for _, e in entries
        if isinstance(e, Recorded) and isinstance(e.fact, Reminded | Escalated)
    )


def forgotten(office: Office) -> list[str]:
    """The steps that are due at this moment and raised by nobody, asked of each household straight from the log."""
    streams: dict[UUID, list[Recorded]] = defaultdict(list)
    for _, entry in everything(office):
        if isinstance(entry, Recorded) and isinstance(entry.fact, tuple(HOUSEHOLD_FACTS)):
            streams[entry.household].append(entry)
    context = office.casework.context("rule:checker")
    return [
        f"household {household} was not told of {fact}"
        for household, stream in streams.items()
        for fact in escalate(fold_history(household, sorted(stream, key=lambda e: e.version)), context)
    ]


def _about_order(entries: Sequence[Entry]) -> Iterator[str]:
    positions = [position for position, _ in entries]
    if positions != sorted(set(positions)):
        yield "positions repeat or run backwards"
    versions: dict[UUID, list[int]] = defaultdict(list)
    for _, entry in entries:
        if isinstance(entry, Unreadable):
            yield f"household {entry.originator_id} cannot be read: {entry.reason}"
        versions[entry.originator_id].append(entry.originator_version)
    for household, found in versions.items():
        if found != list(range(1, len(found) + 1)):
            yield f"household {household} has versions {found}"


def _about_steps(entries: Sequence[Entry]) -> Iterator[str]:
    for key, times in steps_in(entries).items():
        if times != 1:
            yield f"step {key} was raised {times} times"
    for _, entry in entries:
        if isinstance(entry, Recorded) and isinstance(entry.fact, Escalated):
            late = _working_days_between(entry.fact.due_on, shanghai_date(entry.timestamp))
            if entry.fact.working_days_late != late:
                yield f"a step says {entry.fact.working_days_late} working days late and was raised after {late}"
        if isinstance(entry, Recorded) and isinstance(entry.fact, Reminded):
            left = _working_days_between(shanghai_date(entry.timestamp), entry.fact.due_on)
            if left > REMINDED_BEFORE:
                yield f"a reminder came {left} working days before its day"


def _working_days_between(first: date, last: date) -> int:
    """The working days after the first day up to the last one, counted one by one and by no rule of the program."""
    calendar = RULES.calendar
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(calendar.is_working(day) for day in days)


def _about_commands(office: Office, entries: Sequence[Entry], lines: Sequence[Line]) -> Iterator[str]:
    """By the note of each entry, which says what was meant, whatever the command was called."""
    outcome: dict[tuple[str, str], Line] = {}
    for line in lines:
        if line.household:
            outcome[line.actor, line.key] = line
    actors = {line.actor for line in lines if line.household}
    noted = [e for _, e in entries if isinstance(e, Recorded) and e.sealed and e.by in actors]
    effects: dict[tuple[str, str], list[int]] = defaultdict(list)
    positions = {(e.household, e.version): position for position, e in entries if isinstance(e, Recorded)}
    for entry, blocks in zip(noted, office.log.unseal_all(noted), strict=True):
        note = blocks[HOUSEHOLD]
        if isinstance(note, NotePrivate):
            effects[entry.by, note.text].append(positions[entry.household, entry.version])
    for key, line in outcome.items():
        found = effects.pop(key, [])
        match line.word:
            case "ok" if found != [line.position]:
                yield f"command {key} was acknowledged at {line.position} and stands at {found}"
            case "fail" if found:
                yield f"command {key} was refused and stands at {found}"
            case "invoke" | "info" if len(found) > 1:
                yield f"command {key} was carried out {len(found)} times"
    for key in effects:
        yield f"command {key} was carried out and never sent"


def _about_read_models(office: Office, entries: Sequence[Entry]) -> Iterator[str]:
    office.catch_up()
    followed = all_rows(office.engine)
    with reading(office.engine) as connection:
        notices = connection.scalar(select(func.count()).select_from(NOTICES))
    if notices != len(steps_in(entries)):
        yield f"{notices} notices stand for {len(steps_in(entries))} steps"
    rebuild(office.log, office.engine, office.casework.books)
    for table, rows in all_rows(office.engine).items():
        if rows != followed[table]:
            yield f"{table} is not what a fold of the log gives"
