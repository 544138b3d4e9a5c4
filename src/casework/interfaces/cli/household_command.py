"""Carrying a writing command out on one household, and saying what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import rich_click as click

from casework.domain.errors import CaseworkError
from casework.domain.facts.catalogue import fact_label
from casework.domain.facts.households import Registered
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.printing import print_json, print_lines
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.asking import Acting, Asked
from casework.interfaces.workplace.settings import read_settings

if TYPE_CHECKING:
    from casework.application.writing.casework import Decision
    from casework.application.writing.receipts import Receipt
    from casework.interfaces.workplace.bootstrap import Workplace


class Deed(NamedTuple):
    """A decision of the domain with what is intended."""

    decide: Decision
    intention: dict[str, Any]


def deed(decide: Decision, **intention: Any) -> Deed:
    """The decision with its intention."""
    return Deed(decide, intention)


@contextmanager
def workplace(asked: Asked, *, runs_on: bool = False) -> Iterator[Workplace]:
    """The workplace that the command was asked at; heavy modules are read only here."""
    settings = read_settings(database=asked.database)
    from casework.interfaces.workplace.bootstrap import open_workplace

    with open_workplace(settings, runs_on=runs_on) as place:
        yield place


def household_command(
    name: str, zh: str, en: str, *parameters: Callable[[Any], Any]
) -> Callable[[Callable[..., Deed]], click.RichCommand]:
    """
    A writing command on one household; the function turns what was typed into a deed and opens nothing.

    Args:
        parameters: Options and arguments after HOUSEHOLD, in order.
    """

    def decorate(intend: Callable[..., Deed]) -> click.RichCommand:
        def run(acting: Acting, household: str, **values: Any) -> None:
            carry_out(acting, household, intend(**values))

        function = acts()(run)
        for parameter in reversed(parameters):
            function = parameter(function)
        function = click.argument(
            "household", metavar="HOUSEHOLD", help="户编号或户标识 the ledger's number or the id"
        )(function)
        return click.command(
            name,
            help=f"{zh}\n\n{en}",
            short_help=f"{zh.partition('：')[0]} {en.partition(chr(32) + chr(40))[0].rstrip(chr(46))}",
        )(function)

    return decorate


def carry_out(acting: Acting, household: str, done: Deed) -> None:
    """Find the household, do it, print the receipt."""
    with workplace(acting) as place:
        addressed, number = addressee(place, acting, household)
        receipt = place.casework.do(
            addressed,
            done.decide,
            by=acting.by,
            command_id=acting.command_id,
            occurred_at=acting.at,
            **done.intention,
        )
    print_receipt(acting, number, receipt)


def addressee(place: Workplace, acting: Acting, number_or_id: str) -> tuple[UUID, str]:
    """
    The household that is meant and its ledger number; for a command carried out before, the household it was for.

    A repeat is answered alike also when the registration was withdrawn, or the number became another's too, meanwhile.
    Raises HouseholdUnknownError, AmbiguousHouseholdError.
    """
    try:
        found = place.reading.find(number_or_id)
    except CaseworkError:
        log = place.casework.log
        known = log.find_command(acting.by, acting.command_id) if acting.command_id else None
        numbers = (
            [e.fact.number for e in log.entries(known.household) if isinstance(e.fact, Registered)] if known else []
        )
        if known is None or number_or_id not in (str(known.household), *numbers):
            raise
        return known.household, numbers[-1]
    return found.id, found.household


def print_receipt(asked: Asked, number: str, receipt: Receipt) -> None:
    """What was recorded, or that there was nothing to do."""
    if asked.json:
        from casework.interfaces.cli.answers import receipt as as_answer

        print_json(as_answer(number, receipt))
    else:
        print_lines(receipt_in_words(number, receipt, asked.language))


def receipt_in_words(number: str, receipt: Receipt, language: Language) -> str:
    """One line for a receipt."""
    if receipt.position is None:
        return language.say(f"户{number}：已是如此，无须办理", f"Household {number}: nothing to do, it is so already")
    names = [fact_label(topic) for topic in receipt.facts]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return language.say(
        f"户{number}：已记录{zh}（序号{receipt.position}）",
        f"Household {number}: recorded {en} (position {receipt.position})",
    )


def exactly_one(**given: object) -> str:
    """The name of the one option that was given; any other number of them is a usage error."""
    named = [name for name, value in given.items() if value]
    if len(named) != 1:
        from casework.interfaces.cli.parameters import WrongValueError

        listed = " | ".join(f"--{name.replace('_', '-')}" for name in given)
        raise WrongValueError(zh=f"请选择其中一项（只能一项）：{listed}", en=f"Give exactly one of {listed}")
    return named[0]
