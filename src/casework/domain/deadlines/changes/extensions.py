"""The extensions of a deadline instance, asked for, granted or refused: derived from facts and never counted up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Extended
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.fact import Moment
from casework.domain.facts.deadlines import ExtensionGranted, ExtensionRefused, ExtensionRequested
from casework.domain.facts.episode_entries import EpisodeEntry


class Extension(Struct, frozen=True, kw_only=True):
    """
    That an instance end `until` a later day was asked for, by whom and when, and who decided so or otherwise.

    The versions are those of the entries; `decided_at` is None while nobody has decided.
    """

    until: date
    asked_at: Moment
    asked_by: str
    asked_version: int
    granted: bool = False
    decided_at: Moment | None = None
    decided_by: str = ""
    decided_version: int = 0

    @property
    def decided(self) -> bool:
        """Somebody granted or refused it."""
        return self.decided_at is not None


def extensions_of(entries: Iterable[EpisodeEntry]) -> tuple[Extension, ...]:
    """The extensions among the entries that speak of one instance, in the order in which they were asked for."""
    found: list[Extension] = []
    for entry in entries:
        if isinstance(entry.fact, ExtensionRequested):
            found.append(_asked(entry, entry.fact.until))
        elif isinstance(entry.fact, ExtensionGranted | ExtensionRefused) and found and not found[-1].decided:
            found[-1] = replace(
                found[-1],
                until=entry.fact.until,
                granted=isinstance(entry.fact, ExtensionGranted),
                decided_at=entry.occurred_at,
                decided_by=entry.by,
                decided_version=entry.version,
            )
    return tuple(found)


def extended(extensions: Iterable[Extension]) -> tuple[Extended, ...]:
    """The granted ones, as a limit is counted with them."""
    return tuple(
        Extended(shanghai_date(each.decided_at), each.until)
        for each in extensions
        if each.granted and each.decided_at is not None
    )


def _asked(entry: EpisodeEntry, until: date) -> Extension:
    return Extension(until=until, asked_at=entry.occurred_at, asked_by=entry.by, asked_version=entry.version)
