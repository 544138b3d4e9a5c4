"""The rows of persons and look-ups after a correction: they say what the corrected history says (ADR 0011)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import UNSET

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.reader import LogReader
from casework.application.log.records.groups import IndexRow, PersonRow
from casework.application.people.identities import identities, was_here
from casework.application.people.personal_data import PersonalData, Unsealed, personal_data
from casework.domain.codes.sources import Source
from casework.domain.fact import Recorded
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.household.evolution.corrections import with_corrected_words
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.members import Member, PersonPrivate

Rows = tuple[tuple[PersonRow, ...], tuple[IndexRow, ...]]


def rows_after(log: LogReader, keys: KeyRing, entries: Sequence[Recorded], later: Sequence[Recorded], on: date) -> Rows:
    """What the rows of persons and look-ups must become, so that they say what the corrected history says."""
    unsealed: list[Unsealed] = log.unseal_all(entries)
    before = personal_data(entries, unsealed)
    state_before = fold_history(entries[0].household, entries)
    private: list[Unsealed] = [{} if each.fact.private is UNSET else each.fact.private for each in later]
    whole = [*entries, *later]
    after = personal_data(whole, with_corrected_words(whole, unsealed + private))
    state_after = fold_history(entries[0].household, [*entries, *later])
    numbers = sorted(
        n for n in before.now.keys() | after.now.keys() if _differs(n, before, after, state_before, state_after)
    )
    if not numbers:
        return (), ()
    gone = {member.number for member in state_before.members if member.left}
    identified = before.identities(sorted(gone))
    people, index = identities([_as_stated(numbers, after, state_after, on)], identified, keys, on=on)
    leaving = _present(state_before).keys() - _present(state_after).keys()
    were_here = (was_here(row.digest, row.member) for row in people if row.action == "remove" and row.member in leaving)
    return people, (*index, *were_here)


def _differs(
    number: int, before: PersonalData, after: PersonalData, state_before: Household, state_after: Household
) -> bool:
    was, now = before.now.get(number), after.now.get(number)
    return was != now or (number in _present(state_before)) != (number in _present(state_after))


def _as_stated(numbers: Sequence[int], known: PersonalData, state: Household, on: date) -> MembersUpdated:
    """The members as the corrected history has them, for working out rows alone; who is not there is blank."""
    members = _present(state)
    private = {str(n): known.now.get(n, PersonPrivate()) if n in members else PersonPrivate() for n in numbers}
    changed = tuple(MemberChange(fields=(), member=members.get(n, Member(number=n))) for n in numbers)
    return MembersUpdated(source=Source.SURVEY, effective_on=on, changed=changed, private=private)


def _present(state: Household) -> Mapping[int, Member]:
    return {member.number: member.now for member in state.present()} if state.known else {}
