"""Who acts: an active account, in an office that it holds at that moment or whose holder it stands in for (ADR 0037)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import counts_as, offices_of, present
from casework.domain.errors import RefusedError
from casework.domain.fact import ActingOffice
from casework.domain.household.state import Household


class AccountNotActiveError(RefusedError):
    """The account was not activated, or it was disabled."""

    def __init__(self, account: Account) -> None:
        self.account = account.number
        self.zh = f"账号{account.number}{account.status.zh}，不能办理"
        self.en = f"Account {account.number} is {account.status.en}: it cannot act"


class OfficeNotHeldError(RefusedError):
    """The account does not hold the office that it names, or holds none at all; those it holds are named."""

    def __init__(self, account: str, held: Sequence[ActingOffice]) -> None:
        self.account = account
        self.held = tuple(map(str, held))
        zh, en = "、".join(self.held) or "无", ", ".join(self.held) or "none"
        self.zh = f"账号{account}目前未任该职，现任：{zh}"
        self.en = f"Account {account} does not hold that office now; it holds: {en}"


class OfficeUnsaidError(RefusedError):
    """The account holds several offices, and nobody said in which of them it acts."""

    def __init__(self, account: str, held: Sequence[ActingOffice]) -> None:
        self.account = account
        self.held = tuple(map(str, held))
        self.zh = f"账号{account}任有多职，请写明以哪个部门办理：{'、'.join(self.held)}"
        self.en = f"Account {account} holds several offices; say in which it acts: {', '.join(self.held)}"


class Actor(Struct, frozen=True, kw_only=True):
    """
    Who acts: the account, what it signs with, and the office in which it acts.

    `counts_as` are the accounts that are one person with it there, where a second person is asked for; `in_stead_of` those who are
    away and in whose stead it acts.
    """

    account: str
    signature: str
    office: ActingOffice
    counts_as: frozenset[str] = frozenset()
    in_stead_of: tuple[str, ...] = ()


def actor_in(directory: Directory, said: str, office: ActingOffice | None, on: date) -> Actor:
    """
    The actor that is meant by an account's number or adopted name, and an office, its division left out where it is clear.

    Raises AccountUnknownError, AccountNotActiveError, OfficeNotHeldError, OfficeUnsaidError.
    """
    account = directory.account(said)
    meant = offices_meant(directory, account, office, on)
    if len(meant) > 1:
        raise OfficeUnsaidError(account.number, meant)
    alike = counts_as(directory, account, meant[0], on)
    others = () if meant[0] in account.offices_on(on) else tuple(sorted(alike))
    return Actor(
        account=account.number,
        signature=account.signature,
        office=meant[0],
        counts_as=alike,
        in_stead_of=others,
    )


def has_household(directory: Directory, account: Account, household: Household, on: date) -> bool:
    """Whether a household is an account's own on a day: as its cadre, or standing in for whoever is."""
    on_duty = household.on_duty(household.cadre, on) if household.known else None
    cadre = directory.known(on_duty) if on_duty else None
    return cadre is not None and account.number in {cadre.number, present(directory, cadre, on)}


def offices_meant(
    directory: Directory, account: Account, office: ActingOffice | None, on: date
) -> tuple[ActingOffice, ...]:
    """
    The offices of an account that are meant by what was said of them; without anything all that it holds on a day.

    Raises AccountNotActiveError, OfficeNotHeldError.
    """
    if not account.active:
        raise AccountNotActiveError(account)
    held = offices_of(directory, account, on)
    meant = tuple(each for each in held if office is None or _is_meant(each, office))
    if not meant:
        raise OfficeNotHeldError(account.number, held)
    return meant


def _is_meant(held: ActingOffice, said: ActingOffice) -> bool:
    return held.role is said.role and (not said.division or held.division == said.division)
