"""Importing ledger files from beginning to end: read, decide, append, and keep who brought them in (GY-1b)."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from casework.application.importing.ledger_import import LedgerImport, digests_of, number_of
from casework.application.importing.result import ImportResult, RefusedFile
from casework.application.importing.rosters import list_in_roster
from casework.application.importing.several_files import times_listed
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerItem, Progress
from casework.application.ledgers.process.ledger_reader import read_ledger
from casework.application.ledgers.process.places import KnownDivisions
from casework.application.ledgers.understanding.office_words import TaughtEntry
from casework.application.register.household_lookup import ListedHouseholds
from casework.application.writing.casework import Casework
from casework.application.writing.references.reference_streams import batch_facts, record_batch
from casework.application.writing.references.taught_words import taught_words
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.codes import DivisionLevel
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import NotFoundError, RefusedError
from casework.domain.facts.office.imports import ImportFinished, ImportStarted
from casework.domain.facts.office.rosters import Roster
from casework.domain.labels import Label


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


class ImportRequest(Struct, frozen=True, kw_only=True):
    """
    Which ledgers are imported, judged as of which day, and by which account; `village` is for sheets without one.

    `roster` says which list from elsewhere it is: then whom it lists is recorded, also where nothing is new (BJ-1.1a).

    With `keep_going` a file that is refused as a whole is left out and the others are taken in.
    """

    paths: tuple[Path, ...]
    assessed_on: date
    account: str
    village: str | None = None
    dry: bool = False
    decisions: dict[tuple[str, str], str] = {}
    keep_going: bool = False
    answers: tuple[tuple[str, str, str], ...] = ()
    roster: Roster | None = None


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

    several = len(request.paths) > 1
    first = _first_reading(casework, request, read) if several else FirstReading(paths=request.paths)
    request = replace(request, paths=first.paths)
    batch = batch_of(casework, request, limits, taught)
    started = _started(batch, request, limits)
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
        record_batch(casework, batch, _finished(batch, result), by=request.account)


def _refuse_odd(casework: Casework, request: ImportRequest, known: Divisions | KnownDivisions) -> None:
    if request.village is not None:
        named = known.get(request.village)
        if named is None or named.level is not DivisionLevel.VILLAGE:
            raise VillageUnknownError(request.village)
    if request.assessed_on > shanghai_date(casework.clock.now()):
        raise LedgerAheadError(request.assessed_on)


class FirstReading(NamedTuple):
    """Which of several files can be read, by how many of them each household is listed, and which are left out."""

    paths: tuple[Path, ...]
    listed: Counter[UUID] | None = None
    refused: Sequence[RefusedFile] = ()


def _first_reading(
    casework: Casework, request: ImportRequest, read: Callable[[Path], Iterator[LedgerItem]]
) -> FirstReading:
    """
    Read every file for the households it lists.

    Raises LedgerFileError: one is refused, and the others are not to be taken without it; or all are.
    """
    listed: Counter[UUID] = Counter()
    refused: list[RefusedFile] = []
    for path in request.paths:
        try:
            listed += times_listed([_households(casework, read(path))])
        except LedgerFileError as error:
            if not request.keep_going or len(refused) + 1 == len(request.paths):
                raise error.of_several(len(request.paths) - 1) from error
            refused.append(RefusedFile(path=path, code=error.code, message=Label(error.zh, error.en)))
    left_out = [file.path for file in refused]
    return FirstReading(tuple(path for path in request.paths if path not in left_out), listed, refused)


def _finished(batch: str, result: ImportResult) -> ImportFinished:
    return ImportFinished(
        batch=batch, households=result.households, persons=result.persons, refused=len(result.refused)
    )


def taught_entries(casework: Casework, answers: Iterable[tuple[str, str, str]] = ()) -> list[TaughtEntry]:
    """What offices have said of their ledgers, and what is answered (of, text, meaning) for one import alone."""
    kept = [(word.division, word.of, word.text, word.meaning) for word in taught_words(casework)]
    return kept + [("", of, text, meaning) for of, text, meaning in answers]


def _households(casework: Casework, items: Iterator[LedgerItem]) -> Iterator[UUID]:
    addresses = ListedHouseholds(casework)
    for item in items:
        if isinstance(item, LedgerHousehold):
            found = addresses.find(item.village, number_of(casework, item), digests_of(casework, item))
            if not found.others:
                yield found.id


def batch_of(
    casework: Casework, request: ImportRequest, limits: ReadingLimits, taught: Sequence[TaughtEntry] = ()
) -> str:
    """
    The batch's name: the day, and a keyed digest of the files' contents, the settings and the words that were taught.

    The same files on the same day are the same batch, so that an import that was broken off continues it. A word that
    was taught since makes another one, which can be taken back without the first.
    """
    contents = [_content(path, limits.file_bytes) for path in request.paths]
    more = [each for each in (sorted(taught), request.roster) if each]
    asked = (request.assessed_on, request.village, contents, *more)
    digest = casework.keys.request_hash(msgspec.msgpack.encode(asked))
    return f"{shanghai_date(casework.clock.now()):%Y%m%d}-{digest.hex()[:8]}"


def _started(batch: str, request: ImportRequest, limits: ReadingLimits) -> ImportStarted:
    return ImportStarted(
        batch=batch,
        account=request.account,
        as_of=request.assessed_on,
        files=len(request.paths),
        sha256=tuple(_content(path, limits.file_bytes).hex() for path in request.paths),
        roster=request.roster,
    )


def _content(path: Path, most: int) -> bytes:
    """The digest of a plain file's bytes; nothing for what reading will refuse anyway."""
    try:
        if not path.is_file() or path.stat().st_size > most:
            return b""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""
