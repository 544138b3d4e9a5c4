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
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.labels import Label, in_number
from casework.domain.policy.policy import Policies
from projections.wording.fact_sentences import wording
from projections.wording.movements import Called, by_its_id, with_movements
from projections.wording.recipients import by_role, is_by_name, recipient_in_words


def sentence(fact: Fact, policies: Policies, called: Called = by_its_id) -> Label:
    """
    What the fact says, without its personal data.

    Deadlines are named as the policies name them, other households as they are `called`; a kind of fact without a
    sentence shows its own name.
    """
    found = wording(fact) or _filled(fact.sentence or fact.label, _values(fact, policies))
    found = _with_names(with_movements(found, fact, called), fact)
    details = getattr(fact, "details", None)
    if details is not None:
        zh, en = value_in_words(details)
        found = Label(f"{found.zh}；{zh}", f"{found.en}; {en}")
    return Label(found.zh, in_number(found.en))


def _with_names(found: Label, fact: Fact) -> Label:
    """The sentence of a notice, and behind it who held the offices that it was for, once there were accounts."""
    if not isinstance(fact, Reminded | Escalated) or not any(map(is_by_name, fact.to)):
        return found
    whom = [recipient_in_words(to, by_role) for to in fact.to]
    return Label(f"{found.zh}；发给{'、'.join(w.zh for w in whom)}", f"{found.en}; to {', '.join(w.en for w in whom)}")


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
