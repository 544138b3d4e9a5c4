"""Declaring the households of one's relatives on the command line, and ending that for somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import rich_click as click

from casework.domain.errors import HouseholdUnknownError
from casework.interfaces.cli.accounts.directory_acts import act, say_done
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.next_steps import AFTER_RELATIVE
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace

_WRITTEN = re.compile(r"(\d{12})/(.+)")
_HOUSEHOLD = click.argument(
    "household", metavar="HOUSEHOLD", type=NameType(), required=True, help="户（他处的户写作 村代码/户编号） household"
)


@click.command(
    "relative",
    help="申报本人或亲属的户：此后须回避，由他人办理\n\n"
    "Declare your own household, or one of relatives: somebody else acts on it from then on.",
)
@_HOUSEHOLD
@acts(at=False)
@COMMAND_ID
def account_relative_command(acting: Acting, household: str, command_id: str | None) -> None:
    from casework.domain.accounts.relatives import declare_relative

    with workplace(acting) as place:
        said = {"account": acting.by, "household": _meant(place, household)}
        receipt = act(place, acting, "account relative", declare_relative, said, command_id)
    say_done(acting, receipt, AFTER_RELATIVE)


@click.command(
    "relative-end",
    help="解除另一账号对一户的回避（户写系统编号，或 村代码/户编号）\n\n"
    "End that another account keeps out of a household, by its id or VILLAGE/NUMBER.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@_HOUSEHOLD
@acts(at=False)
@COMMAND_ID
def account_relative_end_command(acting: Acting, account: str, household: str, command_id: str | None) -> None:
    from casework.domain.accounts.relatives import end_relative

    with workplace(acting) as place:
        said = {"account": account, "household": _meant(place, household)}
        receipt = act(place, acting, "account relative-end", end_relative, said, command_id)
    say_done(acting, receipt, AFTER_RELATIVE)


def _meant(place: Workplace, said: str) -> UUID:
    """The household that is meant; one out of sight by its village's code and number, be it there or not."""
    from casework.application.log.records.household_ids import household_id
    from projections.lists.household_finder import id_in

    if (known := id_in(said)) is not None:
        return known
    try:
        return place.reading.find(said, scope=place.scope).id
    except HouseholdUnknownError:
        written = _WRITTEN.fullmatch(said)
        if written is None:
            raise
        return household_id(place.casework.keys.ids, village=written[1], number=written[2])
