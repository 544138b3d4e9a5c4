"""Nobody acts on the household of their own relatives: declared by oneself, ended by somebody else, asked at the door."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import holders
from casework.domain.accounts.offices import OwnRightError
from casework.domain.errors import NotNowError, RefusedError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.relatives import RelativeDeclared, RelativeEnded
from casework.domain.household.context import DecisionContext


class RelativeHouseholdError(RefusedError):
    """The household is one's own or that of relatives: somebody else of the office acts on it, who is named."""

    def __init__(self, office: ActingOffice | None, others: tuple[str, ...]) -> None:
        self.office = office
        self.others = others
        zh = "、".join(others) or "上级部门（目前无人任职）"
        en = ", ".join(others) or "an office above (nobody holds one now)"
        self.zh = f"该户是本人或亲属的户，须回避，由他人办理：{zh}"
        self.en = f"The household is one's own or that of relatives; somebody else acts on it: {en}"


class RelativeCadreError(RefusedError):
    """The household would be given to one of its relatives: somebody else has to have it."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.zh = f"账号{account}与该户有亲属关系，须回避，请交给他人"
        self.en = f"Account {account} keeps out of this household, whose relative it is: give it to somebody else"


def declare_relative(directory: Directory, context: DecisionContext, *, account: str, household: UUID) -> list[Fact]:
    """Declare a household as one's own or that of relatives; quiet when it is. Raises AccountUnknownError, OwnRightError."""
    found = directory.account(account)
    if not context.is_by(found.signature):
        raise OwnRightError
    if household in found.relatives:
        return []
    return [RelativeDeclared(account=found.number, household=household)]


def end_relative(directory: Directory, context: DecisionContext, *, account: str, household: UUID) -> list[Fact]:
    """
    Say, as somebody else, that an account need not keep out of a household any more.

    Raises AccountUnknownError, OwnRightError, NotNowError where it was not declared.
    """
    found = directory.account(account)
    if context.is_one_of([found.number, found.signature]):
        raise OwnRightError
    if household not in found.relatives:
        raise NotNowError(zh="该账号没有申报过这一户", en="The account has not declared this household")
    return [RelativeEnded(account=found.number, household=household)]


def refuse_relative(
    directory: Directory, account: Account | None, household: UUID, office: ActingOffice | None, on: date
) -> None:
    """Refuse whoever would act on a household of their relatives; others of the office are named. Raises RelativeHouseholdError."""
    if account is None or household not in account.relatives:
        return
    raise RelativeHouseholdError(office, () if office is None else _others(directory, household, office, on))


def refuse_relative_cadre(account: Account | None, household: UUID) -> None:
    """Refuse to give a household to one of its relatives, as cadre or stand-in. Raises RelativeCadreError."""
    if account is not None and household in account.relatives:
        raise RelativeCadreError(account.number)


def _others(directory: Directory, household: UUID, office: ActingOffice, on: date) -> tuple[str, ...]:
    """Who else has the business of the office on a day, or of the one above it, and is no relative."""
    free = {number: each for number, each in directory.accounts.items() if household not in each.relatives}
    without = Directory(version=directory.version, accounts=free, names=directory.names)
    return tuple(holder.account for holder in holders(without, office, on).holders)
