"""Facts that say an earlier entry was wrong; the earlier entry stays visible (ADR 0011)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

from msgspec import Struct, field

from casework.domain.codes.sources import Force
from casework.domain.fact import Fact, Moment, Private
from casework.domain.facts.deadlines import Recipient
from casework.domain.labels import Label
from casework.domain.masks import sealed


class MissedDuty(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A duty that was overdue, or had ended so, when a correction took what it began with away; it stays missed (GY-17c).
    """

    episode: int
    deadline: str
    occurrence: str
    started_at: Moment
    due_on: date
    due_at: Moment
    step: int = 0
    duty: str
    responsible: Recipient
    policy: str
    force: Force | None = None


class CorrectedWord(Struct, frozen=True, kw_only=True):
    """Which sealed words were put right: of whom (`household` or a member's number), in which block, which field."""

    of: str
    block: str
    field: str


class CorrectionPrivate(Private, frozen=True, kw_only=True, tag="correction"):
    """Why sealed words were put right (blank beside a member's), and the right words by their fields."""

    text: Annotated[str, sealed("原因", "why")] = ""
    words: Annotated[dict[str, str], sealed("更正后", "right words")] = field(default_factory=dict)


class EntryCorrected(Fact, frozen=True, kw_only=True, tag="entry-corrected"):
    """
    An earlier entry's clear values are replaced, or the entry is withdrawn; the reason is sealed beside it.

    `version` points at the earlier entry; `changes` holds field names and their right values as plain JSON. `words` are
    the sealed words that were put right, which stand sealed beside it. `missed` are the duties that would vanish from
    what was missed.
    """

    label: ClassVar = Label("更正", "entry corrected")
    kept_in_episode: ClassVar = False
    only_answered: ClassVar = True

    version: int
    withdrawn: bool = False
    changes: dict[str, Any] = field(default_factory=dict)
    missed: tuple[MissedDuty, ...] = ()
    words: tuple[CorrectedWord, ...] = ()


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
