"""What the unified sign-on says of itself, read where its issuer has it (OpenID Connect Discovery 1.0, 4)."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from casework.application.authentication.sign_on.provider_line import ProviderLine, ProviderUnsoundError
from casework.domain.authentication.sign_on_provider import SignOnProvider, is_on_loopback, refuse_unsafe_address


class ProviderMetadata(Struct, frozen=True, kw_only=True):
    """Where to ask the provider for what, and how; by the names of the standard."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    code_challenge_methods_supported: tuple[str, ...] = ("S256",)
    authorization_response_iss_parameter_supported: bool = False


def read_metadata(line: ProviderLine, provider: SignOnProvider) -> ProviderMetadata:
    """
    What the provider says of itself.

    Raises:
        UnsafeAddressError: The issuer, or an address that it tells, could be read on the way.
        ProviderUnsoundError: It speaks for another issuer, knows no S256, or is no such provider.
        ProviderUnreachableError: It does not answer.
    """
    refuse_unsafe_address("issuer", provider.issuer, loopback=True)
    content = line.read(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    try:
        metadata = msgspec.json.decode(content, type=ProviderMetadata)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise ProviderUnsoundError("没有有效的发现文档", "it has no valid discovery document") from None
    if metadata.issuer != provider.issuer:
        raise ProviderUnsoundError("签发者与设置不符", "its issuer is not the one of the settings")
    if "S256" not in metadata.code_challenge_methods_supported:
        raise ProviderUnsoundError("不支持 PKCE（S256）", "it knows no PKCE by S256")
    near = is_on_loopback(provider.issuer)
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        refuse_unsafe_address(name, getattr(metadata, name), loopback=near)
    return metadata
