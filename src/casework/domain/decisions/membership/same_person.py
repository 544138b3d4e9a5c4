"""Two records turn out to be one person: from a day on the one is taken as the other, and nothing is deleted (CZ-3, BT-10b)."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.domain.codes.people import MembershipGround
from casework.domain.codes.sources import Source
from casework.domain.decisions.membership.departures import departed, refuse_departure
from casework.domain.decisions.membership.life_numbers import PERSON
from casework.domain.decisions.who_is_who import Likable, contradicts
from casework.domain.errors import HouseholdUnknownError, InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.households import MemberChange, MembersUpdated
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.members import Member, Movement

SAME = MembershipGround.SAME_PERSON


def take_as_same_person(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    same_as: int,
    to: str = "",
    number: str | None = None,
    village: str | None = None,
    on: date | None = None,
    other: Household,
    person: str,
    documents: tuple[str, str] = ("", ""),
) -> list[Fact]:
    """
    The member is the same person as `same_as`, of the `other` household (by default of this one), and leaves it as a double.

    `person` is the number for life of `same_as`, which both have from then on; the other record stands as it is. Quiet when
    that is so already. `documents` are the numbers of both records' documents, blank where none is known: records that
    contradict each other are two persons' until the wrong one is put right. Raises HouseholdUnknownError,
    MemberUnknownError, InvalidValueError.
    """
    if to and number:
        raise InvalidValueError("to", zh="系统编号和户编号请只写其一", en="Name the household by its id or its number")
    if not other.known:
        raise HouseholdUnknownError(number or to or other.id)
    if any(state.number == member and state.left and state.now.person == person for state in household.members):
        return []
    if household.id == other.id and member == same_as:
        raise InvalidValueError("same_as", zh="是同一条记录", en="That is the very same record")
    _refuse_two_persons(household.member(member).now, other.member(same_as).now, documents)
    effective_on = on or context.today
    refuse_departure(household, context, (member,), effective_on)
    movement = Movement(member=member, ground=SAME, household=other.id, other_member=same_as)
    given = {} if household.member(member).now.person == person else {member: person}
    return departed(household, context, (movement,), effective_on, given)


def _refuse_two_persons(double: Member, stays: Member, documents: tuple[str, str]) -> None:
    one, other = (
        Likable(number=number, birth_date=each.birth_date)
        for number, each in zip(documents, (double, stays), strict=True)
    )
    other_sex = double.sex is not None and stays.sex is not None and double.sex is not stays.sex
    if other_sex or contradicts(one, other):
        raise InvalidValueError(
            "same_as",
            zh="两条记录的性别、出生日期或证件号码互相矛盾，不能当作同一人：请先更正有误的一条",
            en="The two records contradict each other in sex, birth date or document: put the wrong one right first",
        )


def is_same_person(
    other: Household, *, same_as: int, source: Household, member: int, person: str, on: date
) -> list[Fact]:
    """What the other household says of it: whose double stood where; who had no number for life has it from then on."""
    now = other.member(same_as).now
    change = MemberChange(fields=(PERSON,), member=replace(now, person=person))
    return [
        MembersUpdated(
            source=Source.SURVEY,
            effective_on=on,
            changed=() if now.person == person else (change,),
            movements=(Movement(member=same_as, ground=SAME, household=source.id, other_member=member),),
        )
    ]
