"""Importing ledger files from started to end: read, decide, append, and keep who brought them in (GY-1b)."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from casework.application.importing.batches import ImportRequest, batch_of, import_finished, import_started
from casework.application.importing.ledger_import import LedgerImport
from casework.application.importing.result import ImportResult
from casework.application.importing.rosters import list_in_roster
from casework.application.importing.several_files import first_reading
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import LedgerItem, Progress
from casework.application.ledgers.process.ledger_reader import read_ledger
from casework.application.ledgers.process.places import KnownDivisions
from casework.application.writing.casework import Casework
from casework.application.writing.references.reference_streams import batch_facts, record_batch
from casework.application.writing.references.taught_words import taught_entries
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.codes import DivisionLevel
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import NotFoundError, RefusedError
from casework.domain.facts.office.imports import ImportStarted


class DivisionsMissingError(RefusedError):
    """Villages cannot be told apart before the divisions are loaded."""

    zh = "尚未导入行政区划，请先运行 casework import --divisions 文件"
    en = "No divisions are loaded yet: run casework import --divisions FILE first"


class VillageUnknownError(NotFoundError):
    """The village named for the whole import is none of the divisions."""

    def __init__(self, village: str) -> None:
        self.village = village
        self.zh = f"没有代码为{village}的行政村，请核对代码（casework divisions list）"
        self.en = f"There is no village with the code {village}; check it (casework divisions list)"


class LedgerAheadError(RefusedError):
    """A ledger is assessed on a day that has not come; nothing was recorded."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.zh = f"台账的认定日期{day}尚未到，请用 --as-of 写明台账的日期"
        self.en = f"The ledger's day {day} is still to come; state the day of the ledger with --as-of"


_ALLOCATIONS = 200_000
"""After so many new objects garbage is looked for while ledgers are imported."""


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Looking for garbage takes a fifth of an import's time and finds none: its objects hold each other in no circle."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collected()
def import_ledgers(
    casework: Casework,
    request: ImportRequest,
    *,
    divisions: Divisions | KnownDivisions,
    limits: ReadingLimits,
    progress: Callable[[Progress], None] = lambda _: None,
) -> ImportResult:
    """
    Take the files in, all of them or none; a broken-off import goes on where it stopped.

    Several files are first read for the households that more than one of them lists: such a household is taken in
    once, as they list it together.

    Raises:
        DivisionsMissingError, VillageUnknownError, LedgerAheadError, LedgerFileError: Nothing was recorded.
    """
    whole = divisions if isinstance(divisions, Divisions) else divisions.whole()
    if whole is not None and not whole:
        raise DivisionsMissingError
    known = divisions if whole is None else whole
    _refuse_odd(casework, request, known)
    taught = taught_entries(casework, request.answers)

    def read(path: Path) -> Iterator[LedgerItem]:
        return read_ledger(
            path,
            assessed_on=request.assessed_on,
            divisions=known,
            village=request.village,
            limits=limits,
            taught=taught,
            explain=request.dry,
        )

    first = first_reading(casework, request.paths, read, keep_going=request.keep_going)
    request = replace(request, paths=first.paths)
    batch = batch_of(casework, request, limits, taught)
    started = import_started(batch, request, limits)
    run = LedgerImport(
        casework,
        batch=batch,
        assessed_on=request.assessed_on,
        reaches=casework.actors.reach("import", request.account, casework.office),
        dry=request.dry,
        listed=first.listed,
        decisions=request.decisions,
        begin=lambda: record_batch(casework, batch, started, by=request.account),
    )
    run.result.refused_files += first.refused
    names: Counter[str] = Counter()
    for path in request.paths:
        for step in run.take(read(path), same_name_index=names[path.name]):
            progress(step)
        names[path.name] += 1
    result = run.finish()
    if not request.dry:
        _keep(casework, request, started, run)
    return result


def _keep(casework: Casework, request: ImportRequest, started: ImportStarted, run: LedgerImport) -> None:
    """What is recorded of the import itself: whom a list from elsewhere names, and what all of it came to."""
    batch, result = started.batch, run.result
    if request.roster is not None:
        record_batch(casework, batch, started, by=request.account)
        result.on_roster = list_in_roster(casework, batch, request.roster, run.listed, run.members, reaches=run.reaches)
    if batch_facts(casework, batch):
        record_batch(casework, batch, import_finished(batch, result), by=request.account)


def _refuse_odd(casework: Casework, request: ImportRequest, known: Divisions | KnownDivisions) -> None:
    if request.village is not None:
        named = known.get(request.village)
        if named is None or named.level is not DivisionLevel.VILLAGE:
            raise VillageUnknownError(request.village)
    if request.assessed_on > shanghai_date(casework.clock.now()):
        raise LedgerAheadError(request.assessed_on)
