"""Taking a household into the green channel, where limits are shorter, and out of it again (GY-12e)."""

from __future__ import annotations

from casework.domain.facts.fact import Fact
from casework.domain.facts.responsibility import GreenChannelClosed, GreenChannelOpened
from casework.domain.household import Household
from casework.domain.occasion import Occasion


def open_green_channel(household: Household, occasion: Occasion) -> list[Fact]:
    """Take the household into the green channel. Quiet when it is there. Raises NoOpenEpisodeError."""
    return [] if household.open_episode().green_channel else [GreenChannelOpened()]


def close_green_channel(household: Household, occasion: Occasion) -> list[Fact]:
    """Take the household out of the green channel. Quiet when it is not there. Raises NoOpenEpisodeError."""
    return [GreenChannelClosed()] if household.current_episode().green_channel else []
