"""One's own tokens on the command line: given to programs, listed with sessions and devices, and ended (ADR 0050)."""

from __future__ import annotations

import rich_click as click

from casework.domain.authentication.tokens import USUAL_TOKEN_DAYS
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.answers import as_json, next_step
from casework.interfaces.wording.next_steps import AFTER_TOKEN, AFTER_TOKEN_END
from casework.interfaces.workplace.invocation import Acting
from casework.interfaces.workplace.tables import print_rows


@click.group("token", help="本人的令牌、会话和常用设备\n\nOne's own tokens of programs, sessions and known devices.")
def account_token_group() -> None:
    """Group what is done with tokens."""


@account_token_group.command(
    "new",
    help="为程序发放令牌：只用于 --for 所列事项，到期自动失效；令牌只显示这一次\n\n"
    "Give a program a token for what --for names, until it ends by itself. It is shown once.",
)
@click.argument("name", metavar="NAME", type=NameType(), required=True, help="用途 what it is for, in words")
@click.option(
    "--for",
    "scope",
    type=NameType(),
    metavar="WHAT",
    multiple=True,
    required=True,
    help="事项，如 import、log（可重复；见 casework rights show） what it may do, by the table of rights",
)
@click.option(
    "--days", type=int, metavar="N", default=USUAL_TOKEN_DAYS, show_default=True, help="有效天数 for so many days"
)
@acts(at=False)
def account_token_new_command(acting: Acting, name: str, scope: tuple[str, ...], days: int) -> None:
    from casework.application.authentication.sessions import Sessions

    with workplace(acting) as place:
        sessions = Sessions(place.casework, place.settings.database, place.settings.sessions)
        shown, token = sessions.issue(acting.by, name, scope, days)
    if acting.json:
        print_json({"token": shown, "number": token.number, "scope": token.scope} | next_step(AFTER_TOKEN))
        return
    say = acting.language.say
    print_lines(say(f"令牌{token.number}（只显示这一次）：{shown}", f"Token {token.number}, shown only now: {shown}"))
    print_next(acting.language, AFTER_TOKEN)


@account_token_group.command("list", help="本人的会话、常用设备和令牌\n\nOne's own sessions, known devices and tokens.")
@acts(at=False)
def account_token_list_command(acting: Acting) -> None:
    from casework.application.authentication.sessions import ListedToken, Sessions

    with workplace(acting) as place:
        rows = Sessions(place.casework, place.settings.database, place.settings.sessions).listed(acting.by)
    if acting.json:
        print_json([as_json(row) for row in rows])
    else:
        print_rows(acting.language, ListedToken, rows)


@account_token_group.command(
    "revoke", help="撤销本人的令牌、会话或常用设备，即刻失效\n\nEnd one's own token, session or device at once."
)
@click.argument("number", metavar="NUMBER", type=NameType(), required=True, help="编号 its number, as listed")
@acts(at=False)
def account_token_revoke_command(acting: Acting, number: str) -> None:
    from casework.application.authentication.sessions import Sessions

    with workplace(acting) as place:
        Sessions(place.casework, place.settings.database, place.settings.sessions).revoke(acting.by, number)
    if acting.json:
        print_json({"number": number} | next_step(AFTER_TOKEN_END))
        return
    print_lines(acting.language.say(f"{number}已撤销", f"{number} was revoked"))
    print_next(acting.language, AFTER_TOKEN_END)
