"""Who somebody is on the command line: oneself, whoever is invited, and who is seen in full with a reason."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import rich_click as click

from casework.interfaces.cli.answers import next_step
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import STDIN, NameType
from casework.interfaces.wording.moments import minute
from casework.interfaces.wording.next_steps import AFTER_INVITATION, AFTER_STATUS
from casework.interfaces.workplace.invocation import Acting, Asked

if TYPE_CHECKING:
    from casework.application.personnel.account_desk import Invited
    from casework.interfaces.workplace.bootstrap import Workplace

LINK: Final = "casework:activate?code="
"""What an invitation's link begins with; the code is all that follows, so that a QR code of it names nobody."""

NAME = click.argument(
    "name",
    metavar="NAME",
    type=NameType(),
    required=True,
    help="姓名（加密保存；- 从标准输入读） name, kept sealed; - reads stdin",
)
TELEPHONE = click.option(
    "--telephone", type=NameType(), metavar="TEXT", default="", help="电话（加密保存） telephone, kept sealed"
)


@click.command(
    "invite",
    help="邀请开通账号，或以 --again 重发邀请码；邀请码只显示一次，七日内有效\n\n"
    "Invite somebody, or give another code with --again. The code is shown once, works once, and for seven days.",
)
@NAME
@TELEPHONE
@click.option("--again", "repeated", is_flag=True, help="NAME 处写账号：重发邀请码 NAME is an account: another code")
@click.option(
    "--another", is_flag=True, help="确为另一人，虽有同名账号 somebody else, though an account has this name already"
)
@acts(at=False)
@COMMAND_ID
def account_invite_command(
    acting: Acting, name: str, telephone: str, repeated: bool, another: bool, command_id: str | None
) -> None:
    from casework.application.personnel.account_desk import AccountDesk

    with workplace(acting) as place:
        desk, name = AccountDesk(place.casework), read_argument(name)
        if repeated:
            made = desk.invite_again(name, by=acting.by, office=acting.office, command_id=command_id)
        else:
            made = desk.invite(
                name, telephone, by=acting.by, office=acting.office, another=another, command_id=command_id
            )
    _say_invited(acting, made)


@click.command(
    "unmask",
    help="查看某账号的完整姓名、电话：写明理由，查看即留痕\n\n"
    "The name and telephone of somebody who works here, in full; who looked and why is recorded first.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.option(
    "--reason",
    type=NameType(),
    metavar="TEXT",
    required=True,
    help="查看理由（加密保存） why it has to be seen; kept sealed",
)
@acts(at=False)
@COMMAND_ID
def account_unmask_command(acting: Acting, account: str, reason: str, command_id: str | None) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.exports import show_staff_data

    with workplace(acting) as place:
        desk = AccountDesk(place.casework)
        said = {"account": account, "reason": reason}
        receipt = desk.act(
            "account unmask", show_staff_data, said, by=acting.by, office=acting.office, command_id=command_id
        )
        place.casework.access.note(
            "account unmask",
            by=acting.by,
            office=desk.actor(acting.by, acting.office).office,
            position=receipt.position,
        )
        number = desk.directory.account(account).number
        staff = desk.staff().get(number)
    name, telephone = (staff.name, staff.telephone) if staff else (None, None)
    if acting.json:
        print_json({"account": number, "name": name, "telephone": telephone} | next_step(AFTER_STATUS))
        return
    say = acting.language.say
    if staff is None:
        print_lines(say("该账号的姓名、电话已删除", "The name and telephone of this account were erased"))
    else:
        print_lines(say(f"姓名：{name}", f"Name: {name}"), say(f"电话：{telephone}", f"Telephone: {telephone}"))
    print_next(acting.language, AFTER_STATUS)


@click.command(
    "whoami", help="我是谁：账号、今日任职、代谁管\n\nWhich account acts, in which offices today, and for whom."
)
@acts(at=False)
def whoami_command(acting: Acting) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.listings import standing

    asked = Asked(
        database=acting.database, language=acting.language, json=acting.json, by=acting.by, office=acting.office
    )
    with workplace(asked) as place:
        desk = AccountDesk(place.casework)
        directory = desk.directory
        account = directory.account(acting.by) if directory.kept else None
        offices = [str(each) for each in standing(directory, account, desk.today)] if account else []
    say = acting.language.say
    if account is None:
        answer: dict[str, Any] = {"name": acting.by, "account": None, "offices": []}
        line = say(f"{acting.by}：此处尚未使用账号", f"{acting.by}: no accounts are kept here yet")
    else:
        answer = {"name": account.signature, "account": account.number, "status": account.status, "offices": offices}
        held = "、".join(offices) or "无"
        line = say(
            f"账号{account.number}（{account.status.zh}），可办理的职务：{held}",
            f"Account {account.number} ({account.status.en}), may act as: {', '.join(offices) or 'none'}",
        )
    if acting.json:
        print_json(answer)
    else:
        print_lines(line)


def read_argument(said: str) -> str:
    """The argument, or a line of standard input where `-` was said, so that it stands in no list of processes."""
    return sys.stdin.readline().strip() if said == STDIN else said


def code_in(said: str) -> str:
    """The code of an invitation, given alone or in its link."""
    return said.strip().removeprefix(LINK)


def few_administrators(place: Workplace) -> bool:
    """Whether fewer administrators are left than it takes to grant an office."""
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.invitations import ADMINISTRATORS
    from casework.domain.codes.offices import Role

    desk = AccountDesk(place.casework)
    return len(desk.directory.with_role(Role.SYSTEM_ADMINISTRATOR, desk.today)) < ADMINISTRATORS


def _say_invited(acting: Acting, made: Invited) -> None:
    link = f"{LINK}{made.code}" if made.code else None
    if acting.json:
        answer = {"account": made.account, "code": made.code or None, "link": link, "expires_at": made.expires_at}
        print_json(answer | next_step(AFTER_INVITATION))
        return
    say, until = acting.language.say, minute(made.expires_at)
    print_lines(say(f"账号：{made.account}", f"Account: {made.account}"))
    if link:
        print_lines(
            say(
                f"邀请码（只显示这一次，{until}前有效）：{made.code}",
                f"Code, shown only now, until {until}: {made.code}",
            ),
            say(f"链接（只含邀请码，可制成二维码）：{link}", f"Link, with the code alone, for a QR code: {link}"),
        )
    else:
        print_lines(
            say("邀请码已显示过，不再显示；可用 --again 重发", "The code was shown before; --again gives another")
        )
    print_next(acting.language, AFTER_INVITATION)
