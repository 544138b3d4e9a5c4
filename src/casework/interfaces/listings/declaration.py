"""What a list of people and duties is, and what is true of it whichever way in asks for it (ADR 0055)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from casework.application.commands.declarations.fields import Field, fields_of
from casework.domain.columns import ListRow
from casework.domain.labels import Label
from casework.domain.signer import account_of
from casework.domain.words import Text
from casework.interfaces.wording.filter_words import NOTHING, Wanted
from casework.interfaces.workplace.views import View
from projections.storage.answers import Answer

Q = TypeVar("Q", bound="ListQuestion")


class ListSpec(Struct, frozen=True):
    """
    What is true of a list for every way in.

    `name` is its word, also in the table of rights, and never changes; `zh` is its heading, with what it holds after a
    colon. In English its docstring says what it holds, and by which source. `tables` are the read models that it is
    answered from, by their modules' names: no others are made for an earlier moment.
    """

    name: str
    zh: str
    tables: tuple[str, ...] = ("board", "deadline_list")


class Listed(NamedTuple):
    """The rows found, as what they declare themselves, what they were asked for, and the columns of a table if not their own."""

    row: type[ListRow]
    found: Answer[Any]
    wanted: Wanted = NOTHING
    on_screen: tuple[str, ...] = ()


class ListQuestion(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a list is asked for beside its region and moment: its fields, each with its words."""

    spec: ClassVar[ListSpec]

    @classmethod
    def page(cls) -> Label:
        """What a help page, or a form, says of it: its heading and what it holds, in English with its sources."""
        return Label(cls.spec.zh, " ".join((cls.__doc__ or "").split()))

    @classmethod
    def heading(cls) -> Label:
        """What the first page calls it, without what it holds."""
        page = cls.page()
        return Label(page.zh.partition("：")[0], page.en.partition(" (")[0].partition(": ")[0].rstrip("."))

    def refuse_odd(self) -> None:
        """Raise InvalidValueError where nothing can be meant by what was asked."""

    @abstractmethod
    def answer(self, view: View, region: str | None) -> Listed:
        """The rows that are seen in the view, below a region; raises DivisionCodeError, CalendarError."""


def asked_as(field: Field) -> str:
    """What a field is called by whoever asks: in the address of a page, and in the answer that says its filter."""
    return (field.words.option or field.name).lstrip("-").replace("-", "_").lower()


def question_of(kind: type[Q], given: Mapping[str, Any]) -> Q:
    """
    The question with what was given by name, None for what was not; an account is spelled the one way.

    Raises InvalidValueError as `refuse_odd`, and msgspec's ValidationError for a value that is not as its field declares it.
    """
    values: dict[str, Any] = {}
    for field in fields_of(kind):
        value = given.get(asked_as(field))
        if value is None:
            continue
        place = values
        for part in field.path[:-1]:
            place = place.setdefault(part, {})
        place[field.name] = account_of(value) if field.words.text is Text.ACCOUNT else value
    question = msgspec.convert(values, kind)
    question.refuse_odd()
    return question
