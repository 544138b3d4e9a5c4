"""Refusals: what was understood and not done, said in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from casework.domain.labels import Label


class CaseworkError(Exception):
    """
    What was asked was not done, and nothing was recorded: the root of the four kinds below.

    One subclass for each reason, its ids as attributes and its sentence in both languages; each belongs to one kind,
    and exit codes and HTTP statuses follow from the kind.
    """

    zh: str = "操作被拒绝"
    en: str = "The request was refused"
    helps: tuple[str, ...] = ()
    """The commands of the catalogue, by name, that would help; each way in says how they are called there."""

    def __str__(self) -> str:
        """The sentence in English; `zh` holds the Chinese one."""
        return self.en


def code_of(error: CaseworkError) -> str:
    """The stable code of a refusal: `household-unknown` for HouseholdUnknownError."""
    name = type(error).__name__.removesuffix("Error")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


class RefusedError(CaseworkError):
    """The rules, the state of things or somebody else's work do not allow it."""


class NotFoundError(CaseworkError):
    """What was named is not there."""


class WronglyAskedError(CaseworkError):
    """A setting or a name that belongs to the program is wrong: the call has to be put right."""


class FaultError(CaseworkError):
    """Something is broken or away; the same call may succeed once it is put right."""


class HouseholdUnknownError(NotFoundError):
    """There is no household with this number or id."""

    def __init__(self, household: object) -> None:
        self.household = household
        self.zh = f"没有这一户：{household}"
        self.en = f"There is no household {household}"


class NoOpenEpisodeError(RefusedError):
    """The household has no open spell of zero employment; `why` says how the last one stands."""

    def __init__(self, why: Label) -> None:
        self.zh = f"该户目前没有进行中的处置周期：{why.zh}"
        self.en = f"The household has no open episode: {why.en}"


class MemberUnknownError(NotFoundError):
    """The household has no member with this number; those who belong to it are named by theirs."""

    def __init__(self, member: int, known: Iterable[int] = ()) -> None:
        self.member = member
        numbers = list(map(str, known))
        self.zh = f"该户没有编号为{member}的成员" + (f"，现有：{'、'.join(numbers)}" if numbers else "")
        self.en = f"The household has no member number {member}" + (f"; it has {', '.join(numbers)}" if numbers else "")


class NotNowError(RefusedError):
    """The household's state does not allow this step now; the sentence says what is missing, `helps` what to do first."""

    def __init__(self, *, zh: str, en: str, helps: tuple[str, ...] = ()) -> None:
        self.zh = zh
        self.en = en
        self.helps = helps


class SamePersonError(RefusedError):
    """A second person is needed: who did the first step may not do this one."""

    def __init__(self, by: str, counts_as: Collection[str] = ()) -> None:
        self.by = by
        self.zh = f"须由另一人办理：前一步是{by}或代其办理的人办理的"
        self.en = f"A second person is needed: {by}, or somebody in their stead, took the step before this one"
        if counts_as:
            self.zh = f"须由另一人办理：前一步是{by}或与其有代管关系的人办理的，两人视为一人"
            self.en = (
                f"A second person is needed: the step before was taken by {by}, or by somebody who stands in for them or for "
                "whom they stand in: these count as one person"
            )


class InvalidValueError(RefusedError):
    """
    A value cannot be right, whatever the household's state.

    `always`: no day could make it right either; the sentence goes with the field's name, which it does not repeat.
    """

    def __init__(self, field: str, *, zh: str, en: str, always: bool = False) -> None:
        self.field = field
        self.zh = zh
        self.en = en
        self.always = always
