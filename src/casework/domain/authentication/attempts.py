"""How long whoever guesses has to wait: longer each time, never for ever, and by nobody's sleep (ADR 0048)."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Final

from msgspec import Struct

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.errors import RefusedError

_MINUTE, _HOUR = 60, 3600


class TryLaterError(RefusedError):
    """Too much was tried; nothing was looked at, and waiting helps."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        at = f"{until.astimezone(SHANGHAI):%H:%M:%S}"
        self.zh = f"尝试次数过多，请于{at}后再试；本次未核对"
        self.en = f"Too much was tried: try again after {at}; nothing was looked at this time"


class Schedule(Struct, frozen=True, kw_only=True):
    """
    The seconds to wait after the first failure, the second and so on; the last one goes on.

    Failures are forgotten when nothing was tried for `forgotten_seconds`.
    """

    waits: tuple[int, ...]
    forgotten_seconds: int

    def wait_after(self, failures: int) -> int:
        """How many seconds nothing is looked at after so many failures (1 or more)."""
        return self.waits[min(failures, len(self.waits)) - 1]


OF_ACCOUNT: Final = Schedule(waits=(0, 0, 5, 30, 15 * _MINUTE, 30 * _MINUTE, _HOUR), forgotten_seconds=24 * _HOUR)
"""Five at most in any quarter of an hour; an hour at most, so that no stranger shuts an account for ever."""

OF_SOURCE: Final = Schedule(waits=(*[0] * 29, 5, 15, 30, _MINUTE, 5 * _MINUTE), forgotten_seconds=_HOUR)
"""A whole township may sit behind one address: thirty slips, then one in five minutes."""


class Attempted(Struct, frozen=True, kw_only=True):
    """How often somebody has failed, when last (seconds since 1970), and until when nothing is looked at."""

    failures: int
    seen_at: int
    until_at: int


def after_attempt(before: Attempted | None, schedule: Schedule, now: int) -> Attempted | None:
    """
    How it stands once something is tried now, which counts as a failure until it has succeeded; None while one has to wait.
    """
    if before is not None and now < before.until_at:
        return None
    forgotten = before is None or now - before.seen_at >= schedule.forgotten_seconds
    failures = 1 if before is None or forgotten else before.failures + 1
    return Attempted(failures=failures, seen_at=now, until_at=now + schedule.wait_after(failures))


def neighbourhood(source: str) -> str:
    """From where somebody comes: an address of the sixth version by its first half, which one household has to itself."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    return source if address.version == 4 else str(ip_network((address, 64), strict=False))
