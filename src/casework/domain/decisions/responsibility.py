"""Making one cadre responsible, with hand-overs that both sides agree to (GY-12d)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import DIVISION_DIGITS
from casework.domain.codes.people import Willingness
from casework.domain.codes.service.assistance import Level
from casework.domain.codes.verification import Finding
from casework.domain.deadlines.entry_index import EntryIndex
from casework.domain.details.details import refuse_odd_details
from casework.domain.details.level import LevelDetails
from casework.domain.errors import InvalidValueError, NotNowError, RefusedError
from casework.domain.fact import HOUSEHOLD, Fact
from casework.domain.facts.assistance import NotePrivate
from casework.domain.facts.responsibility import (
    CadreAccepted,
    CadreAssigned,
    CadreDeclined,
    CadreReleased,
    GreenChannelClosed,
    GreenChannelOpened,
    LevelSet,
    StandInNamed,
)
from casework.domain.household.context import DecisionContext
from casework.domain.household.detection import employable
from casework.domain.household.parts import Episode, StandIn
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.signer import account_of
from casework.domain.text_values import refuse_blank, refuse_no_account


class LeaveOfAccountError(RefusedError):
    """Once there are accounts one place says who stands in for whom: the absence of the account (ADR 0037)."""

    zh = "已启用账号：由谁代管以账号的外出报备（office away）为准，对其全部职务和户生效"
    en = (
        "There are accounts: who stands in follows from the account's absence (office away), for all its offices and "
        "households"
    )


class LeaveOverlapsError(RefusedError):
    """The cadre has another leave on some of these days; nothing was recorded."""

    def __init__(self, other: StandIn, where: Label | None = None) -> None:
        self.other = other
        zh, en = (f"（{where.zh}）", f" ({where.en})") if where else ("", "")
        days = f"{other.first_on}至{other.last_on}"
        self.zh = f"{other.cadre}已登记{days}离岗{zh}，由{other.account}代管；要更改，请以同一起始日和区划再办一次"
        self.en = (
            f"{other.cadre} is on leave from {other.first_on} to {other.last_on}{en} already, with {other.account} as the "
            "stand-in; to change that, say it again with the same first day and division"
        )


class CapacityReachedError(RefusedError):
    """
    The cadre carries as many households as was said; the policy says whether somebody may assign more all the same.

    How many that are is said (`numbers`) to whoever may look after the cadre's division.
    """

    def __init__(self, cadre: str, carried: int, capacity: int, *, binds: bool, numbers: bool = True) -> None:
        self.cadre = cadre
        self.carried = carried
        self.capacity = capacity
        zh, en = (
            (f"{cadre}现有在办{carried}户，承担上限{capacity}户", f"{cadre} carries {carried} of {capacity} households")
            if numbers
            else (f"{cadre}的在办户数已达承担上限", f"{cadre} carries as many households as was said")
        )
        if binds:
            self.zh, self.en = f"{zh}，按政策不能再指派", f"{en}; by the policy no more may be assigned"
        else:
            self.zh = f"{zh}；确需指派请加 --beyond-capacity"
            self.en = f"{en}; if it is meant, say --beyond-capacity"


LONGEST_LEAVE: Final = timedelta(days=366)
"""Whoever is away longer hands over."""


def assign_cadre(
    household: Household,
    context: DecisionContext,
    *,
    cadre: str,
    stands_in_for: str | None = None,
    beyond_capacity: bool = False,
) -> list[Fact]:
    """
    Offer the household to `cadre`; the first one is responsible at once, a later one from acceptance.

    Who stands in for the responsible cadre gives the household back when released. Quiet when that cadre is
    responsible or was offered it. Raises NoOpenEpisodeError, NotNowError for a stand-in of somebody else, and
    CapacityReachedError for a cadre who can carry no more, unless that is meant and the policy leaves it open.
    """
    refuse_no_account("cadre", cadre)
    refuse_no_account("stands-in-for", stands_in_for)
    episode = household.current_at(context.occurred_at)
    if cadre in (episode.cadre, episode.offered_to):
        return []
    if stands_in_for not in (None, episode.cadre):
        raise NotNowError(
            zh=f"{stands_in_for}不是该户的帮扶干部，不能为其代管；{_held_by(episode).zh}",
            en=f"{stands_in_for} is not the household's cadre, so nobody can stand in for {stands_in_for}; "
            f"{_held_by(episode).en}",
        )
    beyond = is_beyond_capacity(context, cadre, meant=beyond_capacity)
    at_once = [] if episode.cadre else _stand_ins(household, context, cadre)
    return [CadreAssigned(cadre=cadre, stands_in_for=stands_in_for, beyond_capacity=beyond), *at_once]


def is_beyond_capacity(context: DecisionContext, cadre: str, *, meant: bool, more: int = 1) -> bool:
    """Whether a cadre would carry more than was said, with so many `more`. Raises CapacityReachedError."""
    capacity = context.holders.capacity(cadre) if context.holders else None
    if capacity is None or context.carried is None:
        return False
    carried = context.carried(cadre)
    if carried + more <= capacity:
        return False
    binds = context.policy.accounts.capacity_binds
    if binds or not meant:
        raise CapacityReachedError(cadre, carried, capacity, binds=binds, numbers=_looks_after(context, cadre))
    return True


def _looks_after(context: DecisionContext, cadre: str) -> bool:
    """Whether the cadre has an office in the division of whoever acts; without an office said nothing is kept apart."""
    if context.office is None:
        return True
    below = context.office.division[: DIVISION_DIGITS[context.office.role]]
    return any(each.startswith(below) for each in _divisions(context, cadre))


def _divisions(context: DecisionContext, cadre: str) -> tuple[str, ...]:
    return context.holders.divisions(cadre, shanghai_date(context.now)) if context.holders else ()


def accept_household(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Take the household over; an earlier cadre is released in the same decision.

    Quiet when the actor has accepted. Raises NoOpenEpisodeError, or NotNowError when it was not offered to the actor.
    """
    episode = household.current_at(context.occurred_at)
    cadre = context.by
    if episode.cadre == cadre and episode.accepted:
        return []
    accepted = CadreAccepted(cadre=cadre, willing=willing_members(household, context))
    stand_ins = _stand_ins(household, context, cadre)
    if episode.cadre == cadre:
        return [accepted, *stand_ins]
    if episode.offered_to == cadre:
        earlier = [CadreReleased(cadre=episode.cadre)] if episode.cadre else []
        return [*earlier, accepted, *stand_ins]
    raise _not_offered(episode, cadre)


def decline_household(household: Household, context: DecisionContext, *, reason: str) -> list[Fact]:
    """
    Say no to a household that was offered. Raises NoOpenEpisodeError, or NotNowError when it was not offered.

    A cadre who has accepted is released instead.
    """
    refuse_blank("reason", reason)
    episode = household.current_at(context.occurred_at)
    cadre = context.by
    first = episode.cadre == cadre and not episode.accepted
    if not first and episode.offered_to != cadre:
        raise _not_offered(episode, cadre)
    declined = CadreDeclined(cadre=cadre, leaves_nobody=first, private={HOUSEHOLD: NotePrivate(text=reason)})
    return [declined, *(_stand_ins(household, context, episode.offered_to) if first else [])]


def release_cadre(household: Household, context: DecisionContext, *, reason: str) -> list[Fact]:
    """
    Free the responsible cadre of the household; it goes to the successor, or back to the cadre who was stood in for.

    Raises NoOpenEpisodeError, or NotNowError without a cadre.
    """
    refuse_blank("reason", reason)
    episode = household.current_at(context.occurred_at)
    if episode.cadre is None and household.outside is not None:
        episode = household.outside
    if episode.cadre is None:
        raise NotNowError(
            zh="该户没有帮扶干部，无人可解除", en="The household has no cadre to release", helps=("assign",)
        )
    returns_to = _stood_in_for(episode, episode.cadre) if episode.offered_to is None else None
    released = CadreReleased(cadre=episode.cadre, leaves_nobody=True, private={HOUSEHOLD: NotePrivate(text=reason)})
    if returns_to is None:
        return [released, *_stand_ins(household, context, episode.offered_to)]
    back = CadreAssigned(cadre=returns_to, stands_in_for=_stood_in_for(episode, returns_to))
    return [released, back, *_stand_ins(household, context, returns_to)]


def name_stand_in(
    household: Household, context: DecisionContext, *, stand_in: str, first_on: date, last_on: date
) -> list[Fact]:
    """
    Give all duties of the household's cadre to a stand-in from day to day; they come back by themselves (GY-12d).

    Quiet when it stands so; said again of the same first day it stands as it is said last. Raises LeaveOfAccountError
    once there are accounts, NotNowError without a cadre, and while another leave stands on some of these days;
    InvalidValueError for days that are over or run backwards, for the cadre itself, and for a circle of stand-ins.
    """
    if context.holders is not None:
        raise LeaveOfAccountError
    refuse_no_account("stand-in", stand_in)
    if household.cadre is None:
        raise NotNowError(zh="该户没有帮扶干部", en="The household has no cadre", helps=("assign",))
    refuse_leave(household.cadre, stand_in, first_on, last_on, context.today)
    named = StandIn(cadre=household.cadre, account=stand_in, first_on=first_on, last_on=last_on)
    if named in household.stand_ins:
        return []
    refuse_contradicting(named, household.stand_ins)
    return [StandInNamed(cadre=household.cadre, stand_in=stand_in, first_on=first_on, last_on=last_on)]


def refuse_leave(cadre: str, stand_in: str, first_on: date, last_on: date, today: date) -> None:
    """
    Refuse a leave that is over, runs backwards or is longer than `LONGEST_LEAVE`, or in which the cadre stands in.

    Raises InvalidValueError.
    """
    refuse_no_account("cadre", cadre)
    refuse_no_account("stand-in", stand_in)
    if stand_in == cadre:
        raise InvalidValueError("stand-in", zh="代管人就是该户的帮扶干部", en="The stand-in is the household's cadre")
    if not first_on <= last_on <= first_on + LONGEST_LEAVE or last_on < today:
        raise InvalidValueError(
            "last-on",
            zh=f"截止日应不早于起始日和今日，最长{LONGEST_LEAVE.days}天",
            en=f"The last day is neither before the first one nor over, and {LONGEST_LEAVE.days} days after it at most",
        )


def refuse_contradicting(leave: StandIn, standing: Collection[StandIn]) -> None:
    """
    Refuse a leave on days of another one of the same cadre, and one whose stand-in is away with duties that come back.

    One of the same first day is replaced by it. Raises NotNowError, InvalidValueError.
    """
    for each in standing:
        if each.cadre == leave.cadre and each.first_on != leave.first_on and _days_of_both(each, leave):
            raise LeaveOverlapsError(each)
    if _comes_back(leave, standing):
        raise InvalidValueError(
            "stand-in",
            zh=f"{leave.account}同期也离岗，其代管人最终又是{leave.cadre}，代管不能循环",
            en=f"{leave.account} is away on these days too, with {leave.cadre} in the end as the stand-in: a circle",
        )


def _comes_back(leave: StandIn, standing: Collection[StandIn]) -> bool:
    """Whether on some day of the leave the stand-ins' own leaves lead back to the cadre."""
    reached = [leave]
    for last in reached:
        for each in standing:
            days = _days_of_both(each, last) if each.cadre == last.account else None
            if days is None:
                continue
            if each.account == leave.cadre:
                return True
            following = StandIn(cadre=last.cadre, account=each.account, first_on=days[0], last_on=days[1])
            if following not in reached:
                reached.append(following)
    return False


def _days_of_both(one: StandIn, other: StandIn) -> tuple[date, date] | None:
    first, last = max(one.first_on, other.first_on), min(one.last_on, other.last_on)
    return (first, last) if first <= last else None


def set_level(
    household: Household, context: DecisionContext, *, level: Level, details: LevelDetails | None = None
) -> list[Fact]:
    """
    Set the assistance level, or say that it was looked at again and what it rests on (BJ-3.1b).

    Quiet when it was that already and nothing more is said. Raises InvalidValueError.
    """
    episode = household.record_at(context.occurred_at)
    refuse_odd_details(details, members=(), today=context.today)
    level_then = EntryIndex(episode.entries).level_before((context.occurred_at, household.version + 1))
    return [] if level_then is level and details is None else [LevelSet(level=level, details=details)]


def willing_members(household: Household, context: DecisionContext) -> tuple[int, ...]:
    """The employable members without work who were found willing, or of whom nothing says that they are not."""
    can_work = employable(household, context.today, context.policy.detection)
    return tuple(
        state.number
        for state in household.present()
        if state.number in can_work
        and not (household.is_employed(state.number) or household.holding_placements(state.number))
        and (state.finding is Finding.WILLING or state.now.willingness is not Willingness.UNWILLING)
    )


def _stand_ins(household: Household, context: DecisionContext, cadre: str | None) -> list[StandInNamed]:
    """Who stands in for the cadre to whom the household comes, in the leaves that are not over, as in the others of theirs."""
    leaves = {leave.first_on: leave for leave in context.leaves if leave.cadre == cadre}
    known = {(each.cadre, each.account, each.first_on, each.last_on) for each in household.stand_ins}
    return [
        StandInNamed(cadre=leave.cadre, stand_in=leave.stand_in, first_on=leave.first_on, last_on=leave.last_on)
        for leave in leaves.values()
        if leave.last_on >= context.today and (leave.cadre, leave.stand_in, leave.first_on, leave.last_on) not in known
    ]


def _stood_in_for(episode: Episode, cadre: str) -> str | None:
    """In whose place the cadre was last assigned; None when in nobody's."""
    assigned = [entry.fact for entry in episode.entries if isinstance(entry.fact, CadreAssigned)]
    return next((fact.stands_in_for for fact in reversed(assigned) if account_of(fact.cadre) == cadre), None)


def _not_offered(episode: Episode, cadre: str) -> NotNowError:
    held = _held_by(episode)
    return NotNowError(
        zh=f"该户未指派给{cadre}：{held.zh}",
        en=f"The household was not assigned to {cadre}: {held.en}",
        helps=("assign",),
    )


def _held_by(episode: Episode) -> Label:
    """Who is the cadre, and to whom the household is offered."""
    if episode.cadre is None:
        return Label("尚无帮扶干部", "it has no cadre")
    offered = Label(f"，已指派给{episode.offered_to}", f", offered to {episode.offered_to}")
    zh, en = offered if episode.offered_to else ("", "")
    return Label(f"现帮扶干部是{episode.cadre}{zh}", f"its cadre is {episode.cadre}{en}")


def open_green_channel(household: Household, context: DecisionContext) -> list[Fact]:
    """
    Take the household into the green channel. Quiet when it is there.

    Not one that is cleared: what the channel shortens, the way into work, is behind it, and its checks have days of their
    own. Raises NoOpenEpisodeError.
    """
    return [] if household.open_at(context.occurred_at).green_channel else [GreenChannelOpened()]


def close_green_channel(household: Household, context: DecisionContext) -> list[Fact]:
    """Take the household out of the green channel. Quiet when it is not there. Raises NoOpenEpisodeError."""
    return [GreenChannelClosed()] if household.current_at(context.occurred_at).green_channel else []
