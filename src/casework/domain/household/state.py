"""A household as its history leaves it: members, episodes, offers and placements; folded, never stored as a truth."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.assistance import DifficultyKind, Level, Measure
from casework.domain.codes.clearance import Closing, Milestone
from casework.domain.codes.people import Employment
from casework.domain.codes.sources import Office
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import Finding, HardToEmployGround
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.errors import MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.fact import Moment
from casework.domain.facts.corrections import MissedDuty
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.labels import Label
from casework.domain.members import HouseholdValues, Member
from casework.domain.statuses import EpisodeState, OfferStatus, PlacementStatus

OUTSIDE = 0
"""The number of the record that holds what is done for a household outside its episodes (ADR 0031)."""


class Turn(Struct, frozen=True, kw_only=True):
    """From `at` on a condition holds for a member, or does no longer; `version` is the entry that says so."""

    condition: str
    holds: bool
    at: Moment
    version: int
    recorded_at: Moment


class MemberState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A member as everything recorded so far says.

    `now` are the effective values, `by_ledger` what a ledger last said; `finding` is the last verification's,
    gone when a later survey or visit says otherwise; a member who `left` stands in no ledger any more.

    A value keeps the day it was said for: `said_on` holds it for each field that was said anew after `since`, the day
    of the statement they came with, and `ledger_on` for what a ledger last said. What is said of an earlier day changes
    nothing that is known of a later one. `turns` say from when to when duties for them rest on something.
    """

    now: Member
    by_ledger: Member | None = None
    ledger_version: int = 0
    ledger_on: date | None = None
    finding: Finding | None = None
    hard_to_employ: HardToEmployGround | None = None
    left: bool = False
    since: date | None = None
    said_on: dict[str, date] = {}
    turns: tuple[Turn, ...] = ()

    @property
    def number(self) -> int:
        """The member's number within the household."""
        return self.now.number

    def is_newer(self, field: str, on: date) -> bool:
        """Whether what is said of a day is not older than what stands of this field; a blank says nothing."""
        if field not in self.said_on and getattr(self.now, field, "") is None:
            return True
        said_on = self.said_on.get(field, self.since)
        return said_on is None or said_on <= on


class Offer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A post offered to a member, and what became of it (OF-19)."""

    number: int
    episode: int
    member: int
    channel: Channel
    version: int
    status: OfferStatus = OfferStatus.OPEN
    counted: bool = False


class Placement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Work taken up by a member, and whether it is real and still holds (GY-11c).

    `known_on` is the last day on which somebody said that the member works there, `changed_on` that of the newest change.
    """

    number: int
    episode: int
    member: int
    kind: WorkKind
    since: date
    monthly_pay: Decimal | None = None
    contract_months: int | None = None
    version: int
    placed_by: str
    status: PlacementStatus = PlacementStatus.PLACED
    by_document: bool = False
    confirmed_version: int = 0
    known_on: date | None = None
    changed_on: date | None = None

    @property
    def holds(self) -> bool:
        """The member still works there, as far as is known."""
        return self.status in (PlacementStatus.PLACED, PlacementStatus.CONFIRMED)


class Plan(Struct, frozen=True, kw_only=True):
    """A measure agreed for a member (CZ-7c)."""

    member: int
    measure: Measure
    owner: str
    due_on: date


class Difficulty(Struct, frozen=True, kw_only=True):
    """An open concrete difficulty (GY-13d)."""

    kind: DifficultyKind
    owner: str
    due_on: date


class Check(Struct, frozen=True, kw_only=True):
    """A retention check after clearance (GY-13a)."""

    milestone: Milestone
    employed: bool
    by: str
    occurred_at: Moment


class Episode(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One spell of zero employment from its detection on.

    `cadre` is responsible from assignment when nobody was before, else from acceptance; until then the successor
    stands in `offered_to`. `employable_at_closing` and `employed_at_closing` say who counted when it was closed
    otherwise. `entries` are all facts recorded since the detection, from which the deadlines are worked out.

    A record of the same shape, with the number 0, holds what happens outside episodes: it never ends, and neither its
    kind nor the moment of its first entry means anything.
    """

    number: int
    kind: EpisodeKind
    detected_at: Moment
    version: int
    state: EpisodeState = EpisodeState.OPEN
    ended_at: Moment | None = None
    ended_version: int = 0
    verified: bool = False
    confirmed: bool = False
    reported_to: tuple[Office, ...] = ()
    receipts: tuple[Office, ...] = ()
    cadre: str | None = None
    accepted: bool = False
    offered_to: str | None = None
    level: Level | None = None
    green_channel: bool = False
    plans: tuple[Plan, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    clearance_proposed_by: str | None = None
    closing: Closing | None = None
    closing_proposed_by: str | None = None
    checks: tuple[Check, ...] = ()
    employable_at_closing: tuple[int, ...] | None = None
    employed_at_closing: tuple[int, ...] | None = None
    entries: tuple[EpisodeEntry, ...] = ()


def outside_from(moment: datetime) -> Episode:
    """The record of what happens outside episodes, before anything is in it."""
    return Episode(number=OUTSIDE, kind=EpisodeKind.FIRST, detected_at=moment, version=0)


class EarlierVillage(Struct, frozen=True, kw_only=True):
    """
    The village to which the household belonged until a day.

    `change` is the change of divisions that it followed, from 1; 0 where the household itself moved.
    """

    village: str
    until: date
    change: int = 0


class Missed(Struct, frozen=True, kw_only=True):
    """A duty that stays missed though a correction took away what it began with, and when that was recorded."""

    duty: MissedDuty
    ended_at: Moment
    version: int


class LateAllowance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened on these days may be entered late by `account`, or by everybody: `by` has allowed it (GY-17b)."""

    first_on: date
    last_on: date
    account: str | None = None
    by: str


class Household(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A household as its facts leave it; `version` is the place of the last one, 0 before the first.

    `outside` holds what happened before the first detection, and after an episode that was closed otherwise until the
    next detection; None until something did. A household whose registration was taken back is not `known`: it counts nowhere until it is registered again.
    """

    id: UUID
    version: int = 0
    village: str = ""
    earlier_villages: tuple[EarlierVillage, ...] = ()
    number: str = ""
    values: HouseholdValues = HouseholdValues()
    values_on: date | None = None
    members: tuple[MemberState, ...] = ()
    episodes: tuple[Episode, ...] = ()
    outside: Episode | None = None
    offers: tuple[Offer, ...] = ()
    placements: tuple[Placement, ...] = ()
    late_allowances: tuple[LateAllowance, ...] = ()
    missed: tuple[Missed, ...] = ()
    last_recorded_at: Moment | None = None

    @property
    def known(self) -> bool:
        """It is registered and the registration stands."""
        return bool(self.village)

    @property
    def episode(self) -> Episode | None:
        """The last episode, open or ended; None before the first detection."""
        return self.episodes[-1] if self.episodes else None

    @property
    def records(self) -> tuple[Episode, ...]:
        """What happened outside episodes, where something did, then the episodes."""
        return self.episodes if self.outside is None else (self.outside, *self.episodes)

    def record(self, number: int) -> Episode:
        """The episode of this number, or what happened outside. Raises StopIteration when there is none."""
        return next(record for record in self.records if record.number == number)

    @property
    def standing(self) -> Episode | None:
        """Where what happens now belongs: the last episode, and outside where there is none, or it was closed otherwise."""
        episode = self.episode
        return self.outside if episode is None or episode.state is EpisodeState.CLOSED_OTHERWISE else episode

    @property
    def cadre(self) -> str | None:
        """Who is responsible now; where nobody was found for what stands now, whoever was before."""
        return next((record.cadre for record in self._newest_first() if record.cadre), None)

    @property
    def level(self) -> Level | None:
        """The assistance level now; where none was set for what stands now, the one before."""
        return next((record.level for record in self._newest_first() if record.level), None)

    def _newest_first(self) -> tuple[Episode, ...]:
        """What stands now, then the last episode or what is outside."""
        return tuple(filter(None, (self.standing, self.episode, self.outside)))

    def cadre_of(self, number: int) -> str | None:
        """Whose duty it is what runs in this episode; outside of them, and while it has no cadre, the household's."""
        if number == OUTSIDE:
            return self.cadre
        cadre = self.record(number).cadre
        return self.outside.cadre if cadre is None and self.outside else cadre

    def has_followed(self, change: int, effective_on: date) -> bool:
        """Whether a change of divisions is done with: it was carried over by it, or came to its village since."""
        return any(
            earlier.change == change or (earlier.change == 0 and effective_on <= earlier.until)
            for earlier in self.earlier_villages
        )

    def open_episode(self) -> Episode:
        """The open episode. Raises NoOpenEpisodeError."""
        episode = self.episode
        if episode is None or episode.state is not EpisodeState.OPEN:
            raise NoOpenEpisodeError(_how_it_stands(self.episode))
        return episode

    def current_episode(self) -> Episode:
        """The last episode unless it was closed otherwise. Raises NoOpenEpisodeError."""
        episode = self.episode
        if episode is None or episode.state is EpisodeState.CLOSED_OTHERWISE:
            raise NoOpenEpisodeError(_how_it_stands(self.episode))
        return episode

    def record_at(self, moment: datetime) -> Episode:
        """
        Where something done for the household at a moment belongs: the last episode that had begun by then.

        What happened before the first one, and after one that was closed otherwise, is outside.
        """
        begun = [episode for episode in self.episodes if episode.detected_at <= moment]
        if not begun or (begun[-1].state is EpisodeState.CLOSED_OTHERWISE and (begun[-1].ended_at or moment) <= moment):
            return self.outside or outside_from(moment)
        return begun[-1]

    def current_at(self, moment: datetime) -> Episode:
        """What is outside at a moment, else the last episode. Raises NoOpenEpisodeError when that was closed otherwise."""
        record = self.record_at(moment)
        return record if record.number == OUTSIDE else self.current_episode()

    def open_at(self, moment: datetime) -> Episode:
        """What is outside at a moment, else the open episode. Raises NoOpenEpisodeError."""
        record = self.record_at(moment)
        return record if record.number == OUTSIDE else self.open_episode()

    def member(self, number: int) -> MemberState:
        """The member with this number who still belongs to the household. Raises MemberUnknownError."""
        for member in self.members:
            if member.number == number and not member.left:
                return member
        raise MemberUnknownError(number, (each.number for each in self.members if not each.left))

    def offer(self, number: int) -> Offer:
        """The offer with this number. Raises NotNowError when there is none."""
        for offer in self.offers:
            if offer.number == number:
                return offer
        raise NotNowError(zh=f"该户没有编号为{number}的岗位推介", en=f"There is no offer number {number}")

    def placement(self, number: int) -> Placement:
        """The placement with this number. Raises NotNowError when there is none."""
        for placement in self.placements:
            if placement.number == number:
                return placement
        raise NotNowError(zh=f"该户没有编号为{number}的就业安置", en=f"There is no placement number {number}")

    def present(self) -> tuple[MemberState, ...]:
        """The members who still belong to the household, by number."""
        return tuple(member for member in self.members if not member.left)

    def holding_placements(self, member: int | None = None) -> tuple[Placement, ...]:
        """The placements that still hold, of one member or of all."""
        return tuple(p for p in self.placements if p.holds and member in (None, p.member))

    def works_since(self, number: int, on: date) -> bool:
        """Whether somebody said of a later day than this that the member works at the place of the placement."""
        return any(p.known_on is not None and p.known_on > on for p in self.holding_placements(number))

    def ledger_on(self) -> date | None:
        """The day of the newest ledger that lists somebody of the household."""
        return max((state.ledger_on for state in self.members if state.ledger_on), default=None)

    def is_employed(self, number: int) -> bool:
        """Whether the member counts as in work by what was last said."""
        return any(m.number == number and m.now.employment is Employment.EMPLOYED for m in self.present())

    def with_episode(self, **changes: Any) -> Household:
        """The household with its last episode changed; unchanged before the first detection."""
        if not self.episodes:
            return self
        return replace(self, episodes=(*self.episodes[:-1], replace(self.episodes[-1], **changes)))


def _how_it_stands(episode: Episode | None) -> Label:
    """Why no episode is open: none has begun, or the last one ended."""
    if episode is None or episode.ended_at is None:
        return Label("从未发现为零就业家庭", "it was never found with nobody in work")
    on = episode.ended_at.astimezone(SHANGHAI).date()
    return Label(
        f"第{episode.number}个{episode.state.zh}（{on}）", f"number {episode.number} ended on {on}, {episode.state.en}"
    )
