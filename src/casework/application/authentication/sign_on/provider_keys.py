"""The keys by which the unified sign-on signs: read when a signature is looked at, and once more for a key nobody knows."""

from __future__ import annotations

from typing import Any

import msgspec
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from msgspec import Struct

from casework.application.authentication.sign_on.provider_line import ProviderLine, ProviderUnsoundError
from casework.domain.authentication.id_tokens import ALGORITHMS, IdToken, IdTokenRefusedError, read_id_token
from casework.domain.labels import Label

_KEY_PAIRS = ("RSA", "EC")


class _StoredKeys(Struct, frozen=True):
    keys: list[dict[str, Any]]


class ProviderKeys:
    """The provider's public keys, kept while they serve."""

    def __init__(self, line: ProviderLine, address: str) -> None:
        self._line = line
        self._address = address
        self._known: KeySet | None = None

    def signed(self, text: str) -> IdToken:
        """
        What an id token says, once its signature fits a key of the provider.

        Raises IdTokenRefusedError, ProviderUnsoundError, ProviderUnreachableError.
        """
        try:
            token = self._decoded(text, self._known or self._read())
        except InvalidKeyIdError:
            token = self._decoded(text, self._read(), last=True)
        return read_id_token(token.claims)

    def _decoded(self, text: str, keys: KeySet, *, last: bool = False) -> jwt.Token:
        try:
            return jwt.decode(text, keys, algorithms=ALGORITHMS)
        except InvalidKeyIdError:
            if last:
                raise _unsigned() from None
            raise
        except (JoseError, ValueError, TypeError, KeyError):
            raise _unsigned() from None  # no cause: it would quote the token

    def _read(self) -> KeySet:
        content = self._line.read(self._address)
        try:
            stored = msgspec.json.decode(content, type=_StoredKeys)
            pairs = [key for key in stored.keys if key.get("kty") in _KEY_PAIRS]
            self._known = KeySet.import_key_set({"keys": pairs})
        except (msgspec.MsgspecError, JoseError, ValueError, TypeError, KeyError):
            raise ProviderUnsoundError("没有可用的签名公钥", "it has no public keys that can be used") from None
        return self._known


def _unsigned() -> IdTokenRefusedError:
    return IdTokenRefusedError(Label("签名不符", "its signature does not fit"))
