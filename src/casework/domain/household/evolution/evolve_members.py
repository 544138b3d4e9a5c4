"""How facts about who lives in a household change it."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.people import Employment
from casework.domain.codes.sources import Source
from casework.domain.fact import Recorded
from casework.domain.facts.consent import ErasureProposed, PersonErased
from casework.domain.facts.corrections import EntryCorrected
from casework.domain.facts.deadlines import LateEntryAllowed
from casework.domain.facts.households import (
    FINDING,
    HouseholdMoved,
    MemberChange,
    MemberReturned,
    MembersUpdated,
    RecordsShared,
    Registered,
    VillageChanged,
)
from casework.domain.household.parts import (
    EarlierVillage,
    LateAllowance,
    MemberState,
    Missed,
    ProposedErasure,
    SharedUpTo,
)
from casework.domain.household.state import Household
from casework.domain.members import Member, Movement
from casework.domain.signer import account_of

EMPLOYMENT, PRESENCE = "employment", "left"
"""Fields by whose name a member's state keeps the day they were said for."""


def registered(household: Household, recorded: Recorded, fact: Registered) -> Household:
    """The household with the members it was registered with."""
    members = _with_findings(tuple(_joined(member, fact, recorded.version) for member in fact.members), fact.movements)
    return replace(
        household,
        village=fact.village,
        number=fact.number,
        values=fact.values,
        values_on=fact.effective_on,
        members=members,
    )


def village_changed(household: Household, recorded: Recorded, fact: VillageChanged) -> Household:
    """The household in its new village; one whose registration was withdrawn belongs to none."""
    if not household.known:
        return household
    earlier = EarlierVillage(village=fact.earlier, until=fact.effective_on, change=fact.change)
    return replace(household, village=fact.village, earlier_villages=(*household.earlier_villages, earlier))


def household_moved(household: Household, recorded: Recorded, fact: HouseholdMoved) -> Household:
    """The household in its new village under its new number; one whose registration was withdrawn belongs to none."""
    if not household.known:
        return household
    if fact.village == household.village:
        return replace(household, number=fact.number)
    earlier = EarlierVillage(village=household.village, until=fact.effective_on)
    earlier_villages = (*household.earlier_villages, earlier)
    return replace(household, village=fact.village, number=fact.number, earlier_villages=earlier_villages)


def members_updated(household: Household, recorded: Recorded, fact: MembersUpdated) -> Household:
    """The household with what a source newly says of it, as far as nothing newer is known."""
    states = {state.number: state for state in household.members}
    for member in fact.joined:
        before = states.get(member.number)
        if before is None or before.is_newer(PRESENCE, fact.effective_on):
            states[member.number] = _back(before, _joined(member, fact, recorded.version))
    for change in fact.changed:
        number = change.member.number
        if number in states:
            works = household.works_since(number, fact.effective_on)
            states[number] = _changed(states[number], change, fact, recorded.version, works=works)
    for number in fact.left:
        if number in states and may_have_left(states[number], fact.effective_on):
            said_on = {**states[number].said_on, PRESENCE: fact.effective_on}
            states[number] = replace(states[number], left=True, said_on=said_on)
    members = tuple(sorted(states.values(), key=lambda state: state.number))
    members = _with_findings(members, fact.movements)
    household = replace(household, members=members)
    if fact.values is None or (household.values_on is not None and fact.effective_on < household.values_on):
        return household
    return replace(household, values=fact.values, values_on=fact.effective_on)


def _with_findings(members: tuple[MemberState, ...], movements: tuple[Movement, ...]) -> tuple[MemberState, ...]:
    """The members, those who came from another household with what a verification found of them there."""
    if not movements:
        return members
    came = {each.member: each for each in movements if each.finding is not None or each.hard_to_employ is not None}
    return tuple(
        replace(
            state,
            finding=found.finding,
            hard_to_employ=found.hard_to_employ,
            further_grounds=found.further_grounds,
            grounds_until=found.grounds_until,
        )
        if (found := came.get(state.number)) is not None
        else state
        for state in members
    )


def may_have_left(state: MemberState, on: date) -> bool:
    """Whether no source has listed the member after a day on which they are said to have left."""
    listed_on = max(filter(None, (state.since, state.ledger_on)), default=on)
    return listed_on <= on


def records_shared(household: Household, recorded: Recorded, fact: RecordsShared) -> Household:
    """What stands in that system from then on; what it held before it holds still."""
    others = tuple(each for each in household.shared if each.system is not fact.system)
    before = next((each for each in household.shared if each.system is fact.system), None)
    if before is not None and before.up_to > fact.up_to:
        return household
    now = SharedUpTo(system=fact.system, on=fact.on, up_to=fact.up_to)
    return replace(household, shared=tuple(sorted((*others, now), key=lambda each: each.system)))


def member_returned(household: Household, recorded: Recorded, fact: MemberReturned) -> Household:
    """The member is home and not in work."""
    on = shanghai_date(recorded.occurred_at)
    return with_employment(household, fact.member, Employment.NOT_EMPLOYED, on=on, returned_on=fact.on)


def erasure_proposed(household: Household, recorded: Recorded, fact: ErasureProposed) -> Household:
    """It waits for a second person."""
    return _with(household, fact.member, erasure=ProposedErasure(ground=fact.ground, by=recorded.maker))


def person_erased(household: Household, recorded: Recorded, fact: PersonErased) -> Household:
    """Nothing sealed of the member can be read any more; what is in clear stands as before."""
    return _with(household, fact.member, erasure=None, erased=True)


def _with(household: Household, number: int, **values: object) -> Household:
    members = tuple(replace(state, **values) if state.number == number else state for state in household.members)
    return replace(household, members=members)


def with_employment(
    household: Household, number: int, employment: Employment, *, on: date, **values: object
) -> Household:
    """The household with one member's employment status as it was said on a day, unless a newer one is known."""
    members = tuple(
        replace(
            state,
            now=replace(state.now, employment=employment, **values),
            said_on={**state.said_on, EMPLOYMENT: on},
        )
        if state.number == number and state.is_newer(EMPLOYMENT, on)
        else state
        for state in household.members
    )
    return replace(household, members=members)


def _joined(member: Member, fact: Registered | MembersUpdated, version: int) -> MemberState:
    if fact.source is not Source.LEDGER:
        return MemberState(now=member, since=fact.effective_on)
    return MemberState(
        now=member, by_ledger=member, ledger_version=version, ledger_on=fact.effective_on, since=fact.effective_on
    )


def _back(earlier: MemberState | None, joined: MemberState) -> MemberState:
    # A ledger that lists a member again says nothing of what verification found; a survey does.
    if earlier is None or joined.by_ledger is None:
        return joined
    return replace(
        joined,
        finding=earlier.finding,
        hard_to_employ=earlier.hard_to_employ,
        further_grounds=earlier.further_grounds,
        grounds_until=earlier.grounds_until,
    )


def _changed(
    state: MemberState, change: MemberChange, fact: MembersUpdated, version: int, *, works: bool
) -> MemberState:
    on = fact.effective_on
    newer = [name for name in change.fields if state.is_newer(name, on) and not (works and name == EMPLOYMENT)]
    clear = {name: getattr(change.member, name) for name in newer if hasattr(change.member, name)}
    state = replace(state, now=replace(state.now, **clear), said_on={**state.said_on, **dict.fromkeys(clear, on)})
    if fact.source is Source.LEDGER:
        if state.ledger_on is not None and on < state.ledger_on:
            return state
        return replace(state, by_ledger=change.member, ledger_version=version, ledger_on=on)
    return replace(state, finding=None) if FINDING in newer else state


def entry_corrected(household: Household, recorded: Recorded, fact: EntryCorrected) -> Household:
    """What was missed stays missed; what the correction puts right was laid over the stream before."""
    missed = tuple(Missed(duty=duty, ended_at=recorded.timestamp, version=recorded.version) for duty in fact.missed)
    return replace(household, missed=(*household.missed, *missed)) if missed else household


def late_entry_allowed(household: Household, recorded: Recorded, fact: LateEntryAllowed) -> Household:
    """A supervisor's word stands beside those before it."""
    account = fact.account and account_of(fact.account)
    by = recorded.maker
    allowance = LateAllowance(first_on=fact.first_on, last_on=fact.last_on, account=account, by=by)
    return replace(household, late_allowances=(*household.late_allowances, allowance))
