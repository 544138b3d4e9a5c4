"""Facts about whose relatives live in a household: who works here keeps out of it (recusal)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from casework.domain.fact import Fact
from casework.domain.facts.accounts.accounts import AccountNumber
from casework.domain.labels import Label


class RelativeDeclared(Fact, frozen=True, kw_only=True, tag="relative-declared"):
    """An account's own household, or one of relatives: somebody else acts on it from now on."""

    label: ClassVar = Label("申报亲属户", "relative declared")
    sentence: ClassVar = Label(
        "账号{account}申报本人或亲属的户，须回避", "Account {account} declared a household of relatives"
    )

    account: AccountNumber
    household: UUID


class RelativeEnded(Fact, frozen=True, kw_only=True, tag="relative-ended"):
    """The household is no longer one of the account's relatives, or was declared by mistake; said by somebody else."""

    label: ClassVar = Label("解除亲属户回避", "relative ended")
    sentence: ClassVar = Label(
        "解除账号{account}对一户的回避", "Account {account} need not keep out of a household any more"
    )

    account: AccountNumber
    household: UUID


class NotRelativeDeclared(Fact, frozen=True, kw_only=True, tag="not-relative-declared"):
    """Asked whether a household of the same surname at the same address is family, an account answered that it is not."""

    label: ClassVar = Label("声明非亲属户", "not relative declared")
    sentence: ClassVar = Label(
        "账号{account}声明与一户没有亲属关系", "Account {account} declared that a household is none of relatives"
    )

    account: AccountNumber
    household: UUID


class HomeDeclared(Fact, frozen=True, kw_only=True, tag="home-declared"):
    """
    In which village somebody who works here lives, so that whoever has the surname there is asked about.

    `village` is a 12-digit code; the group in it is sealed beside the fact, blank where it was not said.
    """

    label: ClassVar = Label("申报住址", "home declared")
    sentence: ClassVar = Label("账号{account}申报住址", "Account {account} declared where it lives")

    account: AccountNumber
    village: str
