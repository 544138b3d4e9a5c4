"""Ids that follow from the ledger: the same household has the same id in every import, and a region is a range."""

from __future__ import annotations

import hmac
from uuid import UUID

VILLAGE_DIGITS = 12
_VILLAGE_SHIFT = 88
_HASH_BITS = 74
_VARIANT_BITS = 62
NO_VILLAGE = "0" * VILLAGE_DIGITS


def household_id(key: bytes, *, village: str, number: str) -> UUID:
    """
    The id of a household: a UUID of version 8 (RFC 9562) that begins with the village code.

    The tail is a keyed hash of village and ledger number; `key` is the ring's `ids` key and is never changed, else every
    household would be imported a second time. The village is that of the first registration: it decides no rights.
    """
    if len(village) != VILLAGE_DIGITS or not (village.isascii() and village.isdigit()):
        raise ValueError("a village code has 12 digits")
    return _identify(key, village, f"{village}/{number}")


def reference_id(key: bytes, *, kind: str, name: str) -> UUID:
    """The id of a small aggregate that is no household (a county's divisions, an import batch): in no region's range."""
    return _identify(key, NO_VILLAGE, f"{kind}\0{name}")


def ledger_id(key: bytes, *, division: str) -> UUID:
    """The id of a division's own ledger, which stands in the range of its region (ADR 0034). Raises ValueError."""
    return household_id(key, village=division, number="\0ledger")


def village_of(household: UUID) -> str:
    """The 12-digit code of the village where the household was first registered; twelve zeros for other aggregates."""
    return f"{household.int >> _VILLAGE_SHIFT:0{VILLAGE_DIGITS}d}"


def region_range(prefix: str) -> tuple[UUID, UUID]:
    """The lowest and the highest id, both included, of the households first registered below a division code."""
    if not (0 < len(prefix) <= VILLAGE_DIGITS and prefix.isascii() and prefix.isdigit()):
        raise ValueError("a division code has 1 to 12 digits")
    lowest = int(prefix.ljust(VILLAGE_DIGITS, "0")) << _VILLAGE_SHIFT
    highest = int(prefix.ljust(VILLAGE_DIGITS, "9")) << _VILLAGE_SHIFT | (1 << _VILLAGE_SHIFT) - 1
    return UUID(int=lowest), UUID(int=highest)


def _identify(key: bytes, village: str, name: str) -> UUID:
    # 40 bits village, 8 bits scheme (0), version 8, 12 bits of hash, variant, 62 bits of hash.
    tail = int.from_bytes(hmac.digest(key, name.encode(), "sha256")[:10], "big") & (1 << _HASH_BITS) - 1
    high, low = tail >> _VARIANT_BITS, tail & (1 << _VARIANT_BITS) - 1
    return UUID(int=int(village) << _VILLAGE_SHIFT | 8 << 76 | high << 64 | 2 << 62 | low)
