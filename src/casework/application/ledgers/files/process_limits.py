"""Bounds what the reading process itself may use; a hostile file hits the bound, not the machine."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

from casework.application.ledgers.files.limits import MEBIBYTE, ReadingLimits

_OPEN_FILES = 64


def bound_process(limits: ReadingLimits, *, written_bytes: int = 0) -> None:
    """From here on this process may use so much memory and computing time and write no file beyond `written_bytes`."""
    _lower(resource.RLIMIT_AS, limits.memory_bytes)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds)
    _lower(resource.RLIMIT_FSIZE, written_bytes)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _lower(resource.RLIMIT_CORE, 0)


@contextmanager
def memory_for(content_bytes: int) -> Iterator[None]:
    """
    While a parser works: the memory that honest content of this size can need, and no more.

    A sheet of two cells far apart, a text that a million cells share, rows repeated by a count: all are small on
    disk and huge in memory, and all fail here at once, whatever the trick.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = _address_space() + 96 * MEBIBYTE + 5 * content_bytes
    resource.setrlimit(resource.RLIMIT_AS, (allowed if soft == resource.RLIM_INFINITY else min(soft, allowed), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _lower(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (bounded, bounded))


def _address_space() -> int:
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        return int(statm.read().split()[0]) * resource.getpagesize()
