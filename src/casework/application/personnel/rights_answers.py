"""The table of rights as a list, and why an account may do something or may not, in a sentence."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Struct

from casework.domain.accounts.actors import has_household
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.holders import offices_of
from casework.domain.codes.offices import Role
from casework.domain.codes.rights import Confidentiality, DataClass, Reach
from casework.domain.columns import ListRow, column
from casework.domain.errors import NotFoundError
from casework.domain.fact import ActingOffice
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.rights.permission import may, opens, relation, who_may
from casework.domain.rights.table import Rights


class RightUnknownError(NotFoundError):
    """The table of rights has no such command or reading."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.zh = f"权限表中没有“{what}”，见 casework rights show"
        self.en = f"The table of rights has no {what!r}: see casework rights show"


class ListedRight(ListRow, frozen=True, kw_only=True):
    """One command or reading: who may do it, how far each reaches, and the most sensitive data in it."""

    title = Label("共 {} 项权限", "{} rights")
    on_screen = ("what", "who", "data")

    what: Annotated[str, column("操作或查询", "command or reading")]
    data: Annotated[DataClass, column("信息级别", "data class")]
    who: Annotated[Label, column("可办理的", "who may", words=_who)]


class OfficeRight(Struct, frozen=True, kw_only=True):
    """
    What one office of an account comes to: how far its right reaches (None: it has none), and whether that is enough.

    `opens`: its role opens a household of such a level of confidentiality, or it is the account's own.
    """

    office: ActingOffice
    reach: Reach | None
    near: Reach
    opens: bool
    may: bool


class RightAnswer(Struct, frozen=True, kw_only=True):
    """Whether an account may do something on a day, by each of its offices, and in a sentence why or why not."""

    account: str
    what: str
    may: bool
    offices: tuple[OfficeRight, ...]
    who: Label
    sentence: Label


def listed_rights(rights: Rights, role: Role | None = None) -> list[ListedRight]:
    """All lines in their order, or those of one role."""
    return [
        ListedRight(what=what, data=line.data, who=who_may(rights, what))
        for what, line in rights.lines.items()
        if role is None or (role, what) in rights.reaches
    ]


def explain_right(
    rights: Rights, directory: Directory, said: str, what: str, on: date, household: Household | None = None
) -> RightAnswer:
    """
    Why an account may do something on a day, with a household where one is named, or why not and who may.

    Raises AccountUnknownError, RightUnknownError.
    """
    if what not in rights.lines:
        raise RightUnknownError(what)
    account = directory.account(said)
    own = household is not None and has_household(directory, account, household, on)
    village = household.village if household else ""
    level = household.confidentiality if household else Confidentiality.ORDINARY
    offices = tuple(
        OfficeRight(
            office=office,
            reach=rights.reaches.get((office.role, what)),
            near=(near := relation(office, village, own=own)),
            opens=(opened := own or opens(rights, office.role, level)),
            may=opened and may(rights, office.role, what, near) if household else (office.role, what) in rights.reaches,
        )
        for office in (offices_of(directory, account, on) if account.active else ())
    )
    who, allowed = who_may(rights, what), any(each.may for each in offices)
    sentence = _why(offices, what) if allowed else _why_not(offices, what, who, level, active=account.active)
    return RightAnswer(account=account.number, what=what, may=allowed, offices=offices, who=who, sentence=sentence)


def _why(offices: tuple[OfficeRight, ...], what: str) -> Label:
    found = next(each for each in offices if each.may and each.reach is not None)
    reach = found.reach or Reach.OWN
    return Label(
        f"可以：任{found.office.role.zh}（{found.office}），“{what}”的权限范围为{reach.zh}",
        f"Yes: as {found.office.role.en} ({found.office}), whose right to {what} reaches: {reach.en}",
    )


def _why_not(offices: tuple[OfficeRight, ...], what: str, who: Label, level: Confidentiality, *, active: bool) -> Label:
    if not active:
        zh, en = "账号不在使用中", "the account is not active"
    elif not offices:
        zh, en = "目前没有任职", "it holds no office now"
    elif all(each.reach is None for each in offices):
        zh, en = f"所任职务都没有“{what}”的权限", f"none of its offices has a right to {what}"
    elif not any(each.opens for each in offices):
        zh = f"该户保密级别为{level.zh}，所任职务不能查看"
        en = f"the household's level of confidentiality is {level.en}, which none of its offices opens"
    else:
        zh, en = "该户不在权限范围内", "the household lies beyond its reach"
    return Label(f"不可以：{zh}；可办理的：{who.zh}", f"No: {en}; who may: {who.en}")


def _who(who: Label) -> Label:
    return who
