"""A household that moves to another village or gets another number (GY-2a)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from casework.application.commands.declarations.declaration import Command, Right, Spec
from casework.domain.decisions.village_change import move_household
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, NotNowError
from casework.domain.labels import Label
from casework.domain.words import words


class MoveHousehold(Command, frozen=True, kw_only=True):
    """Move the household to another village, or give it another number; its history goes along (GY-2a)."""

    spec: ClassVar = Spec(
        "move",
        "迁移或改号：该户迁入他村或变更户编号，记录随之",
        Label("迁移", "Moving"),
        move_household,
        Right.REGISTER,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError, NotNowError)
    village: Annotated[str | None, words("迁入的行政村", "the village it moved to", metavar="CODE")] = None
    number: Annotated[str | None, words("新的户编号", "its number from then on")] = None
    on: Annotated[date | None, words("起始日（默认当日）", "from which day on")] = None
