"""A household as its history leaves it: folded, never stored as a truth."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.people import Employment
from casework.domain.codes.rights import Confidentiality
from casework.domain.codes.service.assistance import Level
from casework.domain.errors import MemberUnknownError, NoOpenEpisodeError, NotNowError
from casework.domain.fact import Moment
from casework.domain.household.parts import (
    OUTSIDE,
    DivisionLedger,
    EarlierVillage,
    Episode,
    LateAllowance,
    MemberState,
    Missed,
    Offer,
    Placement,
    ProposedConfidentiality,
    SharedUpTo,
    StandIn,
    on_duty,
    outside_from,
)
from casework.domain.labels import Label
from casework.domain.members import HouseholdValues
from casework.domain.statuses import EpisodeState


class Household(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A household as its facts leave it; `version` is the place of the last one, 0 before the first.

    `outside` holds what happened before the first detection, and after an episode that was closed otherwise until the
    next detection; None until something did. With `ledger` it is no household but a division's ledger: `village` is the
    division, and all is outside. A household whose registration was taken back is not `known`: it counts nowhere until
    it is registered again. `last_entry_at` is when somebody, a ledger included, last recorded something, `last_said` that entry: what a rule
    decides, and that data was looked at, is no entry of that kind. `emptied` is the moment and the entry by which the
    last member left, None while somebody lives there. `confidentiality` says how few may know of it, also of one whose
    registration was taken back; `proposed_level` is another level that waits for a second person.
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
    emptied: tuple[Moment, int] | None = None
    shared: tuple[SharedUpTo, ...] = ()
    late_allowances: tuple[LateAllowance, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    missed: tuple[Missed, ...] = ()
    ledger: DivisionLedger | None = None
    last_recorded_at: Moment | None = None
    last_entry_at: Moment | None = None
    last_said: int = 0
    confidentiality: Confidentiality = Confidentiality.ORDINARY
    proposed_level: ProposedConfidentiality | None = None

    @property
    def known(self) -> bool:
        """It is registered and the registration stands."""
        return bool(self.village)

    @property
    def is_empty(self) -> bool:
        """It is registered, and nobody lives there any more."""
        return self.emptied is not None and self.known

    def emptied_after(self, order: tuple[datetime, int]) -> tuple[datetime, int] | None:
        """
        When the last member left after something happened: what was due by it ended then.

        None while somebody lives there: where people came back, everything goes on as if they had not left.
        """
        return self.emptied if self.emptied is not None and self.emptied > order else None

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

    def on_duty(self, account: str | None, day: date | None) -> str | None:
        """
        Who has the duties of an account on a day: whoever stands in for it, and for that one in turn; else itself.

        Without a day nobody is on leave.
        """
        return account if account is None or day is None else on_duty(self.stand_ins, account, day)

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

    def worked_on_at(self, moment: datetime) -> tuple[Episode, ...]:
        """What is worked on at a moment: the record of then, and what was taken up outside and is still open."""
        record = self.record_at(moment)
        return (record,) if self.outside in (None, record) else (record, self.outside)

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
