"""Nobody acts on the household of their own relatives: declared by oneself, ended by somebody else, asked at the door."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import holders
from casework.domain.accounts.offices import OwnRightError
from casework.domain.errors import NotNowError, RefusedError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.relatives import HomeDeclared, NotRelativeDeclared, RelativeDeclared, RelativeEnded
from casework.domain.facts.assistance import NotePrivate
from casework.domain.household.context import DecisionContext

COMPOUND: Final = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "夏侯",
        "宇文",
        "长孙",
        "端木",
        "轩辕",
        "独孤",
        "南宫",
        "西门",
        "申屠",
        "公冶",
        "钟离",
        "闾丘",
        "太史",
        "澹台",
        "呼延",
        "淳于",
        "濮阳",
        "万俟",
    ]
)
"""The usual surnames of two signs."""

_DIGITS: Final = str.maketrans("一二三四五六七八九", "123456789")


class FamilyUnansweredError(RefusedError):
    """Somebody of the household has one's surname, at the address that one declared: whether it is family is asked once."""

    zh = (
        "该户与本人申报的住址相同，且有同姓的人：是否本人或亲属的户？"
        "是：account relative 户；否：account not-relative 户；答复后再办理"
    )
    en = (
        "The household has the address that you declared as your own, and somebody there your surname: is it your family? "
        "If so account relative HOUSEHOLD, if not account not-relative HOUSEHOLD; then do this again"
    )


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


def declare_home(
    directory: Directory, context: DecisionContext, *, account: str, village: str, group: str
) -> list[Fact]:
    """
    Declare in which village (12 digits) and group of it one lives; what was said last counts.

    Raises AccountUnknownError, OwnRightError.
    """
    found = directory.account(account)
    if not context.is_by(found.signature):
        raise OwnRightError
    return [HomeDeclared(account=found.number, village=village, private={found.number: NotePrivate(text=group)})]


def deny_relative(directory: Directory, context: DecisionContext, *, account: str, household: UUID) -> list[Fact]:
    """
    Answer that a household is none of relatives. Quiet when it was answered.

    Raises AccountUnknownError, OwnRightError, NotNowError for one that was declared: somebody else ends that.
    """
    found = directory.account(account)
    if not context.is_by(found.signature):
        raise OwnRightError
    if household in found.relatives:
        raise NotNowError(
            zh="本人已申报该户为亲属户，须由他人解除",
            en="One has declared this household as one of relatives: somebody else ends that",
        )
    return [] if household in found.no_relatives else [NotRelativeDeclared(account=found.number, household=household)]


def is_asked(account: Account, household: UUID) -> bool:
    """Whether a household in the account's village may have to be asked about: nobody has answered yet."""
    return account.home is not None and household not in account.relatives | account.no_relatives


def same_family(name: str, group: str, names: Iterable[str], their_group: str) -> bool:
    """
    Whether somebody of a household has one's surname and the address may be one's own, which proves nothing.

    Groups that differ are two addresses; one that nobody said may be any.
    """
    here = {_plain(each).translate(_DIGITS) for each in (group, their_group)} - {""}
    own = surname_of(name)
    return len(here) < 2 and bool(own) and own in map(surname_of, names)


def surname_of(name: str) -> str:
    """The surname of a name written in Chinese, blank for any other and for names of several parts, which have none."""
    written = _plain(name)
    if len(written) < 2 or not all("\u4e00" <= sign <= "\u9fff" for sign in written):
        return ""
    return written[:2] if len(written) > 2 and written[:2] in COMPOUND else written[0]


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


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
