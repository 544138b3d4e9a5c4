"""What accounts sign in with, sealed under each account's own key, in a table that no rebuild touches (ADR 0047)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from casework.application.log.records.recorder import Run
from casework.application.log.store import Log

_FIND = "SELECT sealed, set_at FROM main.sign_in_secrets WHERE account = ? AND kind = ?"
_KEEP = """
    INSERT INTO main.sign_in_secrets (account, kind, sealed, set_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (account, kind) DO UPDATE SET sealed = excluded.sealed, set_at = excluded.set_at
"""


_EXCHANGE = """
    UPDATE main.sign_in_secrets SET sealed = ?, set_at = ? WHERE account = ? AND kind = ? AND sealed = ? RETURNING account
"""
_FORGET = "DELETE FROM main.sign_in_secrets WHERE account = ? AND kind = ? RETURNING account"


class SecretKind(StrEnum):
    """What a secret is for; the kind is part of its seal, so that none stands for another."""

    PASSWORD = "password"
    SECOND_FACTOR = "second-factor"
    SECOND_FACTOR_OFFERED = "second-factor-offered"


class AccountSecret(Struct, frozen=True, kw_only=True):
    """A secret in clear, as it is stored, and the second since 1970 at which it was set."""

    clear: bytes
    stored: str
    set_at: int

    def __repr__(self) -> str:
        """When it was set alone, so that no log shows it."""
        return f"AccountSecret(set_at={self.set_at})"


class AccountSecrets:
    """The secrets of accounts, which nobody can read once the account's key is destroyed."""

    def __init__(self, log: Log, stream: UUID) -> None:
        self._log = log
        self._stream = stream

    def find(self, account: str, kind: SecretKind) -> AccountSecret | None:
        """The secret of an account; None where there is none, or its key is gone. Raises SealBrokenError, KeysError."""
        rows = self._log.beside(lambda run: run(_FIND, (account, kind)), writes=False)
        sealed, set_at = rows[0] if rows else ("", 0)
        clear = self._log.unsealed_beside(self._stream, account, kind, b64decode(sealed))
        return None if clear is None else AccountSecret(clear=clear, stored=sealed, set_at=set_at)

    def keep(
        self,
        account: str,
        kind: SecretKind,
        clear: bytes,
        now: datetime,
        *,
        together: Callable[[Run], object] = lambda run: None,
    ) -> None:
        """
        From now on this is the account's secret of the kind, and the one before opens nothing.

        What is written `together` with it holds when it does.
        """
        sealed = self._sealed(account, kind, clear)
        if sealed is not None:
            row = (account, kind, sealed, int(now.timestamp()))
            self._log.beside(lambda run: (run(_KEEP, row), together(run)))

    def exchange(self, account: str, kind: SecretKind, earlier: AccountSecret, clear: bytes, now: datetime) -> bool:
        """Put another one in the place of an earlier one; whether nobody else was faster."""
        row = (self._sealed(account, kind, clear), int(now.timestamp()), account, kind, earlier.stored)
        return bool(self._log.beside(lambda run: run(_EXCHANGE, row)))

    def forget(self, account: str, kind: SecretKind) -> bool:
        """The account has no secret of the kind any more; whether it had one."""
        return bool(self._log.beside(lambda run: run(_FORGET, (account, kind))))

    def _sealed(self, account: str, kind: SecretKind, clear: bytes) -> str | None:
        sealed = self._log.sealed_beside(self._stream, account, kind, clear)
        return None if sealed is None else b64encode(sealed).decode()
