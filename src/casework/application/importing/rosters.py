"""Recording whom an imported list from elsewhere lists: a duty to verify them starts on it (BJ-1.1a, BJ-1.2d)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from casework.application.accounts.actors import Reaches
from casework.application.writing.batch_decisions import decide_batch
from casework.application.writing.casework import Casework
from casework.domain.decisions.ledgers import rosters
from casework.domain.fact import Fact
from casework.domain.facts.office.rosters import Roster, RosterListed
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.signer import import_signer

AT_ONCE = 500


def list_in_roster(
    casework: Casework,
    batch: str,
    roster: Roster,
    digests: Collection[bytes],
    taken: Mapping[UUID, Collection[int]],
    *,
    reaches: Reaches,
) -> int:
    """
    Record of every household which of its members the list names; answers how many members of working age it lists.

    `digests` are the keyed hashes of the documents of who is listed, `taken` the members whom the rows taken in are:
    who has no document is known by name, birth date and household as the import knows them. A household in a village that
    whoever imports does not reach is left as it is. Safe to repeat.
    """
    members = {household: set(numbers) for household, numbers in taken.items()}
    for household, member in casework.log.persons(sorted(digests)).values():
        members.setdefault(household, set()).add(member)

    def decide(household: Household, context: DecisionContext) -> list[Fact]:
        if not reaches(household):
            return []
        return rosters.list_in_roster(household, context, batch=batch, roster=roster, members=members[household.id])

    def key(household: Household, fact: Fact) -> str:
        return f"{household.id}/roster/{batch}/{household.version}"

    there, count = sorted(members), 0
    for first in range(0, len(there), AT_ONCE):
        chunk = there[first : first + AT_ONCE]
        done = decide_batch(casework, chunk, decide, by=str(import_signer(batch)), key_of=key)
        facts = (fact for recorded in done.recorded.values() for fact in recorded)
        count += sum(len(fact.members) for fact in facts if isinstance(fact, RosterListed))
    return count
