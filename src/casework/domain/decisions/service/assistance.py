"""What members want and need, what they were told and paid, and how satisfied the household is (BJ-1.3, GY-13c, CZ-14)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from casework.domain.codes.service.assistance import Benefit
from casework.domain.decisions.notes import noted
from casework.domain.decisions.service.odd_details import refuse_odd
from casework.domain.details.details import refuse_odd_amount
from casework.domain.details.need import NeedDetails
from casework.domain.details.service import BenefitDetails, PostInformationDetails, SatisfactionDetails
from casework.domain.errors import InvalidValueError, SamePersonError
from casework.domain.fact import Fact
from casework.domain.facts.assistance import BenefitRecorded, NeedsAssessed, PostInformationGiven, SatisfactionAsked
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household

BEST_SCORE = 5
Score = Annotated[int, Meta(ge=1, le=BEST_SCORE)]
"""How satisfied somebody is."""


def assess_needs(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    details: NeedDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record a member's wishes, needs and barriers (BJ-1.3); the words are sealed under the member.

    Raises MemberUnknownError, InvalidValueError.
    """
    household.member(member)
    refuse_odd(details, household, context)
    return [NeedsAssessed(member=member, details=details, private=noted(note, member))]


def give_post_information(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    details: PostInformationDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record that a member was told about posts, how and of how many; which ones is sealed (BJ-3.2a).

    Raises MemberUnknownError, InvalidValueError.
    """
    household.member(member)
    refuse_odd(details, household, context)
    return [PostInformationGiven(member=member, details=details, private=noted(note, member))]


def record_benefit(
    household: Household,
    context: DecisionContext,
    *,
    member: int,
    benefit: Benefit,
    clause: str = "",
    amount: Decimal | None = None,
    details: BenefitDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record that a policy was delivered to a member, or a benefit paid (GY-13c, GY-16b).

    Raises MemberUnknownError, InvalidValueError for an amount or a time that cannot be.
    """
    household.member(member)
    refuse_odd(details, household, context)
    refuse_odd_amount("amount", amount)
    if details is not None and details.since and details.until and details.until < details.since:
        raise InvalidValueError("until", zh="享受止早于享受起", en="It ends before it begins")
    return [
        BenefitRecorded(
            member=member,
            benefit=benefit,
            clause=clause,
            amount=amount,
            details=details,
            private=noted(note, member),
        )
    ]


def ask_satisfaction(
    household: Household,
    context: DecisionContext,
    *,
    score: Score,
    details: SatisfactionDetails | None = None,
    note: str = "",
) -> list[Fact]:
    """
    Record how satisfied the household says it is, asked by somebody who has not served it (CD-R3b, CZ-14).

    Raises SamePersonError for the household's cadre and whoever stood in, InvalidValueError.
    """
    if not 1 <= score <= BEST_SCORE:
        raise InvalidValueError(
            "score", zh=f"满意度应为1至{BEST_SCORE}分", en=f"It is from 1 to {BEST_SCORE}", always=True
        )
    serving = {
        account
        for record in household.worked_on_at(context.occurred_at)
        for account in (record.cadre, record.offered_to)
    }
    if context.is_one_of(serving | {each.account for each in household.stand_ins}):
        raise SamePersonError(context.by, context.counts_as)
    return [SatisfactionAsked(score=score, details=details, private=noted(note))]
