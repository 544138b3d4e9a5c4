"""Gives the clerk the same sheets back, with the reason beside each refused row."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import RowProblem
from casework.application.ledgers.process.conversation import answers
from casework.application.ledgers.process.messages import CopyWithErrors
from casework.application.ledgers.understanding.office_words import TaughtEntry


def write_errors(
    paths: Sequence[Path],
    problems: Sequence[RowProblem],
    out: Path,
    limits: ReadingLimits,
    taught: Sequence[TaughtEntry] = (),
) -> None:
    """
    Write the ledgers into the workbook `out`, readable by its owner alone; it appears whole or not at all.

    `taught` is what offices said of headers: by these the tables are found again.

    Raises:
        LedgerFileError: A ledger can no longer be read or `out` not be written; what was there is as before.
    """
    part = _beside(out)
    try:
        asked = CopyWithErrors(
            paths=tuple(str(path.absolute()) for path in paths),
            problems=tuple(problems),
            out=str(part),
            taught=tuple(taught),
            limits=limits,
        )
        for _ in answers(asked, paths[0].name if paths else out.name):
            pass
        part.replace(out)
    except OSError as error:
        raise LedgerFileError("unwritable", out.name, error.strerror or "") from error
    finally:
        part.unlink(missing_ok=True)


def _beside(out: Path) -> Path:
    """An empty file in the same folder, readable by its owner alone: only there can it take the place in one step."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.absolute().parent)
    except OSError as error:
        raise LedgerFileError("unwritable", out.name, error.strerror or "") from error
    os.close(descriptor)
    return Path(name)
