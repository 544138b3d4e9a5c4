"""One cell far from all others makes a small sheet a huge rectangle: which cell it is, so that the clerk can find it."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from casework.application.ledgers.files.archive_directory import part_name
from casework.application.ledgers.files.compound_file import CompoundError, CompoundFile
from casework.application.ledgers.files.content import FileKind
from casework.application.ledgers.files.file_errors import LedgerFileError
from casework.application.ledgers.files.files import opened
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.files.old_workbook import book_of, records
from casework.application.ledgers.files.parsed_parts import sheet_names
from casework.application.ledgers.sheets.extent import Extent
from casework.application.ledgers.sheets.ods_layout import ods_layouts
from casework.application.ledgers.sheets.table import column_letters

_BLOCK = 1024 * 1024
_MOST_BLOCKS = 64  # a sheet of almost nothing is small
_CELL_BEGINS = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_BEYOND_Z = re.compile(rb'\sr="([A-Z]{2,3})([0-9]{1,7})"[^>]*(?<!/)>')
_LONGEST_TAG = 1024
_CELL_ENDS = (b"</c>", b":c>")
_LAST_CELLS = 64 * 1024
_SUBSTREAM = 0x0809
_SHEET = 0x85
_OLD_CELLS = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})


def refuse_far_cell(path: Path, limits: ReadingLimits) -> None:
    """
    Refuse the file by the address of the cell that makes one of its sheets a rectangle of almost nothing.

    Quiet when there is none. It is asked only of a file that was found to be too large: it takes as long as reading.
    """
    with opened(path, limits) as (file, kind):
        for sheet, extent in _extents(file, kind):
            if (far := extent.far_cell()) is not None:
                cell = f"{column_letters(far[1])}{far[0] + 1}"
                raise LedgerFileError(
                    "stray-cell", path.name, f"工作表“{sheet}”的单元格 {cell}|cell {cell} of sheet {sheet}"
                )


def _extents(file: IO[bytes], kind: FileKind) -> Iterator[tuple[str, Extent]]:
    """How far each sheet reaches, by its name."""
    match kind:
        case FileKind.XLSX:
            with zipfile.ZipFile(file) as archive:
                parts = {part_name(part): part for part in archive.infolist()}
                names = sheet_names(lambda name: archive.read(parts[name]) if name in parts else b"")
                for part, sheet in names.items():
                    if part in parts:
                        with archive.open(parts[part]) as content:
                            yield sheet, _extent(content)
        case FileKind.XLS:
            with suppress(CompoundError):
                yield from _old_extents(file)
        case FileKind.ODS:
            for sheet, layout in ods_layouts(file).items():
                yield sheet, layout.extent


def _extent(content: IO[bytes]) -> Extent:
    """How far the sheet's part reaches: its cells are counted, and only those that can be the outermost looked at."""
    extent = Extent()
    tail = b""
    for _ in range(_MOST_BLOCKS):
        if not (block := content.read(_BLOCK)):
            break
        extent.cells += sum(block.count(end) for end in _CELL_ENDS)
        window = tail + block
        for pattern, place in ((_BEYOND_Z, 0), (_CELL_BEGINS, max(0, len(window) - _LAST_CELLS))):
            for met in pattern.finditer(window, place):
                extent.reach(int(met[2]) - 1, _column(met[1]))
        tail = block[-_LONGEST_TAG:]
    return extent


def _old_extents(file: IO[bytes]) -> Iterator[tuple[str, Extent]]:
    """From the records of an old workbook: first what holds for all of it, then sheet after sheet."""
    container = CompoundFile(file)
    book = book_of(container)
    names: list[str] = []
    extents: list[Extent] = []
    for kind, body in records(container.content(book)) if book else ():
        if kind == _SUBSTREAM:
            extents.append(Extent())
        elif kind == _SHEET and len(body) > 8:
            names.append(body[8:].decode("utf-16-le" if body[7] & 1 else "latin-1", errors="replace"))
        elif kind in _OLD_CELLS and len(body) >= 4 and extents:
            extents[-1].cells += 1
            extents[-1].reach(*struct.unpack_from("<HH", body))
    yield from zip(names, extents[1:], strict=False)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
