"""How much a ledger file may hold, and how much the process that reads it may use."""

from __future__ import annotations

from msgspec import Struct

MEBIBYTE = 1024 * 1024

_LINES_ABOVE = 20


class ReadingLimits(Struct, frozen=True, kw_only=True):
    """
    Bounds for one file (ADR 0009): beyond any of them it is refused as a whole.

    Process: `memory_bytes` of address space, `cpu_seconds` of computing, `silent_seconds` without a word from the
    reading process. Content: `file_bytes` on disk, `unpacked_bytes` of all parts together, `parts` in the archive,
    `ratio` of unpacked to packed bytes, rows and columns of a sheet, rows of a table of divisions (the country has
    some 685,000), places that a ledger may ask for where there are so many divisions, characters of a cell.
    """

    memory_bytes: int = 1536 * MEBIBYTE
    cpu_seconds: int = 120
    silent_seconds: float = 180.0
    file_bytes: int = 256 * MEBIBYTE
    unpacked_bytes: int = 640 * MEBIBYTE
    parts: int = 2_000
    ratio: int = 200
    rows_per_sheet: int = 300_000
    division_rows: int = 1_000_000
    places: int = 20_000
    columns: int = 500
    cell_characters: int = 32_767

    @property
    def lines_per_sheet(self) -> int:
        """Lines of a sheet: its rows, and the titles and headers above them."""
        return self.rows_per_sheet + _LINES_ABOVE
