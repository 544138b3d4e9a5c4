"""Accounts from invitation to end: invited, activated with a code that works once, disabled, activated again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.offices import refuse_own_right, refuse_without_administrator, takes_two
from casework.domain.codes.accounts import AccountStatus, DisabledReason
from casework.domain.codes.offices import Role
from casework.domain.errors import InvalidValueError, NotFoundError, NotNowError, RefusedError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.accounts import (
    AccountActivated,
    AccountDisabled,
    AccountInvited,
    AccountReactivated,
    DisablingProposed,
    NameAdopted,
    StaffPrivate,
)
from casework.domain.facts.accounts.offices import OfficeGranted, OfficeProposed
from casework.domain.household.context import DecisionContext
from casework.domain.signer import account_of
from casework.domain.text_values import refuse_blank, refuse_no_account

INVITATION_DAYS: Final = 7
"""So long the code of an invitation can be used."""

ADMINISTRATORS: Final = 2
"""So many make it possible that one proposes and another decides; with fewer, whoever runs the installation adds one."""


class CodeUnknownError(NotFoundError):
    """No invitation has this code: it was mistyped, used, replaced by a later one, or never given."""

    zh = "邀请码无效：可能输错、已用过或已换新码，请核对或请管理员重发"
    en = "No invitation has this code: check it, or ask the administrator for another one"


class AdministratorsEnoughError(RefusedError):
    """There are enough administrators: from now on offices are granted by two of them."""

    zh = "已有两名系统管理员：此后任职由一人提请、另一人同意（casework office take）"
    en = "There are two system administrators: from now on one proposes and another grants (casework office take)"


def install_administrator(
    directory: Directory, context: DecisionContext, *, number: str, name: str, telephone: str, division: str
) -> list[Fact]:
    """
    Whoever runs the installation makes the first administrator, and a second one, so that two can decide.

    Who is to be disabled by the word of one is not counted: the second word may then be the new one's. The account is
    active at once. Raises AdministratorsEnoughError, InvalidValueError.
    """
    staying = [
        each
        for each in directory.with_role(Role.SYSTEM_ADMINISTRATOR, context.today)
        if each.to_be_disabled(context.today) is None
    ]
    if len(staying) >= ADMINISTRATORS:
        raise AdministratorsEnoughError
    office = ActingOffice(role=Role.SYSTEM_ADMINISTRATOR, division=division)
    invited = _invitation(number, name, telephone, code_sha256="", expires_at=context.now)
    proposal = directory.version + 3
    return [
        invited,
        AccountActivated(account=number),
        OfficeProposed(account=number, office=office, from_on=context.today),
        OfficeGranted(account=number, proposal=proposal),
    ]


def invite(
    directory: Directory, context: DecisionContext, *, number: str, name: str, telephone: str, code_sha256: str
) -> list[Fact]:
    """
    Invite somebody; without offices, which are proposed and granted apart.

    Raises InvalidValueError for a blank name.
    """
    return [_invitation(number, name, telephone, code_sha256=code_sha256, expires_at=_expiry(context.now))]


def invite_again(directory: Directory, context: DecisionContext, *, account: str, code_sha256: str) -> list[Fact]:
    """
    Give a new code to somebody who has not answered; the earlier one works no more.

    Raises NotNowError for who has answered, and where two granted an office before that: whoever gives out the code
    alone would give out the office with it.
    """
    found = directory.account(account)
    if found.status is not AccountStatus.INVITED:
        raise NotNowError(
            zh=f"账号{found.number}已启用过，不必再邀请", en=f"Account {found.number} was activated already"
        )
    if any(each.meets(context.today, None) for each in found.offices):
        raise NotNowError(
            zh=f"账号{found.number}启用前已任职：请先办理离任，次日再邀请",
            en=f"Account {found.number} was given an office before it answered: let it leave that, and invite the next day",
        )
    return [AccountInvited(account=found.number, code_sha256=code_sha256, expires_at=_expiry(context.now))]


def invited_by_code(directory: Directory, code_sha256: str) -> Account:
    """The account that was invited with a code. Raises CodeUnknownError."""
    for account in directory.accounts.values():
        if account.status is AccountStatus.INVITED and code_sha256 and account.code_sha256 == code_sha256:
            return account
    raise CodeUnknownError


def activate(directory: Directory, context: DecisionContext, *, code_sha256: str) -> list[Fact]:
    """Whoever was invited answers. Raises CodeUnknownError, NotNowError when the code is too old."""
    account = invited_by_code(directory, code_sha256)
    if context.now >= account.expires_at:
        raise NotNowError(
            zh="邀请码已过期，请管理员重发", en="The code is too old: ask the administrator for another one"
        )
    return [AccountActivated(account=account.number)]


def disable(directory: Directory, context: DecisionContext, *, account: str, reason: DisabledReason) -> list[Fact]:
    """
    Disable an account: it acts no more and holds no office. Quiet when it is disabled.

    Of somebody else who is administrator, auditor or answers for personal data it is proposed, and done once another
    administrator says so within a week; the only administrator does it alone. Quiet while the own word waits. Raises AccountUnknownError, and NotNowError for the last administrator.
    """
    found = directory.account(account)
    if found.status is AccountStatus.DISABLED:
        return []
    disabled = AccountDisabled(account=found.number, reason=reason)
    refuse_without_administrator(directory, context, disabled)
    if not takes_two(directory, context, found):
        return [disabled]
    first = found.to_be_disabled(context.today)
    if first is None:
        return [DisablingProposed(account=found.number, reason=reason)]
    return [] if context.is_one_of([first.by]) else [disabled]


def reactivate(directory: Directory, context: DecisionContext, *, account: str) -> list[Fact]:
    """Let a disabled account be used again, without offices. Quiet when it is active. Raises NotNowError before it was."""
    found = directory.account(account)
    refuse_own_right(context, found)
    if found.active:
        return []
    if found.status is AccountStatus.INVITED:
        raise NotNowError(
            zh=f"账号{found.number}尚未启用：由本人凭邀请码启用",
            en=f"Account {found.number} answers its invitation itself",
        )
    return [AccountReactivated(account=found.number)]


def adopt_name(directory: Directory, context: DecisionContext, *, account: str, name: str) -> list[Fact]:
    """
    Say once whose the older entries under a bare name are; nobody says it of themselves.

    Quiet when it is so. Raises NotNowError when the name is another account's, InvalidValueError for a name that can be
    nobody's.
    """
    found, typed = directory.account(account), account_of(name)
    refuse_no_account("name", typed)
    refuse_own_right(context, found)
    owner = directory.known(typed)
    if owner is not None and owner.number == found.number:
        return []
    if owner is not None:
        raise NotNowError(zh=f"“{typed}”已属账号{owner.number}", en=f"{typed} belongs to account {owner.number}")
    return [NameAdopted(account=found.number, name=typed)]


def _invitation(number: str, name: str, telephone: str, *, code_sha256: str, expires_at: datetime) -> AccountInvited:
    if not (len(number) == 8 and number.isascii() and number.isdigit()):
        raise InvalidValueError("number", zh="账号应为8位数字", en="An account has eight digits", always=True)
    refuse_blank("name", name)
    staff = StaffPrivate(name=" ".join(name.split()), telephone=telephone.strip())
    return AccountInvited(account=number, code_sha256=code_sha256, expires_at=expires_at, private={number: staff})


def _expiry(now: datetime) -> datetime:
    return now + timedelta(days=INVITATION_DAYS)
