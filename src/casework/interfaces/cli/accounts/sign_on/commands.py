"""Signing in through the unified sign-on from a terminal, and linking one's account with it (ADR 0053)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import rich_click as click

from casework.interfaces.cli.accounts.arguments import ACCOUNT
from casework.interfaces.cli.accounts.directory_acts import act, say_done
from casework.interfaces.cli.accounts.sign_in.hidden_words import MACHINE, hidden, shown
from casework.interfaces.cli.accounts.sign_in.session import keep_session, say_signed_in
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, unsigned
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_LINK, AFTER_UNLINK
from casework.interfaces.workplace.invocation import Acting, Asked

if TYPE_CHECKING:
    from casework.application.authentication.sign_on.code_flow import Begun, Returned
    from casework.application.authentication.sign_on.sign_on import SignOn
    from casework.interfaces.workplace.bootstrap import Workplace

_USUAL_SECONDS, _LONGEST_SECONDS = 300, 600


def _listens(function: Callable[..., Any]) -> Callable[..., Any]:
    """A command that waits for the browser: with the port and the longest time."""
    for option in (
        click.option(
            "--seconds",
            type=click.IntRange(1, _LONGEST_SECONDS),
            metavar="N",
            default=_USUAL_SECONDS,
            show_default=True,
            help="最多等待秒数 wait so many seconds at most",
        ),
        click.option(
            "--port",
            type=click.IntRange(0, 65_535),
            metavar="N",
            default=0,
            help="浏览器返回的本机端口，0为任意空闲端口 the port to which the browser comes back, 0 for any",
        ),
    ):
        function = option(function)
    return function


@click.command(
    "sign-on",
    help="统一身份认证登录：在浏览器中打开所示地址登录，随后如 sign-in 一样得到会话\n\n"
    "Sign in through the office's unified sign-on: open the address in a browser; the session is that of sign-in. "
    "With --json a line with the address comes first. From stdin: the code of the telephone, where it is asked.",
)
@_listens
@unsigned
def account_sign_on_command(asked: Asked, port: int, seconds: int) -> None:
    def code() -> str:
        return hidden(asked.language, "动态验证码或恢复码", "code of the telephone, or a recovery code")

    with workplace(asked, unasked=True) as place, _sign_on(place) as sign_on:
        source = f"{MACHINE}{os.getuid()}"
        begun, back = _there_and_back(asked, place, port, seconds, lambda address: sign_on.begin(address, source))
        done = sign_on.finish(begun, back, code)
        keep_session(place.settings, done)
    say_signed_in(asked, place.settings, done)


@click.command(
    "link",
    help="绑定统一身份认证：先核对本账号密码（和动态验证码），再在浏览器中登录；此后可用 sign-on 登录\n\n"
    "Link one's account with the unified sign-on: its password, and code, first; then sign in there in a browser. From then "
    "on sign-on lets one in. From stdin: password, and code or a blank line.",
)
@ACCOUNT
@_listens
@unsigned
def account_link_command(asked: Asked, account: str, port: int, seconds: int) -> None:
    with workplace(asked, unasked=True) as place, _sign_on(place) as sign_on:
        said = shown(asked.language, account)
        begun, back = _there_and_back(asked, place, port, seconds, lambda address: sign_on.begin_link(address, said))
        receipt = sign_on.finish_link(begun, back)
    if asked.json:
        print_json({"position": receipt.position, "facts": list(receipt.facts)} | next_step(AFTER_LINK))
        return
    print_lines(
        asked.language.say("已绑定", "Linked") if receipt.facts else asked.language.say("已是如此", "It is so already")
    )
    print_next(asked.language, AFTER_LINK)


@click.command(
    "unlink",
    help="解除统一身份认证绑定：由本人或系统管理员办理，会话随即失效；密码照常可用\n\n"
    "Unlink an account from the unified sign-on: its owner or an administrator. Its sessions are over; the password stays.",
)
@ACCOUNT
@acts(at=False)
@COMMAND_ID
def account_unlink_command(acting: Acting, account: str, command_id: str | None) -> None:
    from casework.domain.authentication.sign_on_links import unlink_sign_on

    with workplace(acting) as place:
        receipt = act(place, acting, "account unlink", unlink_sign_on, {"account": account}, command_id)
    say_done(acting, receipt, AFTER_UNLINK)


@contextmanager
def _sign_on(place: Workplace) -> Iterator[SignOn]:
    """The unified sign-on of the workplace, over a line that ends with the block; raises as `configured_provider` does."""
    from casework.application.authentication.sessions import Sessions
    from casework.application.authentication.sign_in import SignIn
    from casework.application.authentication.sign_on.provider_line import ProviderLine, provider_client
    from casework.application.authentication.sign_on.sign_on import SignOn
    from casework.interfaces.cli.accounts.sign_on.configured_provider import configured_provider

    casework, settings = place.casework, place.settings
    provider = configured_provider(settings)
    sessions = Sessions(casework, settings.database, settings.sessions)
    proofs = SignIn(casework, settings.database).proofs
    with provider_client() as client:
        yield SignOn(casework, settings.database, provider, ProviderLine(client), sessions=sessions, proofs=proofs)


def _there_and_back(
    asked: Asked, place: Workplace, port: int, seconds: int, begin: Callable[[str], Begun]
) -> tuple[Begun, Returned]:
    """A sign-on that was begun, its address shown, and with what the browser came back."""
    from casework.interfaces.cli.accounts.sign_on.loopback_listener import LoopbackListener

    with LoopbackListener(port) as listener:
        begun = begin(listener.address)
        if asked.json:
            print_json({"open": begun.address})
        else:
            said = asked.language.say(
                "请在本机浏览器中打开以下地址登录：", "Open this address in a browser of this machine:"
            )
            click.echo(f"{said}\n{begun.address}", err=True)
        with place.progress_line() as tell:
            return begun, listener.wait(begun.state, seconds, tell)
