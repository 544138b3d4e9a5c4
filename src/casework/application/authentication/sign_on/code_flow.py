"""The code flow with PKCE: to the provider with a question, back with a code, and the code exchanged for who it was (ADR 0053)."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Final
from urllib.parse import quote_plus, urlencode

import msgspec
from msgspec import Struct

from casework.application.authentication.sign_on.flows import Flow, Flows
from casework.application.authentication.sign_on.provider_keys import ProviderKeys
from casework.application.authentication.sign_on.provider_line import ProviderLine, ProviderUnsoundError
from casework.application.authentication.sign_on.provider_metadata import ProviderMetadata, read_metadata
from casework.domain.authentication.id_tokens import Expected, IdToken, IdTokenRefusedError, refuse_id_token
from casework.domain.authentication.sign_on_provider import SignOnProvider, refuse_unsafe_address
from casework.domain.errors import RefusedError
from casework.domain.labels import Label

_STATE_BYTES: Final = 32
_CODE = re.compile(r"[a-z_]{1,40}")
_OK: Final = 200

Derive = Callable[[bytes], bytes]
"""A keyed hash of 32 bytes, by a secret that lies outside the database."""


class SignOnUnknownError(RefusedError):
    """The answer belongs to no sign-on that was begun here and waits; nothing was asked of the provider."""

    zh = "这次统一身份认证登录不是在此处开始的，或已用过、已超时：未登录，请重新开始"
    en = "This sign-on was not begun here, was used already, or is too old: nobody was signed in; begin again"


class SignOnDeclinedError(RefusedError):
    """The provider did not say who it was; `why` is its word of the standard (RFC 6749), anything else is not repeated."""

    def __init__(self, why: str) -> None:
        self.why = why if _CODE.fullmatch(why) else "?"
        self.zh = f"统一身份认证未予登录（{self.why}）：请重新开始；仍不行请联系系统管理员"
        self.en = f"The unified sign-on did not let anybody in ({self.why}): begin again, and tell an administrator if it stays so"


class Begun(Struct, frozen=True, kw_only=True):
    """
    A sign-on that was begun: the address to open in a browser, and the state, which only whoever began it keeps.

    `account` is to be linked by it; blank to sign somebody in.
    """

    address: str
    state: str
    account: str = ""

    def __repr__(self) -> str:
        """Nothing of it, so that no log shows a state."""
        return "Begun()"


class Returned(Struct, frozen=True, kw_only=True):
    """With what the browser came back, by the names of the standard; blank where it was not there."""

    state: str = ""
    code: str = ""
    iss: str = ""
    error: str = ""

    def __repr__(self) -> str:
        """Nothing of it, so that no log shows a code."""
        return "Returned()"


class _TokenAnswer(Struct, frozen=True):
    id_token: str


class _ErrorAnswer(Struct, frozen=True):
    error: str = "?"


class CodeFlow:
    """
    Asks one provider who somebody is. A state is by chance; what proves and ties an answer to it is worked out from it by a
    secret, so that nothing of it has to be kept.
    """

    def __init__(
        self, provider: SignOnProvider, line: ProviderLine, flows: Flows, derive: Derive, chance: Callable[[int], str]
    ) -> None:
        self.provider = provider
        self._line = line
        self._flows = flows
        self._derive = derive
        self._chance = chance

    @cached_property
    def metadata(self) -> ProviderMetadata:
        """What the provider says of itself, read once; raises as `read_metadata` does."""
        return read_metadata(self._line, self.provider)

    @cached_property
    def _keys(self) -> ProviderKeys:
        return ProviderKeys(self._line, self.metadata.jwks_uri)

    def reach(self) -> None:
        """Ask the provider who it is, before anything else is looked at; raises as `begin` does."""
        assert self.metadata.issuer == self.provider.issuer

    def begin(self, redirect_uri: str, now: datetime, *, account: str = "") -> Begun:
        """
        Begin to ask, for an `account` that is to be linked or to sign somebody in.

        Raises UnsafeAddressError, ProviderUnsoundError, ProviderUnreachableError; nothing was begun.
        """
        refuse_unsafe_address("redirect_uri", redirect_uri, loopback=True)
        metadata, state = self.metadata, self._chance(_STATE_BYTES)
        asked = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid",
            "state": state,
            "nonce": self._of("nonce", state),
            "code_challenge": _letters(sha256(self._of("verifier", state).encode()).digest()),
            "code_challenge_method": "S256",
        }
        if self.provider.max_age is not None:
            asked["max_age"] = str(int(self.provider.max_age.total_seconds()))
        self._flows.begin(state, Flow(account=account, redirect_uri=redirect_uri, begun_at=now))
        joint = "&" if "?" in metadata.authorization_endpoint else "?"
        return Begun(
            address=f"{metadata.authorization_endpoint}{joint}{urlencode(asked)}", state=state, account=account
        )

    def take(self, begun: Begun, returned: Returned, now: datetime) -> Flow:
        """The flow that somebody came back from, who began it for that; it is over by this. Raises SignOnUnknownError."""
        own = hmac.compare_digest(begun.state.encode(), returned.state.encode(errors="replace"))
        flow = self._flows.take(begun.state, now) if own else None
        if flow is None or flow.account != begun.account:
            raise SignOnUnknownError
        return flow

    def person(self, flow: Flow, returned: Returned, now: Callable[[], datetime]) -> IdToken:
        """
        Who signed in at the provider, by its id token.

        Raises:
            SignOnDeclinedError: The provider did not let them in, or did not take the code.
            IdTokenRefusedError: What it says may not be believed.
            ProviderUnsoundError, ProviderUnreachableError: It cannot be asked.
        """
        self._refuse_other_issuer(returned)
        if returned.error or not returned.code:
            raise SignOnDeclinedError(returned.error)
        token = self._keys.signed(self._exchanged(flow, returned))
        expected = Expected(
            issuer=self.provider.issuer,
            client_id=self.provider.client_id,
            nonce=self._of("nonce", returned.state),
            begun_at=flow.begun_at,
            max_age=self.provider.max_age,
        )
        refuse_id_token(token, expected, now())
        return token

    def _refuse_other_issuer(self, returned: Returned) -> None:
        """Whoever answers is the provider that was asked (RFC 9207)."""
        says = self.metadata.authorization_response_iss_parameter_supported
        if (returned.iss or says) and returned.iss != self.provider.issuer:
            raise IdTokenRefusedError(Label("签发者不符", "somebody else issued it"))

    def _exchanged(self, flow: Flow, returned: Returned) -> str:
        form, secret = self._signed_form(
            {
                "grant_type": "authorization_code",
                "code": returned.code,
                "redirect_uri": flow.redirect_uri,
                "code_verifier": self._of("verifier", returned.state),
            }
        )
        status, content = self._line.send(self.metadata.token_endpoint, form, secret)
        try:
            if status != _OK:
                raise SignOnDeclinedError(msgspec.json.decode(content, type=_ErrorAnswer).error)
            return msgspec.json.decode(content, type=_TokenAnswer).id_token
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise ProviderUnsoundError("没有身份令牌", "there is no id token in it") from None

    def _signed_form(self, form: dict[str, str]) -> tuple[dict[str, str], tuple[str, str] | None]:
        """The form as casework shows who it is, and what goes beside it (RFC 6749, 2.3.1)."""
        client, secret = self.provider.client_id, self.provider.client_secret
        if not secret:
            return form | {"client_id": client}, None
        if "client_secret_basic" in self.metadata.token_endpoint_auth_methods_supported:
            return form, (quote_plus(client), quote_plus(secret))
        return form | {"client_id": client, "client_secret": secret}, None

    def _of(self, use: str, state: str) -> str:
        return _letters(self._derive(f"sign-on {use}\0{state}".encode()))


def _letters(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
