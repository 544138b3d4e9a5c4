"""Tokens of accounts: random, kept as hashes beside the log, and looked at again each time that they are shown (ADR 0050)."""

from __future__ import annotations

import secrets as chance
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from casework.application.accounts.directories import Directories
from casework.application.log.records.recorder import Run
from casework.application.log.store import Log
from casework.domain.accounts.directory import Account
from casework.domain.authentication.tokens import Token, standing_of
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.accounts import TokenKind

_BYTES: Final = 32
_NUMBER_BYTES: Final = 4
_COLUMNS = "number, kind, account, name, scope, standing, began_at, used_at, idle_seconds, ends_at"
_FIND = f"SELECT {_COLUMNS} FROM main.sign_in_tokens WHERE digest = ?"
_OF_ACCOUNT = f"SELECT {_COLUMNS} FROM main.sign_in_tokens WHERE account = ? ORDER BY began_at, number"
_BEGIN = f"INSERT INTO main.sign_in_tokens (digest, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TOUCH = "UPDATE main.sign_in_tokens SET used_at = ? WHERE digest = ?"
_END = "DELETE FROM main.sign_in_tokens WHERE account = ? AND number = ? RETURNING number"
_END_KIND = "DELETE FROM main.sign_in_tokens WHERE account = ? AND kind = ?"
_END_OVER = "DELETE FROM main.sign_in_tokens WHERE ends_at <= ?"


class Tokens:
    """The tokens of one installation; whoever bears one is let in as its account while it goes on."""

    def __init__(self, log: Log, directories: Directories) -> None:
        self._log = log
        self._directories = directories

    def begin(
        self,
        account: Account,
        kind: TokenKind,
        now: datetime,
        *,
        ends_at: datetime,
        idle: timedelta = timedelta(0),
        name: str = "",
        scope: tuple[str, ...] = (),
    ) -> tuple[str, Token]:
        """A new token, told once, and what it stands for; tokens that are over go."""
        shown, at = chance.token_urlsafe(_BYTES), int(now.timestamp())
        token = Token(
            number=chance.token_hex(_NUMBER_BYTES),
            kind=kind,
            account=account.number,
            name=name,
            scope=scope,
            standing=standing_of(account, kind, shanghai_date(now)),
            began_at=at,
            used_at=at,
            idle_seconds=int(idle.total_seconds()),
            ends_at=int(ends_at.timestamp()),
        )

        def write(run: Run) -> None:
            run(_END_OVER, (at,))
            run(_BEGIN, (_digest(shown), *_row(token)))

        self._log.beside(write)
        return shown, token

    def find(self, shown: str, now: datetime) -> Token | None:
        """What a token stands for, None where it is unknown, over, or its account stands otherwise by now."""
        digest, at = _digest(shown), int(now.timestamp())
        rows = self._log.beside(lambda run: run(_FIND, (digest,)), writes=False)
        token = _token(rows[0]) if rows else None
        account = self._directories.current().known(token.account) if token else None
        if token is None or account is None:
            return None
        if not token.goes_on(standing_of(account, token.kind, shanghai_date(now)), at):
            return None
        if token.is_touched(at):
            self._log.beside(lambda run: run(_TOUCH, (at, digest)))
        return token

    def of(self, account: Account, now: datetime) -> list[Token]:
        """The tokens of an account that still go on, the oldest first."""
        on, at = shanghai_date(now), int(now.timestamp())
        rows = self._log.beside(lambda run: run(_OF_ACCOUNT, (account.number,)), writes=False)
        return [token for token in map(_token, rows) if token.goes_on(standing_of(account, token.kind, on), at)]

    def end(self, account: str, number: str) -> bool:
        """A token of an account is over, in every process at once; whether there was one."""
        return bool(self._log.beside(lambda run: run(_END, (account, number))))


def all_over(account: str, kinds: Iterable[TokenKind]) -> Callable[[Run], None]:
    """What ends all tokens of an account of these kinds, in the transaction of something else."""

    def write(run: Run) -> None:
        for kind in kinds:
            run(_END_KIND, (account, kind.value))

    return write


def _digest(shown: str) -> str:
    return sha256(shown.encode()).hexdigest()


def _row(token: Token) -> tuple[object, ...]:
    words = (token.number, token.kind.value, token.account, token.name, " , ".join(token.scope), token.standing)
    return (*words, token.began_at, token.used_at, token.idle_seconds, token.ends_at)


def _token(row: tuple[Any, ...]) -> Token:
    number, kind, account, name, scope, standing, began_at, used_at, idle_seconds, ends_at = row
    return Token(
        number=number,
        kind=TokenKind(kind),
        account=account,
        name=name,
        scope=tuple(scope.split(" , ")) if scope else (),
        standing=standing,
        began_at=began_at,
        used_at=used_at,
        idle_seconds=idle_seconds,
        ends_at=ends_at,
    )
