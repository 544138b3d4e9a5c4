"""What a command that takes more than the household's state is handed, and what deciding one comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import CarriedKey, IndexRow, PersonRow
from casework.application.people.life_numbers import draw_number
from casework.application.people.personal_data import PersonalData, personal_data
from casework.domain.decisions.membership.life_numbers import Draw
from casework.domain.fact import Fact, Recorded
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


class History(Struct, frozen=True, kw_only=True):
    """A household with all its entries, and where its personal data can be read and looked up."""

    state: Household
    entries: Sequence[Recorded]
    log: LogReader
    keys: KeyRing
    draw: Draw = draw_number

    def personal_data(self) -> PersonalData:
        """The personal data that the entries leave."""
        return personal_data(self.entries, self.log.unseal_all(self.entries))


class Decided(Struct, frozen=True, kw_only=True):
    """The facts of a decision, and the rows of persons, look-ups and carried keys that are stored beside them."""

    facts: Sequence[Fact]
    people: tuple[PersonRow, ...] = ()
    index: tuple[IndexRow, ...] = ()
    carried: tuple[CarriedKey, ...] = ()


Decide = Callable[[History, Any, DecisionContext], Decided]
"""How a command is decided that takes more than the household's state."""
