"""The audit trail in words: what an entry says, in Chinese and in English; never anything sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from string import Formatter
from typing import Any

from casework.domain.codes.code import Code
from casework.domain.deadlines.names import deadline_label
from casework.domain.entries.correction.entry_corrections import value_in_words
from casework.domain.fact import Fact, clear_fields
from casework.domain.labels import Label, in_number
from casework.domain.policy.policy import Policies
from projections.wording.fact_sentences import wording
from projections.wording.movements import Called, by_its_id, with_movements


def sentence(fact: Fact, policies: Policies, called: Called = by_its_id) -> Label:
    """
    What the fact says, without its personal data.

    Deadlines are named as the policies name them, other households as they are `called`; a kind of fact without a
    sentence shows its own name.
    """
    found = wording(fact) or _filled(fact.sentence or fact.label, _values(fact, policies))
    found = with_movements(found, fact, called)
    details = getattr(fact, "details", None)
    if details is not None:
        zh, en = value_in_words(details)
        found = Label(f"{found.zh}；{zh}", f"{found.en}; {en}")
    return Label(found.zh, in_number(found.en))


def _values(fact: Fact, policies: Policies) -> dict[str, Any]:
    values = clear_fields(fact)
    if "deadline" in values:
        values["deadline"] = deadline_label(values["deadline"], policies)
    return values


def _filled(declared: Label, values: Mapping[str, Any]) -> Label:
    return Label(_CHINESE.vformat(declared.zh, (), values), _ENGLISH.vformat(declared.en, (), values))


class _Words(Formatter):
    """Fills a declared sentence: codes by their labels, lists joined, `{members:count}` by how many they are."""

    def __init__(self, word: Callable[[Any], str], joint: str) -> None:
        self._word = word
        self._joint = joint

    def format_field(self, value: Any, format_spec: str) -> str:
        """One field in words of the language."""
        if format_spec == "count":
            return str(len(value))
        if isinstance(value, Code | Label):
            return self._word(value)
        if isinstance(value, tuple):
            return self._joint.join(self.format_field(each, "") for each in value)
        return str(value)


_CHINESE = _Words(attrgetter("zh"), "、")
_ENGLISH = _Words(attrgetter("en"), ", ")
