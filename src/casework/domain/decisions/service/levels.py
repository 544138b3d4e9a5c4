"""How urgently a household is helped: its assistance level, and the green channel (BJ-3.1b, GY-12e)."""

from __future__ import annotations

from casework.domain.codes.service.assistance import Level
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.level import LevelDetails
from casework.domain.fact import Fact
from casework.domain.facts.responsibility import GreenChannelClosed, GreenChannelOpened, LevelSet
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


def set_level(
    household: Household, context: DecisionContext, *, level: Level, details: LevelDetails | None = None
) -> list[Fact]:
    """
    Set the assistance level, or say that it was looked at again and what it rests on (BJ-3.1b).

    Quiet when it was that already and nothing more is said. Raises InvalidValueError.
    """
    episode = household.record_at(context.occurred_at)
    refuse_odd_details(details, members=(), today=context.today)
    level_then = EntryIndex(episode.entries).level_before((context.occurred_at, household.version + 1))
    return [] if level_then is level and details is None else [LevelSet(level=level, details=details)]


def open_green_channel(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Take the household into the green channel. Quiet when it is there.

    Not one that is cleared: what the channel shortens, the way into work, is behind it, and its checks have days of their
    own. Raises NoOpenEpisodeError.
    """
    return [] if household.open_at(context.occurred_at).green_channel else [GreenChannelOpened()]


def close_green_channel(household: Household, context: DecisionContext) -> list[Fact]:
    """Take the household out of the green channel. Quiet when it is not there. Raises NoOpenEpisodeError."""
    return [GreenChannelClosed()] if household.current_at(context.occurred_at).green_channel else []
