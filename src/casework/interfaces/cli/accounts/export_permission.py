"""Letting somebody else take the data of many households out in full."""

from __future__ import annotations

from datetime import date

import rich_click as click

from casework.domain.divisions.codes import full_code
from casework.domain.written.days import Lies
from casework.interfaces.cli.answers import next_step
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
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
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.exports import allow_bulk_export

    division = full_code(region)
    with workplace(acting) as place:
        refuse_unknown(division, place.reading.divisions)
        receipt = AccountDesk(place.casework).act(
            "account allow-export",
            allow_bulk_export,
            {"account": account, "division": division, "until_on": until_on},
            by=acting.by,
            office=acting.office,
            command_id=command_id,
        )
    if acting.json:
        answer = {"position": receipt.position, "facts": list(receipt.facts)}
        print_json(answer | next_step(AFTER_EXPORT_PERMISSION))
        return
    said = ("已记录", "Recorded") if receipt.facts else ("已是如此，无须办理", "It is so already")
    print_lines(acting.language.say(*said))
    print_next(acting.language, AFTER_EXPORT_PERMISSION)
