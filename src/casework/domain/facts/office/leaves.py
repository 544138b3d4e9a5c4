"""Facts about leaves of cadres, which hold for whatever household is theirs meanwhile (GY-12d)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.fact import Fact
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.labels import Label


class CadreOnLeave(Fact, frozen=True, kw_only=True, tag="cadre-on-leave"):
    """
    A cadre is on leave from day to day, both included, and somebody stands in: in every household that comes to the cadre
    meanwhile as well (GY-12d).

    `division` has 12 digits and is empty for everywhere. Said again of the same first day it stands as it was said last.
    """

    label: ClassVar = Label("离岗登记", "cadre on leave")
    sentence: ClassVar = Label(
        "{cadre}自{first_on}至{last_on}离岗，由{stand_in}代管",
        "{cadre} is on leave from {first_on} to {last_on}; {stand_in} stands in",
    )

    cadre: str
    stand_in: str
    first_on: date
    last_on: date
    division: str = EVERYWHERE
