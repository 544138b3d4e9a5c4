"""The group of commands on accounts, and the first one, by which an installation gets its administrators."""

from __future__ import annotations

import rich_click as click

from casework.domain.divisions.codes import full_code
from casework.interfaces.cli.accounts.account_status import (
    account_adopt_command,
    account_disable_command,
    account_list_command,
)
from casework.interfaces.cli.accounts.arguments import (
    NAME,
    PASSWORD,
    TELEPHONE,
    read_argument,
    refuse_without_password,
)
from casework.interfaces.cli.accounts.export_permission import account_allow_export_command
from casework.interfaces.cli.accounts.identity import account_unmask_command
from casework.interfaces.cli.accounts.invitations.activation import account_activate_command
from casework.interfaces.cli.accounts.invitations.invitation import account_invite_command
from casework.interfaces.cli.accounts.invitations.sheet import account_import_command
from casework.interfaces.cli.accounts.relatives import (
    account_home_command,
    account_not_relative_command,
    account_relative_command,
    account_relative_end_command,
)
from casework.interfaces.cli.accounts.sign_in.hidden_words import new_password
from casework.interfaces.cli.accounts.sign_in.password import account_password_command, account_reset_command
from casework.interfaces.cli.accounts.sign_in.second_factor import account_second_factor_command
from casework.interfaces.cli.accounts.sign_in.session import account_sign_in_command, account_sign_out_command
from casework.interfaces.cli.accounts.sign_in.token import account_token_group
from casework.interfaces.cli.accounts.sign_on.commands import (
    account_link_command,
    account_sign_on_command,
    account_unlink_command,
)
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import RegionType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_FIRST_ACCOUNT
from casework.interfaces.workplace.invocation import Asked


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
@PASSWORD
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
        refuse_without_password(place.settings.mode, chooses)
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


for command in (
    account_invite_command,
    account_import_command,
    account_activate_command,
    account_disable_command,
    account_adopt_command,
    account_list_command,
    account_unmask_command,
    account_password_command,
    account_reset_command,
    account_second_factor_command,
    account_allow_export_command,
    account_relative_command,
    account_relative_end_command,
    account_not_relative_command,
    account_home_command,
    account_sign_in_command,
    account_sign_on_command,
    account_link_command,
    account_unlink_command,
    account_sign_out_command,
    account_token_group,
):
    account_group.add_command(command)
