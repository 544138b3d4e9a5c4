"""What a value that somebody gives is called in both languages, kept with its type for every way in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from msgspec import Meta, Struct
from msgspec.inspect import Field, Metadata, StructType, UnionType, type_info

from casework.domain.codes.code import Code


class Text(Code):
    """What kind of text a value is."""

    WORDS = "words", "文字"
    ACCOUNT = "account", "账号"
    HOUSEHOLD = "household", "户"


class No(NamedTuple):
    """The option that says no where another one says yes, and its words."""

    option: str
    zh: str
    en: str


class Words(NamedTuple):
    """
    The words of one value.

    `option` is its option on the command line, or the word of an argument; by default its name. `metavar` stands for
    the value on a help page, `hint` says where it can be looked up, `no` is the other answer to yes or no. What is
    `sealed` is personal data: never in a log line, kept on a device only encrypted. A day that lies `ahead` is, written
    without a year, the next one; any other the last one.
    """

    zh: str
    en: str
    option: str = ""
    metavar: str = ""
    hint: str = ""
    no: No | None = None
    text: Text = Text.WORDS
    sealed: bool = False
    ahead: bool = False


def words(
    zh: str,
    en: str,
    option: str = "",
    *,
    metavar: str = "",
    hint: str = "",
    no: No | None = None,
    text: Text = Text.WORDS,
    sealed: bool = False,
    ahead: bool = False,
) -> Meta:
    """The words of a value as its type carries them: for a help page, the label of a form and the schema of a body."""
    said = Words(zh, en, option, metavar, hint, no, text, sealed, ahead)
    return Meta(extra={"words": said}, extra_json_schema={"title": zh, "description": en, "x-sealed": sealed})


@cache
def words_of(struct: type[Struct]) -> Mapping[str, Words]:
    """The words of a struct's fields by name, in their order. Raises TypeError for a field that has none."""
    info = type_info(struct)
    assert isinstance(info, StructType)
    return {field.name: _words(field) for field in info.fields}


def _words(field: Field) -> Words:
    kind = field.type
    while not (isinstance(kind, Metadata) and "words" in (kind.extra or {})):
        if not isinstance(kind, Metadata | UnionType):
            raise TypeError(f"{field.name} has no words")
        kind = kind.types[0] if isinstance(kind, UnionType) else kind.type
    words = (kind.extra or {})["words"]
    assert isinstance(words, Words)
    return words
