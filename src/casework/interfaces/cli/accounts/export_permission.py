"""Letting somebody else take the data of many households out in full."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.divisions.codes import full_code
from casework.domain.written.days import Lies
from casework.interfaces.cli.accounts.directory_acts import act, say_done
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.parameters import DayType, NameType, RegionType
from casework.interfaces.cli.rules.rules_without_database import refuse_unknown
from casework.interfaces.wording.next_steps import AFTER_EXPORT_PERMISSION
from casework.interfaces.workplace.invocation import Acting


@click.command(
    "allow-export",
    help="准许另一人批量导出某区划的完整数据，至某日\n\n"
    "Let somebody else take the data of many households out in full, in a division until a day.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.option("--region", type=RegionType(), metavar="CODE", required=True, help="哪个区划 of which division")
@click.option(
    "--until", "until_on", type=DayType(Lies.AHEAD), required=True, metavar="DATE", help="最后一日 the last day"
)
@acts(at=False)
@COMMAND_ID
def account_allow_export_command(
    acting: Acting, account: str, region: str, until_on: date, command_id: str | None
) -> None:
    from casework.domain.accounts.exports import allow_bulk_export

    division = full_code(region)
    with workplace(acting) as place:
        refuse_unknown(division, place.reading.divisions)
        said = {"account": account, "division": division, "until_on": until_on}
        receipt = act(place, acting, "account allow-export", allow_bulk_export, said, command_id)
    say_done(acting, receipt, AFTER_EXPORT_PERMISSION)
