"""What of a listed household is not understood or odd: the question it waits for, and the warnings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from msgspec import Struct

from casework.application.ledgers.persons.ledger import LedgerHousehold, LedgerPerson, RowPlace, RowProblem
from casework.application.recognition import remarks
from casework.application.recognition.household_match import Match
from casework.domain.codes.people import Capacity, Employment, Willingness
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext, household_after
from casework.domain.household.detection import detection, of_unknown_age, withheld
from casework.domain.household.state import Household
from casework.domain.members import Member
from casework.domain.statuses import EpisodeState


class Doubts(Struct, frozen=True, kw_only=True):
    """
    A household as a ledger states it, with the facts that this comes to, looked at for what cannot be concluded.

    `under` gives the context under the rules of a village; `on` is the day as of which the ledger is judged.
    """

    household: Household
    matched: Match
    facts: Sequence[Fact]
    context: DecisionContext
    under: Callable[[str], DecisionContext]
    on: date

    def waits_for_an_answer(self) -> RowProblem | None:
        """The one question of a household that may be at risk, if only it were understood."""
        unclear = [person for person, stated in self.matched.rows if _unclear(stated.member)]
        ageless = [
            (person, stated.member.number) for person, stated in self.matched.rows if not stated.member.birth_date
        ]
        in_part = self.matched.statement.values.listed_in_full is False
        if not (unclear or ageless or in_part):
            return None
        after = household_after(self.household, self.facts, self.context)
        policy = self.under(after.village).policy
        if not withheld(after, on=self.on, policy=policy):
            return None
        if unclear:
            return remarks.not_understood(unclear[0])
        unknown = of_unknown_age(after, self.on, policy.detection)
        asked = next(((person, number) for person, number in ageless if number in unknown), None)
        return remarks.age_unknown(*asked) if asked else remarks.listed_in_part(self.matched.rows[0][0])

    def warnings(self, withheld_by: RowPlace | None) -> Iterator[RowProblem]:
        """What is odd and taken in all the same; `withheld_by` is the refused row on which nothing may be concluded."""
        newest = self.household.ledger_on()
        if newest is not None and self.on < newest:
            yield remarks.older_ledger(self.matched.rows[0][0])
        episode = self.household.episode
        if episode is not None and episode.state is EpisodeState.OPEN:
            for person, stated in self.matched.rows:
                works = stated.member.employment is Employment.EMPLOYED
                if works and not self.household.holding_placements(stated.member.number):
                    yield remarks.employed_in_open_episode(person)
        if withheld_by is not None:
            after = household_after(self.household, self.facts, self.context)
            if detection(after, on=self.on, policy=self.under(after.village).policy) is not None:
                yield remarks.detection_withheld(withheld_by)


def employed_but_refused(listed: LedgerHousehold, strangers: Collection[LedgerPerson]) -> RowPlace | None:
    """The first refused row that says its person is employed, be it refused by the file or for what is stored."""
    refused = [person.place for person in listed.refused if person.employed]
    refused += [person.place for person in strangers if person.member.employment is Employment.EMPLOYED]
    return refused[0] if refused else None


def _unclear(member: Member) -> bool:
    return (
        member.employment is Employment.NOT_UNDERSTOOD
        or member.capacity is Capacity.NOT_UNDERSTOOD
        or member.in_school is None
        or member.willingness is Willingness.NOT_UNDERSTOOD
    )
