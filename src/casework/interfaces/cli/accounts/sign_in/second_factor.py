"""The second factor of an account on the command line (ADR 0047)."""

from __future__ import annotations

from typing import Any

import rich_click as click

from casework.interfaces.cli.accounts.sign_in.hidden_words import hidden, shown
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType, WrongValueError
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_OFFER, AFTER_RECOVERY_CODES, AFTER_STATUS, NextStep
from casework.interfaces.workplace.invocation import Asked


@click.command(
    "second-factor",
    help="动态验证码：生成录入手机的密钥；--confirm 用第一个验证码启用并给出恢复码；--off 停用\n\n"
    "Codes of the telephone: a secret for it; --confirm begins with a first code and gives recovery codes; --off ends it. "
    "From stdin: password, code or a blank line, and the first code.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.option("--confirm", is_flag=True, help="用手机显示的第一个验证码启用 begin with the first code that it shows")
@click.option("--off", is_flag=True, help="停用 end it")
@unsigned
def account_second_factor_command(asked: Asked, account: str, confirm: bool, off: bool) -> None:
    from casework.application.authentication.sign_in import SignIn

    if confirm and off:
        raise WrongValueError(zh="--confirm 与 --off 不能同时使用", en="--confirm and --off exclude each other")
    with workplace(asked, unasked=True) as place:
        said, sign_in = shown(asked.language, account), SignIn(place.casework, place.settings.database)
        if confirm:
            first = hidden(asked.language, "手机显示的验证码", "code that the telephone shows")
            codes = sign_in.confirm_second_factor(said, first)
            _say(
                asked,
                {"recovery_codes": codes},
                "恢复码，各用一次",
                "Recovery codes, each for once",
                AFTER_RECOVERY_CODES,
            )
        elif off:
            sign_in.remove_second_factor(said, held_to=place.settings.sessions.second_factors)
            _say(asked, {"second_factor": False}, "动态验证码已停用", "No code is asked any more", AFTER_STATUS)
        else:
            offered = sign_in.offer_second_factor(said)
            answer = {"link": offered.link, "secret": offered.spelled}
            _say(asked, answer, "录入手机的链接和密钥", "The link and the secret for the telephone", AFTER_OFFER)


def _say(asked: Asked, answer: dict[str, Any], zh: str, en: str, following: NextStep) -> None:
    if asked.json:
        print_json(answer | next_step(following))
        return
    print_lines(asked.language.say(f"{zh}：", f"{en}:"))
    for each in answer.values():
        if not isinstance(each, bool):
            print_lines(*([each] if isinstance(each, str) else each))
    print_next(asked.language, following)
