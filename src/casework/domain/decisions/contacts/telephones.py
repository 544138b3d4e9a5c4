"""A wrong number is a task: somebody finds out how a member is reached (CZ-12c, BT-10b)."""

from __future__ import annotations

from casework.domain.codes.service.contacts import TelephoneFound
from casework.domain.errors import InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.service.contacts import TelephoneChecked
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.persons import telephone_numbers


def check_telephone(
    household: Household, _context: DecisionContext, *, member: int, found: TelephoneFound, telephone: str = ""
) -> list[Fact]:
    """
    Record what was found out of a member's telephone; a corrected one comes with the right number.

    Raises MemberUnknownError, InvalidValueError for a number beside anything but a correction, and for none with one.
    """
    household.member(member)
    if (found is TelephoneFound.CORRECTED) is not bool(telephone_numbers(telephone)) or (
        telephone and found is not TelephoneFound.CORRECTED
    ):
        raise InvalidValueError(
            "telephone",
            zh="更正时须写明正确的电话号码，其他情况不写",
            en="The right number goes with a correction, and with nothing else",
        )
    return [TelephoneChecked(member=member, found=found)]
