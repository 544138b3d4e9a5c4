"""Somebody joins a household who stands in no other one: born, married in, come back (GY-2a, GY-11c)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.people import MembershipGround, Sex
from casework.domain.codes.sources import Source
from casework.domain.decisions.detection import with_detection
from casework.domain.decisions.membership.departures import TWO_HOUSEHOLDS
from casework.domain.errors import HouseholdUnknownError, InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.households import MembersUpdated
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household
from casework.domain.members import Member, Movement, PersonPrivate
from casework.domain.persons import IdProblem, normal_resident_id, other_document, read_resident_id
from casework.domain.text_values import refuse_blank
from casework.domain.values.bounds import MOST_MEMBERS

ONLY_LEAVES = frozenset({MembershipGround.DEAD, MembershipGround.ARMY, MembershipGround.CUSTODY})


def join_household(
    household: Household,
    context: DecisionContext,
    *,
    ground: MembershipGround,
    name: str,
    sex: Sex | None = None,
    birth_date: date | None = None,
    resident_id: str = "",
    relation: str = "",
    on: date | None = None,
    known_as: int | None = None,
) -> list[Fact]:
    """
    Somebody new belongs to the household from a day on: for a birth that of the birth, else by default that of the act.

    `known_as` is the member who is sure to be this person: then it is quiet. Birth date and sex of a resident id go before
    stated ones. Raises HouseholdUnknownError, InvalidValueError.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    if ground in ONLY_LEAVES | TWO_HOUSEHOLDS:
        raise InvalidValueError(
            "ground",
            zh=f"“{ground.zh}”不是入户的原因：从另一户迁入请用成员迁移",
            en=f"Nobody joins by {ground}; who comes from another household is moved",
        )
    refuse_blank("name", name)
    if known_as is not None:
        return []
    private = PersonPrivate(name=name.strip(), relation=relation.strip())
    member = Member(number=_following(household), sex=sex, birth_date=birth_date)
    if resident_id:
        member, private = _identified(member, private, resident_id, context.today)
    if member.birth_date is not None:
        refuse_ahead("birth_date", member.birth_date, context)
    born_on = member.birth_date if ground is MembershipGround.BORN else None
    effective_on = on or born_on or context.today
    refuse_ahead("on", effective_on, context)
    joined = MembersUpdated(
        source=Source.SURVEY,
        effective_on=effective_on,
        joined=(member,),
        movements=(Movement(member=member.number, ground=ground),),
        private={str(member.number): private},
    )
    return with_detection(household, [joined], context)


def _following(household: Household) -> int:
    number = max((state.number for state in household.members), default=0) + 1
    if number > MOST_MEMBERS:
        raise InvalidValueError(
            "members", zh=f"一户最多登记{MOST_MEMBERS}人", en=f"A household lists {MOST_MEMBERS} people at most"
        )
    return number


def _identified(member: Member, private: PersonPrivate, resident_id: str, today: date) -> tuple[Member, PersonPrivate]:
    """The person with an id, or with the number of another document."""
    kind = other_document(resident_id)
    if kind is not None:
        number = normal_resident_id(resident_id)
        return member, PersonPrivate(name=private.name, relation=private.relation, resident_id=number, document=kind)
    found = read_resident_id(resident_id, assessed_on=today)
    if isinstance(found, IdProblem):
        raise InvalidValueError(
            "resident_id", zh=f"{found.zh}({found})", en=f"The resident id cannot be right: {found}"
        )
    member = Member(number=member.number, sex=found.sex, birth_date=found.birth_date)
    return member, PersonPrivate(name=private.name, relation=private.relation, resident_id=found.number)
