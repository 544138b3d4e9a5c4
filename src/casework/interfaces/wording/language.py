"""The language of what is printed: Chinese first, English on request."""

from __future__ import annotations

from enum import StrEnum

from casework.domain.codes.code import Code


class Language(StrEnum):
    """The languages of the command line."""

    ZH = "zh"
    EN = "en"

    def say(self, zh: str, en: str) -> str:
        """The sentence in this language."""
        return zh if self is Language.ZH else en

    def label(self, code: Code | None) -> str:
        """A code's word in this language; nothing for a blank."""
        if code is None:
            return ""
        return self.say(*code.label)
