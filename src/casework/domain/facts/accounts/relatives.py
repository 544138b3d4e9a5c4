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
