"""Reads ledgers and tables of divisions without touching the files: a process of its own does, within limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from casework.application.ledgers.files.file_errors import LedgerFileError, LedgerReaderFault
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import (
    LedgerItem,
)
from casework.application.ledgers.process.conversation import AnswerDivisions, answers
from casework.application.ledgers.process.messages import (
    Answer,
    DivisionRow,
    Done,
    Fault,
    FileRefused,
    FindFarCell,
    ReadDivisions,
    ReadLedger,
    ReadReferenceList,
    ReadStaff,
    ReferenceRow,
    StaffRow,
)
from casework.application.ledgers.process.places import DivisionsAnswer, KnownDivisions, NamedPlace
from casework.application.ledgers.understanding.office_words import TaughtEntry
from casework.domain.divisions.tree import Divisions

_SEARCH_SECONDS = 5
"""So much computing may be spent on looking for a far cell."""


def read_ledger(
    path: Path,
    *,
    assessed_on: date,
    divisions: Divisions | KnownDivisions,
    village: str | None,
    limits: ReadingLimits,
    taught: Iterable[TaughtEntry] = (),
    explain: bool = False,
) -> Iterator[LedgerItem]:
    """
    What the ledger says: progress while it is read, warnings, then its households and problems, then a summary.

    `assessed_on` judges ages and employment; `village` is the code for rows without a village column; `taught` is what
    the office said of headers and words. With `explain` tables with an open question are passed over.

    Raises:
        LedgerFileError: The file is refused as a whole; nothing but progress was yielded.
    """
    whole = divisions if isinstance(divisions, Divisions) else None
    asked = ReadLedger(
        path=str(path.absolute()),
        assessed_on=assessed_on,
        divisions=None if whole is None else whole.entries(),
        became={} if whole is None else whole.became,
        former={} if whole is None else whole.former,
        village=village,
        limits=limits,
        taught=tuple(taught),
        explain=explain,
    )
    answered = None if isinstance(divisions, Divisions) else partial(_divisions_answer, divisions)
    for answer in _answers(asked, path, answered):
        if not isinstance(answer, DivisionRow | ReferenceRow | StaffRow | NamedPlace | FileRefused | Fault | Done):
            yield answer


def read_divisions(path: Path, limits: ReadingLimits) -> Iterator[tuple[str, str]]:
    """
    The (code, name) entries of a table of divisions, as they stand there; other columns are ignored.

    Raises:
        LedgerFileError: The file is refused as a whole, or a code has lost digits.
    """
    for answer in _answers(ReadDivisions(path=str(path.absolute()), limits=limits), path):
        if isinstance(answer, DivisionRow):
            yield answer.code, answer.name


def read_reference_list(path: Path, limits: ReadingLimits) -> Iterator[tuple[str, str, str]]:
    """
    The (number, name, class) of each row of a list that an office keeps; other columns are ignored.

    Raises LedgerFileError: the file is refused as a whole.
    """
    for answer in _answers(ReadReferenceList(path=str(path.absolute()), limits=limits), path):
        if isinstance(answer, ReferenceRow):
            yield answer.code, answer.name, answer.group


def read_staff(path: Path, limits: ReadingLimits) -> Iterator[StaffRow]:
    """
    The rows of a sheet of people to invite, as they stand there.

    Raises LedgerFileError: the file is refused as a whole.
    """
    for answer in _answers(ReadStaff(path=str(path.absolute()), limits=limits), path):
        if isinstance(answer, StaffRow):
            yield answer


def _divisions_answer(divisions: KnownDivisions, place: NamedPlace) -> DivisionsAnswer:
    found = divisions.meant(place)
    return DivisionsAnswer(entries=found.entries(), became=found.became, former=found.former)


def _answers(
    asked: ReadLedger | ReadDivisions | ReadReferenceList | ReadStaff,
    path: Path,
    answered: AnswerDivisions | None = None,
) -> Iterator[Answer]:
    """What the reading process answers; of a file that is too large it is asked whether one far cell makes it so."""
    try:
        yield from answers(asked, path.name, answered)
    except LedgerFileError as error:
        if error.code == "huge":
            with suppress(LedgerReaderFault):
                _refuse_far_cell(
                    FindFarCell(path=asked.path, limits=replace(asked.limits, cpu_seconds=_SEARCH_SECONDS)), path
                )
        raise


def _refuse_far_cell(asked: FindFarCell, path: Path) -> None:
    try:
        for _ in answers(asked, path.name):
            pass
    except LedgerFileError as error:
        if error.code == "stray-cell":
            raise
