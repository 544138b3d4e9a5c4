"""How much one request may hold, and how many may come: one that asks too often waits, and nobody else does."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from threading import Lock
from typing import Final

from starlette.requests import Request

from casework.domain.errors import RefusedError

MOST_BYTES: Final = 1_000_000
"""So much is a command at most; files have addresses of their own."""

PER_SECOND: Final = 100
AT_ONCE: Final = 400
_KNOWN: Final = 10_000


class TooLargeError(RefusedError):
    """A request holds more than it may."""

    zh = f"请求内容超过{MOST_BYTES // 1_000_000}MB"
    en = f"The request is larger than {MOST_BYTES // 1_000_000} MB"


class TooOftenError(RefusedError):
    """Too many requests came from one source."""

    zh = "请求过于频繁，请稍后再试"
    en = "Too many requests; try again shortly"


async def body_of(request: Request) -> bytes:
    """What is sent with a request. Raises TooLargeError before more than that is read."""
    said = request.headers.get("content-length", "")
    if said.isdigit() and int(said) > MOST_BYTES:
        raise TooLargeError
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise TooLargeError
        parts.append(part)
    return b"".join(parts)


class Rates:
    """How often each source came of late; of no source more is kept than a hash."""

    def __init__(self, per_second: float = PER_SECOND, at_once: float = AT_ONCE) -> None:
        self._per_second, self._at_once = per_second, at_once
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, source: str) -> None:
        """One more request of a source. Raises TooOftenError where it has come too often."""
        key, now = hashlib.sha256(source.encode(errors="replace")).digest(), time.monotonic()
        with self._lock:
            left, at = self._left.pop(key, (self._at_once, now))
            left = min(self._at_once, left + (now - at) * self._per_second)
            self._left[key] = (max(left - 1, 0), now)
            if len(self._left) > _KNOWN:
                self._left.popitem(last=False)
        if left < 1:
            raise TooOftenError
