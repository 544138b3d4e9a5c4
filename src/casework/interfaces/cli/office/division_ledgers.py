"""Opening the ledgers of divisions by hand; otherwise the daily job does, where the policy asks something of them."""

from __future__ import annotations

import rich_click as click

from casework.domain.decisions.ledgers.ledger import KEPT_BY
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.cli.parameters import RegionType
from casework.interfaces.workplace.invocation import Acting


@click.command(
    "open-ledgers",
    help="建立台账：区划内有户的各村和乡镇，从此有自己的期限；已建立的不重复\n\n"
    "Keep the ledgers of all villages with households, and of their townships, in a region (GY-2b).",
)
@click.argument("region", type=RegionType(), metavar="REGION", required=True, help="区划代码 code of a division")
@acts(at=False)
def open_ledgers_command(acting: Acting, region: str) -> None:
    from casework.application.writing.references.ledger_openings import open_ledgers
    from projections.lists.division_lookup import villages_with_households
    from scheduler.duties.division_ledgers import divisions_of

    with workplace(acting) as place:
        place.reading.catch_up()
        villages = villages_with_households(place.reading.engine, region)
        opened = open_ledgers(place.casework, divisions_of(villages, set(KEPT_BY)), by=acting.by)
    if acting.json:
        print_json({"opened": opened})
        return
    nothing = acting.language.say("已是如此，无须建立", "They are kept already, nothing recorded")
    print_lines(acting.language.say(f"已建立{opened}本台账", f"Opened {opened} ledgers") if opened else nothing)
