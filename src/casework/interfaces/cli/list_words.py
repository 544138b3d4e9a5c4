"""The lists of the catalogue as commands of the command line: every household, what is overdue, what was raised."""

from __future__ import annotations

from functools import cache
from typing import Any

import rich_click as click

from casework.application.commands.declarations.fields import Field, fields_of
from casework.interfaces.cli.command_options import Decorator, flag, key_of, option_name, parameter
from casework.interfaces.cli.command_words import exactly_one
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import lists
from casework.interfaces.cli.output import answer_list
from casework.interfaces.listings.catalogue import LISTS
from casework.interfaces.listings.declaration import ListQuestion, asked_as, question_of
from casework.interfaces.workplace.invocation import Listing
from casework.interfaces.workplace.views import view_of


@cache
def list_command(word: str) -> click.RichCommand:
    """The command that lists what the catalogue has under this word."""
    question = LISTS[word]
    fields = fields_of(question)

    def run(listing: Listing, **values: Any) -> None:
        asked = question_of(question, {asked_as(field): _given(field, values) for field in fields})
        _answer(asked, listing)

    function = lists(run)
    for option in reversed([option for field in fields for option in _options(field)]):
        function = option(function)
    page = question.page()
    return click.command(word, help=f"{page.zh}\n\n{page.en}")(function)


def _answer(asked: ListQuestion, listing: Listing) -> None:
    with workplace(listing) as place, view_of(place, listing, *asked.spec.tables) as view:
        row, found, wanted, on_screen = asked.answer(view, listing.region)
        answer_list(listing, row, found, view, wanted=wanted, on_screen=on_screen)


def _options(field: Field) -> list[Decorator]:
    """The option of a field, and of yes or no both."""
    no = field.words.no
    return [parameter(field, needed=True), *([] if no is None else [flag(no.option, f"{no.zh} {no.en}")])]


def _given(field: Field, values: dict[str, Any]) -> Any:
    """What was given for a field, None for nothing; no is as much as yes where it can be said."""
    name, no = option_name(field), field.words.no
    value = values[key_of(name)]
    if no is None or not values[key_of(no.option)]:
        return value or None
    return exactly_one({name: value, no.option: True}) == name
