"""What whoever comes does with one household: which one is meant, and a command carried out on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from msgspec.structs import replace

from casework.application.accounts.actors import TO_WHOM_OFFERED
from casework.application.commands.declarations.fields import texts_of
from casework.application.commands.entries import ShowPersonalData
from casework.application.inquiries.next_duties import WhatComes, what_comes
from casework.application.log.records.household_ids import village_of
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.sources import Shown
from casework.domain.divisions.written_households import written_households
from casework.domain.errors import CaseworkError, HouseholdUnknownError
from casework.domain.fact import topic_of
from casework.domain.facts.consent import PersonErased
from casework.domain.facts.households import Registered
from casework.domain.labels import Label, household_name
from casework.domain.masks import EVERYTHING, Mask
from casework.domain.rights.permission import seen_in_full
from casework.domain.rights.table import rights_table
from casework.domain.words import Text
from casework.interfaces.reception.visits import act_in
from casework.interfaces.workplace.invocation import Acting, Unmasking
from casework.interfaces.workplace.shown_token import refuse_without_token

if TYPE_CHECKING:
    from casework.application.commands.declarations.declaration import Command
    from casework.application.commands.survey import Register
    from casework.application.writing.receipts import Receipt
    from casework.domain.policy.policy import Policies
    from casework.domain.rights.scope import Scope
    from casework.interfaces.workplace.bootstrap import Workplace


class Addressed(NamedTuple):
    """The household that a command is for: its id, its ledger number, and what it is called."""

    id: UUID
    number: str
    called: Label


class Done(NamedTuple):
    """What came of a command: its household and receipt, what comes next there, and what other households are called."""

    household: Addressed
    receipt: Receipt
    comes: WhatComes
    policies: Policies | None
    others: Mapping[UUID, Label]


def carried_out(
    place: Workplace, acting: Acting, said: str, command: Command, *, expected: int | None = None
) -> tuple[Addressed, Receipt]:
    """
    The command carried out on the household that is meant, if it is at the version that is `expected`.

    Raises HouseholdUnknownError, AmbiguousHouseholdError, and as `Casework.carry_out`; nothing is recorded then.
    """
    what, office = command.spec.name, place.casework.office
    with place.casework.access.of_denials(what, by=acting.by, office=office):
        place.scope = place.scope.joined(_reach(place, acting, what))
        addressed = addressee(place, acting, said)
        others = _others_found(place, command)
    if acting.preview:
        place.note_reading(household=addressed.id)
    typed = {str(addressed.id): said, **{found: getattr(command, name) for name, found in others.items()}}
    try:
        receipt = place.casework.carry_out(
            replace(command, **others),
            addressed.id,
            by=acting.by,
            command_id=acting.command_id,
            occurred_at=acting.at,
            again=acting.again,
            preview=acting.preview,
            expected=expected,
        )
    except HouseholdUnknownError as unknown:  # what may not be seen reads like what is not there
        raise HouseholdUnknownError(typed.get(str(unknown.household), unknown.household)) from None
    if topic_of(PersonErased) in receipt.facts:
        place.list_erasures()
    return addressed, receipt


def done(place: Workplace, household: Addressed, receipt: Receipt) -> Done:
    """What is told of what was carried out."""
    comes = WhatComes(duty=None, waits={}) if receipt.beyond else what_comes(place.casework, household.id)
    others = {other: _called(place, other) for other in receipt.others}
    return Done(household, receipt, comes, policies_of(place, receipt), others)


def addressee(place: Workplace, acting: Acting, said: str) -> Addressed:
    """
    The household that is meant; for a command carried out before, the household it was for.

    A repeat is answered alike also when the registration was withdrawn, or the number became another's too, meanwhile.
    Raises HouseholdUnknownError, AmbiguousHouseholdError.
    """
    try:
        found = place.reading.find(said, scope=place.scope)
    except CaseworkError:
        log = place.casework.log
        known = None
        for actor in place.casework.actors.signatures(acting.by) if acting.command_id else ():
            known = known or log.find_command(actor, acting.command_id or "")
        stated = [e.fact for e in log.entries(known.household) if isinstance(e.fact, Registered)] if known else []
        meant = {written.number for written in written_households(said)}
        if known is None or not (said == str(known.household) or meant & {fact.number for fact in stated}):
            raise
        return addressed_as(place, known.household, stated[-1].number, stated[-1].village)
    return Addressed(found.id, found.household, found.called)


def addressed_as(place: Workplace, household: UUID, number: str, village: str) -> Addressed:
    """A household with this number in a village, by its name as the village is called now."""
    names = place.reading.known_divisions(shanghai_date(place.clock.now()))
    return Addressed(household, number, household_name(number, names.name(village)))


def registered_as(place: Workplace, survey: Register, household: UUID) -> Addressed:
    """What a registered household is called; one whose registration was withdrawn since by what the survey says."""
    if survey.id is None:
        return addressed_as(place, household, survey.number.strip(), survey.village)
    found = place.casework.household(household)
    return addressed_as(place, household, found.number, found.village)


def unmask(place: Workplace, household: UUID, where: Shown, unmasking: Unmasking | None) -> frozenset[Mask]:
    """
    Which kinds of sealed data are shown in full; that they are, is recorded first.

    All that the office may see; before there are accounts all. Raises as `Casework.carry_out` does.
    """
    if unmasking is None:
        return frozenset()
    command = ShowPersonalData(where=where, reason=unmasking.reason)
    what = command.spec.name
    with place.casework.access.of_denials(what, by=unmasking.by, office=unmasking.office, household=household):
        refuse_without_token(place, unmasking.by, [what])
        act_in(place, unmasking.by, unmasking.office, what)
    place.casework.carry_out(command, household, by=unmasking.by)
    return EVERYTHING - kept_masked(place)


def kept_masked(place: Workplace) -> frozenset[Mask]:
    """What the office of whoever acts here never sees in full, whatever they say."""
    office = place.casework.office
    if office is None or not place.casework.directories.latest.kept:
        return frozenset()
    return EVERYTHING - seen_in_full(rights_table(), office.role)


def policies_of(place: Workplace, receipt: Receipt) -> Policies | None:
    """The policies under which deadlines are named in what a receipt moves; None where it moves nothing."""
    if receipt.moves is None:
        return None
    return place.casework.books.current().of(village_of(receipt.household)).policies


def _reach(place: Workplace, acting: Acting, what: str) -> Scope:
    readers, by, office = place.casework.readers, acting.by, place.casework.office
    today = shanghai_date(place.clock.now())
    if what in TO_WHOM_OFFERED:
        return readers.sight(what, "find-offered", by=by, office=office, on=today)
    return readers.sight(what, by=by, office=office, on=today)


def _others_found(place: Workplace, command: Command) -> dict[str, str]:
    """
    The id of each other household that the command names, by the field that names it, however that was typed.

    Raises HouseholdUnknownError, AmbiguousHouseholdError.
    """
    named = {name: getattr(command, name) for name in texts_of(type(command), Text.HOUSEHOLD)}
    return {name: str(place.reading.find(said, scope=place.scope).id) for name, said in named.items() if said}


def _called(place: Workplace, household: UUID) -> Label:
    """What another household of the same act is called; of a preview, one that is still to be."""
    try:
        state = place.casework.household(household)
    except HouseholdUnknownError:
        return Label("新立的户", "a new household")
    return addressed_as(place, household, state.number, state.village).called
