"""What screens show: a name or a sentence in Chinese and in English (docs/glossary.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct


class Label(Struct, frozen=True, order=True):
    """A name or a sentence in both languages, Chinese first."""

    zh: str
    en: str

    def __iter__(self) -> Iterator[str]:
        """The Chinese words, then the English ones: `zh, en = label`."""
        yield self.zh
        yield self.en


ROLES: Final = {
    "village": Label("村", "village"),
    "township": Label("乡镇", "township"),
    "county": Label("县区", "county"),
    "county-hrss": Label("县区人社部门", "county HRSS"),
    "county-rural-revitalisation": Label("县区乡村振兴部门", "county rural revitalisation"),
    "city": Label("市", "city"),
    "cadre": Label("帮扶干部", "cadre"),
    "owner": Label("负责人", "owner"),
    "office": Label("收到上报的部门", "the office reported to"),
    "duty": Label("责任方", "duty holder"),
}
"""Whose duty a deadline is, and whom a notice is for."""


def in_number(english: str) -> str:
    """English words in which one day, or one month, stands in the singular."""
    return re.sub(r"(?<![\d-])1 (working )?(day|month)s\b", lambda found: f"1 {found[1] or ''}{found[2]}", english)


def same(words: str) -> Label:
    """What reads the same in both languages: an account, a number, a moment."""
    return Label(words, words)


def household_name(number: str, village: str) -> Label:
    """What a household is called: its village and its number in the village's ledger; without one, the ledger itself."""
    if not number:
        return Label(f"{village}台账", f"the ledger of {village}")
    classified = f"{number}号" if all(sign.isdigit() or sign in "-/" for sign in number) else number
    return Label(f"{village} {classified}", f"{village} {number}")


def role_label(role: str) -> Label:
    """What an office, or a part in the work, is called."""
    return ROLES.get(role) or same(role)
