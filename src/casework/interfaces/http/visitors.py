"""Who comes: whose token is shown, in which office they ask or act, and their visit at the workplace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from casework.domain.authentication.tokens import Token, TokenRefusedError
from casework.domain.codes.rights import AccessChannel
from casework.domain.divisions.codes import full_code
from casework.domain.divisions.offices import office_written
from casework.domain.errors import CaseworkError
from casework.domain.fact import ActingOffice
from casework.domain.labels import Label
from casework.interfaces.http.exchange import NotAsDescribedError
from casework.interfaces.reception.visits import Errand, visit
from casework.interfaces.workplace.invocation import Acting, Asked

if TYPE_CHECKING:
    from casework.interfaces.http.desk import Desk
    from casework.interfaces.http.exchange import Incoming
    from casework.interfaces.workplace.bootstrap import Workplace

BEARER = "bearer "

A = TypeVar("A", bound=Asked)


class TokenUnsaidError(TokenRefusedError):
    """Nobody says who asks."""

    zh = "请出示令牌：Authorization: Bearer …"
    en = "Show a token: Authorization: Bearer …"


class ForeignTokenError(TokenRefusedError):
    """The token is unknown, over, or not for this."""

    zh = "令牌无效、已过期，或不能用于此事，请重新登录或换用范围合适的令牌"
    en = "The token is unknown, over, or not for this: sign in again, or use one whose scope fits"


def shown_token(incoming: Incoming) -> str:
    """The token of a request. Raises TokenUnsaidError."""
    said = incoming.headers.get("authorization", "")
    if not said.lower().startswith(BEARER):
        raise TokenUnsaidError
    return said[len(BEARER) :].strip()


def token_of(desk: Desk, incoming: Incoming) -> Token:
    """What the token of a request stands for. Raises TokenUnsaidError, ForeignTokenError."""
    try:
        return desk.sessions.holder(shown_token(incoming))
    except TokenUnsaidError:
        raise
    except TokenRefusedError:
        raise ForeignTokenError from None


def office_of(said: str | None) -> ActingOffice | None:
    """The office that is named, `township@990101001000`. Raises NotAsDescribedError."""
    if said is None:
        return None
    try:
        return office_written(said)
    except CaseworkError:
        raise NotAsDescribedError(
            Label("office 应写作职务代码，需要时加 @ 和区划代码", "office is a role, and where needed @ and a division")
        ) from None


def region_of(said: str | None) -> str:
    """The full code of a division that is named; blank for none. Raises NotAsDescribedError."""
    if said is None:
        return ""
    try:
        return full_code(said)
    except CaseworkError:
        raise NotAsDescribedError(
            Label("region 应为2、4、6、9或12位区划代码", "region is a division's code of 2, 4, 6, 9 or 12 digits")
        ) from None


@contextmanager
def visitor_at(desk: Desk, incoming: Incoming, asked: A, errand: Errand) -> Iterator[tuple[Workplace, A]]:
    """
    The workplace as whoever shows this token may use it for their errand, on record first, and how it was asked by them.

    `asked` says how, all but by whom. Raises TokenUnsaidError, ForeignTokenError, and as `visit`.
    """
    token = token_of(desk, incoming)
    place = desk.place.for_visitor(AccessChannel.HTTP)
    asked = replace(asked, by=token.account)
    with place.casework.access.of_denials(
        errand.what, by=asked.by, office=asked.office, reads=not isinstance(asked, Acting)
    ):
        if not token.is_for(errand.names):
            raise ForeignTokenError
    place.casework = place.casework.within(token.scope)
    with visit(place, asked, errand, proven=True):
        yield place, asked
