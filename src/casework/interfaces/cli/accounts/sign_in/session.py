"""Signing in and out on the command line: the session's token lies in a file of its owner (ADR 0050)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.labels import Label
from casework.interfaces.cli.accounts.sign_in.hidden_words import shown
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.moments import minute
from casework.interfaces.wording.next_steps import AFTER_SIGN_IN, AFTER_SIGN_OUT
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.settings import Settings
from casework.interfaces.workplace.shown_token import device_file, keep_token, known_device, shown_token

if TYPE_CHECKING:
    from casework.application.authentication.sessions import SignedIn
    from casework.domain.accounts.directory import PasswordReset


@click.command(
    "sign-in",
    help="登录：凭密码（和动态验证码）取得会话令牌，存入 CASEWORK_TOKEN_FILE 所指文件；未设置时只显示这一次\n\n"
    "Sign in by password, and code: the session's token goes into the file named in CASEWORK_TOKEN_FILE, or is shown once. "
    "From stdin: password, and code or a blank line.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.option(
    "--remember",
    is_flag=True,
    help="记住本机：他人猜密码时本人仍可登录 know this device: others' guesses make nobody wait here",
)
@unsigned
def account_sign_in_command(asked: Asked, account: str, remember: bool) -> None:
    from casework.application.authentication.sessions import Sessions
    from casework.application.authentication.sign_in import SignIn

    with workplace(asked, unasked=True) as place:
        settings, said = place.settings, shown(asked.language, account)
        sessions = Sessions(place.casework, settings.database, settings.sessions)
        sign_in, device = SignIn(place.casework, settings.database), known_device(settings)
        done = sign_in.begin(sessions, said, device=device, remember=remember)
        keep_session(settings, done)
    say_signed_in(asked, settings, done)


def keep_session(settings: Settings, done: SignedIn) -> None:
    """Put the tokens of a session into their files, where the settings name one; raises TokenFileError."""
    if settings.token_file is None:
        return
    keep_token(settings.token_file, done.token)
    if done.device:
        keep_token(device_file(settings.token_file), done.device)


def say_signed_in(asked: Asked, settings: Settings, done: SignedIn) -> None:
    """Say who is signed in and until when; the tokens as well where no file keeps them."""
    file = settings.token_file
    answer = {"account": done.account, "ends_at": done.ends_at, "file": None if file is None else str(file)}
    if asked.json:
        tokens = {} if file is not None else {"token": done.token, "device": done.device or None}
        print_json(answer | tokens | {"resets": done.resets} | next_step(AFTER_SIGN_IN))
        return
    say, until = asked.language.say, minute(done.ends_at)
    print_lines(
        say(f"账号{done.account}已登录，最迟至{until}", f"Account {done.account} is signed in, until {until} at most")
    )
    print_lines(*(say(*_reset_in_words(reset)) for reset in done.resets))
    if file is None:
        print_lines(say(f"令牌（只显示这一次）：{done.token}", f"Token, shown only now: {done.token}"))
    print_next(asked.language, AFTER_SIGN_IN)


def _reset_in_words(reset: PasswordReset) -> Label:
    """So that whoever did not ask for it hears of it."""
    at, set_at = minute(reset.at), "" if reset.set_at is None else minute(reset.set_at)
    return Label(
        f"注意：{at}由{reset.by}发放过重设密码的代码，"
        + (f"{set_at}已据此设置密码" if set_at else "尚未使用")
        + "；不是本人要求的，请告知审计员",
        f"Mind: {reset.by} gave out a code for another password of yours at {at}, "
        + (f"and one was set at {set_at}" if set_at else "not used")
        + "; tell the auditor if you did not ask for it",
    )


@click.command(
    "sign-out",
    help="退出登录：CASEWORK_TOKEN_FILE 中的会话即刻失效，文件随之删除\n\n"
    "Sign out: the session in CASEWORK_TOKEN_FILE is over at once, and the file goes.",
)
@unsigned
def account_sign_out_command(asked: Asked) -> None:
    from casework.application.authentication.sessions import Sessions

    with workplace(asked, unasked=True) as place:
        settings = place.settings
        sessions = Sessions(place.casework, settings.database, settings.sessions)
        ended = sessions.end(shown_token(settings))
        if settings.token_file is not None:
            settings.token_file.unlink(missing_ok=True)
    if asked.json:
        print_json({"ended": ended} | next_step(AFTER_SIGN_OUT))
        return
    print_lines(
        asked.language.say("已退出", "Signed out") if ended else asked.language.say("会话已结束", "It was over already")
    )
    print_next(asked.language, AFTER_SIGN_OUT)
