"""QR codes: in the terminal by blocks, as a picture in a file, and in a page for printing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from casework.interfaces.cli.parameters import WrongValueError

if TYPE_CHECKING:
    from segno import QRCode

PICTURES: Final = (".svg", ".png")
_SCALE, _BORDER = 8, 4
_BLOCKS: Final = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""Two modules, the upper one first, 1 being dark: blocks are light on the dark ground that terminals have."""


def qr_lines(content: str) -> list[str]:
    """The QR code as lines of blocks, its quiet zone included."""
    rows = [bytes(row) for row in _qr(content).matrix_iter(border=_BORDER)]
    light = bytes(len(rows[0]))
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=light)
    return ["".join(_BLOCKS[upper, lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs]


def qr_picture(content: str, kind: str) -> bytes:
    """The QR code as a picture of a kind of `PICTURES`."""
    picture = BytesIO()
    _qr(content).save(picture, kind=kind.removeprefix("."), scale=_SCALE, border=_BORDER)
    return picture.getvalue()


def qr_in_page(content: str) -> str:
    """The QR code as a part of an HTML page."""
    return _qr(content).svg_inline(scale=_SCALE // 2, border=_BORDER)


def refuse_other_kind(path: Path, kinds: tuple[str, ...]) -> None:
    """Refuse a file whose ending says no kind that can be written. Raises WrongValueError."""
    if path.suffix.lower() not in kinds:
        known = "、".join(kinds)
        raise WrongValueError(
            zh=f"{path.name}：文件名应以 {known} 结尾", en=f"{path.name}: its name ends with {', '.join(kinds)}"
        )


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """
    A new file that its owner alone may read, there before anything is done for which no second code is told.

    It is gone again where nothing was written to it. Raises WrongValueError: there is one, or none can be made.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WrongValueError(
            zh=f"{path.name}：无法新建文件（{reason}）", en=f"{path.name}: no such file can be made ({reason})"
        ) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
    finally:
        if not path.stat().st_size:
            path.unlink()


def _qr(content: str) -> QRCode:
    import segno

    return segno.make_qr(content, error="m")
