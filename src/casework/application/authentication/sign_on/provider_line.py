"""What is asked of the unified sign-on over HTTP: in bounded time and size, and nowhere else than it was asked (ADR 0053)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final

import httpx2

from casework.domain.errors import FaultError

CONNECT_SECONDS: Final = 3.0
ANSWER_SECONDS: Final = 5.0
"""So long one answer may take in all, however slowly it comes."""
LARGEST_ANSWER: Final = 262_144
_HEADERS: Final = {"Accept": "application/json", "Accept-Encoding": "identity"}
_OK: Final = 200


class ProviderUnreachableError(FaultError):
    """The unified sign-on did not answer in time, or cannot be reached."""

    zh = "统一身份认证连接不上或没有按时应答：未登录，也未记录任何内容；请稍后再试，或凭密码登录（casework account sign-in）"
    en = (
        "The unified sign-on cannot be reached, or did not answer in time: nobody was signed in and nothing was recorded. Try "
        "again later, or sign in by password (casework account sign-in)"
    )


class ProviderUnsoundError(FaultError):
    """The unified sign-on answered something that cannot be used; what it was is not repeated."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = (
            f"统一身份认证的应答无法采用：{zh}；未登录，请联系系统管理员，也可凭密码登录（casework account sign-in）"
        )
        self.en = (
            f"The unified sign-on gave an answer that cannot be used: {en}; nobody was signed in. Tell an administrator, or sign in "
            "by password (casework account sign-in)"
        )


def provider_client() -> httpx2.Client:
    """A client that takes nothing from the environment, goes nowhere by itself and gives up soon."""
    timeout = httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    return httpx2.Client(trust_env=False, follow_redirects=False, timeout=timeout)


class ProviderLine:
    """The line to the unified sign-on, over a client that follows no redirects."""

    def __init__(self, client: httpx2.Client, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._elapsed = elapsed

    def read(self, address: str) -> bytes:
        """What stands at an address; raises ProviderUnreachableError, ProviderUnsoundError."""
        status, content = self._answer(self._client.build_request("GET", address, headers=_HEADERS))
        if status != _OK:
            raise _unexpected(status)
        return content

    def send(self, address: str, form: Mapping[str, str], secret: tuple[str, str] | None = None) -> tuple[int, bytes]:
        """The status (200, or one from 400 to 499) and content with which a form is answered; raises as `read` does."""
        request = self._client.build_request("POST", address, data=dict(form), headers=_HEADERS)
        status, content = self._answer(request, httpx2.BasicAuth(*secret) if secret else None)
        if status != _OK and not 400 <= status < 500:
            raise _unexpected(status)
        return status, content

    def _answer(self, request: httpx2.Request, auth: httpx2.Auth | None = None) -> tuple[int, bytes]:
        give_up_at, content = self._elapsed() + ANSWER_SECONDS, b""
        try:
            response = self._client.send(request, auth=auth, stream=True, follow_redirects=False)
            try:
                for part in response.iter_raw():
                    content += part
                    if len(content) > LARGEST_ANSWER:
                        raise ProviderUnsoundError("内容过大", "it is too large")
                    if self._elapsed() > give_up_at:
                        raise ProviderUnreachableError
            finally:
                response.close()
        except (httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError):
            raise ProviderUnreachableError from None  # no cause: it would hold what was sent
        return response.status_code, content


def _unexpected(status: int) -> ProviderUnsoundError:
    return ProviderUnsoundError(f"状态码{status}", f"status {status}")
