"""Whether somebody in an office may do something: one table, one function, and what is not allowed is forbidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casework.domain.codes.offices import DIVISION_DIGITS, Role
from casework.domain.codes.rights import Confidentiality, Reach
from casework.domain.divisions.offices import office_written
from casework.domain.errors import RefusedError
from casework.domain.fact import ActingOffice
from casework.domain.labels import Label
from casework.domain.masks import Mask
from casework.domain.rights.table import Case, Rights

_WIDTH: Final = {reach: width for width, reach in enumerate(Reach)}
_HEIGHT: Final = {level: height for height, level in enumerate(Confidentiality)}


class NotAllowedError(RefusedError):
    """By the table of rights the office may not do this here; who may is named."""

    def __init__(self, what: str, office: ActingOffice, who: Label) -> None:
        self.what = what
        self.office = office
        self.zh = f"{office.role.zh}无权办理“{what}”，可办理的：{who.zh}"
        self.en = f"A {office.role.en} may not do {what} here; who may: {who.en}"


def relation(office: ActingOffice, village: str = "", *, own: bool = False) -> Reach:
    """
    How near something is to an office: one's own, in its very division, below it, or elsewhere.

    `village` is a division's code of 12 digits, blank for everywhere at once.
    """
    if own:
        return Reach.OWN
    if village and village == office.division:
        return Reach.OWN_DIVISION
    prefix = office.division[: DIVISION_DIGITS[office.role]]
    return Reach.BELOW if prefix and village.startswith(prefix) else Reach.EVERYWHERE


def may(rights: Rights, role: Role, what: str, near: Reach) -> bool:
    """Whether a role may do something that is so near; what has no line nobody may."""
    reach = rights.reaches.get((role, what))
    return reach is not None and _WIDTH[near] <= _WIDTH[reach]


def opens(rights: Rights, role: Role, level: Confidentiality) -> bool:
    """Whether a role opens households of a level of confidentiality that are within its reach."""
    return _HEIGHT[level] <= _HEIGHT[rights.opens.get(role, Confidentiality.ORDINARY)]


def seen_in_full(rights: Rights, role: Role) -> frozenset[Mask]:
    """What of personal data a role sees in full when it says why it needs it."""
    return frozenset(rights.in_full.get(role, ()))


def refuse_no_right(rights: Rights, office: ActingOffice, what: str, near: Reach) -> None:
    """Refuse what an office may not do that is so near. Raises NotAllowedError."""
    if not may(rights, office.role, what, near):
        raise NotAllowedError(what, office, who_may(rights, what))


def who_may(rights: Rights, what: str) -> Label:
    """Who may do something, and how far each reaches, in words."""
    line = rights.lines.get(what)
    if line is None:
        return Label("无人（权限表中没有）", "nobody (it is not in the table of rights)")
    if line.installation:
        return Label("系统维护人员", "whoever runs the installation")
    if line.everybody:
        return Label("所有账号", "every account")
    return Label(
        "、".join(f"{role.zh}（{reach.zh}）" for role, reach in line.roles.items()),
        ", ".join(f"{role.en} ({reach.en})" for role, reach in line.roles.items()),
    )


def wrong_answers(rights: Rights) -> Iterator[Case]:
    """The cases beside the table that it does not answer as they ask."""
    for case in rights.case:
        office = office_written(case.by)
        opened = case.own or opens(rights, office.role, case.level)
        allowed = opened and may(rights, office.role, case.what, relation(office, case.village, own=case.own))
        if case.mask is not None:
            allowed = allowed and case.mask in seen_in_full(rights, office.role)
        if allowed is not case.may:
            yield case
