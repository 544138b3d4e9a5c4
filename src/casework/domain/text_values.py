"""What a text that somebody gives can never be, and the one form of those that are looked up."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from casework.domain.errors import InvalidValueError
from casework.domain.signer import Signer, SignerKind, account_of


def refuse_blank(field: str, text: str | None) -> None:
    """Refuse a text that is blank or holds a sign that a screen would obey. Raises InvalidValueError."""
    if text is None:
        return
    if not text.strip():
        raise InvalidValueError(field, zh="不能为空", en="It must not be blank", always=True)
    if not text.isprintable():
        raise InvalidValueError(
            field,
            zh="含有看不见的控制字符，请重新录入",
            en="It holds a sign that cannot be seen: type it anew",
            always=True,
        )


def refuse_no_account(field: str, account: str | None) -> None:
    """Refuse what can be nobody's account. Raises InvalidValueError."""
    refuse_blank(field, account)
    if account is not None and Signer.of(account_of(account)).kind is not SignerKind.ACCOUNT:
        raise InvalidValueError(
            field,
            zh="rule: 和 import: 开头的名称只供系统使用",
            en="This name is kept for rules and imports",
            always=True,
        )


def one_form(number: str) -> str:
    """
    A household's ledger number in the one form in which it is kept, so that A1, a1 and ａ-1 with any dash are told apart
    by nothing but what they are: width, case, spaces and the kind of a dash are spelling.

    A number that was made for want of one keeps its small letters.
    """
    if number.isascii() and number.isdigit():
        return number
    narrow = unicodedata.normalize("NFKC", number).strip()
    return narrow if _MADE.fullmatch(narrow) else _DASHES.sub("-", "".join(narrow.split())).upper()


def spellings(number: str) -> tuple[str, ...]:
    """
    The ledger numbers that somebody may mean who typed this one, the very same first, then its one form.

    Those that were kept before there was one form are found by the other ones.
    """
    if _MADE.fullmatch(number):
        return (number,)
    narrow, form = unicodedata.normalize("NFKC", number).strip(), one_form(number)
    return tuple(dict.fromkeys((number, form, narrow, narrow.upper(), narrow.lower(), form.lower())))


_DASHES: Final = re.compile(r"[‐‑‒–—―−ー]")
_MADE: Final = re.compile(r"P-[0-9a-f]{10}")
