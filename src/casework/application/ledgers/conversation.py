"""The parent's side of the talk with the reading process: starts it, listens, and ends it, come what may."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

import casework
from casework.application.ledgers.file_errors import LedgerFileError, LedgerReaderFault
from casework.application.ledgers.messages import Answer, Done, Fault, FileRefused, Request, take_frame

_CHILD = "casework.application.ledgers.child"
_BLOCK = 64 * 1024
_TOO_MUCH = "处理它需要的内存或时间超出限制|it needs more memory or time than allowed"
_answer = msgspec.msgpack.Decoder(Answer)


def answers(request: Request, file: str) -> Iterator[Answer]:
    """
    What the reading process answers, one by one; nothing more than one frame is held.

    The process ends with the iteration, also when the caller stops early.

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
                case answer:
                    yield answer
        # It fell silent or died without a last word: killed by a limit, or by what the file did to the parser.
        raise LedgerFileError("huge", file, _TOO_MUCH)
    finally:
        _end(process)


def _started(request: Request) -> subprocess.Popen[bytes]:
    source = Path(next(iter(casework.__path__))).parent
    process = subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", "-m", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a parser's last words may hold cells
        env={"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        process_group=0,
    )
    asked = _pipe(process.stdin)
    with suppress(BrokenPipeError):
        asked.write(msgspec.msgpack.encode(request))
        asked.close()
    return process


def _frames(process: subprocess.Popen[bytes], silent_seconds: float) -> Iterator[bytes]:
    heard = _pipe(process.stdout).fileno()
    buffer = bytearray()
    while select.select([heard], [], [], silent_seconds)[0] and (block := os.read(heard, _BLOCK)):
        buffer += block
        while (body := take_frame(buffer)) is not None:
            yield body


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
