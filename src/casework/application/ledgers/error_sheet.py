"""Gives the clerk his own sheets back, with the reason beside each refused row."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from casework.application.ledgers.conversation import answers
from casework.application.ledgers.ledger import RowProblem
from casework.application.ledgers.limits import ReadingLimits
from casework.application.ledgers.messages import CopyWithErrors


def write_errors(paths: Sequence[Path], refused: Sequence[RowProblem], out: Path, limits: ReadingLimits) -> None:
    """
    Write the ledgers into the workbook `out`, readable by its owner alone; it appears whole or not at all.

    Raises:
        LedgerFileError: A ledger can no longer be read; `out` is as it was before.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.absolute().parent)
    os.close(descriptor)
    part = Path(name)
    try:
        asked = CopyWithErrors(
            paths=tuple(str(path.absolute()) for path in paths), refused=tuple(refused), out=name, limits=limits
        )
        for _ in answers(asked, paths[0].name if paths else out.name):
            pass
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
