"""What a command that takes more than the household's state is handed, and what deciding one comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from casework.application.accounts.actors import Reaches
from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import AppendGroup, CarriedKey, CommandKey, IndexRow, PersonRow
from casework.application.people.life_numbers import draw_number
from casework.application.people.personal_data import PersonalData, personal_data
from casework.domain.decisions.membership.life_numbers import Draw
from casework.domain.fact import Fact, Recorded
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.household.state import Household


class History(Struct, frozen=True, kw_only=True):
    """
    A household with all its entries, and where its personal data can be read and looked up.

    `context_of` are the circumstances of the same act for another household, or in a village by its code; `reaches` says
    whether whoever acts may do the same in a village, or with another household.
    """

    state: Household
    entries: Sequence[Recorded]
    log: LogReader
    keys: KeyRing
    context_of: Callable[[Household | str], DecisionContext]
    reaches: Reaches
    draw: Draw = draw_number

    def personal_data(self) -> PersonalData:
        """The personal data that the entries leave."""
        return personal_data(self.entries, self.log.unseal_all(self.entries))


class Beside(Struct, frozen=True, kw_only=True):
    """What the same act records of another household, as that stood and under its village's rules."""

    state: Household
    facts: Sequence[Fact]
    context: DecisionContext
    people: tuple[PersonRow, ...] = ()
    index: tuple[IndexRow, ...] = ()
    carried: tuple[CarriedKey, ...] = ()
    erased: tuple[str, ...] = ()

    def group(self, command: CommandKey, *, first: bool) -> AppendGroup:
        """What is appended to its history; the first of an act keeps the command's key for all."""
        stream, version = self.state.id, self.state.version
        return AppendGroup(
            household=stream,
            expected_version=version,
            entries=in_envelopes(stream, version, self.facts, self.context, command.command_id),
            command=command if first else None,
            people=self.people,
            index=self.index,
            carried=self.carried,
            erased=self.erased,
        )


class Decided(Struct, frozen=True, kw_only=True):
    """The facts of a decision, and the rows of persons, look-ups and carried keys that are stored beside them.

    `erased` are the subjects whose keys are destroyed."""

    facts: Sequence[Fact]
    people: tuple[PersonRow, ...] = ()
    index: tuple[IndexRow, ...] = ()
    carried: tuple[CarriedKey, ...] = ()
    erased: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()

    def on(self, household: Household, context: DecisionContext) -> tuple[Beside, ...]:
        """What the act records of each household, that for which it was decided first."""
        own = Beside(
            state=household,
            facts=self.facts,
            context=context,
            people=self.people,
            index=self.index,
            carried=self.carried,
            erased=self.erased,
        )
        return (own, *self.beside)


Decide = Callable[[History, Any, DecisionContext], Decided]
"""How a command is decided that takes more than the household's state."""
