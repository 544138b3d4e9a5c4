"""Under which codes a household and its members stand in systems outside, and up to where those know of them (GY-1c)."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec.structs import replace

from casework.domain.codes.sources import ExternalSystem, Source
from casework.domain.errors import HouseholdUnknownError, InvalidValueError
from casework.domain.fact import Fact
from casework.domain.facts.households import MemberChange, MembersUpdated, RecordsShared
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household
from casework.domain.members import PersonPrivate
from casework.domain.text_values import refuse_blank

CODE_IN: Final = {ExternalSystem.NATIONAL: "national_code", ExternalSystem.PROVINCIAL: "provincial_code"}
"""The field that holds the code in each system: in clear of a household, sealed of a member."""


def record_external_code(
    household: Household,
    context: DecisionContext,
    *,
    system: ExternalSystem,
    code: str,
    member: int | None = None,
    known: str | None = None,
) -> list[Fact]:
    """
    The household, or one member, has this code in a system outside; `known` is the member's code there until now.

    Quiet when that is known already. Raises HouseholdUnknownError, MemberUnknownError, InvalidValueError for a blank code.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    refuse_blank("code", code)
    field, said = CODE_IN[system], code.strip()
    if member is None:
        values = replace(household.values, **{field: said})
        if values == household.values:
            return []
        return [
            MembersUpdated(source=Source.SURVEY, effective_on=context.today, household_fields=(field,), values=values)
        ]
    state = household.member(member)
    if known == said:
        return []
    change = MemberChange(fields=(field,), member=state.now)
    private = {str(member): replace(PersonPrivate(), **{field: said})}
    return [MembersUpdated(source=Source.SURVEY, effective_on=context.today, changed=(change,), private=private)]


def share_records(
    household: Household,
    context: DecisionContext,
    *,
    system: ExternalSystem,
    up_to: int | None = None,
    on: date | None = None,
) -> list[Fact]:
    """
    The household's records were entered into a system outside, by default up to the last entry and on the day of the act.

    Quiet when the system stands there already. Raises HouseholdUnknownError, InvalidValueError for an entry there is not,
    and for a day still to come.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    before = next((each.up_to for each in household.shared if each.system is system), 0)
    reached = household.last_said if up_to is None else up_to
    if not 1 <= reached <= household.version:
        raise InvalidValueError(
            "up_to", zh=f"最后一条是第{household.version}条", en=f"The last entry is {household.version}"
        )
    day = on or context.today
    refuse_ahead("on", day, context)
    return [] if reached <= before else [RecordsShared(system=system, on=day, up_to=reached)]
