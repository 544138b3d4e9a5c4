"""The households that stand in a division and were first registered elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.domain.divisions.codes import significant_digits

if TYPE_CHECKING:
    from uuid import UUID

    from casework.interfaces.workplace.bootstrap import Workplace


def transferred_in(place: Workplace, division: str) -> list[UUID]:
    """The households that stand in the division now and were first registered elsewhere."""
    from casework.application.log.records.household_ids import village_of

    inside = significant_digits(division)
    households = place.reading.board.ids(scope=place.scope, region=division)
    return [each for each in households if not village_of(each).startswith(inside)]
