"""Refusing what could not be kept: values that no index, no page and no year can hold, in a fact or its envelope."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import astuple

from casework.domain.errors import InvalidValueError
from casework.domain.fact import Private
from casework.domain.values.bounds import AMOUNT, CLEAR, COUNT, FIRST_YEAR, LAST_YEAR, MOST_ITEMS, SEALED, Number, Text


class _Field(Struct, frozen=True):
    """A field that can hold something to be looked at, by its place in the struct, with the bounds it declares."""

    place: int
    name: str
    text: Text | None
    number: Number | None


class _Fields(Struct, frozen=True):
    """The fields of a kind: those that hold one text, with the least of their bounds, and the others."""

    texts: tuple[_Field, ...]
    least: int
    others: tuple[_Field, ...]


_Check = Callable[[_Field, Any, Text], None]


def refuse_out_of_bounds(said: Struct) -> None:
    """
    Refuse a fact, or one in its envelope, that holds a value beyond its bound, however deep; its personal data too.

    Raises InvalidValueError, whose sentence names the field and never the value.
    """
    kind, values = type(said), astuple(said)
    usual, fields = _usual(kind), _fields(kind)
    # Nearly always all texts together are shorter than each may be; only else they are looked at one by one.
    together = "".join([values[field.place] or "" for field in fields.texts])
    doubtful = len(together) > fields.least or not together.isprintable()
    for field in (*fields.texts, *fields.others) if doubtful else fields.others:
        value: object = values[field.place]
        if value is not None and value is not UNSET:
            _check_of(type(value))(field, value, usual)


def refuse_text(name: str, text: str, bound: Text = CLEAR) -> None:
    """Refuse a text that is too long, or that holds a sign no page shows. Raises InvalidValueError."""
    if len(text) > bound.signs:
        raise InvalidValueError(
            name, zh=f"“{name}”超过{bound.signs}个字", en=f"The field {name} has more than {bound.signs} signs"
        )
    for sign in text:
        if unicodedata.category(sign) in _UNSHOWN and not (bound.lines and sign in "\n\r\t"):
            raise InvalidValueError(
                name, zh=f"“{name}”中有控制字符或无法保存的字符", en=f"The field {name} holds a control sign"
            )


_UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def _check_text(field: _Field, value: str, usual: Text) -> None:
    bound = field.text or usual
    if len(value) > bound.signs or not value.isprintable():
        refuse_text(field.name, value, bound)


def _check_parts(field: _Field, value: Collection[object], usual: Text) -> None:
    _refuse_many(field.name, len(value))
    for part in value:
        _check_of(type(part))(field, part, usual)


def _check_keys_and_values(field: _Field, value: dict[object, object], usual: Text) -> None:
    _check_parts(field, value, usual)
    _check_parts(field, value.values(), usual)


_CHECKS: tuple[tuple[tuple[type, ...], _Check], ...] = (
    ((str,), _check_text),
    ((bool, bytes, UUID), lambda field, value, usual: None),
    ((int,), lambda field, value, usual: _refuse_number(field.name, value, field.number or COUNT)),
    ((Decimal,), lambda field, value, usual: _refuse_amount(field.name, value, field.number or AMOUNT)),
    ((date,), lambda field, value, usual: _refuse_year(field.name, value.year)),
    ((Struct,), lambda field, value, usual: refuse_out_of_bounds(value)),
    ((dict,), _check_keys_and_values),
    ((tuple, list, frozenset), _check_parts),
)
"""What is looked at in a value, by the first of these that it is."""


def _first_check(kind: type) -> _Check:
    return next((check for kinds, check in _CHECKS if issubclass(kind, kinds)), lambda field, value, usual: None)


_check_of: Callable[[type], _Check] = cache(_first_check)


def _refuse_year(name: str, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(
            name,
            zh=f"“{name}”的年份应在{FIRST_YEAR}至{LAST_YEAR}之间",
            en=f"The year of {name} lies outside {FIRST_YEAR} to {LAST_YEAR}",
        )


def _refuse_many(name: str, count: int) -> None:
    if count > MOST_ITEMS:
        raise InvalidValueError(
            name, zh=f"“{name}”超过{MOST_ITEMS}项", en=f"The field {name} lists more than {MOST_ITEMS} things"
        )


def _refuse_number(name: str, value: int, bound: Number) -> None:
    if not bound.least <= value <= bound.most:
        raise InvalidValueError(
            name,
            zh=f"“{name}”应在{bound.least}至{bound.most}之间",
            en=f"The field {name} lies outside {bound.least} to {bound.most}",
        )


def _refuse_amount(name: str, value: Decimal, bound: Number) -> None:
    exponent = value.as_tuple().exponent
    # Asked in this order: 1E+400000 is not compared, for that would write out its digits.
    if not isinstance(exponent, int) or not -bound.places <= exponent <= len(str(bound.most)):
        raise InvalidValueError(
            name,
            zh=f"“{name}”不是最多{bound.places}位小数的金额",
            en=f"The field {name} is no amount with at most {bound.places} decimal places",
        )
    if not bound.least <= value <= bound.most:
        raise InvalidValueError(
            name,
            zh=f"“{name}”应在{bound.least}至{bound.most}之间",
            en=f"The field {name} lies outside {bound.least} to {bound.most}",
        )


@cache
def _fields(kind: type[Struct]) -> _Fields:
    """The fields of a kind, but for those that only a code or a yes and no can stand in."""
    hints = get_type_hints(kind, include_extras=True)
    texts, others = list[_Field](), list[_Field]()
    for place, name in enumerate(kind.__struct_fields__):
        if any(not _is_fixed(part) for part in _parts(hints[name])):
            field = _Field(place, name, _bound(hints[name], Text), _bound(hints[name], Number))
            (texts if _is_text(hints[name]) else others).append(field)
    least = min(((field.text or _usual(kind)).signs for field in texts), default=0)
    return _Fields(tuple(texts), least, tuple(others))


def _usual(kind: type[Struct]) -> Text:
    return SEALED if issubclass(kind, Private) else CLEAR


def _is_fixed(part: Any) -> bool:
    return isinstance(part, type) and (part in (bool, bytes, UUID, NoneType, UnsetType) or issubclass(part, Enum))


def _is_text(hint: Any) -> bool:
    """Whether a text, or nothing, stands in the field itself."""
    if get_origin(hint) is Annotated:
        return _is_text(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return all(part in (NoneType, UnsetType) or _is_text(part) for part in get_args(hint))
    return hint is str


def _parts(hint: Any) -> list[Any]:
    if get_origin(hint) is Annotated:
        return _parts(get_args(hint)[0])
    inner = [part for argument in get_args(hint) for part in _parts(argument)]
    return inner or [hint]


def _bound(hint: Any, kind: Any) -> Any:
    """The bound of this kind in an annotation, wherever in it; None when it has none."""
    if get_origin(hint) is Annotated:
        for note in hint.__metadata__:
            if isinstance(note, kind):
                return note
    for part in get_args(hint):
        if (found := _bound(part, kind)) is not None:
            return found
    return None
