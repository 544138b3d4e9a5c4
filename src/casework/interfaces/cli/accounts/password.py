"""The password of an account on the command line (ADR 0047)."""

from __future__ import annotations

import rich_click as click

from casework.interfaces.cli.accounts.hidden_words import new_password, shown
from casework.interfaces.cli.answers import next_step
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.next_steps import AFTER_PASSWORD
from casework.interfaces.workplace.invocation import Asked


@click.command(
    "password",
    help="本人更换密码：在终端中询问，或从标准输入读三行（现密码、动态验证码或空行、新密码），从不写在命令中\n\n"
    "Change one's own password: asked for at the terminal, or three lines of stdin, the current one, the code or a blank "
    "line, and the new one.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@unsigned
def account_password_command(asked: Asked, account: str) -> None:
    from casework.application.authentication.sign_in import SignIn

    with workplace(asked, unasked=True) as place:
        said, chosen = shown(asked.language, account), new_password(asked.language)
        number = SignIn(place.casework, place.settings.database).change_password(said, chosen)
    if asked.json:
        print_json({"account": number} | next_step(AFTER_PASSWORD))
        return
    print_lines(asked.language.say(f"账号{number}的密码已更换", f"The password of account {number} was changed"))
    print_next(asked.language, AFTER_PASSWORD)
