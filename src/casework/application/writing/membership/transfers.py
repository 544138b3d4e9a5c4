"""Members go from one household to another in one act on both histories, with number, key and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct
from msgspec.structs import asdict

from casework.application.commands.membership import (
    LeaveHousehold,
    MergeHouseholds,
    MoveMembers,
    SplitHousehold,
    TakeAsSamePerson,
)
from casework.application.log.records.groups import CarriedKey
from casework.application.people.identities import identities
from casework.application.people.personal_data import PersonalData, personal_data
from casework.application.places.listings import Listings
from casework.application.places.villages import village_named
from casework.application.writing.histories.history import Beside, Decided, History
from casework.domain.codes.rights import Confidentiality
from casework.domain.decisions.membership.arrivals import Arrival, arrival, arrived, founded
from casework.domain.decisions.membership.departures import leave_household
from casework.domain.decisions.membership.same_person import is_same_person, take_as_same_person
from casework.domain.entries.refusals import refuse_what_cannot_be
from casework.domain.errors import CaseworkError, HouseholdUnknownError, InvalidValueError, RefusedError
from casework.domain.facts.households import MembersUpdated
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.members import Movement, PersonPrivate
from casework.domain.rights.permission import NotAllowedError, who_may
from casework.domain.rights.table import rights_table
from casework.domain.text_values import one_form

Asked = MoveMembers | SplitHousehold | MergeHouseholds


class NotReceivedError(RefusedError):
    """A household beyond the office cannot take the members in; why is not told, for that would tell of the household."""

    zh = "迁入户目前不能接收：请与该户所在地的部门核对成员编号和日期后再办"
    en = "The other household cannot take them in now: check members and day with the office where it is"


class Target(Struct, frozen=True, kw_only=True):
    """
    The household to which members come, as it stands, and where it is to stand when they found it.

    To a merger, and to who takes two records as one person's, a household beyond the office is none at all; to every act one
    that is too confidential for the office.
    """

    state: Household
    known: PersonalData
    village: str
    number: str


def decide_transfer(history: History, command: Asked, context: DecisionContext) -> Decided:
    """
    What is recorded of both households; quiet when the members stand there already. Raises as the command's decision.
    """
    source, target = history.state, _target(history, command, context)
    persons = {state.number: state.now.person or history.draw() for state in source.present()}
    facts = command.spec.decide(source, context, **asdict(command), other=target.state, persons=persons)
    refuse_what_cannot_be(source, facts, context)
    moved = [movement for fact in facts if isinstance(fact, MembersUpdated) for movement in fact.movements]
    if not moved:
        return Decided(facts=facts)
    before = history.personal_data()
    people, index = identities(facts, before.identities(_left(source)), history.keys, on=context.today)
    arrivals = [
        arrival(
            source,
            source.member(gone.member),
            before.now.get(gone.member, PersonPrivate()),
            person=persons[gone.member],
            movement=_the_other_way(source, gone),
        )
        for gone in moved
    ]
    beside = _beside(history, target, arrivals, command.on or context.today)
    return Decided(facts=facts, people=people, index=index, beside=(beside,))


def _the_other_way(source: Household, gone: Movement) -> Movement:
    """The movement as the household says it to which somebody comes."""
    number = gone.other_member or 0
    return Movement(member=number, ground=gone.ground, household=source.id, other_member=gone.member)


def decide_departure(history: History, command: LeaveHousehold, context: DecisionContext) -> Decided:
    """What is recorded of the household that somebody leaves for no other one. Raises as `leave_household`."""
    state = history.state
    facts = leave_household(state, context, **asdict(command))
    refuse_what_cannot_be(state, facts, context)
    before = history.personal_data().identities(_left(state))
    people, index = identities(facts, before, history.keys, on=context.today)
    return Decided(facts=facts, people=people, index=index)


def decide_same_person(history: History, command: TakeAsSamePerson, context: DecisionContext) -> Decided:
    """What is recorded of a double, and of whom it is one. Raises as `take_as_same_person`."""
    source = history.state
    target = _target(history, command, context)
    state = target.state
    now = next((each.now for each in state.present() if each.number == command.same_as), None)
    theirs = next((each.now for each in source.present() if each.number == command.member), None)
    person = (now and now.person) or (theirs and theirs.person) or history.draw()
    before = history.personal_data()
    documents = tuple(
        known.now.get(number, PersonPrivate()).resident_id
        for known, number in ((before, command.member), (target.known, command.same_as))
    )
    facts = take_as_same_person(
        source, context, **asdict(command), other=state, person=person, documents=(documents[0], documents[1])
    )
    refuse_what_cannot_be(source, facts, context)
    if not facts:
        return Decided(facts=facts)
    identified = before.identities(_left(source))
    people, index = identities(facts, identified, history.keys, on=context.today)
    if state.id == source.id:
        return Decided(facts=facts, people=people, index=index)
    on = command.on or context.today
    said = is_same_person(state, same_as=command.same_as, source=source, member=command.member, person=person, on=on)
    beside = Beside(state=state, facts=said, context=history.context_of(state))
    return Decided(facts=facts, people=people, index=index, beside=(beside,))


def _beside(history: History, target: Target, arrivals: Sequence[Arrival], on: date) -> Beside:
    """What is recorded in the household to which they come, under the rules of its village."""
    source, state = history.state, target.state
    context = history.context_of(state if state.known else target.village)
    try:
        facts = (
            arrived(state, context, arrivals, on)
            if state.known
            else founded(
                state, context, arrivals, on, village=target.village, number=target.number, values=source.values
            )
        )
        refuse_what_cannot_be(state, facts, context)
    except CaseworkError:
        if history.reaches(state if state.known else target.village):
            raise
        raise NotReceivedError from None
    people, index = identities(facts, target.known.identities(_left(state)), history.keys, on=context.today)
    carried = tuple(
        CarriedKey(member=each.movement.member, household=source.id, from_member=each.movement.other_member or 0)
        for each in arrivals
    )
    return Beside(state=state, facts=facts, context=context, people=people, index=index, carried=carried)


def _target(history: History, command: Asked | TakeAsSamePerson, context: DecisionContext) -> Target:
    """
    The other household, by its id or by number and village.

    Raises InvalidValueError for no id and no village, NotAllowedError where nobody of this office may found a household.
    """
    number, village = one_form(command.number or ""), history.state.village
    if number and command.village is not None:
        village = village_named(history.log, history.keys, command.village, context.today)
    if isinstance(command, SplitHousehold) and not history.reaches(village):
        assert context.office is not None
        raise NotAllowedError(command.spec.name, context.office, who_may(rights_table(), command.spec.name))
    to = "" if isinstance(command, SplitHousehold) else command.to
    if number:
        household = Listings(history.log, history.keys).id_of(village, number)
    else:
        household = _by_id(to) if to or not isinstance(command, TakeAsSamePerson) else history.state.id
    entries = history.log.entries(household)
    state = fold_history(household, entries)
    raised = state.confidentiality is not Confidentiality.ORDINARY and isinstance(command, MoveMembers)
    asked = (raised or isinstance(command, MergeHouseholds | TakeAsSamePerson)) and household != history.state.id
    if asked and state.known and not history.reaches(state):
        return Target(state=Household(id=household), known=PersonalData(), village=village, number=number)
    known = personal_data(entries, history.log.unseal_all(entries))
    if state.ledger is not None:
        raise HouseholdUnknownError(number or to)
    return Target(state=state, known=known, village=village, number=number)


def _by_id(to: str) -> UUID:
    try:
        return UUID(to)
    except ValueError:
        raise InvalidValueError("to", zh=f"“{to}”不是系统编号", en=f"{to!r} is no id of a household") from None


def _left(household: Household) -> list[int]:
    return [state.number for state in household.members if state.left]
