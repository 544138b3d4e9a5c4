"""How facts about who lives in a household change it."""

from __future__ import annotations

from msgspec.structs import replace

from casework.domain.codes import Employment, Source
from casework.domain.fact import Recorded
from casework.domain.facts.deadlines import LateEntryAllowed
from casework.domain.facts.households import (
    FINDING,
    MemberChange,
    MemberReturned,
    MembersUpdated,
    Registered,
    VillageChanged,
)
from casework.domain.household.state import EarlierVillage, Household, LateAllowance, MemberState
from casework.domain.members import Member


def registered(household: Household, recorded: Recorded, fact: Registered) -> Household:
    """The household with the members it was registered with."""
    members = tuple(_joined(member, fact.source, recorded.version) for member in fact.members)
    return replace(household, village=fact.village, number=fact.number, values=fact.values, members=members)


def village_changed(household: Household, recorded: Recorded, fact: VillageChanged) -> Household:
    """The household in its new village; one whose registration was withdrawn belongs to none."""
    if not household.known:
        return household
    earlier = EarlierVillage(village=fact.earlier, until=fact.effective_on, change=fact.change)
    return replace(household, village=fact.village, earlier_villages=(*household.earlier_villages, earlier))


def members_updated(household: Household, recorded: Recorded, fact: MembersUpdated) -> Household:
    """The household with what a source newly says of it."""
    states = {state.number: state for state in household.members}
    for member in fact.joined:
        states[member.number] = _back(states.get(member.number), _joined(member, fact.source, recorded.version))
    for change in fact.changed:
        if change.member.number in states:
            states[change.member.number] = _changed(states[change.member.number], change, fact, recorded.version)
    for number in fact.left:
        if number in states:
            states[number] = replace(states[number], left=True)
    members = tuple(sorted(states.values(), key=lambda state: state.number))
    return replace(household, members=members, values=fact.values or household.values)


def member_returned(household: Household, recorded: Recorded, fact: MemberReturned) -> Household:
    """The member is home and not in work."""
    return with_employment(household, fact.member, Employment.NOT_EMPLOYED, returned_on=fact.on)


def with_employment(household: Household, number: int, employment: Employment, **values: object) -> Household:
    """The household with one member's employment status changed."""
    members = tuple(
        replace(state, now=replace(state.now, employment=employment, **values)) if state.number == number else state
        for state in household.members
    )
    return replace(household, members=members)


def _joined(member: Member, source: Source, version: int) -> MemberState:
    ledger = source is Source.LEDGER
    return MemberState(now=member, by_ledger=member if ledger else None, ledger_version=version if ledger else 0)


def _back(earlier: MemberState | None, joined: MemberState) -> MemberState:
    # A ledger that lists a member again says nothing of what verification found of him; a survey does.
    if earlier is None or joined.by_ledger is None:
        return joined
    return replace(joined, finding=earlier.finding, hard_to_employ=earlier.hard_to_employ)


def _changed(state: MemberState, change: MemberChange, fact: MembersUpdated, version: int) -> MemberState:
    clear = {name: getattr(change.member, name) for name in change.fields if hasattr(change.member, name)}
    now = replace(state.now, **clear)
    if fact.source is Source.LEDGER:
        return replace(state, now=now, by_ledger=change.member, ledger_version=version)
    return replace(state, now=now, finding=None if FINDING in change.fields else state.finding)


def late_entry_allowed(household: Household, recorded: Recorded, fact: LateEntryAllowed) -> Household:
    """A supervisor's word stands beside those before it."""
    allowance = LateAllowance(first_on=fact.first_on, last_on=fact.last_on, account=fact.account, by=recorded.by)
    return replace(household, late_allowances=(*household.late_allowances, allowance))
