"""Policies and calendars that wait for a second person: listed, their texts, and not published."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import MemberType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import after_deciding
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.rules.proposals import Publications
    from casework.interfaces.wording.language import Language
    from casework.interfaces.workplace.bootstrap import Workplace

Decide = Callable[[Acting, "Workplace", int, bool, str | None], None]
"""Publishes what waits under a number for whoever acts; with the flag only says what would change."""

_NUMBER = click.argument(
    "number", metavar="N", type=MemberType(), required=True, help="提请号 the number of the proposal"
)
_NUMBER_OF_TEXT = click.argument(
    "number", metavar="[N]", type=MemberType(), required=False, help="输出该提请的原文 print the text of this one"
)
_REFUSE = click.option(
    "--refuse", is_flag=True, help="不发布（提请人可自行撤回） do not publish it; whoever proposed it takes it back so"
)


def proposals_command(words: str, publications: Callable[[Workplace], Publications]) -> click.Command:
    """The command that lists what waits of a kind, or prints the text of one; `words` are its help."""

    @click.command("proposals", help=words)
    @_NUMBER_OF_TEXT
    @asks
    def command(asked: Asked, number: int | None) -> None:
        with workplace(asked) as place:
            _print_waiting(asked, place, publications(place), number)

    return command


def decide_command(
    group: str, words: str, trial: str, publications: Callable[[Workplace], Publications], decide: Decide
) -> click.Command:
    """
    The command by which a second person publishes what waits, or does not; `words` are its help, `trial` that of `--dry-run`.

    `decide` publishes what waits under a number, or only says what would change, and tells of it.
    """

    @click.command("decide", help=words)
    @_NUMBER
    @_REFUSE
    @click.option("--dry-run", is_flag=True, help=trial)
    @acts(at=False)
    @COMMAND_ID
    def command(acting: Acting, number: int, refuse: bool, dry_run: bool, command_id: str | None) -> None:
        with workplace(acting) as place:
            if refuse:
                _refuse(acting, publications(place), group, number, command_id)
            else:
                decide(acting, place, number, dry_run, command_id)

    return command


def _print_waiting(asked: Asked, place: Workplace, publications: Publications, number: int | None) -> None:
    """What waits, or the text of one of them as it was proposed. Raises PublicationUnknownError."""
    from casework.application.rules.proposals import WaitingPublication
    from casework.interfaces.wording.cells import CellWords

    if number is not None:
        click.echo(publications.waiting(number).text, nl=False)
        return
    rows = publications.listed()
    if asked.json:
        print_json(rows)
    else:
        words = CellWords(asked.language, divisions=lambda: place.reading.divisions)
        print_rows(asked.language, WaitingPublication, rows, words)


def print_proposed(language: Language, number: int, version: str) -> None:
    """That something waits for a second person now."""
    print_lines(
        language.say(
            f"已提请发布第{version}版（提请号 {number}），须由另一人决定，尚未施行",
            f"Version {version} is proposed under number {number}; a second person decides, it does not hold yet",
        )
    )


def _refuse(acting: Acting, publications: Publications, group: str, number: int, command_id: str | None) -> None:
    """Do not publish what waits, and say so; raises as `Publications.refuse` does."""
    receipt = publications.refuse(number, by=acting.by, command_id=command_id)
    following = after_deciding(group)
    if acting.json:
        print_json({"proposal": number, "refused": True, "position": receipt.position} | next_step(following))
    else:
        print_lines(acting.language.say(f"提请 {number} 不予发布", f"Proposal {number} is not published"))
        print_next(acting.language, following)
