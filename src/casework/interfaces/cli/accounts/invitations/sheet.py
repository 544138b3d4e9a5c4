"""Inviting whom a sheet names on the command line, with what each row came to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click
from msgspec.structs import asdict

from casework.interfaces.cli.accounts.invitations.cards import Card, cards_page
from casework.interfaces.cli.accounts.invitations.invitation_link import said_by_qr
from casework.interfaces.cli.accounts.invitations.qr_codes import new_file, refuse_other_kind
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_next
from casework.interfaces.cli.parameters import WrongValueError
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.answers import next_step, plain
from casework.interfaces.wording.next_steps import AFTER_INVITATION_SHEET, recorded_without
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.invitation_sheets import ListedInvitation
    from casework.interfaces.workplace.bootstrap import Workplace


@click.command(
    "import",
    help="按表邀请：姓名、电话、职务、区划，一行一职；--dry-run 先看每行结果\n\n"
    "Invite whom a sheet names and propose their offices, a row an office; --dry-run shows what each row comes to.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", required=True)
@click.option("--dry-run", is_flag=True, help="只看每行结果，不记录 show what each row comes to, record nothing")
@click.option(
    "--qr",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="每人一张带二维码的卡片，供打印后当面交给本人 a card with a QR code for each, to print and hand out in person",
)
@acts(at=False)
@COMMAND_ID
def account_import_command(acting: Acting, file: Path, dry_run: bool, qr: Path | None, command_id: str | None) -> None:
    from casework.application.ledgers.process.ledger_reader import read_staff
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.invitation_sheets import InvitationSheet, ListedInvitation
    from casework.domain.accounts.invitation_sheet import SheetRow

    if qr is not None:
        _refuse_no_page(qr, dry_run)
    with workplace(acting) as place, ExitStack() as files:
        page = files.enter_context(new_file(qr)) if qr is not None else None
        desk = AccountDesk(place.casework)
        rows = [SheetRow(**asdict(row)) for row in read_staff(file, place.settings.limits)]
        divisions = {division.code: division.name for division in place.reading.divisions.by_code.values()}
        sheet = InvitationSheet(place.casework, desk, rows, divisions)
        if dry_run:
            listed = sheet.preview(by=acting.by, office=acting.office)
        else:
            listed = sheet.invite(by=acting.by, office=acting.office, command_id=command_id)
        cards = list(_cards(place, desk, listed)) if page is not None else []
        if page is not None and cards:
            page.write(cards_page(acting.language, cards))
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


def _refuse_no_page(qr: Path, dry_run: bool) -> None:
    refuse_other_kind(qr, (".html",))
    if dry_run:
        raise WrongValueError(
            zh="--qr 与 --dry-run 不能同时使用：试看时不发邀请码",
            en="--qr and --dry-run exclude each other: a trial gives out no codes",
        )


def _cards(place: Workplace, desk: AccountDesk, listed: Iterable[ListedInvitation]) -> Iterator[Card]:
    """A card for each account that was invited just now."""
    accounts, page = desk.directory.accounts, place.settings.activation_page
    for row in listed:
        if row.code:
            yield Card(
                sheet=row.sheet,
                row=row.row,
                account=row.account,
                office=row.office,
                code=row.code,
                content=said_by_qr(page, row.account, row.code),
                expires_at=accounts[row.account].expires_at,
            )
