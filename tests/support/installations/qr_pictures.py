"""Pictures of QR codes read back by another library than the one that drew them."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

import zxingcpp

_MODULE = 4
"""So many pixels each module is wide and high when it is read."""


def read_blocks(lines: list[str]) -> str:
    """What the blocks of a terminal say, light on a dark ground."""
    halves = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows = [[halves[block][half] for block in line] for line in lines for half in (0, 1)]
    return _read(rows)


def read_svg(text: str) -> str:
    """What the one path of a picture says: strokes of a module's height, from light ground."""
    path = re.search(r' d="([^"]+)"', text)
    assert path is not None
    rows = [[255] * 80 for _ in range(80)]
    x = y = 0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", path[1]):
        first, *second = (int(float(number)) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers))
        if command == "h":
            rows[y][x : x + first] = [0] * first
            x += first
        else:
            x, y = (first, *second) if command == "M" else (x + first, y + second[0])
    return _read(rows)


def read_png(content: bytes) -> str:
    """What a picture of one bit a pixel says; each of its lines is stored as it is, or by what it differs from the last."""
    width, height, depth, _ = struct.unpack(">IIBB", content[16:26])
    assert depth == 1
    data = zlib.decompress(b"".join(body for kind, body in _chunks(content) if kind == b"IDAT"))
    step = (width + 7) // 8 + 1
    lines = [bytes(step - 1)]
    for at in range(0, height * step, step):
        line, last = data[at + 1 : at + step], lines[-1]
        lines.append(bytes((a + b) % 256 for a, b in zip(line, last, strict=True)) if data[at] == 2 else line)
    rows = [[255 * (line[x // 8] >> (7 - x % 8) & 1) for x in range(width)] for line in lines[1:]]
    return _read(rows, scale=1)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _read(rows: list[list[int]], scale: int = _MODULE) -> str:
    pixels = bytes(pixel for row in rows for _ in range(scale) for pixel in row for _ in range(scale))
    image = memoryview(pixels).cast("B", (len(rows) * scale, len(rows[0]) * scale))
    found = zxingcpp.read_barcodes(image)
    assert len(found) == 1, "there is one QR code in the picture"
    text: str = found[0].text
    return text
