"""Passwords hashed with argon2id, a few at a time, so that signing in never takes the machine from others (ADR 0047)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from msgspec import Struct

from casework.domain.errors import RefusedError

AT_ONCE: Final = 2
"""So many hashes are worked out at the same time in one process; each takes its memory and a processor."""
_WAIT_SECONDS: Final = 5.0
_SALT_BYTES, _HASH_BYTES = 16, 32


class Effort(Struct, frozen=True, kw_only=True):
    """What one hash costs (RFC 9106, second recommended option, with one lane)."""

    memory_kib: int = 65_536
    passes: int = 3


USUAL_EFFORT: Final = Effort()


class SignInBusyError(RefusedError):
    """Too many sign in at this moment; nothing was tried."""

    zh = "此刻登录的人太多，请过几秒再试；尚未核对密码"
    en = "Too many sign in at this moment: try again in a few seconds; the password was not looked at"


class PasswordHashes:
    """Makes and compares hashes of normalised passwords. Safe in several threads."""

    def __init__(self, effort: Effort = USUAL_EFFORT) -> None:
        self._effort = effort
        self._places = BoundedSemaphore(AT_ONCE)
        self._decoy: str | None = None

    def hash_of(self, password: str) -> str:
        """The hash in the usual notation ($argon2id$…), with a salt of its own; raises SignInBusyError."""
        with self._a_place():
            return self._derived(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        """
        Whether the password has this hash; without one (None) it is worked out all the same, for as long, and matches not.

        Raises SignInBusyError.
        """
        with self._a_place():
            compared = hashed or self._of_nobody()
            try:
                Argon2id.verify_phc_encoded(password.encode(), compared)
            except (InvalidKey, ValueError):
                return False
            return hashed is not None

    def is_dated(self, hashed: str) -> bool:
        """Whether the hash was made at another cost than hashes are now."""
        return f"$m={self._effort.memory_kib},t={self._effort.passes},p=1$" not in hashed

    def _of_nobody(self) -> str:
        if self._decoy is None:
            self._decoy = self._derived(os.urandom(_SALT_BYTES).hex())
        return self._decoy

    def _derived(self, password: str) -> str:
        algorithm = Argon2id(
            salt=os.urandom(_SALT_BYTES),
            length=_HASH_BYTES,
            iterations=self._effort.passes,
            lanes=1,
            memory_cost=self._effort.memory_kib,
        )
        return algorithm.derive_phc_encoded(password.encode())

    @contextmanager
    def _a_place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=_WAIT_SECONDS):
            raise SignInBusyError
        try:
            yield
        finally:
            self._places.release()
