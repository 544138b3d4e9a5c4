"""What a text that somebody gives can never be, and the one form of those that are looked up."""

from __future__ import annotations

import unicodedata

from casework.domain.errors import InvalidValueError
from casework.domain.signer import Signer, SignerKind, account_of


def refuse_blank(field: str, text: str | None) -> None:
    """Refuse a text that is blank or holds a sign that a screen would obey. Raises InvalidValueError."""
    if text is not None and not (text.strip() and text.isprintable()):
        raise InvalidValueError(field, zh="不能为空", en="It must not be blank", always=True)


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


def one_width(number: str) -> str:
    """A household's ledger number in the one form in which it is kept: full-width digits and letters are spelling."""
    return unicodedata.normalize("NFKC", number).strip()


def spellings(number: str) -> tuple[str, ...]:
    """The ledger numbers that somebody may mean who typed this one: width, and the case of letters, are spelling."""
    narrow = one_width(number)
    return tuple(dict.fromkeys((number, narrow, narrow.upper(), narrow.lower())))
