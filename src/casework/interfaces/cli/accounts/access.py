"""Access records on the command line: read by the auditor, removed when their time is over; both are recorded."""

from __future__ import annotations

from datetime import datetime

import rich_click as click

from casework.domain.codes.rights import AccessRetention
from casework.interfaces.cli.answers import as_json, next_step
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, code_option
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import LastMomentType, MomentType, NameType
from casework.interfaces.wording.next_steps import AFTER_PURGE
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows


@click.group(
    "access", help="访问记录：谁何时查看、导出、被拒绝什么\n\nWho saw, exported or was refused what, and when."
)
def access_group() -> None:
    """Group what is done with access records."""


@access_group.command(
    "list",
    help="访问记录（审计员）；查看本身也留痕\n\nAccess records, for the auditor; that they were read is recorded too.",
)
@click.option("--account", type=NameType(), metavar="ACCOUNT", help="只列此账号 this account's alone")
@click.option("--household", type=NameType(), metavar="HOUSEHOLD", help="只列此户 of this household alone")
@click.option("--from", "since", type=MomentType(), metavar="TIME", help="起始时间 from this time on")
@click.option("--until", type=LastMomentType(), metavar="TIME", help="截止时间（日期含当日） until, a day included")
@acts(at=False)
def access_list_command(
    acting: Acting, account: str | None, household: str | None, since: datetime | None, until: datetime | None
) -> None:
    from casework.application.access.listings import ListedAccess, listed_access
    from casework.application.log.records.access import AccessWanted

    with workplace(acting) as place:
        casework = place.casework
        found = place.reading.find(household, scope=place.scope).id if household else None
        casework.access.note("access list", by=acting.by, office=casework.office, household=found)
        accounts = (casework.actors.number(account), *casework.actors.signatures(account)) if account else None
        wanted = AccessWanted(accounts=accounts, household=found, since=since, until=until)
        rows = listed_access(casework.log, wanted)
    if acting.json:
        print_json([as_json(row) for row in rows])
    elif rows:
        print_rows(acting.language, ListedAccess, rows)
    else:
        print_lines(acting.language.say(*ListedAccess.empty))


@access_group.command(
    "purge",
    help="清理已过保存期限的访问记录；未到期限的一律不清理\n\n"
    "Remove access records whose time is over; before that nothing is removed.",
)
@click.option(
    "--before", type=MomentType(), required=True, metavar="TIME", help="此时间以前的记录 those made before this time"
)
@code_option("--retention", AccessRetention, "保存类别", "which class", required=True)
@acts(at=False)
def access_purge_command(acting: Acting, before: datetime, retention: AccessRetention) -> None:
    with workplace(acting) as place:
        access, log = place.casework.access, place.casework.log
        access.note("access purge", by=acting.by, office=place.casework.office, reads=False)
        removed = access.purge(retention, before, now=log.now())
    if acting.json:
        print_json({"retention": retention, "removed": removed} | next_step(AFTER_PURGE))
        return
    print_lines(acting.language.say(f"已清理访问记录{removed}条", f"{removed} access records removed"))
    print_next(acting.language, AFTER_PURGE)
