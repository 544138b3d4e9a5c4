"""What a coded word of the field is."""

from __future__ import annotations

from enum import StrEnum

from casework.domain.labels import Label


class Code(StrEnum):
    """A word from a closed list, written in English in facts and shown in Chinese first."""

    zh: str
    en: str
    usual: tuple[str, ...]
    """What else people write for it; a part of its label they may write anyway (`written/code_words.py`)."""

    def __new__(cls, value: str, zh: str = "", *said: str | tuple[str, ...]) -> Code:
        """
        A member with its label, in English its value with blanks for hyphens unless said, and a tuple of usual words.
        """
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = next((word for word in said if isinstance(word, str)), value.replace("-", " "))
        member.usual = next((words for words in said if isinstance(words, tuple)), ())
        return member

    @property
    def label(self) -> Label:
        """What screens call it."""
        return Label(self.zh, self.en)
