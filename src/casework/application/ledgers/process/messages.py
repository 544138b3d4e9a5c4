"""What the parent asks of the reading process and what that answers, in frames of four bytes' length and msgpack."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

import msgspec
from msgspec import Struct

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.persons.ledger import LedgerItem, RowProblem
from casework.application.ledgers.process.places import NamedPlace


class Request(Struct, frozen=True, kw_only=True, tag_field="ask"):
    """Something to do with one or more files, within limits."""

    limits: ReadingLimits


class ReadLedger(Request, frozen=True, kw_only=True, tag="ledger"):
    """
    Read a ledger; `village` is a code for rows without a village column.

    `taught` are (division, column or `header` or `table`, text, meaning) as offices answered them. With `explain` a
    table with an open question is passed over; without it the file is refused.

    `divisions` are (code, name) entries, `became` says what stands in the place of those that are no longer there,
    `former` what those that were renamed were called.
    With None there are too many of them: the reading process asks for each place with a `NamedPlace`.
    """

    path: str
    assessed_on: date
    divisions: tuple[tuple[str, str], ...] | None
    village: str | None
    became: dict[str, tuple[str, ...]] = {}
    former: dict[str, tuple[str, ...]] = {}
    taught: tuple[tuple[str, str, str, str], ...] = ()
    explain: bool = False


class ReadDivisions(Request, frozen=True, kw_only=True, tag="divisions"):
    """Read a table of divisions."""

    path: str


class ReadReferenceList(Request, frozen=True, kw_only=True, tag="reference-list"):
    """Read a list that an office keeps of its own."""

    path: str


class ReadStaff(Request, frozen=True, kw_only=True, tag="staff"):
    """Read a sheet of people to invite."""

    path: str


class CopyWithErrors(Request, frozen=True, kw_only=True, tag="errors"):
    """
    Copy all sheets of `paths` into the workbook `out` with what is said of their rows beside them.

    `taught` are (division, column or `header` or `table`, text, meaning), as in `ReadLedger`.
    """

    paths: tuple[str, ...]
    problems: tuple[RowProblem, ...]
    out: str
    taught: tuple[tuple[str, str, str, str], ...] = ()


class FindFarCell(Request, frozen=True, kw_only=True, tag="far-cell"):
    """Look whether one far cell makes the file too large; it is refused for that cell if so."""

    path: str


class DivisionRow(Struct, frozen=True, kw_only=True, tag="division"):
    """One row of a table of divisions, code and name as text."""

    code: str
    name: str


class ReferenceRow(Struct, frozen=True, kw_only=True, tag="reference"):
    """One row of such a list, its cells as text."""

    code: str
    name: str
    group: str


class StaffRow(Struct, frozen=True, kw_only=True, tag="staff-row"):
    """One row of a sheet of people to invite, its cells as text, with its sheet ("" in a text file) and number there."""

    sheet: str
    row: int
    name: str
    telephone: str
    role: str
    division: str
    failed: bool
    """Whether the formula of one of these cells failed, or was stored without its result."""


class FileRefused(Struct, frozen=True, kw_only=True, tag="refused"):
    """The file is refused as a whole: the parts of a `LedgerFileError`."""

    code: str
    file: str
    detail: str
    ending: str


class Fault(Struct, frozen=True, kw_only=True, tag="fault"):
    """Our own fault: its kind and the places in the code, without any value."""

    kind: str
    places: tuple[str, ...]


class Done(Struct, frozen=True, kw_only=True, tag="done"):
    """All was said; an answer that ends without it was broken off."""


Answer = LedgerItem | DivisionRow | ReferenceRow | StaffRow | NamedPlace | FileRefused | Fault | Done

_LENGTH_BYTES = 4


def frame(message: Struct) -> bytes:
    """The message as it travels."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(_LENGTH_BYTES, "big") + body


def send(pipe: BinaryIO, message: Struct) -> None:
    """Write the message; the pipe decides when it leaves."""
    pipe.write(frame(message))


def receive(pipe: BinaryIO) -> bytes:
    """The body of the next frame; nothing when the other side has ended."""
    length = int.from_bytes(pipe.read(_LENGTH_BYTES), "big")
    return pipe.read(length) if length else b""


def frame_length(buffer: bytearray) -> int:
    """How many bytes the frame that begins `buffer` has, or 0 while that is not known."""
    if len(buffer) < _LENGTH_BYTES:
        return 0
    return _LENGTH_BYTES + int.from_bytes(buffer[:_LENGTH_BYTES], "big")


def take_frame(buffer: bytearray) -> bytes | None:
    """The first whole frame's body, taken out of `buffer`, or None while it is still on its way."""
    end = frame_length(buffer)
    if not end or len(buffer) < end:
        return None
    body = bytes(buffer[_LENGTH_BYTES:end])
    del buffer[:end]
    return body
