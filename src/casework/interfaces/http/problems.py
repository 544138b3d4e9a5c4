"""What went wrong as a problem document (RFC 9457): a code, a sentence in both languages, and never a value that was sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from msgspec import Struct

from casework.application.authentication.proofs import SignInRefusedError
from casework.application.writing.receipts import MovedOnError
from casework.domain.authentication.tokens import TokenRefusedError
from casework.domain.errors import (
    CaseworkError,
    FaultError,
    HouseholdUnknownError,
    InvalidValueError,
    NotFoundError,
    WronglyAskedError,
)
from casework.domain.labels import Label
from casework.interfaces.http.exchange import Outgoing, UnreadableError
from casework.interfaces.http.limits import TooLargeError, TooOftenError
from casework.interfaces.problems import problem_of

PROBLEM = "application/problem+json"

NOT_THERE: Final = Label("没有这一户，或不在您的查看范围内", "There is no such household, or none that you may see")
"""What is not there and what one may not see read alike, and neither repeats what was asked for."""

HEADERS: Final = {401: {"WWW-Authenticate": 'Bearer realm="casework"'}, 429: {"Retry-After": "1"}}

_STATUSES: Final[tuple[tuple[type[BaseException], HTTPStatus], ...]] = (
    (TokenRefusedError, HTTPStatus.UNAUTHORIZED),
    (SignInRefusedError, HTTPStatus.UNAUTHORIZED),
    (MovedOnError, HTTPStatus.PRECONDITION_FAILED),
    (UnreadableError, HTTPStatus.BAD_REQUEST),
    (TooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (TooOftenError, HTTPStatus.TOO_MANY_REQUESTS),
    (InvalidValueError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (WronglyAskedError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (FaultError, HTTPStatus.SERVICE_UNAVAILABLE),
    (CaseworkError, HTTPStatus.CONFLICT),
)


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A problem document: `code` never changes, `message` says it in both languages, `detail` in Chinese.

    `helps` are commands that would help first; `now` is how the household stands, for whoever may see it.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    message: Label
    helps: tuple[str, ...] = ()
    now: Any = None


def status_of(error: BaseException) -> HTTPStatus:
    """The status of a refusal or a fault; a fault that nobody foresaw is 500."""
    found = next((status for kind, status in _STATUSES if isinstance(error, kind)), None)
    return found or HTTPStatus.INTERNAL_SERVER_ERROR


def answer_to(error: BaseException, now: Any = None) -> Outgoing:
    """The answer to whoever asked for what was refused, or what broke."""
    found, status = problem_of(error), status_of(error)
    said = NOT_THERE if isinstance(error, HouseholdUnknownError) else found.message
    return problem(status, found.code, said, helps=found.helps, now=now)


def problem(status: HTTPStatus, code: str, said: Label, *, helps: tuple[str, ...] = (), now: Any = None) -> Outgoing:
    """A problem document of this status."""
    document = Problem(
        type=f"urn:casework:problem:{code}",
        title=status.phrase,
        status=status.value,
        detail=said.zh,
        code=code,
        message=said,
        helps=helps,
        now=now,
    )
    return Outgoing(content=document, status=status.value, headers=HEADERS.get(status.value, {}), media=PROBLEM)
