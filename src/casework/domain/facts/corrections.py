"""Facts that say an earlier entry was wrong; the earlier entry stays visible (ADR 0011)."""

from __future__ import annotations

from typing import Any, ClassVar

from msgspec import field

from casework.domain.fact import Fact
from casework.domain.labels import Label


class EntryCorrected(Fact, frozen=True, kw_only=True, tag="entry-corrected"):
    """
    An earlier entry's clear values are replaced, or the entry is withdrawn; the reason is sealed beside it.

    `version` points at the earlier entry; `changes` holds field names and their right values as plain JSON.
    """

    label: ClassVar = Label("更正", "entry corrected")
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    only_answered: ClassVar = True

    version: int
    withdrawn: bool = False
    changes: dict[str, Any] = field(default_factory=dict)


class CorrectionProposed(Fact, frozen=True, kw_only=True, tag="correction-proposed"):
    """
    Somebody asks for a correction on which somebody else's decision or an overdue duty depends; a second person makes it.

    The same correction asked for by another account is that second person's word. The reason is sealed beside it.
    """

    label: ClassVar = Label("提请更正", "correction proposed")
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    only_answered: ClassVar = True

    version: int
    withdrawn: bool = False
    changes: dict[str, Any] = field(default_factory=dict)
