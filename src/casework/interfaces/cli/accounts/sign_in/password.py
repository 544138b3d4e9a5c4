"""The password of an account on the command line (ADR 0047)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.labels import Label
from casework.interfaces.cli.accounts.sign_in.hidden_words import new_password, shown
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.moments import minute
from casework.interfaces.wording.next_steps import AFTER_PASSWORD, AFTER_PASSWORD_CODE, after_half_code
from casework.interfaces.workplace.invocation import Acting, Asked

if TYPE_CHECKING:
    from casework.application.authentication.sign_in import PasswordCode


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
    help="忘记密码：第一行改为管理员给的重设码（两半之间空一格） with an administrator's code in its place",
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
    help="忘记密码：向某账号发放重设码（只显示一次，一日内有效）；由本人另设密码，动态验证码仍须出示。"
    "系统管理员、审计员、个人信息保护负责人的，由两人先后办理，各得一半\n\n"
    "Give somebody who forgot the password a code for another one, shown once, for a day. The second factor is still asked. "
    "Of an administrator, an auditor or whoever answers for personal data two do it, and each gets half.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@acts(at=False)
def account_reset_command(acting: Acting, account: str) -> None:
    from casework.application.authentication.sign_in import SignIn

    with workplace(acting) as place:
        sign_in = SignIn(place.casework, place.settings.database)
        made = sign_in.give_code(account, by=acting.by, office=acting.office)
    following = AFTER_PASSWORD_CODE if made.half is None else after_half_code(made.account, made.half)
    if acting.json:
        answer = {"account": made.account, "code": made.code, "expires_at": made.expires_at}
        halves = {} if made.half is None else {"half": made.half, "waits_until": made.waits_until}
        print_json(answer | halves | next_step(following))
        return
    print_lines(acting.language.say(*_code_in_words(made)))
    print_next(acting.language, following)


def _code_in_words(made: PasswordCode) -> Label:
    account, code = made.account, made.code
    if made.expires_at is None:
        return Label(
            f"已提请重设账号{account}的密码，{made.waits_until}前待另一人；重设码前半（只显示这一次）：{code}",
            f"Another password of account {account} is proposed, and waits until {made.waits_until} for another person; "
            f"half of the code, shown only now: {code}",
        )
    until = minute(made.expires_at)
    half_zh, half_en = ("", "Code") if made.half is None else ("后半", "Other half of the code")
    return Label(
        f"账号{account}的重设码{half_zh}（只显示这一次，{until}前有效）：{code}",
        f"{half_en} of account {account}, shown only now, until {until}: {code}",
    )
