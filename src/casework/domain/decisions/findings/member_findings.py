"""What a verification may find of a member, whichever entry says it (BJ-1.2, OF-36)."""

from __future__ import annotations

from casework.domain.codes.verification import Finding
from casework.domain.details.findings import MemberFinding
from casework.domain.errors import InvalidValueError
from casework.domain.household.context import DecisionContext, refuse_ahead
from casework.domain.household.state import Household


def refuse_odd_findings(household: Household, context: DecisionContext, findings: tuple[MemberFinding, ...]) -> None:
    """Refuse strangers, the same member twice, and what cannot be. Raises MemberUnknownError, InvalidValueError."""
    seen: set[int] = set()
    for found in findings:
        household.member(found.member)
        if found.member in seen:
            raise InvalidValueError(
                "member", zh=f"成员{found.member}重复", en=f"Member {found.member} is named more than once"
            )
        _refuse_odd_grounds(found)
        if found.reason is not None and found.finding is not Finding.UNWILLING:
            raise InvalidValueError(
                "member",
                zh=f"成员{found.member}不是暂无就业意愿，不能写无意愿原因",
                en=f"Member {found.member} is not found unwilling: no reason for that can be given",
            )
        if found.registered_on is not None:
            refuse_ahead("registered_on", found.registered_on, context)
        seen.add(found.member)


def _refuse_odd_grounds(found: MemberFinding) -> None:
    named = [each.ground for each in found.grounds]
    if (found.hard_to_employ or named) and found.finding is not Finding.WILLING:
        raise InvalidValueError(
            "hard-to-employ",
            zh="只有有就业意愿的成员才能认定为就业困难人员",
            en="Only a member found willing can be confirmed as hard to employ",
        )
    if len(set(named)) < len(named) or (named and found.hard_to_employ not in (None, named[0])):
        raise InvalidValueError(
            "hard-to-employ", zh="困难类型有重复或不一致", en="The grounds are named twice or differ"
        )
    for each in found.grounds:
        if each.since is not None and each.until is not None and each.until < each.since:
            raise InvalidValueError(
                "hard-to-employ", zh=f"终止日{each.until}早于起始日", en=f"It ends on {each.until}, before it begins"
            )
