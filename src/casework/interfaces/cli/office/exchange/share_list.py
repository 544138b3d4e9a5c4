"""What a system outside has not got yet: listed, or written as a workbook to be entered there (GY-1c)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.sources import ExternalSystem, Shown
from casework.domain.divisions.codes import full_code
from casework.domain.labels import Label
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks, unmasks
from casework.interfaces.cli.output import print_json, print_lines, print_wanted
from casework.interfaces.cli.parameters import CodeType, RegionType
from casework.interfaces.reception.acts import unmask
from casework.interfaces.wording.filter_words import Said, Wanted
from casework.interfaces.workplace.invocation import Asked, Unmasking
from casework.interfaces.workplace.rows_in_sheet import refuse_existing, write_rows
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casework.application.register.members_to_share import UnsharedMember

_SYSTEMS = "、".join(f"{system} {system.zh}" for system in ExternalSystem)


@click.command(
    "to-share",
    help="待录入：某系统尚未录入的户和成员，含该系统的编号；可写成工作簿\n\n"
    "What a system outside has not got yet, one line a member, with its codes there; --out writes a workbook. `shared` "
    "records what was entered.",
)
@click.argument("system", type=CodeType(ExternalSystem), metavar="SYSTEM", required=True, help=_SYSTEMS)
@click.option("--region", type=RegionType(), metavar="CODE", required=True, help="哪个区划 of which division")
@click.option("--out", type=click.Path(path_type=Path), metavar="OUT.xlsx", help="写成工作簿 write a workbook")
@asks
@unmasks
def to_share_command(
    asked: Asked, unmasking: Unmasking | None, system: ExternalSystem, region: str, out: Path | None
) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.register.members_to_share import UnsharedMember, unshared_members
    from projections.lists.filters import HouseholdFilter

    if out is not None:
        refuse_existing(out)
    with workplace(asked) as place:
        place.reading.catch_up()
        now = place.clock.now()
        board = place.reading.board.households(
            HouseholdFilter(not_shared_with=system), scope=place.scope, region=region, now=now
        )
        if unmasking is not None:
            AccountDesk(place.casework).refuse_bulk_export(
                unmasking.by, division=full_code(region), households=len(board.rows)
            )
        rows = list(
            unshared_members(
                place.casework,
                [each.id for each in board.rows],
                system,
                place.reading.known_divisions(shanghai_date(now)).name,
                unmasked=lambda household: unmask(place, household, Shown.TO_SHARE, unmasking),
            )
        )
    if out is not None:
        write_rows(out, asked.language, UnsharedMember, rows, ("village", "village_name", *UnsharedMember.on_screen))
    _say(asked, rows, out)
    if not asked.json:
        print_wanted(asked, Wanted(own=(Said("system", Label("系统", "system"), system),)), region)


def _say(asked: Asked, rows: Sequence[UnsharedMember], out: Path | None) -> None:
    from casework.application.register.members_to_share import UnsharedMember

    if asked.json:
        print_json(rows)
    elif out is not None:
        print_lines(asked.language.say(f"{len(rows)}人已写入 {out}", f"{len(rows)} members written to {out}"))
    elif rows:
        print_rows(asked.language, UnsharedMember, rows)
    else:
        print_lines(asked.language.say(*UnsharedMember.empty))
