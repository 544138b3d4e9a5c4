"""Signing in and out, and who one is: by password, and code where there is one (ADR 0047, ADR 0050)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from casework.application.authentication.proofs import Shown
from casework.domain.accounts.holders import offices_of
from casework.domain.calendar.work_calendar import SHANGHAI, shanghai_date
from casework.domain.labels import Label
from casework.domain.words import words
from casework.interfaces.http.exchange import Endpoint, Incoming, Outgoing, read_body
from casework.interfaces.http.visitors import shown_token, token_of

if TYPE_CHECKING:
    from casework.interfaces.http.desk import Desk


class Credentials(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody shows who signs in."""

    account: Annotated[str, words("账号", "the account's number")]
    password: Annotated[str, words("密码", "the password", sealed=True)]
    code: Annotated[str, words("动态验证码或恢复码", "the one-time or recovery code, if there is one", sealed=True)] = (
        ""
    )


class Session(Struct, frozen=True, kw_only=True):
    """A session that has begun: its token is told once."""

    account: str
    token: str
    ends_at: datetime


def session_endpoints() -> Iterator[Endpoint]:
    """Signing in, signing out, and who one is."""
    yield Endpoint(
        method="POST",
        path="/api/session",
        name="sign-in",
        what="account sign-in",
        page=Label("登录：取得会话令牌，只显示这一次", "Sign in: the session's token is told once."),
        handle=_sign_in,
        body=Credentials,
        writes=True,
    )
    yield Endpoint(
        method="DELETE",
        path="/api/session",
        name="sign-out",
        what="account sign-out",
        page=Label("退出登录：会话即刻失效", "Sign out: the session is over at once."),
        handle=_sign_out,
        writes=True,
    )
    yield Endpoint(
        method="GET",
        path="/api/whoami",
        name="whoami",
        what="whoami",
        page=Label("我是谁：账号与今日任职", "Which account the token stands for, and its offices today."),
        handle=_who,
    )


def _sign_in(desk: Desk, incoming: Incoming) -> Outgoing:
    sent: Credentials = read_body(incoming.body, Credentials)
    shown = Shown(account=sent.account, password=sent.password, code=sent.code, source=incoming.source)
    done = desk.sign_in.begin(desk.sessions, shown, device="", remember=False)
    return Outgoing(content=Session(account=done.account, token=done.token, ends_at=done.ends_at.astimezone(SHANGHAI)))


def _sign_out(desk: Desk, incoming: Incoming) -> Outgoing:
    return Outgoing(content={"ended": desk.sessions.end(shown_token(incoming))})


def _who(desk: Desk, incoming: Incoming) -> Outgoing:
    token, casework = token_of(desk, incoming), desk.place.casework
    directory = casework.directories.current()
    account, today = directory.account(token.account), shanghai_date(casework.clock.now())
    offices = [{"role": each.role, "division": each.division} for each in offices_of(directory, account, today)]
    return Outgoing(content={"account": account.number, "kind": token.kind, "scope": token.scope, "offices": offices})
