"""Six digits from a secret and the time (TOTP, RFC 6238), and codes on paper for when the telephone is gone."""

from __future__ import annotations

import hmac
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from msgspec import Struct

STEP_SECONDS: Final = 30
DIGITS: Final = 6
SECRET_BYTES: Final = 20
RECOVERY_CODES: Final = 10
"""So many codes are given for paper, each of them for once."""
_EARLY_AND_LATE: Final = (0, -1, 1)
"""A clock may be a step slow or fast."""


class SecondFactor(Struct, frozen=True, kw_only=True):
    """
    The secret that an account shares with its telephone, the last step whose code was used, and the digests of the paper
    codes that are left.
    """

    secret: bytes
    last_step: int = 0
    recovery: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """How many paper codes are left alone, so that no log shows the secret."""
        return f"SecondFactor(recovery={len(self.recovery)})"


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step of 30 seconds since 1970 (RFC 4226, 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def after_code(factor: SecondFactor, code: str, seconds: float) -> SecondFactor | None:
    """
    The second factor once a code was used, None where the code is wrong or was used before.

    A code of the telephone counts once, and so does one from paper, in whichever way it is spaced.
    """
    typed = "".join(code.split()).replace("-", "").lower()
    now = int(seconds // STEP_SECONDS)
    for step in (now + apart for apart in _EARLY_AND_LATE):
        if step > factor.last_step and hmac.compare_digest(code_at(factor.secret, step).encode(), typed.encode()):
            return SecondFactor(secret=factor.secret, last_step=step, recovery=factor.recovery)
    digest = recovery_digest(typed)
    if digest not in factor.recovery:
        return None
    left = tuple(each for each in factor.recovery if each != digest)
    return SecondFactor(secret=factor.secret, last_step=factor.last_step, recovery=left)


def recovery_digests(codes: Iterable[str]) -> tuple[str, ...]:
    """What is kept of codes on paper: they are by chance and long enough that nobody finds one by trying."""
    return tuple(recovery_digest(code.replace("-", "")) for code in codes)


def recovery_digest(typed: str) -> str:
    """What is kept of a code on paper, its spaces and hyphens taken out."""
    return sha256(typed.encode()).hexdigest()


def spelled(secret: bytes) -> str:
    """The secret as it is typed into a telephone that reads no link: letters and digits in fours."""
    letters = b32encode(secret).decode().rstrip("=")
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def otpauth_link(secret: bytes, account: str) -> str:
    """The link that a telephone's program for such codes reads."""
    letters = spelled(secret).replace(" ", "")
    return f"otpauth://totp/{quote(f'casework:{account}')}?secret={letters}&issuer=casework"
