"""Inviting whom a sheet names on the command line, with what each row came to."""

from __future__ import annotations

import sys
from pathlib import Path

import rich_click as click
from msgspec.structs import asdict

from casework.interfaces.cli.answers import next_step, plain
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_next
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.next_steps import AFTER_INVITATION_SHEET, recorded_without
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows


@click.command(
    "import",
    help="按表邀请：姓名、电话、职务、区划，一行一职；--dry-run 先看每行结果\n\n"
    "Invite whom a sheet names and propose their offices, a row an office; --dry-run shows what each row comes to.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", required=True)
@click.option("--dry-run", is_flag=True, help="只看每行结果，不记录 show what each row comes to, record nothing")
@acts(at=False)
@COMMAND_ID
def account_import_command(acting: Acting, file: Path, dry_run: bool, command_id: str | None) -> None:
    from casework.application.ledgers.process.ledger_reader import read_staff
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.invitation_sheets import InvitationSheet, ListedInvitation
    from casework.domain.accounts.invitation_sheet import SheetRow

    with workplace(acting) as place:
        desk = AccountDesk(place.casework)
        rows = [SheetRow(**asdict(row)) for row in read_staff(file, place.settings.limits)]
        divisions = {division.code: division.name for division in place.reading.divisions.by_code.values()}
        sheet = InvitationSheet(place.casework, desk, rows, divisions)
        if dry_run:
            listed = sheet.preview(by=acting.by, office=acting.office)
        else:
            listed = sheet.invite(by=acting.by, office=acting.office, command_id=command_id)
    following = recorded_without("--dry-run") if dry_run else AFTER_INVITATION_SHEET
    refused = sum(row.refused is not None for row in listed)
    if acting.json:
        answer = {"rows": [plain(row) for row in listed], "refused": refused, "recorded": not dry_run}
        print_json(answer | next_step(following))
    else:
        print_rows(acting.language, ListedInvitation, listed)
        print_next(acting.language, following)
    if refused and refused == len(listed):
        sys.exit(ExitCode.REFUSED)
