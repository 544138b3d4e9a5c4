"""Accounts on the command line: made, invited, activated, disabled, and whose an older name was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click
from msgspec.structs import asdict

from casework.domain.codes.accounts import DisabledReason
from casework.domain.divisions.codes import full_code
from casework.interfaces.cli.accounts.export_permission import account_allow_export_command
from casework.interfaces.cli.accounts.hidden_words import new_password
from casework.interfaces.cli.accounts.identity import (
    NAME,
    TELEPHONE,
    account_invite_command,
    account_unmask_command,
    code_in,
    few_administrators,
    read_argument,
)
from casework.interfaces.cli.accounts.password import account_password_command, account_reset_command
from casework.interfaces.cli.accounts.relatives import account_relative_command, account_relative_end_command
from casework.interfaces.cli.accounts.second_factor import account_second_factor_command
from casework.interfaces.cli.accounts.session import account_sign_in_command, account_sign_out_command
from casework.interfaces.cli.accounts.token import account_token_group
from casework.interfaces.cli.answers import next_step, plain
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, asks, unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import CodeType, NameType, RegionType, WrongValueError, labels
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.next_steps import (
    AFTER_ACTIVATION,
    AFTER_DISABLING_PROPOSED,
    AFTER_FEW_ADMINISTRATORS,
    AFTER_FIRST_ACCOUNT,
    AFTER_INVITATION_SHEET,
    AFTER_STATUS,
    NextStep,
    recorded_without,
)
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.settings import Mode
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.writing.receipts import Receipt

_PASSWORD = click.option(
    "--password",
    "chooses",
    is_flag=True,
    help="同时设置登录密码（在终端中询问，或从标准输入读一行） choose a password for signing in: asked for, or a line of stdin",
)
_ACCOUNT = click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")


@click.group("account", help="账号：建立、邀请、启用、停用\n\nAccounts: made, invited, activated, disabled (ADR 0037).")
def account_group() -> None:
    """Group what is done with accounts."""


@account_group.command(
    "init",
    help="建立首名（及第二名）系统管理员账号，由系统维护人员运行；此后只有账号可以办理\n\n"
    "Make the first administrator, and a second one who grants what the first proposes. From then on only accounts act.",
)
@NAME
@TELEPHONE
@click.option(
    "--region", type=RegionType(), metavar="CODE", required=True, help="所在市的区划代码 the city's division code"
)
@_PASSWORD
@unsigned
def account_init_command(asked: Asked, name: str, telephone: str, region: str, chooses: bool) -> None:
    from casework.application.authentication.sign_in import SignIn
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.codes.offices import Role
    from casework.domain.divisions.offices import office_for
    from casework.domain.fact import ActingOffice

    office = office_for(ActingOffice(role=Role.SYSTEM_ADMINISTRATOR), full_code(region))
    with workplace(asked) as place:
        name = read_argument(name)
        _refuse_without_password(place.settings.mode, chooses)
        desk = AccountDesk(place.casework)
        if chooses:
            sign_in = SignIn(place.casework, place.settings.database)
            number = sign_in.install(name, telephone, office.division, new_password(asked.language))
        else:
            number = desk.install(name, telephone, office.division)
    if asked.json:
        print_json({"account": number, "office": str(office)} | next_step(AFTER_FIRST_ACCOUNT))
        return
    print_lines(asked.language.say(f"系统管理员账号：{number}", f"The administrator's account: {number}"))
    print_next(asked.language, AFTER_FIRST_ACCOUNT)


@account_group.command(
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


@account_group.command(
    "activate",
    help="凭邀请码启用账号；或以 --again 恢复已停用的账号（须另行授职）\n\n"
    "Answer an invitation with its code, or let a disabled account be used again with --again; its offices are granted anew.",
)
@click.argument(
    "code",
    metavar="CODE",
    type=NameType(),
    required=True,
    help="邀请码或其链接，或账号（- 从标准输入读） the code or its link, or the account; - reads stdin",
)
@click.option("--again", "repeated", is_flag=True, help="恢复已停用的账号 let a disabled account be used again")
@_PASSWORD
@acts(at=False, looks="code")
@COMMAND_ID
def account_activate_command(acting: Acting, code: str, repeated: bool, chooses: bool, command_id: str | None) -> None:
    from casework.application.authentication.sign_in import SignIn
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.invitations import reactivate

    asked = Asked(database=acting.database, language=acting.language, json=acting.json)
    with workplace(acting if repeated else asked, unasked=not repeated) as place:  # a code is answered by nobody yet
        desk, code = AccountDesk(place.casework), read_argument(code)
        if repeated:
            _refuse_nobody(acting)
            receipt = desk.act(
                "account activate",
                reactivate,
                {"account": code},
                by=acting.by,
                office=acting.office,
                command_id=command_id,
            )
            _say(acting, receipt, AFTER_ACTIVATION)
            return
        _refuse_without_password(place.settings.mode, chooses)
        if chooses:
            sign_in = SignIn(place.casework, place.settings.database)
            number = sign_in.activate(code_in(code), new_password(acting.language), command_id=command_id)
        else:
            number = desk.activate(code_in(code), command_id=command_id)
    if acting.json:
        print_json({"account": number} | next_step(AFTER_ACTIVATION))
        return
    print_lines(acting.language.say(f"账号{number}已启用", f"Account {number} is active"))
    print_next(acting.language, AFTER_ACTIVATION)


@account_group.command(
    "disable",
    help="停用账号：不能再办理，所任职务随之终止；系统管理员、审计员、个人信息保护负责人的账号由两名管理员先后办理\n\n"
    "Disable an account: it acts no more and holds no office. Of an administrator, an auditor or whoever answers for personal data "
    "two administrators say so, one after the other.",
)
@_ACCOUNT
@click.option(
    "--reason", type=CodeType(DisabledReason), metavar="CODE", required=True, help=f"原因 why: {labels(DisabledReason)}"
)
@acts(at=False)
@COMMAND_ID
def account_disable_command(acting: Acting, account: str, reason: DisabledReason, command_id: str | None) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.invitations import disable

    with workplace(acting) as place:
        receipt = AccountDesk(place.casework).act(
            "account disable",
            disable,
            {"account": account, "reason": reason},
            by=acting.by,
            office=acting.office,
            command_id=command_id,
        )
        few = few_administrators(place)
    following = AFTER_FEW_ADMINISTRATORS if few else AFTER_STATUS
    _say(acting, receipt, AFTER_DISABLING_PROPOSED if receipt.facts == ("disabling-proposed",) else following)


@account_group.command(
    "adopt",
    help="认领旧名：说明账号建立前以某名办理的是谁；此后仍以该名签署\n\n"
    "Say once whose the older entries under a bare name are; the account goes on signing with it.",
)
@click.argument("name", metavar="NAME", type=NameType(), required=True, help="旧名 the earlier name")
@_ACCOUNT
@acts(at=False)
@COMMAND_ID
def account_adopt_command(acting: Acting, name: str, account: str, command_id: str | None) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.invitations import adopt_name

    with workplace(acting) as place:
        receipt = AccountDesk(place.casework).act(
            "account adopt",
            adopt_name,
            {"account": account, "name": name},
            by=acting.by,
            office=acting.office,
            command_id=command_id,
        )
    _say(acting, receipt, AFTER_STATUS)


@account_group.command(
    "list", help="账号一览：状态、任职、外出；姓名、电话部分隐去\n\nAll accounts, with names and telephones masked."
)
@asks
def account_list_command(asked: Asked) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.listings import ListedAccount, listed_accounts

    with workplace(asked) as place:
        desk = AccountDesk(place.casework)
        rows = listed_accounts(desk, desk.today)
    if asked.json:
        print_json(rows)
    else:
        print_rows(asked.language, ListedAccount, rows)


account_group.add_command(account_invite_command)
account_group.add_command(account_unmask_command)
account_group.add_command(account_password_command)
account_group.add_command(account_reset_command)
account_group.add_command(account_second_factor_command)
account_group.add_command(account_allow_export_command)
account_group.add_command(account_relative_command)
account_group.add_command(account_relative_end_command)
account_group.add_command(account_sign_in_command)
account_group.add_command(account_sign_out_command)
account_group.add_command(account_token_group)


def _refuse_without_password(mode: Mode, chooses: bool) -> None:
    if mode is Mode.PRODUCTION and not chooses:
        raise WrongValueError(
            zh="生产模式下启用账号须同时设置密码：加 --password",
            en="In production mode an account is activated with a password: add --password",
        )


def _refuse_nobody(acting: Acting) -> None:
    if not acting.by:
        raise WrongValueError(zh="恢复账号须写明办理人：--as", en="Say who does it: --as")


def _say(acting: Acting, receipt: Receipt, following: NextStep) -> None:
    if acting.json:
        print_json({"position": receipt.position, "facts": list(receipt.facts)} | next_step(following))
        return
    if receipt.position is None:
        print_lines(acting.language.say("已是如此，无须办理", "It is so already"))
    else:
        print_lines(acting.language.say("已记录", "Recorded"))
    print_next(acting.language, following)
