"""Taking in who joins a household and stands in no other one: known again by the id, and no second record of a member."""

from __future__ import annotations

from msgspec.structs import asdict

from casework.application.commands.membership import JoinHousehold, RecordExternalCode
from casework.application.people.identities import identities
from casework.application.people.life_numbers import number_all
from casework.application.writing.histories.history import Decided, History
from casework.application.writing.histories.surveys import known_as, known_before
from casework.domain.decisions.membership.external_systems import CODE_IN, record_external_code
from casework.domain.decisions.membership.newcomers import join_household
from casework.domain.entries.refusals import refuse_what_cannot_be
from casework.domain.household.context import DecisionContext
from casework.domain.members import PersonPrivate


def decide_joining(history: History, command: JoinHousehold, context: DecisionContext) -> Decided:
    """
    What is recorded of the household that somebody joins; quiet when they are a member already. Raises as
    `join_household`.
    """
    state, known = history.state, history.personal_data()
    words = {"name": command.name, "resident_id": command.resident_id, "relation": command.relation}
    already = known_as({"birth_date": command.birth_date}, words, state, known)
    facts = join_household(state, context, **asdict(command), known_as=already)
    refuse_what_cannot_be(state, facts, context)
    before = known.identities([member.number for member in state.members if member.left])
    people, index = identities(facts, before, history.keys, on=context.today)
    numbered = number_all(state, facts, known_before(history, facts, people), history.draw)
    return Decided(facts=numbered.facts, people=people, index=index, carried=numbered.carried)


def decide_external_code(history: History, command: RecordExternalCode, context: DecisionContext) -> Decided:
    """What is recorded of a code in a system outside; quiet when it is known. Raises as `record_external_code`."""
    known = None
    if command.member is not None:
        person = history.personal_data().now.get(command.member, PersonPrivate())
        known = getattr(person, CODE_IN[command.system])
    facts = record_external_code(history.state, context, **asdict(command), known=known)
    refuse_what_cannot_be(history.state, facts, context)
    return Decided(facts=facts)
