"""
The process that alone touches a ledger file: one request in, answers out, and nothing else
but questions about divisions where there are too many to be told beforehand.

It starts with an empty environment, bounds itself before it opens anything, writes no file but the copy with errors,
and speaks of its own faults by place in the code, never by value.
"""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from casework.application.ledgers.files.file_errors import TOO_MUCH, LedgerFileError
from casework.application.ledgers.files.process_limits import bound_process
from casework.application.ledgers.persons.households import HouseholdBuilder
from casework.application.ledgers.persons.ledger import FileSummary, Progress
from casework.application.ledgers.persons.row_villages import KnownVillages
from casework.application.ledgers.process.error_copy import copy_with_errors
from casework.application.ledgers.process.ledger_rows import MetLaterError, Understanding, read_rows
from casework.application.ledgers.process.lists.division_table import division_rows
from casework.application.ledgers.process.lists.reference_table import reference_rows
from casework.application.ledgers.process.lists.staff_table import staff_rows
from casework.application.ledgers.process.messages import (
    Answer,
    CopyWithErrors,
    Done,
    Fault,
    FileRefused,
    FindFarCell,
    ReadDivisions,
    ReadLedger,
    ReadReferenceList,
    ReadStaff,
    receive,
    send,
)
from casework.application.ledgers.process.places import AskedDivisions, DivisionsAnswer, NamedPlace
from casework.application.ledgers.sheets.far_cells import refuse_far_cell
from casework.application.ledgers.understanding.office_words import OfficeWords
from casework.application.ledgers.understanding.questions import Question
from casework.domain.divisions.tree import Divisions

Asked = ReadLedger | ReadDivisions | ReadReferenceList | ReadStaff | CopyWithErrors | FindFarCell

_WRITTEN_AT_MOST = 1 << 30


def main() -> None:
    """Answer the one request on standard input."""
    # Nothing here is thrown away before the end, so that looking for garbage among it is wasted: a sixth of the time.
    gc.disable()
    asked = msgspec.msgpack.decode(receive(sys.stdin.buffer), type=Asked)
    pipe = sys.stdout.buffer
    bound_process(asked.limits, written_bytes=_WRITTEN_AT_MOST if isinstance(asked, CopyWithErrors) else 0)
    try:
        for answer in _answers(asked):
            send(pipe, answer)
            if isinstance(answer, Progress):
                pipe.flush()  # somebody waits for it
        last: Answer = Done()
    except LedgerFileError as error:
        last = FileRefused(code=error.code, file=error.file, detail=error.detail, ending=error.ending)
    except MemoryError:
        last = FileRefused(code="huge", file=_file(asked), detail=TOO_MUCH, ending="")
    except Exception as error:
        last = Fault(kind=type(error).__name__, places=_places(error))
    send(pipe, last)
    pipe.flush()


def _answers(asked: Asked) -> Iterator[Answer]:
    match asked:
        case ReadLedger():
            path = Path(asked.path)
            divisions = (
                AskedDivisions(_Asking(path.name, asked.limits.places))
                if asked.divisions is None
                else Divisions.of(asked.divisions, asked.became, asked.former)
            )
            by = Understanding(asked.assessed_on, OfficeWords(asked.taught))
            while True:
                try:
                    yield from _ledger(asked, path, divisions, by)
                except MetLaterError as met:
                    by = by._replace(later={**by.later, **met.later})
                else:
                    return
        case ReadDivisions():
            yield from division_rows(Path(asked.path), asked.limits)
        case ReadReferenceList():
            yield from reference_rows(Path(asked.path), asked.limits)
        case ReadStaff():
            yield from staff_rows(Path(asked.path), asked.limits)
        case CopyWithErrors():
            with Path(asked.out).open("r+b") as out:
                taught = OfficeWords(asked.taught).agreed()
                copy_with_errors([Path(path) for path in asked.paths], asked.problems, out, asked.limits, taught)
        case FindFarCell():
            refuse_far_cell(Path(asked.path), asked.limits)


def _ledger(asked: ReadLedger, path: Path, divisions: KnownVillages, by: Understanding) -> Iterator[Answer]:
    builder = HouseholdBuilder(
        file=path.name, assessed_on=by.assessed_on, divisions=divisions, village=asked.village, office=by.office
    )
    nameless: dict[str, None] = {}
    open_questions: list[Question] = []
    for step in read_rows(path, builder, asked.limits, nameless, by):
        open_questions += [step] if isinstance(step, Question) and step.blocks else []
        yield step
    if open_questions and not asked.explain:
        raise asked_first(path.name, open_questions)
    for item in builder.finish():
        yield _with_columns(item, nameless) if isinstance(item, FileSummary) else item


def asked_first(file: str, questions: list[Question]) -> LedgerFileError:
    """The file is not taken before these questions are answered."""
    zh = "；".join(dict.fromkeys(question.why.zh.replace("|", "/") for question in questions))
    en = "; ".join(dict.fromkeys(question.why.en.replace("|", "/") for question in questions))
    return LedgerFileError("questions", file, f"{zh}|{en}")


class _Asking:
    """Asks the parent, who alone may look into the database; not without end, for the answers take its time."""

    def __init__(self, file: str, most: int) -> None:
        self._file = file
        self._most = most
        self._asked = 0

    def __call__(self, place: NamedPlace) -> DivisionsAnswer:
        self._asked += 1
        if self._asked > self._most:
            words = f"有 {self._most} 个以上不同的地名|more than {self._most} places are named"
            raise LedgerFileError("huge", self._file, words)
        send(sys.stdout.buffer, place)
        sys.stdout.buffer.flush()
        return msgspec.msgpack.decode(receive(sys.stdin.buffer), type=DivisionsAnswer)


def _with_columns(summary: FileSummary, nameless: Iterable[str]) -> FileSummary:
    return replace(summary, unknown_columns=tuple(dict.fromkeys((*summary.unknown_columns, *nameless))))


def _file(asked: Asked) -> str:
    return Path(asked.paths[0] if isinstance(asked, CopyWithErrors) else asked.path).name


def _places(error: Exception) -> tuple[str, ...]:
    return tuple(f"{Path(entry.filename).name}:{entry.lineno}" for entry in traceback.extract_tb(error.__traceback__))


if __name__ == "__main__":
    main()
