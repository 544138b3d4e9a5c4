"""
Data in full: of many households where a second person has allowed it (GB/T 35273-2020, 7.1), of staff with a reason.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.offices import refuse_own_right
from casework.domain.divisions.codes import significant_digits
from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.accounts.accounts import StaffDataShown
from casework.domain.facts.accounts.exports import BulkExportAllowed
from casework.domain.facts.assistance import NotePrivate
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.text_values import refuse_blank

LONGEST_PERMISSION: Final = timedelta(days=31)
"""After today; who takes data out for longer asks again."""


class BulkExportError(RefusedError):
    """So many households at once are taken out in full only where a second person has allowed it."""

    def __init__(self, households: int, limit: int, account: str) -> None:
        self.households = households
        self.zh = f"共{households}户，超过{limit}户的完整数据须由另一人准许账号{account}导出（account allow-export）"
        self.en = (
            f"These are {households} households: more than {limit} are taken out in full only where somebody else has "
            f"allowed account {account} to (account allow-export)"
        )


def allow_bulk_export(
    directory: Directory, context: DecisionContext, *, account: str, division: str, until_on: date
) -> list[Fact]:
    """
    Let an account take the data of many households of a division (12 digits) out in full until a day.

    Quiet when it may already. Raises AccountUnknownError, OwnRightError, NotNowError for an account that is not active,
    InvalidValueError for a day that is over, or more than `LONGEST_PERMISSION` away.
    """
    found = directory.account(account)
    refuse_own_right(context, found)
    if not found.active:
        raise NotNowError(zh=f"账号{found.number}不在使用中", en=f"Account {found.number} is not active")
    refuse_past("until", until_on, context)
    if until_on > context.today + LONGEST_PERMISSION:
        days = LONGEST_PERMISSION.days
        raise InvalidValueError("until", zh=f"最长{days}天", en=f"At most {days} days from today")
    if may_export(found, division, until_on):
        return []
    return [BulkExportAllowed(account=found.number, division=division, until_on=until_on)]


def may_export(account: Account, division: str, on: date) -> bool:
    """Whether somebody has allowed an account to take data of a division out in full on a day."""
    return any(
        on <= each.until_on and division.startswith(significant_digits(each.division)) for each in account.exports
    )


def refuse_bulk_export(account: Account, context: DecisionContext, *, division: str, households: int) -> None:
    """
    Refuse to take out in full more households than the policy lets one person, unless somebody has allowed it.

    Raises BulkExportError.
    """
    limit = context.policy.accounts.bulk_households
    if households > limit and not may_export(account, division, context.today):
        raise BulkExportError(households, limit, account.number)


def show_staff_data(directory: Directory, context: DecisionContext, *, account: str, reason: str) -> list[Fact]:
    """Say that an account's name and telephone are looked at, and why. Raises AccountUnknownError, InvalidValueError."""
    refuse_blank("reason", reason)
    number = directory.account(account).number
    return [StaffDataShown(account=number, private={number: NotePrivate(text=reason)})]
