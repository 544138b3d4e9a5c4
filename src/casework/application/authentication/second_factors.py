"""A second factor for an account: offered, confirmed with a first code, and taken away again."""

from __future__ import annotations

import secrets as chance
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from casework.application.authentication.account_secrets import AccountSecrets, SecretKind
from casework.application.authentication.proofs import Proofs, SignInRefusedError
from casework.domain.authentication.one_time_codes import (
    RECOVERY_CODES,
    SECRET_BYTES,
    SecondFactor,
    otpauth_link,
    recovery_digests,
    spelled,
)
from casework.domain.errors import NotNowError

_SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Those that nobody takes for another one on paper."""
_GROUPS, _GROUP = 3, 4


class Offered(Struct, frozen=True, kw_only=True):
    """What a telephone takes in: the link, and the same as it is typed by hand. Shown once."""

    link: str
    spelled: str


class SecondFactors:
    """The second factors of accounts."""

    def __init__(self, secrets: AccountSecrets, proofs: Proofs) -> None:
        self._secrets = secrets
        self._proofs = proofs

    def offer(self, number: str, now: datetime) -> Offered:
        """A secret for the account's telephone; nothing changes until a first code confirms it."""
        factor = SecondFactor(secret=chance.token_bytes(SECRET_BYTES))
        self._secrets.keep(number, SecretKind.SECOND_FACTOR_OFFERED, msgspec.json.encode(factor), now)
        return Offered(link=otpauth_link(factor.secret, number), spelled=spelled(factor.secret))

    def confirm(self, number: str, code: str, now: datetime) -> list[str]:
        """
        From now on the account signs in with a code as well; the codes for paper, told once.

        Raises NotNowError where nothing was offered, SignInRefusedError for a code that does not fit.
        """
        kept = self._secrets.find(number, SecretKind.SECOND_FACTOR_OFFERED)
        if kept is None:
            raise NotNowError(
                zh="请先运行 casework account second-factor，把密钥录入手机",
                en="Take the secret into the telephone first: casework account second-factor",
            )
        confirmed = self._proofs.used(number, SecretKind.SECOND_FACTOR_OFFERED, kept, code, now)
        if confirmed is None:
            raise SignInRefusedError
        codes = [_for_paper() for _ in range(RECOVERY_CODES)]
        factor = replace(confirmed, recovery=recovery_digests(codes))
        self._secrets.keep(number, SecretKind.SECOND_FACTOR, msgspec.json.encode(factor), now)
        self._secrets.forget(number, SecretKind.SECOND_FACTOR_OFFERED)
        return codes

    def remove(self, number: str) -> bool:
        """From now on the account signs in without a code; whether it had a second factor."""
        return self._secrets.forget(number, SecretKind.SECOND_FACTOR)


def _for_paper() -> str:
    return "-".join("".join(chance.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
