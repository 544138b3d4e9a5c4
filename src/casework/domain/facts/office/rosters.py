"""Facts about lists that an office obtained from elsewhere, whom they list, and what they say otherwise (BJ-1.1a, CZ-3)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from msgspec import Struct

from casework.domain.codes.rounds import Difference, RosterKind, Settlement
from casework.domain.fact import Fact
from casework.domain.labels import Label
from casework.domain.values.bounds import Text
from casework.domain.words import words


class Roster(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A list from elsewhere: which one, whose, on which day it was obtained, and for which round."""

    kind: Annotated[RosterKind, words("名单类型", "which list")]
    issuer: Annotated[str, Text(signs=60), words("提供单位", "who issued it")]
    obtained_on: Annotated[date, words("取得日期", "on which day it was obtained")]
    round_name: Annotated[str, Text(signs=40), words("轮次名称", "for which round", "--round")] = ""


class RosterObtained(Fact, frozen=True, kw_only=True, tag="roster-obtained"):
    """
    A division obtained a list from elsewhere (BJ-1.1a); `sha256` is that of its file in hexadecimal, `lines` how many it has.
    """

    label: ClassVar = Label("取得名单", "roster obtained")
    sentence: ClassVar = Label(
        "{obtained_on}取得{kind}（{issuer}）", "Obtained on {obtained_on}: {kind}, issued by {issuer}"
    )
    also_outside: ClassVar = True
    of_a_ledger: ClassVar = True
    changes_household: ClassVar = False
    what_if_shortcut: ClassVar = True

    kind: RosterKind
    issuer: Annotated[str, Text(signs=60)]
    obtained_on: date
    sha256: str = ""
    lines: int | None = None
    round_name: Annotated[str, Text(signs=40)] = ""


class RosterListed(Fact, frozen=True, kw_only=True, tag="roster-listed"):
    """
    A list from elsewhere, imported as `batch`, lists members of the household: those of working age (BJ-1.1a, BJ-1.2d).

    Working age is the policy's, by sex, on the day on which the list was obtained. `others` are listed and not of that age.
    """

    label: ClassVar = Label("列入名单", "roster listed")
    sentence: ClassVar = Label(
        "列入{kind}（{issuer}，{obtained_on}取得）：劳动年龄成员{members}",
        "On a list obtained on {obtained_on} ({kind}, {issuer}): members of working age {members}",
    )
    also_outside: ClassVar = True
    of_the_register: ClassVar = True
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"batch", "kind", "issuer", "obtained_on", "round_name", "members", "others"})
    what_if_shortcut: ClassVar = True

    batch: str
    kind: RosterKind
    issuer: Annotated[str, Text(signs=60)]
    obtained_on: date
    round_name: Annotated[str, Text(signs=40)] = ""
    members: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


class DifferenceRaised(Fact, frozen=True, kw_only=True, tag="difference-raised"):
    """
    A list from elsewhere says something else than the records, of a member or of the household (CZ-3, BT-10b).

    `number` counts the household's differences from 1; what the list says is sealed beside it.
    """

    label: ClassVar = Label("发现比对差异", "difference raised")
    sentence: ClassVar = Label("比对差异{number}（{kind}）：{difference}", "Difference {number} ({kind}): {difference}")
    also_outside: ClassVar = True
    of_the_register: ClassVar = True
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"number", "member"})
    what_if_shortcut: ClassVar = True

    number: int
    kind: RosterKind
    difference: Difference
    listed_on: date
    member: int | None = None


class DifferenceSettled(Fact, frozen=True, kw_only=True, tag="difference-settled"):
    """A person looked into a difference and said what is right; the words are sealed beside it (CZ-3)."""

    label: ClassVar = Label("处理比对差异", "difference settled")
    sentence: ClassVar = Label("比对差异{number}已处理：{settlement}", "Difference {number} settled: {settlement}")
    also_outside: ClassVar = True
    of_the_register: ClassVar = True
    kept_in_episode: ClassVar = False
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"number"})
    what_if_shortcut: ClassVar = True

    number: int
    settlement: Settlement
