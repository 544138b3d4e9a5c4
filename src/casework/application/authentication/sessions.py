"""Sessions that accounts begin by signing in, the devices that they come on, and tokens that they give to programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from msgspec import Struct
from msgspec.structs import replace

from casework.application.authentication.factor_demand import FactorDemand, SecondFactorMissingError
from casework.application.authentication.proofs import Proofs, Shown
from casework.application.authentication.tables import ensure_tables
from casework.application.authentication.tokens import Tokens
from casework.application.personnel.account_desk import AccountDesk
from casework.application.writing.casework import Casework
from casework.domain.accounts.directory import Account, PasswordReset
from casework.domain.authentication.tokens import (
    DEVICE_DAYS,
    SessionTerms,
    Token,
    TokenRefusedError,
    refuse_scope,
    token_end,
)
from casework.domain.codes.accounts import TokenKind
from casework.domain.columns import ListRow, column
from casework.domain.errors import NotFoundError
from casework.domain.facts.accounts.accounts import TokenIssued, TokenRevoked
from casework.domain.labels import Label
from casework.domain.rights.table import rights_table

RESETS_SHOWN: Final = timedelta(days=30)
"""So long after a code for another password was given out, its owner is told at each sign-in."""


class TokenUnknownError(NotFoundError):
    """The account has no token with this number."""

    def __init__(self, number: str) -> None:
        self.number = number
        self.zh = f"本账号没有编号为{number}的令牌或会话"
        self.en = f"This account has no token or session {number}"


class SignedIn(Struct, frozen=True, kw_only=True):
    """
    Who has signed in, until when at most, and the session's token; `device` by which the device is known from now on.

    `resets`: the codes for another password that somebody gave out for the account in the last `RESETS_SHOWN`, so that its
    owner hears of one that they did not ask for, whoever signed in meanwhile.
    """

    account: str
    token: str
    ends_at: datetime
    device: str = ""
    resets: tuple[PasswordReset, ...] = ()

    def __repr__(self) -> str:
        """Who alone, so that no log shows a token."""
        return f"SignedIn(account={self.account!r})"


class ListedToken(ListRow, frozen=True, kw_only=True):
    """A session, a known device or a program's token of one account."""

    title = Label("会话、常用设备和令牌 {} 项", "{} sessions, devices and tokens")
    empty = Label("没有会话、常用设备或令牌", "No session, device or token")
    on_screen = ("number", "kind", "name", "scope", "began_at", "used_at", "ends_at")

    number: Annotated[str, column("编号", "number")]
    kind: Annotated[TokenKind, column("类别", "kind")]
    name: Annotated[str, column("名称", "name")]
    scope: Annotated[str, column("范围", "scope", nothing=Label("本人全部权限", "all of the account's"))]
    began_at: Annotated[datetime, column("开始", "began")]
    used_at: Annotated[datetime, column("最近使用", "last used")]
    ends_at: Annotated[datetime, column("到期", "ends")]


class Sessions:
    """The sessions and tokens of one installation."""

    def __init__(self, casework: Casework, database: str, terms: SessionTerms) -> None:
        ensure_tables(database, casework.log.patience)
        self._casework = casework
        self._clock = casework.clock
        self._terms = terms
        self._desk = AccountDesk(casework)
        self._demand = FactorDemand(casework, self._desk)
        self.tokens = Tokens(casework.log, casework.directories)

    def begin(self, proofs: Proofs, shown: Shown, *, device: str = "", remember: bool = False) -> SignedIn:
        """
        A session for whoever proves to be the account, always under a new token; raises as `Proofs.proved` does, and
        SecondFactorMissingError where the terms hold to the policy: that is on record as refused.

        `device` is by what the device is known, if it is; with `remember` it is from now on.
        """
        now = self._clock.now()
        known = self.tokens.find(device, now) if device else None
        said = self._desk.directory.known(shown.account)
        if known is not None and said is not None and (known.kind, known.account) == (TokenKind.DEVICE, said.number):
            shown = replace(shown, device=known.number)
        account = self._desk.directory.account(proofs.proved(shown, now, "account sign-in"))
        done = self.opened(account)
        if remember:
            until = now + timedelta(days=DEVICE_DAYS)
            device, _ = self.tokens.begin(account, TokenKind.DEVICE, now, ends_at=until)
        return replace(done, device=device if remember else "")

    def opened(self, account: Account) -> SignedIn:
        """
        A session for an account that has shown itself, under a new token; that it has is on record already.

        Raises SecondFactorMissingError as `begin` does.
        """
        self._hold_to_factor(account)
        now = self._clock.now()
        ends_at = now + self._terms.longest
        token, _ = self.tokens.begin(account, TokenKind.SESSION, now, ends_at=ends_at, idle=self._terms.idle)
        resets = tuple(each for each in account.resets if each.at > now - RESETS_SHOWN)
        return SignedIn(account=account.number, token=token, ends_at=ends_at, resets=resets)

    def end(self, token: str) -> bool:
        """Sign out: the session of this token is over; whether it went on until now."""
        found = self.tokens.find(token, self._clock.now())
        return found is not None and self.tokens.end(found.account, found.number)

    def holder(self, token: str) -> Token:
        """
        What a token stands for: a session's or a program's.

        Raises TokenRefusedError, whatever does not fit; SecondFactorMissingError as `bearer`.
        """
        found = self._found(token)
        self._hold_to_factor(self._desk.directory.account(found.account))
        return found

    def bearer(self, token: str, said: str, names: Sequence[str]) -> Token:
        """
        What a token stands for: the account that is `said`, for one of these names of the table of rights.

        Raises TokenRefusedError, whatever does not fit; SecondFactorMissingError for an account that took up an office
        since, or gave its second factor up.
        """
        found, account = self._found(token), self._desk.directory.known(said)
        if account is None or found.account != account.number or not found.is_for(names):
            raise TokenRefusedError
        self._hold_to_factor(account)
        return found

    def _found(self, token: str) -> Token:
        found = self.tokens.find(token, self._clock.now())
        if found is None or found.kind is TokenKind.DEVICE:
            raise TokenRefusedError
        return found

    def _hold_to_factor(self, account: Account) -> None:
        if not self._terms.second_factors:
            return
        try:
            self._demand.refuse_without(account)
        except SecondFactorMissingError as refused:
            self._casework.access.note("account sign-in", by=account.number, office=None, denied=refused)
            raise

    def issue(self, said: str, name: str, scope: tuple[str, ...], days: int) -> tuple[str, Token]:
        """
        A token for a program, told once, and recorded with its scope and its end.

        Raises AccountUnknownError, InvalidValueError for a scope beyond what the account may, or too many days.
        """
        account, now = self._desk.directory.account(said), self._clock.now()
        refuse_scope(rights_table(), account.offices_on(self._desk.today), scope)
        ends_at = token_end(now, days)
        shown, token = self.tokens.begin(account, TokenKind.PROGRAM, now, ends_at=ends_at, name=name, scope=scope)
        issued = TokenIssued(account=account.number, token=token.number, scope=scope, ends_at=ends_at)
        self._desk.by_itself(account.number, "account token new", [issued])
        return shown, token

    def revoke(self, said: str, number: str) -> None:
        """A token, session or device of the account is over at once, and that is recorded. Raises TokenUnknownError."""
        account = self._desk.directory.account(said)
        if not self.tokens.end(account.number, number):
            raise TokenUnknownError(number)
        revoked = TokenRevoked(account=account.number, token=number)
        self._desk.by_itself(account.number, "account token revoke", [revoked])

    def listed(self, said: str) -> list[ListedToken]:
        """What goes on of an account, the oldest first. Raises AccountUnknownError."""
        account = self._desk.directory.account(said)
        return [_listed(token) for token in self.tokens.of(account, self._clock.now())]


def _listed(token: Token) -> ListedToken:
    return ListedToken(
        number=token.number,
        kind=token.kind,
        name=token.name,
        scope="、".join(token.scope),
        began_at=datetime.fromtimestamp(token.began_at, UTC),
        used_at=datetime.fromtimestamp(token.used_at, UTC),
        ends_at=datetime.fromtimestamp(token.ends_at, UTC),
    )
