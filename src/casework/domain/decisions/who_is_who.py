"""Who is who: whether a stated person is a known member, and why somebody missing is not taken for gone (GY-2a)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.codes.code import Code
from casework.domain.codes.people import Employment
from casework.domain.household.detection import why_employable_or_not
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.persons import name_key, normal_resident_id
from casework.domain.policy.sections import DetectionRule
from casework.domain.statuses import Employability, EpisodeState

_ID_DIGITS = 18
_CORRECTED_AT_MOST = 2
"""So many signs of an id may have been put right at once: one digit takes the check digit along."""


class Likeness(Code):
    """What comparing a stated person with a member says."""

    SAME = "same", "同一人"
    ASKED = "asked", "须确认是否同一人", "to be asked about"
    OTHER = "other", "另一人", "another person"


class Likable(Struct, frozen=True, kw_only=True):
    """By what a person is recognised within a household; blank says nothing."""

    name: str = ""
    number: str = ""
    birth_date: date | None = None
    relation: str = ""


def likeness(stated: Likable, member: Likable) -> Likeness:
    """
    Whether the two are one person of a household.

    The number of the document decides where both have one and it is the same. Two different numbers under one name are
    asked about when birth date or relation are the same too, or the numbers differ as a corrected digit does. Without a
    number on one side name and birth date decide, a month alone for the day. Where one side has no birth date either,
    the same relation says that they are one, another one is asked about.
    """
    if stated.number and member.number:
        return _by_number(stated, member)
    if not stated.name or name_key(stated.name) != name_key(member.name):
        return Likeness.OTHER
    if stated.birth_date is None or member.birth_date is None:
        return Likeness.SAME if stated.relation == member.relation else Likeness.ASKED
    if _same_birth(stated.birth_date, member.birth_date):
        return Likeness.SAME
    return Likeness.ASKED if _same_relation(stated, member) else Likeness.OTHER


def contradicts(one: Likable, other: Likable) -> bool:
    """
    Whether two records cannot be one person's: their documents' numbers differ by more than a corrected digit, or their
    birth dates differ. What one of them does not say contradicts nothing.
    """
    said, known = normal_resident_id(one.number), normal_resident_id(other.number)
    if said and known and said != known and not _was_corrected(said, known):
        return True
    if one.birth_date is None or other.birth_date is None:
        return False
    return not _same_birth(one.birth_date, other.birth_date)


def are_the_same_people(*, listed: int, known: int, members: int) -> bool:
    """
    Whether a list under another number is a household that is known: most of those on the list are its people,
    and half of its people at least are on the list.

    `known` of the `listed` persons belong to the household, which has `members`.
    """
    return 2 * known > listed and 2 * known >= members


def _by_number(stated: Likable, member: Likable) -> Likeness:
    said, known = normal_resident_id(stated.number), normal_resident_id(member.number)
    if said == known:
        return Likeness.SAME
    if name_key(stated.name) != name_key(member.name):
        return Likeness.OTHER
    same_birth = stated.birth_date is not None and stated.birth_date == member.birth_date
    if same_birth or _same_relation(stated, member) or _was_corrected(said, known):
        return Likeness.ASKED
    return Likeness.OTHER


def _was_corrected(said: str, known: str) -> bool:
    """Whether the numbers differ as far as a mistyped digit, and the check digit with it, goes."""
    if len(said) != len(known):
        return abs(len(said) - len(known)) == 1
    apart = [place for place in range(len(said)) if said[place] != known[place]]
    digits = [place for place in apart if place < _ID_DIGITS - 1]
    return len(digits) <= _CORRECTED_AT_MOST


def _same_birth(one: date, other: date) -> bool:
    """The same day; a list that knows the month alone gives its first."""
    return one == other or (one.replace(day=1) == other.replace(day=1) and 1 in (one.day, other.day))


def _same_relation(stated: Likable, member: Likable) -> bool:
    return bool(stated.relation) and stated.relation == member.relation


class WhyAsked(Code):
    """Why nothing is concluded from somebody's absence from a ledger."""

    WORKS = "works", "在业", "works"
    PLAN = "plan", "有约定的帮扶措施", "a measure was agreed for"
    OPEN = "open", "该户正在处置", "the household's episode is open"
    CLEARED = "cleared", "该户已清零，仍在跟踪", "the household is cleared and followed"


def why_asked(
    household: Household, number: int, *, on: date, rule: DetectionRule, new_head: bool = False
) -> WhyAsked | None:
    """
    The first reason to ask where a member is; None when a ledger may be taken to say that they left.

    With `new_head` the ledger names another member as head: it then says something of the former one, who may leave
    when nothing rests on them.
    """
    state = household.member(number)
    if state.now.employment is Employment.EMPLOYED or household.holding_placements(number):
        return WhyAsked.WORKS
    episode = household.episode
    if household.outside is not None and any(plan.member == number for plan in household.outside.plans):
        return WhyAsked.PLAN
    if episode is None:
        return None
    if episode.state is EpisodeState.OPEN:
        if any(plan.member == number for plan in episode.plans):
            return WhyAsked.PLAN
        return None if new_head and _former_head(state, on, rule) else WhyAsked.OPEN
    return WhyAsked.CLEARED if episode.state is EpisodeState.CLEARED else None


def _former_head(state: MemberState, on: date, rule: DetectionRule) -> bool:
    return state.now.is_head and why_employable_or_not(state, on, rule) is not Employability.EMPLOYABLE
