"""What an id token has to say: each claim alone turns it away, and limits come in pairs (OpenID Connect Core, 3.1.3.7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from casework.domain.authentication.id_tokens import (
    ALGORITHMS,
    Expected,
    IdToken,
    IdTokenRefusedError,
    read_id_token,
    refuse_id_token,
)
from casework.domain.authentication.sign_on_provider import SignOnProvider, UnsafeAddressError, refuse_unsafe_address

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AT = NOW.timestamp()
ISSUER = "https://sign-on.example"
EXPECTED = Expected(issuer=ISSUER, client_id="casework", nonce="n-1", begun_at=NOW - timedelta(minutes=2))
TOKEN = IdToken(iss=ISSUER, sub="u-1", aud="casework", exp=AT + 60, iat=AT - 1, nonce="n-1")
RECENT = replace(EXPECTED, max_age=timedelta(minutes=30))


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        (TOKEN, EXPECTED),
        (replace(TOKEN, aud=("casework",), azp="casework"), EXPECTED),
        (replace(TOKEN, aud=("casework", "other"), azp="casework"), EXPECTED),
        (replace(TOKEN, exp=AT - 59), EXPECTED),
        (replace(TOKEN, iat=AT + 60), EXPECTED),
        (replace(TOKEN, iat=AT - 180), EXPECTED),
        (replace(TOKEN, auth_time=AT - 1860), RECENT),
    ],
)
def test_what_answers_is_taken(token: IdToken, expected: Expected) -> None:
    """Also at the limit: two clocks may be a minute apart."""
    refuse_id_token(token, expected, NOW)


@pytest.mark.parametrize(
    ("token", "expected", "flaw"),
    [
        (replace(TOKEN, iss=f"{ISSUER}/"), EXPECTED, "somebody else issued it"),
        (replace(TOKEN, aud="other"), EXPECTED, "it was issued for somebody else"),
        (replace(TOKEN, aud=()), EXPECTED, "it was issued for somebody else"),
        (replace(TOKEN, aud=("casework", "other")), EXPECTED, "it was issued for others as well"),
        (replace(TOKEN, azp="other"), EXPECTED, "it was issued for others as well"),
        (replace(TOKEN, nonce="n-2"), EXPECTED, "it does not belong to this sign-in"),
        (replace(TOKEN, nonce=""), EXPECTED, "it does not belong to this sign-in"),
        (replace(TOKEN, exp=AT - 60), EXPECTED, "it is over, or the two clocks differ too much"),
        (
            replace(TOKEN, iat=AT + 61),
            EXPECTED,
            "it was not issued during this sign-in, or the two clocks differ too much",
        ),
        (
            replace(TOKEN, iat=AT - 181),
            EXPECTED,
            "it was not issued during this sign-in, or the two clocks differ too much",
        ),
        (replace(TOKEN, auth_time=AT - 1861), RECENT, "it is too long ago that they signed in at the provider"),
        (TOKEN, RECENT, "it is too long ago that they signed in at the provider"),
    ],
)
def test_one_flaw_is_enough(token: IdToken, expected: Expected, flaw: str) -> None:
    """Everything else being right; the sentence names the flaw and nobody."""
    with pytest.raises(IdTokenRefusedError) as refused:
        refuse_id_token(token, expected, NOW)
    assert refused.value.flaw == flaw
    assert "u-1" not in refused.value.zh + refused.value.en + repr(token)


CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "sub": "u-1",
    "aud": ["casework"],
    "exp": AT + 60,
    "iat": AT - 1,
    "nonce": "n-1",
}


def test_claims_are_read_with_whatever_else_there_is() -> None:
    """What nobody asked for is left alone."""
    assert read_id_token(CLAIMS | {"name": "谷四亩"}) == replace(TOKEN, aud=("casework",))


@pytest.mark.parametrize(
    "odd",
    [
        {"sub": ""},
        {"sub": "u" * 256},
        {"sub": 7},
        {"aud": None},
        {"exp": "never"},
        {"exp": float("inf")},
        {"exp": float("nan")},
        {"iat": -1},
        {"nonce": ["n-1"]},
        {"iss": None},
    ],
)
def test_odd_claims_are_no_token(odd: dict[str, Any]) -> None:
    """Nothing of them is repeated."""
    with pytest.raises(IdTokenRefusedError) as refused:
        read_id_token(CLAIMS | odd)
    assert refused.value.flaw == "it is malformed"
    assert refused.value.__cause__ is None


def test_no_signature_without_a_key_pair() -> None:
    """None by a shared secret, which a public key could be taken for, and never none at all."""
    assert [name for name in ALGORITHMS if name[:2] not in {"RS", "PS", "ES"}] == []


@pytest.mark.parametrize(
    "address",
    [
        "https://sign-on.example",
        "https://sign-on.example:8443/x",
        "http://127.0.0.1:9",
        "http://[::1]/x",
        "http://localhost/",
    ],
)
def test_safe_addresses(address: str) -> None:
    """Encrypted, or not leaving the machine."""
    refuse_unsafe_address("issuer", address, loopback=True)


@pytest.mark.parametrize(
    "address",
    [
        "http://sign-on.example",
        "http://127.0.0.1.example/",
        "http://localhost.example/",
        "https://",
        "https://user:secret@sign-on.example",
        "https://sign-on.example/#x",
        "https://sign-on.example:x/",
        "file:///etc/passwd",
        "sign-on.example",
        "",
    ],
)
def test_unsafe_addresses(address: str) -> None:
    """Others could read it on the way, or it leads to something else."""
    with pytest.raises(UnsafeAddressError):
        refuse_unsafe_address("issuer", address, loopback=True)


def test_a_far_provider_does_not_lead_to_this_machine() -> None:
    """Plain http on loopback is for a provider that is there itself."""
    with pytest.raises(UnsafeAddressError):
        refuse_unsafe_address("token_endpoint", "http://127.0.0.1:8080/", loopback=False)


def test_no_log_shows_the_secret() -> None:
    """Nor a traceback."""
    provider = SignOnProvider(issuer=ISSUER, client_id="casework", client_secret="s3cret-s3cret")
    assert "s3cret" not in repr(provider)
