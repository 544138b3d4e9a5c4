"""A person's data is erased wherever they are or were listed: one act on all their households (PIPL Art. 47, ADR 0046)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from msgspec.structs import asdict, replace

from casework.application.commands.members import DecideErasure
from casework.application.log.encoding.sealer import Erased
from casework.application.log.reader import LogReader
from casework.application.people.personal_data import personal_data
from casework.application.writing.histories.history import Beside, Decided, History
from casework.domain.codes.people import MembershipGround
from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.decisions.membership.erasures import erased_in, refuse_needed
from casework.domain.errors import NotNowError
from casework.domain.fact import HOUSEHOLD, Private, Recorded
from casework.domain.facts.consent import PersonErased
from casework.domain.facts.households import MembersUpdated
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.members import HouseholdPrivate, PersonPrivate
from casework.domain.persons import name_key, telephone_numbers

Place = tuple[UUID, int]
"""A household, and a person's number in it."""

_SHORTEST: Final = 2
"""A name, or a number, of fewer signs names nobody."""


def decide_erasure_everywhere(history: History, command: DecideErasure, context: DecisionContext) -> Decided:
    """
    What is recorded in each household of the person, and whose keys go. Raises as `decide_erasure`, for each of them.

    Raises NotNowError as well where the person is or was listed beyond the office: then an office above both decides.
    """
    decided = command.spec.decide(history.state, context, **asdict(command))
    if not decided:
        return Decided(facts=())
    (fact,) = decided
    assert isinstance(fact, PersonErased)
    own = (history.state.id, command.member)
    here = erased_at(history.log, history.state, history.entries, [command.member], fact.ground, context)
    beside = []
    for household, members in _by_household(places_of(history.log, own) - {own}).items():
        entries = history.log.entries(household)
        state = fold_history(household, entries)
        if household == history.state.id:
            here = erased_at(history.log, state, entries, [command.member, *members], fact.ground, context)
            continue
        if state.known and not history.reaches(state):
            raise NotNowError(
                zh="此人还登记在本部门以外，须由两地共同的上级部门决定",
                en="The person is listed beyond this office as well: an office above both has to decide",
            )
        there = history.context_of(state) if state.known else context
        if state.known:
            refuse_needed(state, there)
        beside.append(erased_at(history.log, state, entries, members, fact.ground, there))
    return Decided(facts=here.facts, erased=here.erased, beside=tuple(beside))


def erased_at(
    log: LogReader,
    state: Household,
    entries: Sequence[Recorded],
    members: Sequence[int],
    ground: ErasureGround,
    context: DecisionContext,
) -> Beside:
    """
    What is recorded of these members of one household, who are one person, and which keys go there.

    Where the household's own sealed data names the person, its key goes too, and what else stands in it is stated anew.
    """
    unsealed = log.unseal_all(entries)
    known = personal_data(entries, unsealed)
    named = [*_signs(unsealed, members)]
    household_too = any(_names(block, named) for blocks in unsealed for at, block in blocks.items() if at == HOUSEHOLD)
    kept = _without(known.household, named) if household_too else None
    facts = [erased_in(member, ground, kept if place == 0 else None) for place, member in enumerate(members)]
    subjects = (*map(str, members), *((HOUSEHOLD,) if household_too else ()))
    return Beside(state=state, facts=facts, context=context, erased=subjects)


def places_of(log: LogReader, place: Place) -> set[Place]:
    """Everywhere that a person is or was listed: under the same key, or taken as the same person by somebody."""
    found: set[Place] = set()
    todo = [place]
    while todo:
        at = todo.pop()
        if at in found:
            continue
        found.add(at)
        household, member = at
        todo += [(other, int(subject)) for other, subject in log.same_key(household, str(member)) if subject.isdigit()]
        todo += _taken_as_same(log.entries(household), household, member)
    return found


def _taken_as_same(entries: Sequence[Recorded], household: UUID, member: int) -> Iterator[Place]:
    for entry in entries:
        for each in entry.fact.movements if isinstance(entry.fact, MembersUpdated) else ():
            if each.ground is MembershipGround.SAME_PERSON and each.other_member is not None:
                other = (each.household or household, each.other_member)
                if each.member == member:
                    yield other
                elif other == (household, member):
                    yield household, each.member


def _by_household(places: set[Place]) -> Mapping[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    for household, member in sorted(places):
        found.setdefault(household, []).append(member)
    return found


def _signs(unsealed: Sequence[Mapping[str, Private | Erased]], members: Sequence[int]) -> Iterator[str]:
    """By what the person may be named in what is sealed of the household: names, the number of a document, telephones."""
    subjects = set(map(str, members))
    for blocks in unsealed:
        for subject, block in blocks.items():
            if subject in subjects and isinstance(block, PersonPrivate):
                said = (block.name, block.resident_id, *telephone_numbers(block.phone))
                yield from (key for text in said if len(key := name_key(text)) >= _SHORTEST)


def _names(block: Private | Erased, named: Sequence[str]) -> bool:
    return not isinstance(block, Erased) and any(
        sign in name_key(str(text)) for text in asdict(block).values() if text for sign in named
    )


def _without(household: HouseholdPrivate, named: Sequence[str]) -> HouseholdPrivate:
    """The household's own sealed data without what names the person."""
    gone = {name: "" for name, text in asdict(household).items() if any(sign in name_key(text) for sign in named)}
    return replace(household, **gone)
