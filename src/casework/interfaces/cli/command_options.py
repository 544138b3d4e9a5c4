"""The fields of the catalogue's commands as options and arguments of the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click as plain_click
import rich_click as click
from msgspec import inspect

from casework.application.commands.declarations.fields import Field
from casework.domain.codes.code import Code
from casework.domain.words import Text, Words
from casework.domain.written.days import Lies
from casework.interfaces.cli.member_parameters import WRITTEN, WrittenStruct
from casework.interfaces.cli.parameters import (
    AmountType,
    ChangeType,
    CodeType,
    DayType,
    MemberType,
    NameType,
    SealedChangeType,
    labels,
)

Decorator = Callable[[Any], Any]


def option_name(field: Field) -> str:
    """Its option, or the word of the argument that it is."""
    return field.words.option or f"--{field.name.replace('_', '-')}"


def codes_of(field: Field) -> type[Code] | None:
    """The list that its value, or each of its values, is one of."""
    kind = _each(field)
    return kind.cls if isinstance(kind, inspect.EnumType) and issubclass(kind.cls, Code) else None


def is_argument(field: Field) -> bool:
    """It stands without an option's name."""
    return not option_name(field).startswith("-")


def key_of(option: str) -> str:
    """Under which key an option's value reaches the command."""
    return f"given_{option[2:].replace('-', '_')}" if option.startswith("-") else option.lower()


def parameter(field: Field, *, needed: bool, only_with: str = "") -> Decorator:
    """
    The option or argument of a field, with its words in both languages and all its codes.

    Args:
        needed: It must be given with every command of the word.
        only_with: The flag with which alone it goes.
    """
    name, kind = option_name(field), field.type
    if is_argument(field):
        text = labels(codes) if (codes := codes_of(field)) else _help(field, "")
        return click.argument(key_of(name), type=_type(field), metavar=name, help=text)
    if isinstance(kind, inspect.BoolType):
        return flag(name, _help(field, only_with))
    several = isinstance(kind, inspect.DictType | inspect.VarTupleType)
    return click.option(
        name,
        key_of(name),
        type=_type(field),
        required=needed and field.required,
        multiple=several,
        metavar=field.words.metavar or _metavar(field),
        help=_help(field, only_with),
    )


def flag(name: str, text: str) -> Decorator:
    """An option without a value."""
    return click.option(name, key_of(name), is_flag=True, help=text)


def _each(field: Field) -> inspect.Type:
    """What one value of it is, where it may be given several times."""
    kind = field.type.item_type if isinstance(field.type, inspect.VarTupleType) else field.type
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    return kind


def _written(field: Field) -> WrittenStruct | None:
    """How its values are written in one word each, where they are structs."""
    each = _each(field)
    return WRITTEN.get(each.cls) if isinstance(each, inspect.StructType) else None


def _help(field: Field, only_with: str) -> str:
    words, kind = field.words, field.type
    hints = [words.hint, "加密保存" if words.sealed else "", f"只与 {only_with} 一起用" if only_with else ""]
    if isinstance(kind, inspect.DictType):
        hints.append("可多次；内容写 - 则从标准输入读取" if words.sealed else "JSON，可多次")
    if isinstance(kind, inspect.DateType):
        hints.append("如 3月5日、昨天")
    en = f"{words.en}; kept sealed" if words.sealed else words.en
    if written := _written(field):
        hints.append(written.hint)
        en += f": {written.codes}" if written.codes else ""
    elif isinstance(kind, inspect.VarTupleType):
        hints.append("可多次")
    if codes := codes_of(field):
        en += f": {labels(codes)}"
    return f"{_with_hints(words, [hint for hint in hints if hint])} {en}"


def _with_hints(words: Words, hints: list[str]) -> str:
    if not hints:
        return words.zh
    hint = "，".join(hints)
    return f"{words.zh[:-1]}；{hint}）" if words.zh.endswith("）") else f"{words.zh}（{hint}）"


def _type(field: Field) -> plain_click.ParamType[Any]:
    if codes := codes_of(field):
        return CodeType(codes)
    if written := _written(field):
        return written.kind()
    match _each(field):
        case inspect.IntType(ge=lowest, le=highest):
            return MemberType() if highest is None else plain_click.IntRange(lowest, highest)
        case inspect.DateType():
            return DayType(Lies.AHEAD if field.words.ahead else Lies.BEHIND)
        case inspect.DecimalType():
            return AmountType()
        case inspect.DictType():
            return SealedChangeType() if field.words.sealed else ChangeType()
        case _:
            return NameType()


def _metavar(field: Field) -> str:
    if written := _written(field):
        return written.metavar
    match _each(field):
        case inspect.EnumType():
            return "CODE"
        case inspect.DateType():
            return "DATE"
        case inspect.IntType():
            return "N"
        case inspect.DecimalType():
            return "YUAN"
        case inspect.DictType():
            return "F=V"
        case _:
            return "NAME" if field.words.text is Text.ACCOUNT else "TEXT"
