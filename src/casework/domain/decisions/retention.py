"""Checking after clearance that work lasts, and confirming that it did (GY-13a, CD-6g, OF-34)."""

from __future__ import annotations

from datetime import date

from casework.domain.calendar.due_dates import months_after
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.clearance import Milestone
from casework.domain.codes.work import JobEnd
from casework.domain.decisions.detection import with_detection
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.job import CheckDetails
from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import Fact
from casework.domain.facts.clearance import RetentionChecked, StabilityConfirmed
from casework.domain.facts.work import EmploymentEnded
from casework.domain.household.context import DecisionContext, refuse_own_case
from casework.domain.household.detection import employed
from casework.domain.household.parts import Episode
from casework.domain.household.state import Household
from casework.domain.policy.deciders import DecisionKind
from casework.domain.statuses import EpisodeState

MONTHS = {Milestone.ONE_MONTH: 1, Milestone.THREE_MONTHS: 3, Milestone.SIX_MONTHS: 6}


class TooSoonError(RefusedError):
    """The milestone of a retention check has not come: the check would not count."""

    def __init__(self, milestone: Milestone, opens_on: date) -> None:
        self.milestone, self.opens_on = milestone, opens_on
        self.zh = f"{milestone.zh}的稳岗回访自{opens_on}起才算：此前的回访请记为跟踪服务，已离岗的请记录离岗"
        self.en = (
            f"The check at {milestone} counts from {opens_on} on: log a visit before that as a follow-up, "
            "and the end of a job as such"
        )


def check_retention(
    household: Household,
    context: DecisionContext,
    *,
    milestone: Milestone,
    still_employed: bool,
    details: CheckDetails | None = None,
) -> list[Fact]:
    """
    Record whether somebody of a cleared household still works; with nobody in work the household is detected anew.

    It belongs to the clearance of then: made before a relapse and entered after it, it changes nothing that came since.
    Raises NotNowError when the household was not cleared or stable then, TooSoonError before the milestone's day,
    MemberUnknownError, InvalidValueError.
    """
    episode = _ended_in_work(household, context)
    _refuse_too_soon(episode, milestone, context)
    refuse_odd_details(details, members=[state.number for state in household.members], today=context.today)
    if details is not None and details.members and not still_employed:
        raise InvalidValueError("members", zh="“无人在岗”时不能写在岗成员", en="Nobody works: no member can be named")
    check = RetentionChecked(milestone=milestone, employed=still_employed, details=details)
    if still_employed or episode is not household.episode:
        return [check]
    placed = household.holding_placements()
    ended: list[Fact] = [
        EmploymentEnded(member=p.member, placement=p.number, on=context.today, reason=JobEnd.OTHER) for p in placed
    ]
    others = set(employed(household, context.policy.detection)) - {p.member for p in placed}
    ended += [EmploymentEnded(member=n, on=context.today, reason=JobEnd.OTHER) for n in sorted(others)]
    return with_detection(household, [check, *ended], context)


def confirm_stability(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Confirm that the work lasts, by somebody who recorded none of the checks. Quiet when it is confirmed.

    Raises NotNowError when the household is not cleared or a milestone of the policy is not checked on or after its
    day, SamePersonError.
    """
    episode = _ended_in_work(household, context)
    if episode.state is EpisodeState.STABLE:
        return []
    for milestone in context.policy.stability.milestones:
        if not _checked(episode, Milestone(milestone)):
            raise NotNowError(
                zh=f"尚无{Milestone(milestone).zh}的在岗回访，确认稳定就业须各节点都有",
                en=f"No check at {milestone} found somebody in work; stability asks for one at each milestone",
                helps=("check",),
            )
    refuse_own_case(context, DecisionKind.STABILITY, *(check.by for check in episode.checks))
    return [StabilityConfirmed()]


def _checked(episode: Episode, milestone: Milestone) -> bool:
    if episode.ended_at is None:
        return False
    opens = months_after(shanghai_date(episode.ended_at), MONTHS[milestone])
    return any(
        check.milestone is milestone and check.employed and shanghai_date(check.occurred_at) >= opens
        for check in episode.checks
    )


def _ended_in_work(household: Household, context: DecisionContext) -> Episode:
    begun = [episode for episode in household.episodes if episode.detected_at <= context.occurred_at]
    episode = begun[-1] if begun else None
    cleared = episode is not None and episode.state in (EpisodeState.CLEARED, EpisodeState.STABLE)
    if episode is None or not cleared or (episode.ended_at or context.occurred_at) > context.occurred_at:
        raise NotNowError(
            zh="该户当时未清零，清零之后才有稳岗回访和稳定就业",
            en="The household was not cleared then; checks and stability come after a clearance",
            helps=("decide-clearance",),
        )
    return episode


def _refuse_too_soon(episode: Episode, milestone: Milestone, context: DecisionContext) -> None:
    opens = _opens_on(episode, milestone, context)
    if context.today < opens:
        raise TooSoonError(milestone, opens)


def _opens_on(episode: Episode, milestone: Milestone, context: DecisionContext) -> date:
    return months_after(shanghai_date(episode.ended_at or context.occurred_at), MONTHS[milestone])
