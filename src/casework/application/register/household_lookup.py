"""Which stored household a village and a number mean, also after its village was merged, split or moved (ADR 0019)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from msgspec import Struct

from casework.application.ledgers.persons.ledger import LedgerHousehold
from casework.application.people.identities import document_of, id_digest
from casework.application.places.listings import Listings
from casework.application.rules.divisions import village_changes
from casework.application.writing.casework import Casework
from casework.domain.fact import Recorded
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household


class Listed(Struct, frozen=True, kw_only=True):
    """
    The household that is meant, known or new, and the village to which it belongs.

    `others` are further households that may be meant: none of them is taken for the other.
    """

    id: UUID
    village: str
    others: tuple[UUID, ...] = ()


class ListedHouseholds:
    """
    Looks households up by village and number; made for one command, by the changes whose day has come.

    A household keeps the id of the village where it was first registered. A ledger may still name that village, or
    already the one that stands in its place; both mean the same household.
    """

    def __init__(self, casework: Casework) -> None:
        self._casework = casework
        self._changes = village_changes(casework)
        self._listings = Listings(casework.log, casework.keys)

    def find(self, village: str, number: str, digests: Sequence[bytes | None] = ()) -> Listed:
        """
        The household that is listed in the village under the number.

        Args:
            village: A code of 12 digits; one that is no longer there is named when its ledger says so.
            digests: The keyed hashes of the ids of the persons who are listed; they decide between several households.

        Raises:
            ValueError: The village is no code of 12 digits.
        """
        own = self._id(village, number)
        if not self._changes.concerns(village):
            return Listed(id=own, village=village)
        if not self._changes.stands(village):
            return self._by_former_name(own, village, number, digests)
        known = self._known([own, *(self._id(each, number) for each in self._changes.predecessors(village))])
        here = [household for household, belongs in known.items() if belongs == village]
        if not here:
            return Listed(id=own, village=known.get(own, village))
        if len(here) > 1:
            here = self._of_persons(here, digests) or here
        return Listed(id=here[0], village=village, others=tuple(here[1:]))

    def _by_former_name(self, own: UUID, village: str, number: str, digests: Sequence[bytes | None]) -> Listed:
        """
        A household of the former village; else one that was registered in its successor since, if it is these people's.
        """
        successor = self._changes.successors(village)[0]
        known = self._known([own])
        if own in known:
            return Listed(id=own, village=known[own])
        since = self._known([self._id(each, number) for each in (successor, *self._changes.predecessors(successor))])
        theirs = self._of_persons([household for household, belongs in since.items() if belongs == successor], digests)
        return Listed(id=theirs[0], village=successor) if len(theirs) == 1 else Listed(id=own, village=successor)

    def _known(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """The registered ones of these households, with the villages to which they belong or are about to be carried."""
        states = (
            fold_history(household, [entry for _, entry in found if isinstance(entry, Recorded)])
            for household, found in self._casework.log.streams(ids).items()
            if found
        )
        return {state.id: self._belongs(state) for state in states if state.known}

    def _belongs(self, household: Household) -> str:
        followed = [c.number for c in self._changes.changes if household.has_followed(c.number, c.effective_on)]
        return self._changes.village_after(household.village, household.number, followed=followed)

    def _of_persons(self, households: Sequence[UUID], digests: Sequence[bytes | None]) -> list[UUID]:
        """The households in which one of the listed persons stands."""
        owners = self._casework.log.persons([digest for digest in digests if digest]).values() if any(digests) else ()
        theirs = {household for household, _ in owners}
        return [household for household in households if household in theirs]

    def _id(self, village: str, number: str) -> UUID:
        return self._listings.id_of(village, number)


def number_of(casework: Casework, listed: LedgerHousehold) -> str:
    """The number of a listed household; without a ledger number it is numbered by its head's keyed hash."""
    return listed.number or f"P-{id_digest(casework.keys, listed.head_resident_id or '').hex()[:10]}"


def digests_of(casework: Casework, listed: LedgerHousehold) -> tuple[bytes | None, ...]:
    """The keyed hashes of the listed persons' ids, None for who has none."""
    documents = (document_of(person.private) for person in listed.persons)
    return tuple(id_digest(casework.keys, document) if document else None for document in documents)
