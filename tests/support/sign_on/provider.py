"""A real unified sign-on on loopback, the browser of somebody who signs in there, and whoever alters its answers."""

from __future__ import annotations

import html
import json
import re
import subprocess
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2
import msgspec
from joserfc import jwt
from joserfc.jwk import RSAKey

from casework.application.authentication.sign_on.code_flow import Returned
from casework.domain.authentication.sign_on_provider import SignOnProvider
from tests.support.sign_on.provider_program import installed, node

SECRET = "kqzv:moxu/92lb gegen%"
REDIRECT = "http://127.0.0.1:9/callback"
_FORM = re.compile(r'<form[^>]* action="([^"]+)" method="post">\s*<input type="hidden" name="prompt" value="(\w+)"')
_STEPS = 20


class Provider:
    """The provider, its clients `casework`, `other` and `open` (one without a secret), and the key by which it signs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._stdin: IO[str] = process.stdin
        self._stdout: IO[str] = process.stdout
        self.key = _a_key()
        self.issuer = self.configure()

    def configure(self, **more: Any) -> str:
        """It signs with the key as it is now, and is set up so; its issuer."""
        client = {"redirect_uris": [REDIRECT], "application_type": "native", "grant_types": ["authorization_code"]}
        clients: list[dict[str, Any]] = [
            {"client_id": "casework", "client_secret": SECRET},
            {"client_id": "other", "client_secret": SECRET},
            {"client_id": "open", "token_endpoint_auth_method": "none"},
        ]
        told = {
            "clients": [client | each for each in clients],
            "jwks": {"keys": [self.key.as_dict(private=True)]},
            "cookies": {"keys": ["of a test"]},
        }
        self._stdin.write(json.dumps(told | more) + "\n")
        self._stdin.flush()
        return self._stdout.readline().strip()

    def rotate(self) -> None:
        """From now on it signs with another key, and tells no other."""
        self.key = _a_key()
        self.configure()

    def signed(self, claims: dict[str, Any], **header: str) -> str:
        """A token as the provider would sign it."""
        kid = str(self.key.kid)
        return jwt.encode({"alg": "RS256", "kid": kid, **header}, claims, self.key, algorithms=["RS256"])

    def settings(self, client_id: str = "casework", **more: Any) -> SignOnProvider:
        """How casework is set up for it."""
        secret = "" if client_id == "open" else SECRET
        return SignOnProvider(issuer=self.issuer, client_id=client_id, client_secret=secret, **more)


@contextmanager
def running_provider() -> Iterator[Provider]:
    """The provider while it runs; it ends with its input."""
    folder = installed()
    with subprocess.Popen(
        [node(), folder / "provider.mjs"],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield Provider(process)
        finally:
            process.terminate()


def browse(address: str, name: str, *, until: str = REDIRECT) -> str:
    """Where somebody of this name is led in the end who opens an address and fills in the provider's forms."""
    with httpx2.Client(trust_env=False, verify=False) as browser:
        answer = browser.get(address)
        for _ in range(_STEPS):
            if answer.is_redirect:
                address = urljoin(str(answer.url), answer.headers["location"])
                if address.startswith(until):
                    return address
                answer = browser.get(address)
                continue
            form = _FORM.search(answer.text)
            if form is None:
                return str(answer.url)
            said = {"prompt": form[2], "login": name, "password": "any"}
            answer = browser.post(html.unescape(form[1]), data=said)
    raise AssertionError("the provider led nowhere")


def returned(address: str) -> Returned:
    """With what the browser came back."""
    return Returned(**{name: values[0] for name, values in parse_qs(urlsplit(address).query).items()})


def claims_of(token: str) -> dict[str, Any]:
    """What a token says, its signature not being looked at."""
    part = token.split(".")[1]
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


Alter = Callable[[httpx2.Request, int, bytes], tuple[int, bytes, dict[str, str]]]
"""Of a request and its answer (status and content) makes another answer, with its headers."""


class Tampered(httpx2.BaseTransport):
    """A line on which somebody sits who alters what is answered."""

    def __init__(self, alter: Alter) -> None:
        self._alter = alter
        self._line = httpx2.HTTPTransport(trust_env=False, verify=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """What comes instead of the answer."""
        answer = self._line.handle_request(request)
        status, content, headers = self._alter(request, answer.status_code, answer.read())
        return httpx2.Response(status, headers=headers, stream=_Parts(content), request=request)

    def close(self) -> None:
        """End the line."""
        self._line.close()


def with_token(change: Callable[[dict[str, Any]], str]) -> Alter:
    """Whoever puts another id token into the provider's answer, made of the claims of the right one."""

    def alter(request: httpx2.Request, status: int, content: bytes) -> tuple[int, bytes, dict[str, str]]:
        answer = json.loads(content)
        if "id_token" in answer:
            answer["id_token"] = change(claims_of(answer["id_token"]))
        return status, msgspec.json.encode(answer), {}

    return alter


class _Parts(httpx2.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self._content), 4096):
            yield self._content[at : at + 4096]


def _a_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
