"""How many households somebody can carry as a cadre: said by whoever assigns, never by themselves (GY-12d)."""

from __future__ import annotations

from casework.domain.accounts.directory import Directory
from casework.domain.accounts.offices import refuse_own_right
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.accounts.offices import CapacitySet
from casework.domain.household.context import DecisionContext


def set_capacity(directory: Directory, context: DecisionContext, *, account: str, households: int | None) -> list[Fact]:
    """
    Say how many open households an account can carry, None for no number. Quiet when it is so.

    Raises AccountUnknownError, OwnRightError, and NotNowError for an account that is not active.
    """
    found = directory.account(account)
    refuse_own_right(context, found)
    if not found.active:
        raise NotNowError(zh=f"账号{found.number}不在使用中", en=f"Account {found.number} is not active")
    return [] if found.capacity == households else [CapacitySet(account=found.number, households=households)]
