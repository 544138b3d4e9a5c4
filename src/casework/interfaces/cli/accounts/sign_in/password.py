"""The password of an account on the command line (ADR 0047)."""

from __future__ import annotations

import rich_click as click

from casework.interfaces.cli.accounts.sign_in.hidden_words import new_password, shown
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.moments import minute
from casework.interfaces.wording.next_steps import AFTER_PASSWORD, AFTER_PASSWORD_CODE
from casework.interfaces.workplace.invocation import Acting, Asked


@click.command(
    "password",
    help="本人更换密码：在终端中询问，或从标准输入读三行（现密码、动态验证码或空行、新密码），从不写在命令中\n\n"
    "Change one's own password: asked for at the terminal, or three lines of stdin, the current one, the code or a blank "
    "line, and the new one.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.option(
    "--code",
    "by_code",
    is_flag=True,
    help="忘记密码：第一行改为管理员给的重设码 with an administrator's code in its place",
)
@unsigned
def account_password_command(asked: Asked, account: str, by_code: bool) -> None:
    from casework.application.authentication.sign_in import SignIn

    with workplace(asked, unasked=True) as place:
        said, chosen = shown(asked.language, account, by_code=by_code), new_password(asked.language)
        sign_in = SignIn(place.casework, place.settings.database)
        number = sign_in.choose_by_code(said, chosen) if by_code else sign_in.change_password(said, chosen)
    if asked.json:
        print_json({"account": number} | next_step(AFTER_PASSWORD))
        return
    print_lines(asked.language.say(f"账号{number}的密码已更换", f"The password of account {number} was changed"))
    print_next(asked.language, AFTER_PASSWORD)


@click.command(
    "reset",
    help="忘记密码：向某账号发放重设码（只显示一次，一日内有效）；由本人另设密码，动态验证码仍须出示\n\n"
    "Give somebody who forgot the password a code for another one, shown once, for a day. The second factor is still asked.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@acts(at=False)
def account_reset_command(acting: Acting, account: str) -> None:
    from casework.application.authentication.sign_in import SignIn

    with workplace(acting) as place:
        sign_in = SignIn(place.casework, place.settings.database)
        made = sign_in.give_code(account, by=acting.by, office=acting.office)
    if acting.json:
        answer = {"account": made.account, "code": made.code, "expires_at": made.expires_at}
        print_json(answer | next_step(AFTER_PASSWORD_CODE))
        return
    until = minute(made.expires_at)
    print_lines(
        acting.language.say(
            f"账号{made.account}的重设码（只显示这一次，{until}前有效）：{made.code}",
            f"Code of account {made.account}, shown only now, until {until}: {made.code}",
        )
    )
    print_next(acting.language, AFTER_PASSWORD_CODE)
