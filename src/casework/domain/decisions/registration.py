"""Registering a household and taking in what a ledger, a survey or a visit newly says of it (GY-1, GY-2a)."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, Struct
from msgspec.structs import fields, replace

from casework.domain.codes.people import Capacity, Employment, Willingness
from casework.domain.codes.sources import Source
from casework.domain.codes.verification import Finding
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.detection import with_detection
from casework.domain.decisions.membership.departures import with_end_proposed
from casework.domain.decisions.membership.member_values import refuse_odd_household, refuse_odd_members
from casework.domain.errors import HouseholdUnknownError, InvalidValueError, NotNowError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.households import FINDING, MemberChange, MembersUpdated, Registered
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve_members import may_have_left
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.members import HouseholdPrivate, HouseholdValues, Member, PersonPrivate
from casework.domain.text_values import one_form
from casework.domain.values.bounds import MOST_MEMBERS


class StatedMember(Struct, frozen=True, kw_only=True):
    """
    A member as a source states it now, under the number in the household.

    `private_fields` names the personal data that differ from what that source last said; the caller, who can
    unseal them, compares. `says` names the clear values that the source speaks of, None when it speaks of all.
    """

    member: Member
    private: PersonPrivate
    private_fields: tuple[str, ...] = ()
    says: tuple[str, ...] | None = None


SPEAKS_OF = {
    Finding.UNWILLING: frozenset({"willingness"}),
    Finding.INCAPABLE: frozenset({"capacity"}),
    Finding.EXCLUDED: frozenset({"in_school", "employment"}),
}
"""Which stated values can say otherwise than a verification found."""


class SourceStatement(Struct, frozen=True, kw_only=True):
    """What a source says of a household: its members and its own values, from which day on, judged as of which day."""

    source: Source
    effective_on: date
    assessed_on: date
    stated: tuple[StatedMember, ...]
    left: tuple[int, ...] = ()
    values: HouseholdValues = HouseholdValues()
    private: HouseholdPrivate = HouseholdPrivate()
    household_fields: tuple[str, ...] = ()
    withhold_detection: bool = False


def register(
    household: Household, context: DecisionContext, *, village: str, number: str, statement: SourceStatement
) -> list[Fact]:
    """
    Register a household with its members, and detect it when it is at risk.

    Raises NotNowError when it is registered already, InvalidValueError when it lists more people than a household has.
    """
    if household.known:
        raise NotNowError(zh="该户已登记", en="The household is registered already")
    _refuse_crowd(statement)
    refuse_odd_members((said.member for said in statement.stated), statement.source, today=context.today)
    refuse_odd_household(statement.values, statement.source, today=context.today)
    private = {str(said.member.number): said.private for said in statement.stated}
    fact = Registered(
        village=village,
        number=one_form(number),
        values=statement.values,
        members=tuple(said.member for said in statement.stated),
        source=statement.source,
        effective_on=statement.effective_on,
        private={HOUSEHOLD: statement.private, **private},
    )
    return _judged_unless_withheld(household, [fact], context, statement)


def update_members(household: Household, context: DecisionContext, *, statement: SourceStatement) -> list[Fact]:
    """
    Record exactly what the source newly says; quiet when it says nothing new of a household that is not at risk.

    An unchanged household is judged too: a detection withheld before, or a day that changed its answer, comes out here.

    A ledger's values are compared with what a ledger last said, so that what verification, placements and ended jobs
    recorded since stands wherever the ledger did not change. Work that the source no longer knows ends, unless somebody
    said of a later day that it holds. A ledger of an earlier day than a known one adds what nobody has said since, and
    says nothing of who belongs to the household. Raises HouseholdUnknownError before it is registered, InvalidValueError
    as `register` does.
    """
    if not household.known:
        raise HouseholdUnknownError(household.id)
    _refuse_crowd(statement)
    refuse_odd_members((said.member for said in statement.stated), statement.source, today=context.today)
    refuse_odd_household(statement.values, statement.source, today=context.today)
    if _is_outdated(household, statement):
        return _outdated_ledger(household, context, statement)
    known = {state.number: state for state in household.members}
    joined, changed = [], []
    for said in statement.stated:
        state = known.get(said.member.number)
        if state is None or state.left:
            joined.append(said)
            continue
        first_ledger = statement.source is Source.LEDGER and state.by_ledger is None
        before = state.now if first_ledger or statement.source is not Source.LEDGER else state.by_ledger
        names = (*_differing(before, said.member), *_found_otherwise(state, said, statement.source))
        names = (*names, *said.private_fields)
        if names or first_ledger:
            changed.append((said, names))
    left = tuple(number for number in statement.left if number in known and not known[number].left)
    if not (joined or changed or left or statement.household_fields):
        return _judged_unless_withheld(household, [], context, statement)
    facts = [_updated(statement, joined, changed, left), *_ended(household, statement, changed, left)]
    facts = with_end_proposed(household, facts, context) if left else facts
    return _judged_unless_withheld(household, facts, context, statement)


def _refuse_crowd(statement: SourceStatement) -> None:
    """A number that stands for hundreds of people is many households, and none of them could be helped."""
    listed = max((said.member.number for said in statement.stated), default=0)
    if max(listed, len(statement.stated)) > MOST_MEMBERS:
        raise InvalidValueError(
            "members",
            zh=f"一户最多登记{MOST_MEMBERS}人：请核对户编号，是否把多户写成了一户",
            en=f"A household lists {MOST_MEMBERS} people at most: do several households share this number?",
        )


def _is_outdated(household: Household, statement: SourceStatement) -> bool:
    newest = household.ledger_on()
    return statement.source is Source.LEDGER and newest is not None and statement.effective_on < newest


def _outdated_ledger(household: Household, context: DecisionContext, statement: SourceStatement) -> list[Fact]:
    known, changed = {state.number: state for state in household.present()}, []
    for said in statement.stated:
        state = known.get(said.member.number)
        names = _not_said_since(household, state, said.member, statement.effective_on) if state else ()
        if names:
            changed.append((said, names))
    newest = household.ledger_on() or statement.assessed_on
    statement = replace(
        statement, left=(), household_fields=(), assessed_on=max(statement.assessed_on, newest), stated=()
    )
    if not changed:
        return _judged_unless_withheld(household, [], context, statement)
    updated = replace(_updated(statement, [], changed, ()), private=UNSET)
    facts = [updated, *_ended(household, statement, changed, ())]
    return _judged_unless_withheld(household, facts, context, statement)


def _not_said_since(household: Household, state: MemberState, member: Member, on: date) -> tuple[str, ...]:
    """
    The values of an older ledger that nobody has said anything newer of.

    What the newer ledger lists of them it says of its own day, be it the same as before: only its blanks are filled.
    """
    works, newer = household.works_since(state.number, on), state.by_ledger
    return tuple(
        name
        for name in _differing(state.now, member)
        if state.is_newer(name, on)
        and not (works and name == "employment")
        and (newer is None or getattr(newer, name) in (None, ()))
    )


def _updated(
    statement: SourceStatement,
    joined: list[StatedMember],
    changed: list[tuple[StatedMember, tuple[str, ...]]],
    left: tuple[int, ...],
) -> MembersUpdated:
    private: dict[str, object] = {str(said.member.number): said.private for said in joined}
    private |= {str(said.member.number): said.private for said, _ in changed}
    if statement.household_fields or statement.private.informant:
        private[HOUSEHOLD] = statement.private
    return MembersUpdated(
        source=statement.source,
        effective_on=statement.effective_on,
        joined=tuple(said.member for said in joined),
        changed=tuple(MemberChange(fields=names, member=said.member) for said, names in changed),
        left=left,
        household_fields=statement.household_fields,
        values=statement.values if statement.household_fields else None,
        private=private or UNSET,
    )


def _ended(
    household: Household,
    statement: SourceStatement,
    changed: list[tuple[StatedMember, tuple[str, ...]]],
    left: tuple[int, ...],
) -> list[Fact]:
    known, on = {state.number: state for state in household.members}, statement.effective_on
    gone = {number for number in left if may_have_left(known[number], on)} | {
        said.member.number
        for said, names in changed
        if "employment" in names and said.member.employment not in (Employment.EMPLOYED, Employment.NOT_UNDERSTOOD)
    }
    return [
        EmploymentEnded(
            member=placement.member,
            placement=placement.number,
            on=on,
            reason=_why_ended(placement.member in left, statement.source),
        )
        for placement in household.holding_placements()
        if placement.member in gone and (placement.known_on is None or placement.known_on <= on)
    ]


def _why_ended(left: bool, source: Source) -> JobEnd:
    if not left:
        return JobEnd.SAID_IDLE
    return JobEnd.NOT_LISTED if source is Source.LEDGER else JobEnd.OTHER


_STATED = tuple(field.name for field in fields(Member) if field.name not in ("number", "person"))
"""What a source states of a member: the numbers are given, not stated."""


def _differing(before: Member | None, now: Member) -> tuple[str, ...]:
    if before is None:
        return _STATED
    return tuple(name for name in _STATED if getattr(before, name) != getattr(now, name))


def _found_otherwise(state: MemberState, said: StatedMember, source: Source) -> tuple[str, ...]:
    # A ledger's words are evidence only; a survey or visit that says otherwise ends what a verification found.
    finding, stated = state.finding, said.member
    if source is Source.LEDGER or finding is None or finding not in SPEAKS_OF:
        return ()
    if said.says is not None and SPEAKS_OF[finding].isdisjoint(said.says):
        return ()
    out_of_labour = stated.in_school or stated.employment in (Employment.MILITARY_SERVICE, Employment.CUSTODY)
    unclear = stated.in_school is None or stated.employment is Employment.NOT_UNDERSTOOD
    otherwise = {
        Finding.UNWILLING: stated.willingness is Willingness.WILLING,
        Finding.INCAPABLE: stated.capacity not in (None, Capacity.NONE, Capacity.NOT_UNDERSTOOD),
        Finding.EXCLUDED: not out_of_labour and not unclear,
    }
    return (FINDING,) if otherwise[finding] else ()


def _judged_unless_withheld(
    household: Household, facts: list[Fact], context: DecisionContext, statement: SourceStatement
) -> list[Fact]:
    if statement.withhold_detection:
        return facts
    return with_detection(household, facts, context, assessed_on=statement.assessed_on)
