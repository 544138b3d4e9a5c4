"""Inviting somebody on the command line: the code is told once, and the link that holds it names nobody."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.interfaces.cli.accounts.arguments import NAME, TELEPHONE, read_argument
from casework.interfaces.cli.accounts.invitations.invitation_link import link_of, said_by_qr
from casework.interfaces.cli.accounts.invitations.qr_codes import (
    PICTURES,
    new_file,
    qr_lines,
    qr_picture,
    refuse_other_kind,
)
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import STDIN
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.moments import minute
from casework.interfaces.wording.next_steps import AFTER_INVITATION
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.application.personnel.account_desk import Invited

_QR = click.option(
    "--qr",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="二维码写入此文件（.svg、.png；- 显示在此处） the QR code into this file, .svg or .png; - shows it here",
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
@_QR
@acts(at=False)
@COMMAND_ID
def account_invite_command(
    acting: Acting,
    name: str,
    telephone: str,
    repeated: bool,
    another: bool,
    qr: Path | None,
    command_id: str | None,
) -> None:
    from casework.application.personnel.account_desk import AccountDesk

    picture = None if qr is None or str(qr) == STDIN else qr
    if picture is not None:
        refuse_other_kind(picture, PICTURES)
    with workplace(acting) as place, ExitStack() as files:
        file = files.enter_context(new_file(picture)) if picture is not None else None
        desk, name = AccountDesk(place.casework), read_argument(name)
        if repeated:
            made = desk.invite_again(name, by=acting.by, office=acting.office, command_id=command_id)
        else:
            made = desk.invite(
                name, telephone, by=acting.by, office=acting.office, another=another, command_id=command_id
            )
        link = link_of(place.settings.activation_page, made.code) if made.code else None
        content = said_by_qr(place.settings.activation_page, made.account, made.code) if made.code else None
        if file is not None and picture is not None and content:
            file.write(qr_picture(content, picture.suffix.lower()))
    _say_invited(acting, made, link, content)
    if content and not acting.json and (str(qr) == STDIN or (qr is None and sys.stdout.isatty())):
        print_lines(*qr_lines(content))
    if not acting.json:
        print_next(acting.language, AFTER_INVITATION)


def _say_invited(acting: Acting, made: Invited, link: str | None, content: str | None) -> None:
    if acting.json:
        answer = {"account": made.account, "code": made.code or None, "link": link, "qr": content}
        print_json(answer | {"expires_at": made.expires_at} | next_step(AFTER_INVITATION))
        return
    say, until = acting.language.say, minute(made.expires_at)
    print_lines(say(f"账号：{made.account}", f"Account: {made.account}"))
    if made.code:
        print_lines(
            say(
                f"邀请码（只显示这一次，{until}前有效）：{made.code}",
                f"Code, shown only now, until {until}: {made.code}",
            )
        )
    else:
        print_lines(
            say("邀请码已显示过，不再显示；可用 --again 重发", "The code was shown before; --again gives another")
        )
    if link:
        print_lines(say(f"链接（只含邀请码）：{link}", f"Link, with the code alone: {link}"))
