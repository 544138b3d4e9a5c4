"""Declaring the households of one's relatives on the command line, and ending that for somebody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
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


@click.command(
    "not-relative",
    help="答复：该户不是本人或亲属的户（办理时询问过的）\n\n"
    "Answer that a household of your surname at your address is none of your family; the answer is on record.",
)
@_HOUSEHOLD
@acts(at=False)
@COMMAND_ID
def account_not_relative_command(acting: Acting, household: str, command_id: str | None) -> None:
    from casework.domain.accounts.relatives import deny_relative

    with workplace(acting) as place:
        meant, casework = _meant(place, household), place.casework
        said = {"account": acting.by, "household": meant}
        receipt = act(place, acting, "account not-relative", deny_relative, said, command_id)
        casework.access.note("account not-relative", by=acting.by, office=casework.office, household=meant, reads=False)
    say_done(acting, receipt, AFTER_RELATIVE)


@click.command(
    "home",
    help="申报本人住址：村里同姓、同组的户，办理前问一次是否亲属\n\n"
    "Declare where you live: before you act on households of your surname there, you are asked once whether they are family.",
)
@click.argument("village", metavar="VILLAGE", type=NameType(), required=True, help="村代码或名称 village")
@click.option("--group", type=NameType(), default="", metavar="GROUP", help="村民小组（加密保存） group, sealed")
@acts(at=False)
@COMMAND_ID
def account_home_command(acting: Acting, village: str, group: str, command_id: str | None) -> None:
    from casework.application.places.villages import village_named
    from casework.domain.accounts.relatives import declare_home

    with workplace(acting) as place:
        casework, today = place.casework, shanghai_date(place.clock.now())
        lives = village_named(casework.log, casework.keys, village, today)
        said = {"account": acting.by, "village": lives, "group": group}
        receipt = act(place, acting, "account home", declare_home, said, command_id)
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
