"""Facts that say an earlier entry was wrong; the earlier entry stays visible (ADR 0011)."""

from __future__ import annotations

from typing import Any

from msgspec import field

from casework.domain.fact import Fact


class EntryCorrected(Fact, frozen=True, kw_only=True, tag="entry-corrected"):
    """
    An earlier entry's clear values are replaced, or the entry is withdrawn; the reason is sealed beside it.

    `version` points at the earlier entry; `changes` holds field names and their right values as plain JSON.
    """

    version: int
    withdrawn: bool = False
    changes: dict[str, Any] = field(default_factory=dict)
