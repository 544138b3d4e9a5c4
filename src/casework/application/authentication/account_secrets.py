"""What accounts sign in with, sealed under each account's own key, in a table that no rebuild touches (ADR 0047)."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from casework.application.log.store import Log

_FIND = "SELECT sealed, set_at FROM main.sign_in_secrets WHERE account = ? AND kind = ?"
_KEEP = """
    INSERT INTO main.sign_in_secrets (account, kind, sealed, set_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (account, kind) DO UPDATE SET sealed = excluded.sealed, set_at = excluded.set_at
"""


class SecretKind(StrEnum):
    """What a secret is for; the kind is part of its seal, so that none stands for another."""

    PASSWORD = "password"


class AccountSecret(Struct, frozen=True, kw_only=True):
    """A secret in clear and the second since 1970 at which it was set."""

    clear: bytes
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
        return None if clear is None else AccountSecret(clear=clear, set_at=set_at)

    def keep(self, account: str, kind: SecretKind, clear: bytes, now: datetime) -> None:
        """From now on this is the account's secret of the kind, and the one before opens nothing."""
        sealed = self._log.sealed_beside(self._stream, account, kind, clear)
        if sealed is not None:
            row = (account, kind, b64encode(sealed).decode(), int(now.timestamp()))
            self._log.beside(lambda run: run(_KEEP, row))
