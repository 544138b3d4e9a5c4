"""Opens a ledger file: an ordinary one that nobody else holds, and whose name says what it is."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from casework.application.ledgers.files.content import ENDINGS, FileKind, recognise
from casework.application.ledgers.files.file_errors import LedgerFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casework.application.ledgers.files.limits import ReadingLimits


@contextmanager
def opened(path: Path, limits: ReadingLimits) -> Iterator[tuple[IO[bytes], FileKind]]:
    """The file, open for reading and known by its content; refuses what is missing, locked, foreign or renamed."""
    _refuse_other_than_files(path)
    _refuse_while_edited(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise LedgerFileError("format", path.name)
    with _open(path) as file:
        _refuse_locked(file.fileno(), path.name)
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            raise LedgerFileError("empty", path.name)
        if size > limits.file_bytes:
            raise LedgerFileError("huge", path.name, f"{size // 1_000_000} MB")
        found = recognise(file, path.name)
        if found.kind not in ENDINGS[ending]:
            raise LedgerFileError("renamed", path.name, found.words, ending=ending)
        found.file.seek(0)
        yield found.file, found.kind


def _refuse_other_than_files(path: Path) -> None:
    try:
        found = path.stat()
    except PermissionError as error:
        raise LedgerFileError("locked", path.name, "没有权限|permission denied") from error
    except (OSError, ValueError) as error:
        raise LedgerFileError("missing", path.name) from error
    if not stat.S_ISREG(found.st_mode):
        raise LedgerFileError("not-a-file", path.name)


def _refuse_while_edited(path: Path) -> None:
    """Excel, WPS and LibreOffice lay an owner file beside an open workbook: the stored one may be out of date."""
    if path.name.startswith(("~$", ".~")):
        raise LedgerFileError("locked", path.name, "这是办公软件的占用标记|this is the owner mark of an office program")
    for owner in (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#"):
        if path.with_name(owner).exists():
            raise LedgerFileError("locked", path.name, f"占用标记 {owner}|owner mark {owner}")


def _open(path: Path) -> IO[bytes]:
    try:
        # Not blocking: a pipe put in the file's place meanwhile must not hold the import.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise LedgerFileError("missing", path.name) from error
    except OSError as error:
        raise LedgerFileError("locked", path.name, os.strerror(error.errno or errno.EACCES)) from error
    file = os.fdopen(descriptor, "rb")
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        file.close()
        raise LedgerFileError("not-a-file", path.name)
    return file


def _refuse_locked(descriptor: int, name: str) -> None:
    for lock in (fcntl.flock, fcntl.lockf):
        try:
            lock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            lock(descriptor, fcntl.LOCK_UN)
        except (BlockingIOError, PermissionError) as error:
            raise LedgerFileError("locked", name, "另一程序正在使用|another program holds it") from error
        except OSError:
            continue  # a file system without locks holds none
