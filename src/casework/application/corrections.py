"""Putting an entry right, or taking it back, with everything that was stored beside it (design, Corrections)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec

from casework.application.casework import ATTEMPTS, Casework
from casework.application.identities import identities
from casework.application.known_persons import KnownPersons, Unsealed, known_persons
from casework.application.log.errors import CommandKnownError, ConflictError
from casework.application.log.groups import AppendGroup, CommandKey, IndexRow, PersonRow, StoredAnswer
from casework.application.receipts import CommandReusedError, Receipt
from casework.domain.codes import Source
from casework.domain.decisions.correcting import correct_entry
from casework.domain.errors import HouseholdUnknownError
from casework.domain.evolve import fold_history
from casework.domain.facts.fact import Fact, Recorded, topic_of
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.household import Household
from casework.domain.members import Member, PersonPrivate
from casework.domain.occasion import Occasion

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

    def decide(state: Household, occasion: Occasion, entries: Sequence[Recorded]) -> list[Fact]:
        return correct_entry(state, occasion, entries=entries, version=version, reason=reason, changes=changes)

    asked = (str(household), "correct", occurred_at, version, reason, changes)
    command = CommandKey(
        actor=by,
        command_id=command_id or uuid4().hex,
        request_hash=casework.keys.request_hash(msgspec.msgpack.encode(asked)),
    )
    for _ in range(ATTEMPTS):
        if answer := casework.log.find_command(command.actor, command.command_id):
            return _repeated(casework, answer, command)
        try:
            return _attempt(casework, household, command, occurred_at, decide)
        except CommandKnownError as known:
            return _repeated(casework, known.answer, command)
        except ConflictError:
            continue
    raise ConflictError(household)


def _attempt(
    casework: Casework,
    household: UUID,
    command: CommandKey,
    occurred_at: datetime | None,
    decide: Callable[[Household, Occasion, Sequence[Recorded]], list[Fact]],
) -> Receipt:
    occasion = casework.occasion(command.actor, occurred_at)
    entries = casework.log.entries(household)
    state = fold_history(household, entries)
    if not entries:
        raise HouseholdUnknownError(household)
    facts = decide(state, occasion, entries)
    if not facts:
        casework.log.quiet(command, household, state.version)
        return Receipt(household=household)
    appended = casework.log.append(correction_group(casework, state, entries, facts, occasion, command=command))
    return Receipt(household=household, position=appended.last_position, facts=tuple(topic_of(fact) for fact in facts))


def correction_group(
    casework: Casework,
    state: Household,
    entries: Sequence[Recorded],
    facts: Sequence[Fact],
    occasion: Occasion,
    *,
    command: CommandKey | None = None,
    command_id: str = "",
) -> AppendGroup:
    """The corrections of one household with the persons and look-ups that they change."""
    recorded = casework.record(state.id, state.version, facts, occasion, command.command_id if command else command_id)
    people, index = _rows(casework, entries, recorded, occasion.today)
    return AppendGroup(
        household=state.id,
        expected_version=state.version,
        entries=recorded,
        command=command,
        people=people,
        index=index,
    )


def _rows(casework: Casework, entries: Sequence[Recorded], later: Sequence[Recorded], on: date) -> Rows:
    """What the rows of persons and look-ups must become, so that they say what the corrected history says."""
    unsealed: list[Unsealed] = list(casework.log.unseal_all(entries))
    before = known_persons(entries, unsealed)
    state_before = fold_history(entries[0].household, entries)
    blank: list[Unsealed] = [{} for _ in later]
    after = known_persons([*entries, *later], unsealed + blank)
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
    number: int, before: KnownPersons, after: KnownPersons, state_before: Household, state_after: Household
) -> bool:
    was, now = before.now.get(number), after.now.get(number)
    return was != now or (number in _present(state_before)) != (number in _present(state_after))


def _as_stated(numbers: Sequence[int], known: KnownPersons, state: Household, on: date) -> MembersUpdated:
    """The members as the corrected history has them, for working out rows alone; who is not there is blank."""
    members = _present(state)
    private = {str(n): known.now.get(n, PersonPrivate()) if n in members else PersonPrivate() for n in numbers}
    changed = tuple(MemberChange(fields=(), member=members.get(n, Member(number=n))) for n in numbers)
    return MembersUpdated(source=Source.SURVEY, effective_on=on, changed=changed, private=private)


def _present(state: Household) -> Mapping[int, Member]:
    return {member.number: member.now for member in state.present()} if state.known else {}


def _repeated(casework: Casework, answer: StoredAnswer, command: CommandKey) -> Receipt:
    if answer.request_hash != command.request_hash:
        raise CommandReusedError
    if not answer.positions:
        return Receipt(household=answer.household)
    entries = casework.log.entries(answer.household)[answer.first_version - 1 : answer.last_version]
    return Receipt(
        household=answer.household,
        position=answer.positions[-1],
        facts=tuple(topic_of(entry.fact) for entry in entries),
    )
