"""What is recorded of every access, and how long that has to be kept (Cybersecurity Law Art. 23, PIPL Art. 56)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from msgspec import Struct

from casework.domain.codes.rights import AccessChannel, AccessKind, AccessOutcome, AccessRetention
from casework.domain.errors import RefusedError

KEPT_FOR: Final = {
    AccessRetention.ACCESS: timedelta(days=184),
    AccessRetention.PROCESSING: timedelta(days=1096),
}
"""The shortest time for which a record is kept: no half-year has more than 184 days, no three years more than 1096."""

_PROCESSING = frozenset({AccessKind.EXPORT, AccessKind.UNMASK, AccessKind.ERASE, AccessKind.PURGE})
_KINDS = {
    "find": AccessKind.SEARCH,
    "to-share": AccessKind.EXPORT,
    "compare": AccessKind.EXPORT,
    "show-personal-data": AccessKind.UNMASK,
    "account unmask": AccessKind.UNMASK,
    "propose-erasure": AccessKind.ERASE,
    "decide-erasure": AccessKind.ERASE,
    "access archive": AccessKind.EXPORT,
    "access purge": AccessKind.PURGE,
    "account sign-in": AccessKind.SIGN_IN,
    "account sign-on": AccessKind.SIGN_IN,
    "account link": AccessKind.SIGN_IN,
    "account password": AccessKind.SIGN_IN,
    "account second-factor": AccessKind.SIGN_IN,
}


class TooEarlyToPurgeError(RefusedError):
    """Records would be removed that have to be kept longer; nothing was removed."""

    def __init__(self, retention: AccessRetention, before: datetime, latest: datetime) -> None:
        self.retention = retention
        self.before = before
        self.latest = latest
        self.zh = f"{retention.zh}的访问记录只能清理{latest:%Y-%m-%d}以前的，未清理任何记录"
        self.en = f"Access records ({retention.en}) may be removed only up to {latest:%Y-%m-%d}; nothing was removed"


class AccessRecord(Struct, frozen=True, kw_only=True):
    """
    One access: who, when (UTC), from where, what by its name in the table of rights, in which office, and whether it was let through.

    It holds nothing personal: a household stands by its system id, what was searched for not at all, a refusal by its code,
    and the reason of seeing data in full in the entry at `position` of the log, sealed. A blank `account`: nobody was
    named. `region` is the division that was asked for, by its code.
    """

    at: datetime
    kind: AccessKind
    what: str
    account: str
    office: str
    channel: AccessChannel
    outcome: AccessOutcome
    household: UUID | None = None
    region: str = ""
    why: str = ""
    position: int | None = None

    @property
    def retention(self) -> AccessRetention:
        """How long it is kept."""
        return AccessRetention.PROCESSING if self.kind in _PROCESSING else AccessRetention.ACCESS

    @property
    def keep_until(self) -> datetime:
        """It may be removed from this moment on, and not before."""
        return self.at + KEPT_FOR[self.retention]


def kind_of(what: str, *, reads: bool) -> AccessKind:
    """What kind of access something is, by its name in the table of rights."""
    return _KINDS.get(what, AccessKind.READ if reads else AccessKind.ACT)


def refuse_early_purge(retention: AccessRetention, before: datetime, now: datetime) -> None:
    """Refuse to remove what has to be kept at `now`. Raises TooEarlyToPurgeError."""
    latest = now - KEPT_FOR[retention]
    if before > latest:
        raise TooEarlyToPurgeError(retention, before, latest)
