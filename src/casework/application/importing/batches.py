"""The batch of an import: which ledgers are taken in together, under which name, and what is recorded of it (GY-1b)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from casework.application.importing.result import ImportResult
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.understanding.office_words import TaughtEntry
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.facts.office.imports import ImportFinished, ImportStarted
from casework.domain.facts.office.rosters import Roster


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


def import_started(batch: str, request: ImportRequest, limits: ReadingLimits) -> ImportStarted:
    """What is recorded of an import before anything else of it: who brought which files in."""
    return ImportStarted(
        batch=batch,
        account=request.account,
        as_of=request.assessed_on,
        files=len(request.paths),
        sha256=tuple(_content(path, limits.file_bytes).hex() for path in request.paths),
        roster=request.roster,
    )


def import_finished(batch: str, result: ImportResult) -> ImportFinished:
    """What is recorded of an import when all of it is taken in."""
    return ImportFinished(
        batch=batch, households=result.households, persons=result.persons, refused=len(result.refused)
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
