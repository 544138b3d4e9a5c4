"""The door of the command line: whoever acts or reads is asked for their right; a writing command is carried out on a household."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import click
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.sources import Shown
from casework.domain.divisions.codes import full_code
from casework.domain.divisions.written_households import written_households
from casework.domain.errors import CaseworkError, HouseholdUnknownError, InvalidValueError
from casework.domain.fact import ActingOffice, topic_of
from casework.domain.facts.consent import PersonErased
from casework.domain.facts.households import Registered
from casework.domain.words import Text
from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.cli.receipt import Addressed, addressed_as, print_receipt
from casework.interfaces.wording.moments import given_clock_note
from casework.interfaces.workplace.invocation import Acting, Asked, Unmasking
from casework.interfaces.workplace.progress import progress_line
from casework.interfaces.workplace.settings import Mode, read_settings
from casework.interfaces.workplace.shown_token import refuse_without_token

if TYPE_CHECKING:
    from casework.application.commands.declarations.declaration import Command
    from casework.domain.rights.scope import Scope
    from casework.interfaces.workplace.bootstrap import Workplace


@contextmanager
def workplace(
    asked: Asked, *, runs_on: bool = False, unasked: bool = False, restored: bool = False
) -> Iterator[Workplace]:
    """
    The workplace that the command was asked at; heavy modules are read only here.

    Whoever acts or reads is asked for their right first, unless it is `unasked`: whoever answers an invitation or
    changes a password shows by a secret who they are. Raises as `_act_in`, `_refuse_without_right` and `Readers.reading`, and in
    production as `refuse_without_token`.
    """
    settings = read_settings(database=asked.database)
    from casework.interfaces.workplace.bootstrap import open_workplace

    _refuse_without_line()
    if settings.clock is not None and not asked.json:
        click.echo(asked.language.say(*given_clock_note(settings.clock)), err=True)
    may_begin = isinstance(asked, Acting) or settings.mode is Mode.DEMO
    with open_workplace(settings, runs_on=runs_on, may_begin=may_begin, restored=restored) as place:
        place.progress_line = partial(progress_line, asked)
        with ExitStack() as door:
            if not unasked:
                _refuse_without_token(place, asked)
            if isinstance(asked, Acting):
                with place.casework.access.of_denials(_words(), by=asked.by, office=asked.office):
                    _act_in(place, asked.by, asked.office)
                    _refuse_without_right(place, asked)
                _note_look(place, asked)
            elif not unasked:
                door.enter_context(_reading(place, asked))
            try:
                yield place
            except InvalidValueError as error:
                raise _at_its_option(error) from error
        if isinstance(asked, Acting) and settings.clock is None:
            place.note_clock()


def _note_look(place: Workplace, acting: Acting) -> None:
    """
    Whoever only looks at what an act would come to is told of people and records no fact: it is recorded as a reading.

    Of one household as soon as it is found. Raises AccessUnrecordedError.
    """
    given = click.get_current_context().params
    if not any(given.get(name) for name in LOOKS):
        return
    region = full_code(given["region"]) if given.get("region") else ""
    place.note_reading = partial(
        place.casework.access.note, _words(), by=acting.by, office=place.casework.office, region=region
    )
    if not given.get("household"):
        place.note_reading()


LOOKS = ("preview", "dry_run", "explain")
"""What the options are called with which an act is tried and nothing is recorded of it."""


def _refuse_without_token(place: Workplace, asked: Asked) -> None:
    """
    In production whoever says who they are shows a token for these words; raises as `refuse_without_token` does.

    While nobody has an account there is no token: then nobody acts, and readings are as they were.
    """
    reads = not isinstance(asked, Acting)
    if reads and not place.casework.directories.current().kept:
        return
    with place.casework.access.of_denials(_words(), by=asked.by, office=asked.office, reads=reads):
        refuse_without_token(place, asked.by, _named())


@contextmanager
def _reading(place: Workplace, asked: Asked) -> Iterator[None]:
    """
    Whoever reads at this workplace sees as far as the right to these words reaches, and it is recorded that they do.

    It is before they see anything; of one household as soon as it is found. Raises as `Readers.reading`, and
    AccessUnrecordedError.
    """
    given, on, what = click.get_current_context().params, shanghai_date(place.clock.now()), _words()
    of, access = given.get("household") or given.get("region"), place.casework.access
    region = full_code(given["region"]) if given.get("region") else ""
    with (
        access.of_denials(what, by=asked.by, office=asked.office, region=region, reads=True),
        place.casework.readers.reading(what, by=asked.by, office=asked.office, on=on, of=of) as reader,
    ):
        place.scope = reader.scope
        if is_recorded(what) or given.get("household"):
            place.note_reading = partial(
                access.note, what, by=reader.account or asked.by, office=reader.offices or asked.office, region=region
            )
        if not given.get("household"):
            place.note_reading()
        yield


def is_recorded(what: str) -> bool:
    """Whether it is recorded who reads this: not what every account may, nor what the installation looks at."""
    from casework.domain.rights.table import rights_table

    line = rights_table().lines[what]
    return not (line.everybody or line.installation)


def _refuse_without_line() -> None:
    """
    Nothing begins while a command of the catalogue or the words just given have no line; raises RightMissingError.

    Words below a group are looked at when they are given, so that no other module is read.
    """
    from casework.application.accounts.actors import AT_THE_DOOR
    from casework.application.accounts.readers import ASKED_INSIDE
    from casework.application.commands.catalogue import CATALOGUE
    from casework.domain.rights.table import rights_table

    names = {command.spec.name for command in CATALOGUE} | ASKED_INSIDE | {_words()} - AT_THE_DOOR
    rights_table().refuse_without_line(names)


def _words() -> str:
    """The words of the command line that were given, without the program's own."""
    return " ".join(click.get_current_context().command_path.split()[1:])


def _named() -> list[str]:
    """What the words given are called in the table of rights: themselves, or the commands of the catalogue of that word."""
    from casework.application.commands.catalogue import CATALOGUE

    words = _words()
    return [words, *(command.spec.name for command in CATALOGUE if command.word().word == words)]


def _act_in(place: Workplace, by: str, office: ActingOffice | None) -> None:
    """From here on somebody acts in this office, an account in the one it holds. Raises as `actor_in`, UnknownOfficeError."""
    today = shanghai_date(place.clock.now())
    place.reading.refuse_unknown_office(office, today)
    actor = place.casework.actors.actor(by, office, today)
    place.casework = place.casework.in_office(office if actor is None else actor.office)
    place.scope = place.casework.readers.sight(_words(), "show", by=by, office=place.casework.office, on=today)


def _refuse_without_right(place: Workplace, acting: Acting) -> None:
    """What is done beside the catalogue of commands is asked here, by its words; raises NotAllowedError."""
    region = click.get_current_context().params.get("region")
    place.casework.actors.refuse_without_right(
        _words(), acting.by, place.casework.office, full_code(region) if region else ""
    )


WHO_SIGNS = {"by": ("acting_as",), "office": ("acting_office",)}
"""What the options that say who acts are called, which no command names a field of its own after."""


def _at_its_option(error: InvalidValueError) -> Exception:
    """A value that can never be is a usage error of the option that it was given with; any other is what it is."""
    if not error.always:
        return error
    context, field = click.get_current_context(), error.field.replace("-", "_")
    for name in (field, f"given_{field}", *WHO_SIGNS.get(field, ())):
        for parameter in context.command.params:
            if parameter.name == name:
                return WrongValueError(zh=error.zh, en=error.en, ctx=context, param=parameter)
    return InvalidValueError(error.field, zh=f"“{error.field}”：{error.zh}", en=f"{error.field}: {error.en}")


def carry_out(acting: Acting, household: str, command: Command) -> None:
    """Find the household, carry the command out on it, print the receipt."""
    with workplace(acting) as place:
        what, office = command.spec.name, place.casework.office
        with place.casework.access.of_denials(what, by=acting.by, office=office):
            place.scope = place.scope.joined(_reach(place, acting, what))
            addressed = addressee(place, acting, household)
            others = _others_found(place, command)
        if acting.preview:
            place.note_reading(household=addressed.id)
        typed = {str(addressed.id): household, **{found: getattr(command, name) for name, found in others.items()}}
        try:
            receipt = place.casework.carry_out(
                replace(command, **others),
                addressed.id,
                by=acting.by,
                command_id=acting.command_id,
                occurred_at=acting.at,
                again=acting.again,
                preview=acting.preview,
            )
        except HouseholdUnknownError as unknown:  # what may not be seen reads like what is not there
            raise HouseholdUnknownError(typed.get(str(unknown.household), unknown.household)) from None
        if topic_of(PersonErased) in receipt.facts:
            place.list_erasures()
        print_receipt(acting, place, addressed, receipt)


def _reach(place: Workplace, acting: Acting, what: str) -> Scope:
    from casework.application.accounts.actors import TO_WHOM_OFFERED

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
    from casework.application.commands.declarations.fields import texts_of

    named = {name: getattr(command, name) for name in texts_of(type(command), Text.HOUSEHOLD)}
    return {name: str(place.reading.find(said, scope=place.scope).id) for name, said in named.items() if said}


def unmask(place: Workplace, household: UUID, where: Shown, unmasking: Unmasking | None) -> bool:
    """Whether sealed data is shown in full; that it is, is recorded first. Raises as `Casework.carry_out` does."""
    if unmasking is None:
        return False
    from casework.application.commands.entries import ShowPersonalData

    command = ShowPersonalData(where=where, reason=unmasking.reason)
    with place.casework.access.of_denials(
        command.spec.name, by=unmasking.by, office=unmasking.office, household=household
    ):
        refuse_without_token(place, unmasking.by, [command.spec.name])
        _act_in(place, unmasking.by, unmasking.office)
    place.casework.carry_out(command, household, by=unmasking.by)
    return True


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
