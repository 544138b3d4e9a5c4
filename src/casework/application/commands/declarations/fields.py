"""The fields of a command, or of a question, as a way in sees them: their words, types and defaults, with parts of parts laid open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT, Struct, ValidationError, inspect
from msgspec.structs import replace

from casework.application.commands.declarations.declaration import Command
from casework.domain.codes.rights import DataClass
from casework.domain.errors import InvalidValueError
from casework.domain.signer import account_of
from casework.domain.untrusted_text import format_error
from casework.domain.words import Text, Words

C = TypeVar("C", bound=Command)


class Field(Struct, frozen=True, kw_only=True):
    """
    One field of a command, or of a part of it that stands alone.

    `path` are the names that lead to it, `part` the words of the part that it belongs to. `type` is what it holds when
    it is given; `default` is NODEFAULT when it must be.
    """

    path: tuple[str, ...]
    words: Words
    type: inspect.Type
    default: Any = NODEFAULT
    part: Words | None = None

    @property
    def name(self) -> str:
        """The field's name without the structs around it."""
        return self.path[-1]

    @property
    def required(self) -> bool:
        """It must be given whenever its command, or the part that it belongs to, is."""
        return self.default is NODEFAULT


@cache
def fields_of(command: type[Struct]) -> tuple[Field, ...]:
    """The fields of a command, or of a question, in the order in which they are declared; those of a part, such as a signed record, one by one."""
    return tuple(_fields(command, (), None))


def data_class(command: type[Command]) -> DataClass:
    """Sealed as soon as one field is."""
    return DataClass.SEALED if any(field.words.sealed for field in fields_of(command)) else DataClass.PLAIN


def as_declared(command: C) -> C:
    """
    The command with each value as its type reads it; a code may have been given as text, an account is spelled one way.

    Raises InvalidValueError, which names the first value that does not fit: nothing in Python keeps a struct from being
    made with anything.
    """
    try:
        read = msgspec.msgpack.decode(msgspec.msgpack.encode(command), type=type(command))
    except (ValidationError, TypeError, ValueError, OverflowError) as error:
        wrong, field = format_error(error), str(error).partition(" - at `$.")[2].rstrip("`")
        raise InvalidValueError(field or command.spec.name, zh=wrong.zh, en=wrong.en) from error
    given = {name: getattr(read, name) for name in texts_of(type(read), Text.ACCOUNT)}
    return replace(read, **{name: account_of(typed) for name, typed in given.items() if typed is not None})


@cache
def texts_of(command: type[Command], kind: Text) -> tuple[str, ...]:
    """The fields that hold a text of a kind: somebody's account, another household."""
    return tuple(field.name for field in fields_of(command) if field.words.text is kind)


def _fields(struct: type[Struct], path: tuple[str, ...], part: Words | None) -> Iterator[Field]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    for each in info.fields:
        words, kind = _words(each)
        place = (*path, each.name)
        if isinstance(kind, inspect.StructType):
            yield from _fields(kind.cls, place, words)
        else:
            default = each.default if each.default_factory is NODEFAULT else each.default_factory()
            yield Field(path=place, words=words, type=kind, default=default, part=part)


def _words(field: inspect.Field) -> tuple[Words, inspect.Type]:
    """The words of a field, and its type without them and without null."""
    kind, words = field.type, Words(field.name, field.name)
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.UnionType):
            kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
        else:
            words, kind = (kind.extra or {}).get("words", words), kind.type
    return words, kind
