"""The unified sign-on of this installation, as its settings say, with the secret from a file of its owner."""

from __future__ import annotations

from typing import Final

from casework.domain.authentication.sign_on_provider import SignOnProvider
from casework.domain.errors import RefusedError
from casework.interfaces.workplace.settings import SIGN_ON_CLIENT, SIGN_ON_ISSUER, Settings
from casework.interfaces.workplace.shown_token import TokenFileError, read_owned

_SHORTEST_SECRET: Final = 16


class SignOnNotConfiguredError(RefusedError):
    """Nobody has set up a unified sign-on here."""

    zh = f"此处没有设置统一身份认证（{SIGN_ON_ISSUER}、{SIGN_ON_CLIENT}）：请凭密码登录（casework account sign-in）"
    en = f"No unified sign-on is set up here ({SIGN_ON_ISSUER}, {SIGN_ON_CLIENT}): sign in by password (casework account sign-in)"


class SignOnSecretError(TokenFileError):
    """The file of the secret by which the provider knows casework cannot be used."""

    words = ("统一身份认证客户端密钥文件", "The file of the sign-on's client secret")


def configured_provider(settings: Settings) -> SignOnProvider:
    """The provider of the settings; raises SignOnNotConfiguredError, SignOnSecretError."""
    said = settings.sign_on
    if said is None:
        raise SignOnNotConfiguredError
    secret = ""
    if said.secret_file is not None:
        secret = read_owned(said.secret_file, SignOnSecretError)
        if len(secret) < _SHORTEST_SECRET:
            raise SignOnSecretError(
                said.secret_file,
                f"内容过短，应至少{_SHORTEST_SECRET}个字符",
                f"is too short: {_SHORTEST_SECRET} signs at least",
            )
    return SignOnProvider(issuer=said.issuer, client_id=said.client_id, client_secret=secret, max_age=said.max_age)
