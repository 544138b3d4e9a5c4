"""What comes in and what goes out: a request as its endpoint reads it, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from casework.domain.errors import WronglyAskedError
from casework.domain.labels import Label
from casework.domain.untrusted_text import format_error

JSON = "application/json"

Instant = Annotated[datetime, Meta(tz=True)]
"""A moment with its offset."""
Position = Annotated[int, Meta(ge=0)]
"""A position of the log."""


class UnreadableError(WronglyAskedError):
    """The body is no JSON text."""

    zh = "请求内容不是有效的 JSON 文本"
    en = "The body is no valid JSON text"


class NotAsDescribedError(WronglyAskedError):
    """A body or a parameter is not as the description has it; what was sent is not repeated."""

    def __init__(self, wrong: Label) -> None:
        self.zh = f"请求与接口说明不符：{wrong.zh}"
        self.en = f"The request is not as described: {wrong.en}"


class Incoming(Struct, frozen=True, kw_only=True):
    """A request: the parts of its address, what it asks beside, its headers by small letters, its body, and whence it came."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""
    source: str = ""


class Outgoing(Struct, frozen=True, kw_only=True):
    """What is sent back: its content, a status, headers beside those of every answer, and the kind of document."""

    content: Any
    status: int = 200
    headers: Mapping[str, str] = {}
    media: str = JSON


class Endpoint(Struct, frozen=True, kw_only=True):
    """
    One thing that may be asked for at one address, from which its route and its description are made.

    `handle` answers it at a desk. `what` is its name in the table of rights, `asks` are the structs whose fields are its parameters, `body` what is
    sent with it. `writes`: it records something.
    """

    method: str
    path: str
    name: str
    what: str
    page: Label
    handle: Callable[[Any, Incoming], Outgoing]
    asks: tuple[type[Struct], ...] = ()
    body: type[Struct] | None = None
    writes: bool = False


def read_body(body: bytes, kind: type[Any]) -> Any:
    """The body as its kind declares it, strictly; nothing at all is an empty object. Raises UnreadableError, NotAsDescribedError."""
    try:
        return msgspec.json.decode(body or b"{}", type=kind)
    except msgspec.ValidationError as error:
        raise NotAsDescribedError(format_error(error, quotes=False)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnreadableError from None


def read_query(given: Mapping[str, str], kind: type[Any]) -> Any:
    """What was asked beside the address, as its kind declares it. Raises NotAsDescribedError."""
    try:
        return msgspec.convert(dict(given), kind, strict=False)
    except msgspec.ValidationError as error:
        raise NotAsDescribedError(format_error(error, quotes=False)) from None
