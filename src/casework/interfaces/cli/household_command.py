"""The door of the command line: what somebody typed becomes a visit, a writing command is carried out on a household."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

import click

from casework.domain.divisions.codes import full_code
from casework.domain.errors import InvalidValueError
from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.cli.receipt import print_receipt
from casework.interfaces.reception.visits import Errand, visit
from casework.interfaces.wording.moments import given_clock_note
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.progress import progress_line
from casework.interfaces.workplace.settings import Mode, read_settings

if TYPE_CHECKING:
    from casework.application.commands.declarations.declaration import Command
    from casework.interfaces.workplace.bootstrap import Workplace


@contextmanager
def workplace(
    asked: Asked, *, runs_on: bool = False, unasked: bool = False, restored: bool = False
) -> Iterator[Workplace]:
    """
    The workplace that the command was asked at; heavy modules are read only here.

    Whoever acts or reads is asked for their right first, unless it is `unasked`: whoever answers an invitation or
    changes a password shows by a secret who they are. Raises as `visit`.
    """
    settings = read_settings(database=asked.database)
    from casework.interfaces.workplace.bootstrap import open_workplace

    _refuse_without_line()
    if settings.clock is not None and not asked.json:
        click.echo(asked.language.say(*given_clock_note(settings.clock)), err=True)
    may_begin = isinstance(asked, Acting) or settings.mode is Mode.DEMO
    with open_workplace(settings, runs_on=runs_on, may_begin=may_begin, restored=restored) as place:
        place.progress_line = partial(progress_line, asked)
        with nullcontext() if unasked else visit(place, asked, _errand()):
            try:
                yield place
            except InvalidValueError as error:
                raise _at_its_option(error) from error
        if isinstance(asked, Acting) and settings.clock is None:
            place.note_clock()


LOOKS = ("preview", "dry_run", "explain")
"""What the options are called with which an act is tried and nothing is recorded of it."""


def _errand() -> Errand:
    """What the words just given come for."""
    given, words = click.get_current_context().params, _words()
    return Errand(
        what=words,
        names=_named(words),
        household=given.get("household") or "",
        region=full_code(given["region"]) if given.get("region") else "",
        tries=any(given.get(name) for name in LOOKS),
    )


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


def _named(words: str) -> tuple[str, ...]:
    """What words are called in the table of rights: themselves, or the commands of the catalogue of that word."""
    from casework.application.commands.catalogue import CATALOGUE

    return (words, *(command.spec.name for command in CATALOGUE if command.word().word == words))


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
    from casework.interfaces.reception.acts import carried_out

    with workplace(acting) as place:
        print_receipt(acting, place, *carried_out(place, acting, household, command))
