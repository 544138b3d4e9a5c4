"""What an entry says beside what rules need: one declaration for the fact, the command and the history."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Final

from msgspec import Meta, Struct
from msgspec.inspect import StructType, type_info

from casework.domain.errors import InvalidValueError, MemberUnknownError
from casework.domain.words import Words, words_of

Members = tuple[Annotated[int, Meta(ge=1)], ...]
"""Numbers of members of the household."""


PLACES: Final = ("place", "place_left")
PLACE_CODE: Final = re.compile(r"(?!00)[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?)?")
_SHA256: Final = re.compile(r"[0-9a-fA-F]{64}")
MOST_PAY: Final = 10_000_000
"""Yuan a month; whoever writes more has slipped with a key."""


class Details(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Clear values that an entry may say and need not: each has a default, which means that it was not recorded.

    Each field carries its words, so that the command's options, a form and the sentence of the history are made from it.
    Names, words and numbers of persons are no details: they are sealed.
    """


def said(details: Details) -> Iterator[tuple[str, Words, Any]]:
    """What was recorded: field, words and value, in the order of the fields."""
    for name, (words, default) in _declared(type(details)).items():
        value = getattr(details, name)
        if value != default:
            yield name, words, value


def refuse_odd_details(details: Details | None, *, members: Collection[int], today: date) -> None:
    """
    Refuse what cannot be of a household with these members: strangers, the same twice, a plan for a day that is over, a
    place that no division's code can name, pay that cannot be.

    Raises MemberUnknownError, InvalidValueError.
    """
    for name, words, value in said(details) if details is not None else ():
        if isinstance(value, tuple) and len(set(value)) < len(value):
            raise InvalidValueError(name, zh=f"“{words.zh}”中有重复", en=f"{words.en}: named twice")
        if name in ("member", "members"):
            for number in value if isinstance(value, tuple) else (value,):
                if number not in members:
                    raise MemberUnknownError(number, members)
        if words.ahead and value < today:
            raise InvalidValueError(name, zh=f"日期{value}已过", en=f"The date {value} has passed")
        if name in PLACES and type(value) is str and not PLACE_CODE.fullmatch(value):
            raise InvalidValueError(
                name, zh=f"“{value}”不是2、4、6、9或12位区划代码", en=f"{value} is no division code", always=True
            )
        if name == "sha256" and not all(map(_SHA256.fullmatch, value)):
            raise InvalidValueError(
                name, zh="SHA-256应为64位十六进制数字", en="A SHA-256 has 64 hexadecimal digits", always=True
            )
        if isinstance(value, Decimal):
            refuse_odd_amount(name, value)


def refuse_odd_amount(field: str, amount: Decimal | None) -> None:
    """Refuse an amount of yuan that cannot be. Raises InvalidValueError."""
    if amount is not None and not (amount.is_finite() and 0 <= amount < MOST_PAY):
        raise InvalidValueError(
            field, zh=f"金额应为0至{MOST_PAY}元", en=f"An amount is from 0 to {MOST_PAY} yuan", always=True
        )


@cache
def _declared(kind: type[Details]) -> dict[str, tuple[Words, Any]]:
    info = type_info(kind)
    assert isinstance(info, StructType)
    return {field.name: (words_of(kind)[field.name], field.default) for field in info.fields}
