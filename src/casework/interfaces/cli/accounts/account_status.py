"""How accounts stand on the command line: disabled, known by an earlier name, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.codes.accounts import DisabledReason
from casework.interfaces.cli.accounts.arguments import ACCOUNT
from casework.interfaces.cli.accounts.directory_acts import act, say_done
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, asks
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.cli.parameters import CodeType, NameType, labels
from casework.interfaces.wording.next_steps import AFTER_DISABLING_PROPOSED, AFTER_FEW_ADMINISTRATORS, AFTER_STATUS
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace


@click.command(
    "disable",
    help="停用账号：不能再办理，所任职务随之终止；系统管理员、审计员、个人信息保护负责人的账号由两名管理员先后办理\n\n"
    "Disable an account: it acts no more and holds no office. Of an administrator, an auditor or whoever answers for personal data "
    "two administrators say so, one after the other.",
)
@ACCOUNT
@click.option(
    "--reason", type=CodeType(DisabledReason), metavar="CODE", required=True, help=f"原因 why: {labels(DisabledReason)}"
)
@acts(at=False)
@COMMAND_ID
def account_disable_command(acting: Acting, account: str, reason: DisabledReason, command_id: str | None) -> None:
    from casework.domain.accounts.invitations import disable

    with workplace(acting) as place:
        said = {"account": account, "reason": reason}
        receipt = act(place, acting, "account disable", disable, said, command_id)
        few = _few_administrators(place)
    following = AFTER_FEW_ADMINISTRATORS if few else AFTER_STATUS
    say_done(acting, receipt, AFTER_DISABLING_PROPOSED if receipt.facts == ("disabling-proposed",) else following)


@click.command(
    "adopt",
    help="认领旧名：说明账号建立前以某名办理的是谁；此后仍以该名签署\n\n"
    "Say once whose the older entries under a bare name are; the account goes on signing with it.",
)
@click.argument("name", metavar="NAME", type=NameType(), required=True, help="旧名 the earlier name")
@ACCOUNT
@acts(at=False)
@COMMAND_ID
def account_adopt_command(acting: Acting, name: str, account: str, command_id: str | None) -> None:
    from casework.domain.accounts.invitations import adopt_name

    with workplace(acting) as place:
        said = {"account": account, "name": name}
        receipt = act(place, acting, "account adopt", adopt_name, said, command_id)
    say_done(acting, receipt, AFTER_STATUS)


@click.command(
    "list",
    help="账号一览：状态、任职、外出、待办、最近重设密码；姓名、电话部分隐去\n\n"
    "All accounts: offices, absences, what waits for whose word, the last code for a password; names and telephones masked.",
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
    elif rows:
        print_rows(asked.language, ListedAccount, rows)
    else:
        print_lines(asked.language.say(*ListedAccount.empty))


def _few_administrators(place: Workplace) -> bool:
    """Whether fewer administrators are left than it takes to grant an office."""
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.invitations import ADMINISTRATORS
    from casework.domain.codes.offices import Role

    desk = AccountDesk(place.casework)
    return len(desk.directory.with_role(Role.SYSTEM_ADMINISTRATOR, desk.today)) < ADMINISTRATORS
