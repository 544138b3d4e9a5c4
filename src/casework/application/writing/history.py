"""What a command that takes more than the household's state is handed, and what deciding one comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import IndexRow, PersonRow
from casework.application.people.personal_data import PersonalData, personal_data
from casework.domain.fact import Fact, Recorded
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


class History(Struct, frozen=True, kw_only=True):
    """A household with all its entries, and where its personal data can be read and looked up."""

    state: Household
    entries: Sequence[Recorded]
    log: LogReader
    keys: KeyRing

    def personal_data(self) -> PersonalData:
        """The personal data that the entries leave."""
        return personal_data(self.entries, self.log.unseal_all(self.entries))


class Decided(Struct, frozen=True, kw_only=True):
    """The facts of a decision, and the rows of persons and look-ups that are stored beside them."""

    facts: Sequence[Fact]
    people: tuple[PersonRow, ...] = ()
    index: tuple[IndexRow, ...] = ()


Decide = Callable[[History, Any, DecisionContext], Decided]
"""How a command is decided that takes more than the household's state."""
