"""What an id token has to say before anybody is let in by it (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from casework.domain.errors import RefusedError
from casework.domain.labels import Label

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures of a key pair alone: never none, and no secret that is shared, for which a public key could be taken."""

LEEWAY: Final = timedelta(seconds=60)
"""So far apart two clocks may be."""

_MALFORMED = Label("格式不对", "it is malformed")

Moment = Annotated[float, Meta(ge=0, le=2**53)]
"""Seconds since 1970."""


class IdTokenRefusedError(RefusedError):
    """What the provider says of somebody may not be believed; the sentence says why, and nothing of the person."""

    def __init__(self, flaw: Label) -> None:
        self.flaw = flaw.en
        self.zh = f"统一身份认证返回的身份令牌不予采用：{flaw.zh}；未登录，请重新登录，仍不行请联系系统管理员"
        self.en = (
            f"The id token of the unified sign-on is not taken: {flaw.en}; nobody was signed in. Sign in again, and tell an "
            "administrator if it stays so"
        )


class IdToken(Struct, frozen=True, kw_only=True):
    """What the provider says of somebody who signed in there, its signature having been looked at."""

    iss: str
    sub: Annotated[str, Meta(min_length=1, max_length=255)]
    aud: str | tuple[str, ...]
    exp: Moment
    iat: Moment
    nonce: str = ""
    azp: str | None = None
    auth_time: Moment | None = None

    def __repr__(self) -> str:
        """By whom it was issued alone, so that no log shows of whom it speaks."""
        return f"IdToken(iss={self.iss!r})"

    @property
    def audiences(self) -> tuple[str, ...]:
        """For whom it was issued."""
        return (self.aud,) if isinstance(self.aud, str) else self.aud


class Expected(Struct, frozen=True, kw_only=True):
    """
    What an id token has to answer: the provider, casework's name there, and what was asked, when (UTC).

    `max_age`: so long ago at most may somebody have signed in at the provider; None where that was not asked.
    """

    issuer: str
    client_id: str
    nonce: str
    begun_at: datetime
    max_age: timedelta | None = None


def read_id_token(claims: Mapping[str, Any]) -> IdToken:
    """The claims of an id token whose signature was looked at; raises IdTokenRefusedError where one is absent or odd."""
    try:
        return msgspec.convert(dict(claims), IdToken)
    except msgspec.ValidationError:
        raise IdTokenRefusedError(_MALFORMED) from None  # no cause: it would quote the token


def refuse_id_token(token: IdToken, expected: Expected, now: datetime) -> None:
    """Refuse an id token that does not answer what was asked; the first flaw is named. Raises IdTokenRefusedError."""
    for flaw in _flaws(token, expected, now):
        raise IdTokenRefusedError(flaw)


def _flaws(token: IdToken, expected: Expected, now: datetime) -> Iterator[Label]:
    if token.iss != expected.issuer:
        yield Label("签发者不符", "somebody else issued it")
    if expected.client_id not in token.audiences:
        yield Label("不是发给本系统的", "it was issued for somebody else")
    if token.azp != expected.client_id and (token.azp is not None or len(token.audiences) > 1):
        yield Label("另有接收方", "it was issued for others as well")
    if not hmac.compare_digest(token.nonce.encode(), expected.nonce.encode()):
        yield Label("与本次登录不符", "it does not belong to this sign-in")
    if token.exp <= (now - LEEWAY).timestamp():
        yield Label("已过期（或两处时钟相差过大）", "it is over, or the two clocks differ too much")
    if token.iat > (now + LEEWAY).timestamp() or token.iat < (expected.begun_at - LEEWAY).timestamp():
        yield Label(
            "签发时间不在本次登录之内（或两处时钟相差过大）",
            "it was not issued during this sign-in, or the two clocks differ too much",
        )
    if expected.max_age is not None:
        earliest = (now - expected.max_age - LEEWAY).timestamp()
        if token.auth_time is None or token.auth_time < earliest:
            yield Label("在统一身份认证登录已久，须重新登录", "it is too long ago that they signed in at the provider")
