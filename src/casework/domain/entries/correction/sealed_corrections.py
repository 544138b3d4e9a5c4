"""Putting right the sealed words of an entry: who signed, what a note says, a name that was mistyped (ADR 0003, 0011)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import ValidationError, convert, to_builtins

from casework.domain.entries.correction.corrections import NotCorrectableError
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact, Private, Recorded
from casework.domain.facts.corrections import CorrectedWord, CorrectionPrivate, EntryCorrected
from casework.domain.facts.households import MembersUpdated
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.corrections import standing_corrections
from casework.domain.household.state import Household
from casework.domain.masks import declared
from casework.domain.text_values import refuse_blank

BY_SURVEY: Final = ("resident_id",)
"""What says who somebody is: a survey puts it right, which looks whether somebody else has it."""

MUST_BE: Final = ("name",)
"""What no correction leaves blank."""

Blocks = Mapping[str, Private]
"""The sealed blocks of an entry by subject, unsealed."""


def correct_sealed_words(
    household: Household,
    context: DecisionContext,
    *,
    entries: Sequence[Recorded],
    stated: Blocks,
    standing: Blocks,
    version: int,
    words: dict[str, str],
    reason: str,
) -> list[Fact]:
    """
    Lay the right words over the sealed ones of an earlier entry; blank words are taken away.

    `stated` are the entry's blocks as they were recorded, `standing` as earlier corrections left them; a field is
    named by its name or its word, before it `N.` for member N where several are meant. The right words are sealed under
    the same subject; the earlier ones stay in the history and are shown no more. No rule rests on sealed words, so that
    one person puts them right. Quiet when they stand so already.
    Raises NotNowError for a version there is not or one that was withdrawn, NotCorrectableError, InvalidValueError.
    """
    refuse_blank("reason", reason)
    entry = next((entry for entry in entries if entry.version == version), None)
    corrected = standing_corrections(entries).get(version)
    if entry is None or (corrected is not None and corrected.withdrawn):
        raise NotNowError(zh=f"没有第{version}条记录，或已撤回", en=f"There is no entry {version}, or it was withdrawn")
    if entry.fact.only_answered:
        raise NotCorrectableError(entry.fact)
    right = _fitting(entry.fact, stated, words)
    if all(getattr(standing[word.of], word.field) == text for word, text in right):
        return []
    _refuse_unreadable(standing, right)
    private = {HOUSEHOLD: CorrectionPrivate(text=reason)} | {
        subject: CorrectionPrivate(
            text=reason if subject == HOUSEHOLD else "",
            words={word.field: text for word, text in right if word.of == subject},
        )
        for subject in {word.of for word, _ in right}
    }
    return [EntryCorrected(version=version, words=tuple(word for word, _ in right), private=private)]


def _fitting(fact: Fact, stated: Blocks, words: Mapping[str, str]) -> list[tuple[CorrectedWord, str]]:
    """Each of the words with what it stands for. Raises InvalidValueError, which repeats none of them."""
    there = list(_there(fact, stated))
    found = []
    for said, text in words.items():
        of, _, field = said.rpartition(".")
        meant = [
            word for word, names in there if field.strip() in names and of.removeprefix("成员").strip() in ("", word.of)
        ]
        if len(meant) != 1:
            listed = "、".join(f"{_of_whom(word)}{names[0]} {names[1]}" for word, names in there)
            raise InvalidValueError(
                "words",
                zh=f"加密内容须指明一项，可更正的有：{listed or '无'}",
                en=f"Sealed words are named one by one; these can be corrected: {listed or 'none'}",
            )
        if field in MUST_BE:
            refuse_blank("words", text)
        found.append((meant[0], text.strip()))
    return found


def _there(fact: Fact, stated: Blocks) -> Iterator[tuple[CorrectedWord, tuple[str, str, str]]]:
    """The sealed words that the entry says, each with what it may be called."""
    for subject, block in stated.items():
        fields = _said(fact, subject)
        for name, words in declared(type(block)).items():
            said = getattr(block, name)
            if type(said) is str and said and name not in BY_SURVEY and (fields is None or name in fields):
                tag = str(type(block).__struct_config__.tag)
                yield CorrectedWord(of=subject, block=tag, field=name), (name, words.label.zh, words.label.en)


def _said(fact: Fact, subject: str) -> Sequence[str] | None:
    """What a survey says anew of somebody; None where all words of an entry are its own."""
    if not isinstance(fact, MembersUpdated):
        return None
    if subject == HOUSEHOLD:
        return fact.household_fields
    return next((change.fields for change in fact.changed if str(change.member.number) == subject), None)


def _of_whom(word: CorrectedWord) -> str:
    return "" if word.of == HOUSEHOLD else f"{word.of}."


def _refuse_unreadable(standing: Blocks, right: Sequence[tuple[CorrectedWord, str]]) -> None:
    try:
        for word, text in right:
            block = standing[word.of]
            convert(to_builtins(block) | {word.field: text}, type(block))
    except ValidationError as error:
        raise InvalidValueError(
            "words", zh="更正的内容过长或不能保存", en="The right words are too long, or cannot be kept"
        ) from error
