"""Whether a household is at risk: somebody employable and nobody employed (GY-11c, BJ-1.1)."""

from __future__ import annotations

from datetime import date

from casework.domain.codes.people import Capacity, Employment, Sex, Willingness
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import Finding
from casework.domain.facts.households import Detected, Evidence
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.members import Member
from casework.domain.persons import age_on
from casework.domain.policy.policy import Policy
from casework.domain.policy.sections import DetectionRule
from casework.domain.statuses import Employability, EpisodeState


def why_employable_or_not(state: MemberState, on: date, rule: DetectionRule) -> Employability:
    """
    Employable, or the first reason why the member does not count as labour on a day.

    Blank capacity counts as capable; an unknown sex has the wider bounds. Who may be labour, but for a word that was not
    understood, is `not-understood`; but for an age that nobody said, `age-unknown`, unless a verification found
    the wish to work.
    """
    reason = reason_but_age(state, on)
    if reason is not None and reason is not Employability.NOT_UNDERSTOOD:
        return reason
    by_age = _why_by_age(state, on, rule)
    return by_age if by_age in (Employability.TOO_YOUNG, Employability.TOO_OLD) else reason or by_age


def reason_but_age(state: MemberState, on: date) -> Employability | None:
    """The first reason other than age why the member does not count as labour on a day; None when there is none."""
    member = state.now
    if state.left:
        return Employability.LEFT
    if reason := _found_otherwise(state):
        return reason
    if member.employment in (Employment.MILITARY_SERVICE, Employment.CUSTODY):
        return Employability(member.employment)
    if member.capacity is Capacity.NONE:
        return Employability.NO_CAPACITY
    if at_school(member, on):
        return Employability.IN_SCHOOL
    unclear = member.capacity is Capacity.NOT_UNDERSTOOD or member.in_school is None
    return Employability.NOT_UNDERSTOOD if unclear else None


def employable(household: Household, on: date, rule: DetectionRule) -> tuple[int, ...]:
    """The numbers of the members who count as labour on a day, in work or not."""
    return tuple(
        s.number for s in household.present() if why_employable_or_not(s, on, rule) is Employability.EMPLOYABLE
    )


def employed(household: Household, rule: DetectionRule) -> tuple[int, ...]:
    """The numbers of the members in work, of any age; a placement that holds is work, however short the last ones."""
    return tuple(
        state.number
        for state in household.present()
        if counts_as_employed(state.now, rule) or household.holding_placements(state.number)
    )


def counts_as_employed(member: Member, rule: DetectionRule) -> bool:
    """In work, and for longer than the policy's switch asks when it is on."""
    if member.employment is not Employment.EMPLOYED:
        return False
    few = rule.not_employed_up_to_months
    return few is None or member.work_months is None or member.work_months > few


def at_school(member: Member, on: date) -> bool:
    """At school on a day; a graduate no longer from the first day of the year of graduation (BJ-1.1b)."""
    return bool(member.in_school) and (member.graduates_in is None or on.year < member.graduates_in)


def not_understood(household: Household, on: date, rule: DetectionRule) -> tuple[int, ...]:
    """The numbers of the members of whom something was said and not understood that may change the answer."""
    return tuple(state.number for state in household.present() if _may_be_otherwise(household, state, on, rule))


def of_unknown_age(household: Household, on: date, rule: DetectionRule) -> tuple[int, ...]:
    """The numbers of the members who may be labour, had anybody said how old they are."""
    why = {state.number: why_employable_or_not(state, on, rule) for state in household.present()}
    return tuple(number for number, reason in why.items() if reason is Employability.AGE_UNKNOWN)


def withheld(household: Household, *, on: date, policy: Policy) -> bool:
    """
    Whether the household may be at risk, but what was said of it has to be understood first; nothing is concluded.

    An age that nobody said matters while no other member is labour for certain.
    """
    rule = policy.detection
    episode = household.episode
    if not household.known or (episode is not None and episode.state is EpisodeState.OPEN) or employed(household, rule):
        return False
    if not_understood(household, on, rule):
        return True
    if employable(household, on, rule):
        return household.values.listed_in_full is False
    return bool(of_unknown_age(household, on, rule))


def waits_for(household: Household, *, on: date, policy: Policy) -> dict[int, Employability]:
    """
    Of which members something has to be said before anything is concluded of a withheld household, and what of each.
    """
    if not withheld(household, on=on, policy=policy):
        return {}
    if unclear := not_understood(household, on, policy.detection):
        return dict.fromkeys(unclear, Employability.NOT_UNDERSTOOD)
    return dict.fromkeys(of_unknown_age(household, on, policy.detection), Employability.AGE_UNKNOWN)


def detection(household: Household, *, on: date, policy: Policy) -> Detected | None:
    """
    The detection that follows from the household's state on a day, or None: at risk already, not at risk, or settled.

    After an episode was closed otherwise or found not eligible, only a later change in who is employable or employed
    opens a new one. What was said and not understood withholds it, as an age that nobody said. After a clearance it is
    a relapse if the work had been stable, else the work was not retained.
    """
    rule = policy.detection
    episode = household.episode
    if not household.known or (episode is not None and episode.state is EpisodeState.OPEN):
        return None
    can_work, in_work = employable(household, on, rule), employed(household, rule)
    if in_work or not can_work or withheld(household, on=on, policy=policy):
        return None
    if episode is not None and (can_work, in_work) == (episode.employable_at_closing, episode.employed_at_closing):
        return None
    kind = EpisodeKind.FIRST
    if episode is not None:
        kind = EpisodeKind.RELAPSE if episode.state is EpisodeState.STABLE else EpisodeKind.NOT_RETAINED
    return Detected(
        episode=episode.number + 1 if episode else 1,
        previous=episode.number if episode else None,
        kind=kind,
        rule=f"detection@{policy.version}",
        as_of=on,
        evidence=tuple(evidence(state, on, rule) for state in household.present()),
    )


def evidence(state: MemberState, on: date, rule: DetectionRule) -> Evidence:
    """What is known of one member on a day, and why the member counts or does not."""
    member = state.now
    why = why_employable_or_not(state, on, rule)
    return Evidence(
        member=state.number,
        age=age_on(member.birth_date, on) if member.birth_date else None,
        sex=member.sex,
        capacity=member.capacity,
        employment=member.employment,
        willingness=member.willingness,
        employable=why is Employability.EMPLOYABLE,
        why=why,
    )


def is_of_working_age(state: MemberState, on: date, rule: DetectionRule) -> bool:
    """Whether a member is of the policy's working age on a day, or nobody said how old (BJ-1.1a)."""
    return _why_by_age(state, on, rule) in (Employability.EMPLOYABLE, Employability.AGE_UNKNOWN)


def _may_be_otherwise(household: Household, state: MemberState, on: date, rule: DetectionRule) -> bool:
    member = state.now
    if member.employment is Employment.NOT_UNDERSTOOD and not household.holding_placements(state.number):
        return True
    why = why_employable_or_not(state, on, rule)
    unclear_wish = member.willingness is Willingness.NOT_UNDERSTOOD
    return why is Employability.NOT_UNDERSTOOD or (why is Employability.EMPLOYABLE and unclear_wish)


def _found_otherwise(state: MemberState) -> Employability | None:
    match state.finding:
        case Finding.UNWILLING:
            return Employability.UNWILLING_SIGNED
        case Finding.INCAPABLE:
            return Employability.FOUND_INCAPABLE
        case Finding.EXCLUDED:
            return Employability.FOUND_EXCLUDED
    return None


def _why_by_age(state: MemberState, on: date, rule: DetectionRule) -> Employability:
    member = state.now
    if member.birth_date is None:
        return Employability.EMPLOYABLE if state.finding is Finding.WILLING else Employability.AGE_UNKNOWN
    youngest, oldest = rule.women if member.sex is Sex.FEMALE else rule.men
    age = age_on(member.birth_date, on)
    if age < youngest:
        return Employability.TOO_YOUNG
    return Employability.TOO_OLD if age > oldest else Employability.EMPLOYABLE
