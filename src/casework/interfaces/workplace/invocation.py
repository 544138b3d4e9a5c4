"""How a command was asked: where, in which language, by whom, about which moment."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from casework.domain.fact import ActingOffice
from casework.interfaces.wording.language import Language

DEBUG_VARIABLE = "CASEWORK_DEBUG"
"""With 1 a fault shows all that is known of it; refused in production."""


class Asked(Struct, frozen=True, kw_only=True):
    """
    How a command was asked: which database (None: the environment's), in which language, as JSON or as text; `verbose`
    says more. `by` is who asks, blank where nobody said, in this `office`, or in all that they hold.
    """

    database: str | None
    language: Language
    json: bool = False
    verbose: bool = False
    by: str = ""
    office: ActingOffice | None = None


class Acting(Asked, frozen=True, kw_only=True):
    """
    How a writing command was asked: who acts, in which office, when it happened (None: now), under which command id.

    `again`: the very same was done once more on that day. A `preview` stores nothing.
    """

    at: datetime | None = None
    command_id: str | None = None
    again: bool = False
    preview: bool = False


class AskedOfThen(Asked, frozen=True, kw_only=True):
    """
    How a question was asked that may be about an earlier moment.

    Everything recorded by `as_of`, or up to the entry at `as_of_position`, counts, or only what happened by `true_at`;
    without any of them it is about now.
    """

    as_of: datetime | None = None
    as_of_position: int | None = None
    true_at: datetime | None = None

    @property
    def of_then(self) -> bool:
        """Whether it is about an earlier moment."""
        return any(value is not None for value in (self.as_of, self.as_of_position, self.true_at))


class Listing(AskedOfThen, frozen=True, kw_only=True):
    """How a list was asked: of which region, None for everywhere."""

    region: str | None = None


class Unmasking(Struct, frozen=True, kw_only=True):
    """Who asks to see sealed data in full, in which office, and why."""

    by: str
    office: ActingOffice | None
    reason: str
