"""Which account somebody from the unified sign-on has: linked by its owner, who has shown both (ADR 0053)."""

from __future__ import annotations

from casework.domain.accounts.directory import Directory
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.accounts.sign_ons import SignOnLinked, SignOnUnlinked
from casework.domain.household.context import DecisionContext


def link_sign_on(
    directory: Directory, context: DecisionContext, *, account: str, issuer: str, subject: str
) -> list[Fact]:
    """
    Link an account with whom its owner is at the provider; `subject` as in `SignOnLinked`. Quiet when it is linked so.

    Raises AccountUnknownError, NotNowError where the account is not active or linked otherwise, or the other is.
    """
    found = directory.account(account)
    if not found.active:
        raise NotNowError(zh=f"账号{found.number}不在使用中", en=f"Account {found.number} is not active")
    if found.sign_on == subject:
        return []
    if found.sign_on is not None or subject in directory.sign_ons:
        raise NotNowError(
            zh="账号或该统一身份认证身份已另有绑定：请先解除（casework account unlink）",
            en="The account, or whoever signed in at the provider, is linked otherwise: unlink that first (casework account unlink)",
        )
    return [SignOnLinked(account=found.number, issuer=issuer, subject=subject)]


def unlink_sign_on(directory: Directory, context: DecisionContext, *, account: str) -> list[Fact]:
    """End that an account is entered through the unified sign-on; quiet when it is not. Raises AccountUnknownError."""
    found = directory.account(account)
    return [] if found.sign_on is None else [SignOnUnlinked(account=found.number)]
