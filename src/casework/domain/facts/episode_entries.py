"""A fact's place in an episode without its envelope: what deadlines start on and are met by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Union

from msgspec import Struct

from casework.domain.fact import Fact, Moment, topic_of
from casework.domain.facts.catalogue import KEPT

if TYPE_CHECKING:
    KeptFact = Fact
else:
    KeptFact = Union[KEPT]  # noqa: UP007  made from the catalogue, read by msgspec


class EpisodeEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A fact of an episode: its version, when it happened, when it was recorded, and its clear values.

    `by` is kept where whoever recorded it is asked for later: of whoever stopped or extended a clock, and of what others
    decide, answer or send back.
    """

    version: int
    occurred_at: Moment
    recorded_at: Moment
    fact: KeptFact
    by: str = ""

    @property
    def topic(self) -> str:
        """The stable name of the fact, by which deadline rules name it."""
        return topic_of(self.fact)

    @property
    def order(self) -> tuple[datetime, int]:
        """Its place in the order of time: when it happened; of one moment, the order of entry."""
        return self.occurred_at, self.version
