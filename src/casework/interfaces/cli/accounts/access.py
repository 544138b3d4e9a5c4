"""Access records on the command line: read by the auditor, removed when their time is over; both are recorded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import rich_click as click
from msgspec.structs import asdict

from casework.domain.codes.rights import AccessRetention
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, code_option
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import LastMomentType, MomentType, NameType
from casework.interfaces.wording.answers import as_json, next_step
from casework.interfaces.wording.next_steps import AFTER_ARCHIVE, AFTER_PURGE
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace


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
        found = _meant(place, household) if household else None
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


CLASS = code_option("--retention", AccessRetention, "保存类别", "which class", required=True)
BEFORE = click.option(
    "--before", type=MomentType(), required=True, metavar="TIME", help="此时间以前的记录 those made before this time"
)


@access_group.command(
    "archive",
    help="访问记录存档（审计员）：逐条相连、加封，可核验，不含姓名和证件号码\n\n"
    "Write access records to a file that shows whether it is whole, for the auditor.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="存档文件 the archive to write",
)
@BEFORE
@CLASS
@acts(at=False)
def access_archive_command(acting: Acting, out: Path, before: datetime, retention: AccessRetention) -> None:
    from casework.application.access.archives import archive_lines, read_archive
    from casework.interfaces.workplace.rows_in_sheet import new_file

    with workplace(acting) as place:
        casework = place.casework
        with new_file(out) as file:
            casework.access.note("access archive", by=acting.by, office=casework.office)
            file.writelines(
                line + b"\n" for line in archive_lines(casework.log.access, casework.keys, retention, before)
            )
        with out.open("rb") as written:
            archive = read_archive(written, casework.keys)
    if acting.json:
        print_json(asdict(archive) | next_step(AFTER_ARCHIVE))
        return
    print_lines(acting.language.say(f"已存档访问记录{archive.count}条", f"{archive.count} access records archived"))
    print_next(acting.language, AFTER_ARCHIVE)


@access_group.command(
    "verify",
    help="核验访问记录存档是否完整、未被改动（审计员）\n\nWhether an archive of access records is whole, for the auditor.",
)
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="存档 the archive"
)
@acts(at=False)
def access_verify_command(acting: Acting, file: Path) -> None:
    from casework.application.access.archives import read_archive

    with workplace(acting) as place:
        place.casework.access.note("access verify", by=acting.by, office=place.casework.office)
        with file.open("rb") as written:
            archive = read_archive(written, place.casework.keys)
    if acting.json:
        print_json(asdict(archive))
        return
    zh = f"存档完整：{archive.retention.zh}，{archive.before:%Y-%m-%d}以前，{archive.count}条"
    en = f"The archive is whole: {archive.retention.en}, before {archive.before:%Y-%m-%d}, {archive.count} records"
    print_lines(acting.language.say(zh, en))


def _meant(place: Workplace, said: str) -> UUID:
    """The household that is meant, by its id also one that nobody here may see: who looked is asked, not what there is."""
    from projections.lists.household_finder import id_in

    return id_in(said) or place.reading.find(said, scope=place.scope).id


@access_group.command(
    "purge",
    help="清理已过保存期限的访问记录；未到期限的一律不清理\n\n"
    "Remove access records whose time is over; before that nothing is removed.",
)
@click.option(
    "--archive",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="只清理此存档所存的记录 only if this archive holds exactly what is removed",
)
@BEFORE
@CLASS
@acts(at=False)
def access_purge_command(acting: Acting, archive: Path | None, before: datetime, retention: AccessRetention) -> None:
    from casework.application.access.archives import read_archive

    with workplace(acting) as place:
        access, log, keys = place.casework.access, place.casework.log, place.casework.keys
        access.note("access purge", by=acting.by, office=place.casework.office, reads=False)
        held = None
        if archive is not None:
            with archive.open("rb") as written:
                held = read_archive(written, keys)
        removed = access.purge(retention, before, now=log.now(), archive=held, keys=keys)
    if acting.json:
        print_json({"retention": retention, "removed": removed} | next_step(AFTER_PURGE))
        return
    print_lines(acting.language.say(f"已清理访问记录{removed}条", f"{removed} access records removed"))
    print_next(acting.language, AFTER_PURGE)
