"""The parent's side of the talk with the reading process: starts it, listens, and ends it, come what may."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

import casework
from casework.application.ledgers.files.file_errors import TOO_MUCH, LedgerFileError, LedgerReaderFault
from casework.application.ledgers.process.messages import (
    Answer,
    Done,
    Fault,
    FileRefused,
    Request,
    frame,
    frame_length,
    take_frame,
)
from casework.application.ledgers.process.places import DivisionsAnswer, NamedPlace

_CHILD = "casework.application.ledgers.process.child"
_BLOCK = 64 * 1024
FRAME_AT_MOST = 16 * 1024 * 1024
"""Bytes of one answer; a household of twenty thousand persons is a broken file, and must not fill the parent."""

_answer = msgspec.msgpack.Decoder(Answer)


AnswerDivisions = Callable[[NamedPlace], DivisionsAnswer]
"""Whoever knows the divisions."""


def answers(request: Request, file: str, answered: AnswerDivisions | None = None) -> Iterator[Answer]:
    """
    What the reading process answers, one by one; nothing more than one frame is held.

    What it asks meanwhile about divisions is answered by `answered`. The process ends with the iteration, also when the
    caller stops early.

    Raises:
        LedgerFileError: The file (named by its base name `file`) is refused; also when reading it broke the limits.
        LedgerReaderFault: The fault is ours.
    """
    process = _started(request)
    try:
        for body in _frames(process, request.limits.silent_seconds):
            match _answer.decode(body):
                case Done():
                    return
                case FileRefused() as refused:
                    raise LedgerFileError(refused.code, refused.file, refused.detail, ending=refused.ending)
                case Fault() as fault:
                    raise LedgerReaderFault(f"{fault.kind} at {' < '.join(reversed(fault.places))}")
                case NamedPlace() as place if answered is not None:
                    _tell(process, answered(place), request.limits.silent_seconds)
                case answer:
                    yield answer
        # Silent, endless, or dead without a last word: by a limit, or by what the file did to the parser.
        raise LedgerFileError("huge", file, TOO_MUCH)
    finally:
        _end(process)


def _started(request: Request) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words may hold cells
        env=_environment(),
        process_group=0,
    )
    asked = _pipe(process.stdin)
    with suppress(BrokenPipeError):
        asked.write(frame(request))
        asked.flush()
    return process


def _tell(process: subprocess.Popen[bytes], answered: DivisionsAnswer, silent_seconds: float) -> None:
    """Write what was asked for; a process that asks and does not listen is given up after a while."""
    heard = _pipe(process.stdin).fileno()
    os.set_blocking(heard, False)
    left = memoryview(frame(answered))
    with selectors.DefaultSelector() as room, suppress(BrokenPipeError):
        room.register(heard, selectors.EVENT_WRITE)
        while left and room.select(silent_seconds):
            left = left[os.write(heard, left) :]


def _environment() -> dict[str, str]:
    """Where Python finds its modules, and nothing of ours: a parser needs no keys and no database."""
    source = str(Path(next(iter(casework.__path__))).parent)
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "VIRTUAL_ENV") if name in os.environ}
    found = [source, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**kept, "PYTHONPATH": os.pathsep.join(found), "PYTHONDONTWRITEBYTECODE": "1"}


def _frames(process: subprocess.Popen[bytes], silent_seconds: float) -> Iterator[bytes]:
    heard = _pipe(process.stdout).fileno()
    buffer = bytearray()
    with selectors.DefaultSelector() as news:
        news.register(heard, selectors.EVENT_READ)
        while news.select(silent_seconds) and (block := os.read(heard, _BLOCK)):
            buffer += block
            while (body := take_frame(buffer)) is not None:
                yield body
            if frame_length(buffer) > FRAME_AT_MOST:
                return


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):
            _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise LedgerReaderFault("the reading process has no pipe")
    return pipe
