"""Facts about by whom an account is known at the office's unified sign-on (统一身份认证)."""

from __future__ import annotations

from typing import ClassVar

from casework.domain.fact import Fact
from casework.domain.facts.accounts.accounts import AccountNumber
from casework.domain.labels import Label


class SignOnLinked(Fact, frozen=True, kw_only=True, tag="sign-on-linked"):
    """
    Whoever has the account showed its password and signed in at the provider: from now on that lets them in as well.

    `issuer` is the provider's address; `subject` a keyed hash of the provider's name for the person, 32 hexadecimal digits.
    """

    label: ClassVar = Label("绑定统一身份认证", "sign-on linked")
    sentence: ClassVar = Label("账号{account}绑定统一身份认证", "Account {account} linked its unified sign-on")

    account: AccountNumber
    issuer: str
    subject: str


class SignOnUnlinked(Fact, frozen=True, kw_only=True, tag="sign-on-unlinked"):
    """Nobody is let in as the account by signing in at the provider any more; said by its owner or an administrator."""

    label: ClassVar = Label("解除统一身份认证绑定", "sign-on unlinked")
    sentence: ClassVar = Label(
        "账号{account}解除统一身份认证绑定", "Account {account} was unlinked from its unified sign-on"
    )

    account: AccountNumber
