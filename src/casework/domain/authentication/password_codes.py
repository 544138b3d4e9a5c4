"""Codes for whoever forgot the password: given by one, or by two halves to whoever watches over the others."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from casework.domain.accounts.directory import Directory
from casework.domain.accounts.invitations import CodeUnknownError
from casework.domain.accounts.offices import refuse_own_right, watches
from casework.domain.codes.offices import Role
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.accounts.accounts import PasswordCodeGiven, PasswordCodeProposed
from casework.domain.household.context import DecisionContext

PASSWORD_CODE_DAYS: Final = 1
"""So long a code for choosing another password can be used."""


def give_password_code(directory: Directory, context: DecisionContext, *, account: str, code_sha256: str) -> list[Fact]:
    """
    Give a code to somebody who forgot the password; an earlier one works no more. Nobody gives it to themselves.

    To an administrator, the auditor or whoever answers for personal data two give it, an administrator first and within a
    week another one or the auditor, each of them half, so that neither can use it alone. Said again by the first, it is
    another half. Raises AccountUnknownError, OwnRightError, NotNowError for an account that is not in use, and for an
    auditor who would be first.
    """
    found = directory.account(account)
    refuse_own_right(context, found)
    if not found.active:
        raise NotNowError(
            zh=f"账号{found.number}{found.status.zh}，不能重设密码",
            en=f"Account {found.number} is {found.status.en}: it has no password to choose anew",
        )
    first = found.to_be_reset(context.today) if watches(found, context.today) else None
    if first is not None and not context.is_one_of([first.by]):
        code_sha256 = joint_digest(first.code_sha256, code_sha256)
    elif context.office is not None and context.office.role is Role.AUDITOR:
        raise NotNowError(
            zh=f"审计员只作为第二人：先由系统管理员办理 casework account reset {found.number}",
            en=f"An auditor is the second of two here: an administrator says it first (casework account reset {found.number})",
        )
    elif watches(found, context.today):
        return [PasswordCodeProposed(account=found.number, code_sha256=code_sha256)]
    expires_at = context.now + timedelta(days=PASSWORD_CODE_DAYS)
    return [PasswordCodeGiven(account=found.number, code_sha256=code_sha256, expires_at=expires_at)]


def password_by_code(directory: Directory, code_sha256: str, now: datetime) -> str:
    """The account that may choose another password with a code. Raises CodeUnknownError, also for one that is too old."""
    for account in directory.accounts.values():
        if account.active and code_sha256 and account.code_sha256 == code_sha256 and now < account.expires_at:
            return account.number
    raise CodeUnknownError


def joint_digest(one: str, other: str) -> str:
    """What is kept of a code of two halves, by what is kept of each, in whichever order they are shown."""
    return sha256("".join(sorted((one, other))).encode()).hexdigest()
