"""Where an office's unified sign-on is, by what casework is known there, and which addresses may be asked (OIDC, RFC 8252)."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from msgspec import Struct

from casework.domain.errors import RefusedError


class UnsafeAddressError(RefusedError):
    """An address of the sign-on could be read or answered by others on the way; nothing was sent there."""

    def __init__(self, what: str, address: str) -> None:
        self.what = what
        self.address = address
        self.zh = f"统一身份认证的地址不安全（{what}）：{address}，须为 https，或本机回环地址"
        self.en = f"An address of the unified sign-on is not safe ({what}): {address}; it begins with https, or is on loopback"


class SignOnProvider(Struct, frozen=True, kw_only=True):
    """
    The unified sign-on of an office: its issuer, the number or name by which it knows casework, and the secret with it.

    A blank secret: casework is a public client there. `max_age`: so long ago at most may somebody have signed in at the
    provider, None where it may be any time.
    """

    issuer: str
    client_id: str
    client_secret: str = ""
    max_age: timedelta | None = None

    def __repr__(self) -> str:
        """Which provider it is alone, so that no log shows the secret."""
        return f"SignOnProvider(issuer={self.issuer!r})"


def refuse_unsafe_address(what: str, address: str, *, loopback: bool) -> None:
    """
    Refuse an address that is not https; with `loopback` plain http on this machine may be used as well.

    Raises UnsafeAddressError, also for one with a name and password, or a fragment, in it.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise UnsafeAddressError(what, address) from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and loopback and is_loopback(host))
    if not (safe and host) or parts.username or parts.password or parts.fragment:
        raise UnsafeAddressError(what, address)


def is_on_loopback(address: str) -> bool:
    """Whether an address is one of this machine's own."""
    return is_loopback(urlsplit(address).hostname or "")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself; a name that has to be looked up is not, `localhost` is."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
