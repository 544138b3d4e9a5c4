"""Which code of a list a word means: the code itself, what screens call it, or what people usually write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from casework.domain.codes.code import Code
from casework.domain.errors import RefusedError
from casework.domain.labels import Label
from casework.domain.untrusted_text import fit_to_show

C = TypeVar("C", bound=Code)

_NO: Final = ("无", "未", "不", "非", "没")
_SHORTEST_PART: Final = 2
_BRACKETS: Final = re.compile(r"[(\[【].*?[)\]】]")
_MARKS: Final = re.compile(r"[\s\-_“”\"'·、]")


class UnknownWordError(RefusedError):
    """The word means nothing in this list; all that stands in it is named."""

    def __init__(self, said: str, choices: Iterable[tuple[str, Label]]) -> None:
        self.said = said
        listed = tuple(choices)
        self.choices = tuple(name for name, _ in listed)
        self.zh = f"没有代码“{fit_to_show(said)}”，可用：{_listed(listed)}"
        self.en = f"There is no code {fit_to_show(said)!r}; there are: {', '.join(self.choices)}"


class AmbiguousWordError(RefusedError):
    """The word may mean several things of the list; they are named."""

    def __init__(self, said: str, choices: Iterable[tuple[str, Label]]) -> None:
        self.said = said
        listed = tuple(choices)
        self.choices = tuple(name for name, _ in listed)
        self.zh = f"“{fit_to_show(said)}”可能是其中几个，请写明：{_listed(listed)}"
        self.en = f"{fit_to_show(said)!r} may mean several; say which: {', '.join(self.choices)}"


def code_meant(codes: type[C], said: str) -> C:
    """
    The code that is meant: by itself, by its label in either language, by a usual word, or by a part of its Chinese
    label.

    A part has two signs at least and never leaves a no out: 就业 is not 未就业. Raises UnknownWordError,
    AmbiguousWordError.
    """
    words = {str(code): (code.label, code.usual) for code in codes}
    found = names_meant(said, words)
    if not found:
        raise UnknownWordError(said, ((name, label) for name, (label, _) in words.items()))
    if len(found) > 1:
        raise AmbiguousWordError(said, ((name, words[name][0]) for name in found))
    return codes(found[0])


def names_meant(said: str, words: Mapping[str, tuple[Label, tuple[str, ...]]]) -> list[str]:
    """The names that a word may mean by themselves, by their labels or usual words, or by a part of a Chinese label."""
    if said in words:
        return [said]
    wanted = _folded(said)
    spellings = {name: tuple(_spellings(name, label, usual)) for name, (label, usual) in words.items()}
    found = [name for name, known in spellings.items() if wanted and wanted in known]
    if found or len(wanted) < _SHORTEST_PART or wanted.isascii():
        return found
    found = [name for name, (label, _) in words.items() if wanted in _folded(label.zh)]
    return found if len(found) > 1 else [name for name in found if _same_no(wanted, _folded(words[name][0].zh))]


def _spellings(name: str, label: Label, usual: tuple[str, ...]) -> Iterable[str]:
    for word in (name, *label, *usual):
        yield _folded(word)
        yield _folded(_BRACKETS.sub("", unicodedata.normalize("NFKC", word)))


def _folded(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold()


def _same_no(said: str, label: str) -> bool:
    return all((no in said) == (no in label) for no in _NO)


def _listed(choices: Iterable[tuple[str, Label]]) -> str:
    return "、".join(f"{name} {label.zh}" for name, label in choices)
