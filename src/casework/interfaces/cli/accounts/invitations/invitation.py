"""Inviting somebody on the command line: the code is told once, and the link that holds it names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import rich_click as click

from casework.interfaces.cli.accounts.arguments import NAME, TELEPHONE, read_argument
from casework.interfaces.cli.answers import next_step
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.moments import minute
from casework.interfaces.wording.next_steps import AFTER_INVITATION
from casework.interfaces.workplace.invocation import Acting

if TYPE_CHECKING:
    from casework.application.personnel.account_desk import Invited

LINK: Final = "casework:activate?code="
"""What an invitation's link begins with; the code is all that follows, so that a QR code of it names nobody."""


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


def code_in(said: str) -> str:
    """The code of an invitation, given alone or in its link."""
    return said.strip().removeprefix(LINK)
