"""Looks at the bytes of a part before it is parsed: nothing may declare or hide anything in it."""

from __future__ import annotations

from casework.application.ledgers.files.file_errors import LedgerFileError

_FORMULAS = (b"<f", b":f")
_PECULIAR = (b't="e"', b"t='e'", b"hidden=")
_ROW_MARKS = (b"<row ", b"<row>", b":row ", b"<table:table-row")
_MANIFEST = "meta-inf/manifest.xml"
_LONGEST_MARK = 16


class PartScan:
    """
    One part, block by block: no declarations, an encoding that hides none, and how many rows.

    `peculiar` says whether there may be formulas, errors or something hidden in it.
    """

    def __init__(self, file: str, part: str) -> None:
        """`file` is the base name of the workbook, `part` the compared name of the part."""
        self._file = file
        self._manifest = part == _MANIFEST
        self._tail: bytes | None = None
        self.rows = 0
        self.peculiar = False

    def block(self, block: bytes) -> None:
        """Take the next bytes of the part; raises LedgerFileError."""
        if self._tail is None:
            self._refuse_hiding_encoding(block)
        window = (self._tail or b"") + block
        if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
            raise LedgerFileError("dtd", self._file)
        if self._manifest and b"encryption-data" in window:
            raise LedgerFileError("encrypted", self._file)
        self.peculiar = self.peculiar or _is_peculiar(window)
        self._tail = window[-_LONGEST_MARK:]
        # A part has one way of writing its rows.
        self.rows += next(filter(None, map(block.count, _ROW_MARKS)), 0)

    def _refuse_hiding_encoding(self, start: bytes) -> None:
        """Declarations written in two bytes a letter would pass unseen."""
        text = start[:256]
        declared = text[: text.find(b"?>")].lower() if text.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml") else b""
        foreign = b"encoding" in declared and b"utf-8" not in declared and b"ascii" not in declared
        if foreign or text.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
            raise LedgerFileError("damaged", self._file, "部件编码不是 UTF-8|a part is not in UTF-8")


def _is_peculiar(window: bytes) -> bool:
    # Looking for one letter first is many times faster, and it is rare in plain sheets.
    has_formula = b"f" in window and any(mark in window for mark in _FORMULAS)
    return has_formula or any(mark in window for mark in _PECULIAR)
