"""Facts about what a household lets an office do with its data (OF-15), and about the erasure of a person's (PIPL Art. 47)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.codes.verification import CheckedData, ConsentAnswer
from casework.domain.fact import Fact
from casework.domain.labels import Label


class ConsentRecorded(Fact, frozen=True, kw_only=True, tag="consent-recorded"):
    """
    A household was asked to let its data be checked: it has not answered, consented, refused, or took that back (OF-15).

    `covers` says which data, all of it when empty; a consent holds `until` a day, without end when None. Who signed is
    sealed, `signed_on` is when.
    """

    label: ClassVar = Label("数据核对授权", "consent recorded")
    also_outside: ClassVar = True
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    answer: ConsentAnswer
    covers: tuple[CheckedData, ...] = ()
    until: date | None = None
    signed_on: date | None = None


class ErasureProposed(Fact, frozen=True, kw_only=True, tag="erasure-proposed"):
    """Somebody proposes that a person's data be erased; another person decides (PIPL Art. 47)."""

    label: ClassVar = Label("提请删除个人信息", "erasure proposed")
    sentence: ClassVar = Label(
        "提请删除成员{member}的个人信息：{ground}", "Erasure of member {member} proposed: {ground}"
    )
    kept_in_episode: ClassVar = False

    member: int
    ground: ErasureGround


class PersonErased(Fact, frozen=True, kw_only=True, tag="person-erased"):
    """
    A person's data was erased in all households: the key is destroyed, what the rules need in clear stays (PIPL Art. 47).

    `household_too`: the household's own sealed data named the person and went as well; what remains is stated anew.
    """

    label: ClassVar = Label("删除个人信息", "person erased")
    sentence: ClassVar = Label(
        "成员{member}的个人信息已删除：{ground}", "The data of member {member} was erased: {ground}"
    )
    kept_in_episode: ClassVar = False
    only_answered: ClassVar = True

    member: int
    ground: ErasureGround
    household_too: bool = False
