"""What a text that somebody gives can never be: blank, invisible, or the name that a rule or an import signs with."""

from __future__ import annotations

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
