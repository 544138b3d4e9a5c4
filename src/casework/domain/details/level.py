"""What led to an assistance level (BJ-3.1b)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from casework.domain.codes.service.needs import LevelFactor
from casework.domain.details.details import Details
from casework.domain.words import words


class LevelDetails(Details, frozen=True, kw_only=True):
    """Skills, health, family and what else led to the level, and the day on which it shall be looked at again."""

    factors: Annotated[tuple[LevelFactor, ...], words("定级因素", "what led to it", "--factor")] = ()
    review_on: Annotated[date | None, words("下次评估日期", "to be reviewed on", ahead=True)] = None
