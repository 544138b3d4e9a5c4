"""Putting an entry right, or taking it back, with everything that was stored beside it (ADR 0011)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casework.application.log.records.groups import CommandKey, IndexRow, PersonRow
from casework.application.register.identities import identities
from casework.application.register.personal_data import PersonalData, Unsealed, personal_data
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.codes import Source
from casework.domain.entries.correcting import correct_entry
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import Recorded
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.household.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.members import Member, PersonPrivate

Rows = tuple[tuple[PersonRow, ...], tuple[IndexRow, ...]]


def correct(
    casework: Casework,
    household: UUID,
    *,
    by: str,
    version: int,
    reason: str,
    changes: dict[str, Any] | None = None,
    command_id: str | None = None,
    occurred_at: datetime | None = None,
) -> Receipt:
    """
    Lay a correction over an entry: changed clear values, or without `changes` the entry withdrawn.

    Persons whom the household no longer holds after it are free to be registered elsewhere. Raises what
    `correct_entry` does, and what `Casework.do` does.
    """

    def attempt(command: CommandKey) -> Receipt:
        entries = casework.log.entries(household)
        if not entries:
            raise HouseholdUnknownError(household)
        state = fold_history(household, entries)
        context = casework.context(by, occurred_at, of=state)
        facts = correct_entry(state, context, entries=entries, version=version, reason=reason, changes=changes)
        later = casework.record(household, state.version, facts, context, command.command_id)
        people, index = rows_after(casework, entries, later, context.today)
        return casework.append(household, state.version, facts, context, command, people=people, index=index)

    asked = ("correct", occurred_at, version, reason, changes)
    return casework.once(household, asked, attempt, by=by, command_id=command_id)


def rows_after(casework: Casework, entries: Sequence[Recorded], later: Sequence[Recorded], on: date) -> Rows:
    """What the rows of persons and look-ups must become, so that they say what the corrected history says."""
    unsealed: list[Unsealed] = list(casework.log.unseal_all(entries))
    before = personal_data(entries, unsealed)
    state_before = fold_history(entries[0].household, entries)
    blank: list[Unsealed] = [{} for _ in later]
    after = personal_data([*entries, *later], unsealed + blank)
    state_after = fold_history(entries[0].household, [*entries, *later])
    numbers = sorted(
        n for n in before.now.keys() | after.now.keys() if _differs(n, before, after, state_before, state_after)
    )
    if not numbers:
        return (), ()
    gone = {member.number for member in state_before.members if member.left}
    identified = before.identities(sorted(gone))
    return identities([_as_stated(numbers, after, state_after, on)], identified, casework.keys, on=on)


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
