"""Every way in which an answer of the unified sign-on is not believed, against a real provider (ADR 0053)."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any

import httpx2
import msgspec
import pytest
from msgspec.structs import replace

from casework.application.authentication.sign_on.code_flow import (
    Begun,
    Returned,
    SignOnDeclinedError,
    SignOnUnknownError,
)
from casework.application.authentication.sign_on.provider_line import (
    ProviderLine,
    ProviderUnreachableError,
    ProviderUnsoundError,
)
from casework.domain.authentication.id_tokens import IdTokenRefusedError
from casework.domain.authentication.sign_on_provider import UnsafeAddressError
from casework.domain.authentication.tokens import SessionTerms
from tests.support.sign_on.place import NAME, Place
from tests.support.sign_on.provider import REDIRECT, Alter, Provider, browse, returned, with_token
from tests.support.staff.signed_staff import shown


def test_a_forged_state(place: Place) -> None:
    """Somebody else's answer ends nobody's sign-on: whoever began it still gets in."""
    begun, answer = place.there_and_back()
    for forged in ("", "forged", "状态", place.there_and_back()[1].state):
        wrong = replace(answer, state=forged)
        place.turned_away(SignOnUnknownError, partial(place.sign_on.finish, begun, wrong, str))
    assert place.sign_on.finish(begun, answer, str).account == place.li


def test_an_answer_is_taken_once(place: Place) -> None:
    """And what was begun by somebody else, to link another account, or too long ago, never."""
    begun, answer = place.there_and_back()
    place.sign_on.finish(begun, answer, str)
    place.turned_away(SignOnUnknownError, lambda: place.sign_on.finish(begun, answer, str))

    link = place.sign_on.begin_link(REDIRECT, shown(place.li))
    back = returned(browse(link.address, NAME))
    place.turned_away(SignOnUnknownError, lambda: place.sign_on.finish(link, back, str))
    place.turned_away(SignOnUnknownError, lambda: place.sign_on.finish_link(*place.there_and_back()))
    begun, back = place.there_and_back()
    place.turned_away(SignOnUnknownError, lambda: place.sign_on.finish_link(replace(begun, account=place.li), back))

    late, answer = place.there_and_back()
    place.office.later(minutes=10)
    place.turned_away(SignOnUnknownError, lambda: place.sign_on.finish(late, answer, str))


def test_of_two_who_bring_the_same_answer_one_is_let_in(any_place: Place) -> None:
    """At the same moment, on either database; the state is taken before the provider is asked."""
    begun, answer = any_place.there_and_back()

    def brought(_: int) -> str:
        try:
            return any_place.sign_on.finish(begun, answer, str).account
        except SignOnUnknownError:
            return ""

    with ThreadPoolExecutor(4) as four:
        assert sorted(four.map(brought, range(4))) == ["", "", "", any_place.li]


def test_a_code_that_was_used(place: Place) -> None:
    """The provider takes it once; and only with the proof of whoever began, for the address it was sent to."""
    _, used = place.there_and_back()
    place.signs_in()
    begun, fresh = place.there_and_back()
    stolen = replace(fresh, code=used.code)
    assert "invalid_grant" in place.turned_away(SignOnDeclinedError, lambda: place.sign_on.finish(begun, stolen, str))
    assert "access_denied" in place.turned_away(
        SignOnDeclinedError, lambda: place.sign_on.finish(*_declined(place), str)
    )


def _declined(place: Place) -> tuple[Begun, Returned]:
    begun, answer = place.there_and_back()
    return begun, Returned(state=answer.state, iss=answer.iss, error="access_denied")


WRONG_CLAIMS: list[tuple[dict[str, Any], str]] = [
    ({"nonce": "another"}, "it does not belong to this sign-in"),
    ({"aud": "other"}, "it was issued for somebody else"),
    ({"aud": ["casework", "other"]}, "it was issued for others as well"),
    ({"iss": "http://127.0.0.1:1"}, "somebody else issued it"),
    ({"exp": 1_700_000_000}, "it is over"),
    ({"iat": 1_700_000_000}, "it was not issued during this sign-in"),
    ({"sub": ""}, "it is malformed"),
]


def test_a_token_that_answers_something_else(place: Place) -> None:
    """Signed by the provider's own key; one claim is another one."""
    assert place.signs_in(place.through(alter=with_token(place.provider.signed))) == place.li
    for claims, flaw in WRONG_CLAIMS:
        assert flaw in place.refuses(IdTokenRefusedError, _with_claims(place.provider, claims))
        assert place.on_record()[-1] == ("", "denied", "id-token-refused")


def _with_claims(provider: Provider, claims: dict[str, Any]) -> Alter:
    return with_token(lambda right: provider.signed(right | claims))


def test_a_token_of_another_client(place: Place) -> None:
    """Which the provider really gave to the other one, put into the answer for this one."""
    other = place.through(place.provider.settings("other"))
    kept: list[bytes] = []

    def keeps(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        kept.append(content)
        return status, content, {}

    assert place.signs_in(place.through(place.provider.settings("other"), keeps)) == place.li
    assert place.signs_in(other) == place.li
    theirs = next(content for content in kept if b"id_token" in content and b"access_token" in content)

    def puts(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        return status, theirs if b"access_token" in content else content, {}

    assert "issued for somebody else" in place.refuses(IdTokenRefusedError, puts)


def test_a_signature_that_is_none(place: Place) -> None:
    """None at all, by the public key as a secret, by a key of somebody's own, cut off, and no token."""
    kid, stranger = str(place.provider.key.kid), a_stranger(place.provider)
    public = place.provider.key.as_pem(private=False)

    forged: list[Callable[[dict[str, Any]], str]] = [
        lambda claims: handmade({"alg": "none", "kid": kid}, claims, b""),
        lambda claims: handmade({"alg": "HS256", "kid": kid}, claims, public),
        lambda claims: stranger.signed(claims, kid=kid),
        stranger.signed,
        lambda claims: place.provider.signed(claims)[:-8],
        lambda claims: "a.b.c",
        lambda claims: "令牌",
        lambda claims: "",
    ]
    for forge in forged:
        assert "its signature does not fit" in place.refuses(IdTokenRefusedError, with_token(forge))


def handmade(header: dict[str, str], claims: dict[str, Any], secret: bytes) -> str:
    """A token that no library makes: without a signature, or by a secret that is the provider's public key."""
    parts = [urlsafe_b64encode(msgspec.json.encode(part)).rstrip(b"=") for part in (header, claims)]
    signature = hmac.digest(secret, b".".join(parts), "sha256") if secret else b""
    return b".".join([*parts, urlsafe_b64encode(signature).rstrip(b"=")]).decode()


def a_stranger(provider: Provider) -> Provider:
    """Somebody who has a key of their own, and calls it as they like."""
    stranger = object.__new__(Provider)
    stranger.key = type(provider.key).generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    return stranger


def test_an_answer_of_another_issuer(place: Place) -> None:
    """Who answers says so, and is whom was asked (RFC 9207); so does the discovery document."""
    for issuer in ("", "https://mixed-up.example"):
        begun, answer = place.there_and_back()
        wrong = replace(answer, iss=issuer)
        place.turned_away(IdTokenRefusedError, partial(place.sign_on.finish, begun, wrong, str))
    elsewhere = replace(place.provider.settings(), issuer=f"{place.provider.issuer}/")
    said = place.turned_away(ProviderUnsoundError, lambda: place.signs_in(place.through(elsewhere)))
    assert "its issuer is not the one" in said


NO_ANSWERS = [
    (302, b"", "status 302"),
    (500, b"{}", "status 500"),
    (200, b"<html>", "no id token"),
    (200, b'{"access_token": "x"}', "no id token"),
    (200, b" " * 262_145, "too large"),
]


def test_an_answer_that_leads_elsewhere_or_is_none(place: Place) -> None:
    """Nothing is followed, and no more is read than an answer has."""
    asked: list[str] = []

    def instead(status: int, content: bytes) -> Alter:
        def alter(request: httpx2.Request, right: int, answer: bytes) -> tuple[int, bytes, dict[str, str]]:
            asked.append(request.url.host)
            if request.url.path == "/token":
                return status, content, {"location": "https://elsewhere.example/token"}
            return right, answer, {}

        return alter

    for status, content, said in NO_ANSWERS:
        assert said in place.refuses(ProviderUnsoundError, instead(status, content))
    assert set(asked) == {"127.0.0.1"}


@pytest.mark.parametrize(("seconds", "gives_up"), [(1.6, False), (1.7, True)])
def test_an_answer_that_drips(place: Place, seconds: float, gives_up: bool) -> None:
    """Five seconds in all, for three parts, however steadily they come; no clock is waited for."""

    def longer(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        return status, content.ljust(2 * 4096 + 1), {}

    ticks = count()
    line = ProviderLine(place.altered(longer), lambda: next(ticks) * seconds)
    address = f"{place.provider.issuer}/jwks"
    if gives_up:
        with pytest.raises(ProviderUnreachableError):
            line.read(address)
    else:
        assert len(line.read(address)) == 2 * 4096 + 1


def test_an_address_in_the_open_is_not_asked(place: Place) -> None:
    """Neither as issuer, nor told by one, nor to come back to."""

    def leads_out(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        return status, content.replace(f"{place.provider.issuer}/token".encode(), b"http://elsewhere.example/"), {}

    place.refuses(UnsafeAddressError, leads_out)
    open_issuer = replace(place.provider.settings(), issuer="http://sign-on.example")
    place.turned_away(UnsafeAddressError, lambda: place.signs_in(place.through(open_issuer)))
    place.turned_away(UnsafeAddressError, lambda: place.sign_on.begin("http://elsewhere.example/", "192.0.2.1"))


def test_the_provider_sends_nobody_elsewhere(place: Place) -> None:
    """An address that it was not told is not come back to, be it on this machine."""
    begun = place.sign_on.begin("http://127.0.0.1:9/elsewhere", "192.0.2.1")
    assert browse(begun.address, NAME, until="http://127.0.0.1:9/").startswith(place.provider.issuer)


def test_the_provider_signs_with_another_key(place: Place) -> None:
    """Its keys are read once more for a key nobody knows, and no more often."""
    read: list[str] = []

    def counts(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        read.append(request.url.path)
        return status, content, {}

    watched = place.through(alter=counts)
    assert place.signs_in(watched) == place.li
    assert place.signs_in(watched) == place.li
    assert read.count("/jwks") == 1
    place.provider.rotate()
    assert place.signs_in(watched) == place.li
    assert read.count("/jwks") == 2
    unknown = place.through(alter=with_token(lambda claims: a_stranger(place.provider).signed(claims)))
    place.turned_away(IdTokenRefusedError, lambda: place.signs_in(unknown))


def test_signed_in_too_long_ago(place: Place) -> None:
    """Where the office asks for it; the provider says when that was."""
    recent = replace(place.provider.settings(), max_age=SessionTerms().idle)
    assert place.signs_in(place.through(recent)) == place.li
    older = with_token(lambda claims: place.provider.signed(claims | {"auth_time": claims["auth_time"] - 1900}))
    said = place.turned_away(IdTokenRefusedError, lambda: place.signs_in(place.through(recent, older)))
    assert "too long ago" in said
