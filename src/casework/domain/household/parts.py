"""What a household's history consists of: members, offers, placements, plans, checks and episodes as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from casework.domain.codes.clearance import Closing, Milestone
from casework.domain.codes.persons.erasures import ErasureGround
from casework.domain.codes.rights import Confidentiality
from casework.domain.codes.rounds import RoundKind
from casework.domain.codes.service.assistance import DifficultyKind, Level, Measure
from casework.domain.codes.sources import ExternalSystem, Office
from casework.domain.codes.stages import EpisodeKind
from casework.domain.codes.verification import Finding, HardToEmployGround, NotEligible
from casework.domain.codes.work import Channel, WorkKind
from casework.domain.divisions.codes import DivisionLevel
from casework.domain.fact import Moment
from casework.domain.facts.assistance import MeasureEnd
from casework.domain.facts.corrections import MissedDuty
from casework.domain.facts.episode_entries import EpisodeEntry
from casework.domain.facts.office.ledgers import ConfirmedLine
from casework.domain.members import Member
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


class ProposedErasure(Struct, frozen=True, kw_only=True):
    """That a member's data be erased: why, and who proposed it."""

    ground: ErasureGround
    by: str


class ProposedConfidentiality(Struct, frozen=True, kw_only=True):
    """That so few may know of a household, and who proposed it."""

    level: Confidentiality
    by: str


class MemberState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A member as everything recorded so far says.

    `now` are the effective values, `by_ledger` what a ledger last said; `finding` is the last verification's,
    gone when a later survey or visit says otherwise; `further_grounds` of being hard to employ stand beside the first
    one, and `grounds_until` has the last day of those confirmed to one, which ends nothing by itself; a member who `left` stands in no ledger any more.

    A value keeps the day it was said for: `said_on` holds it for each field that was said anew after `since`, the day
    of the statement they came with, and `ledger_on` for what a ledger last said. What is said of an earlier day changes
    nothing that is known of a later one. Of whoever was `erased` nothing sealed can be read. `turns` say from when to when duties for them rest on something.
    """

    now: Member
    by_ledger: Member | None = None
    ledger_version: int = 0
    ledger_on: date | None = None
    finding: Finding | None = None
    hard_to_employ: HardToEmployGround | None = None
    further_grounds: tuple[HardToEmployGround, ...] = ()
    grounds_until: dict[str, date] = {}
    left: bool = False
    since: date | None = None
    said_on: dict[str, date] = {}
    turns: tuple[Turn, ...] = ()
    erasure: ProposedErasure | None = None
    erased: bool = False

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

    `returned`: sent back for evidence, and nobody has added any. `known_on` is the last day on which somebody said that
    the member works there, `changed_on` that of the newest change.
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
    returned: bool = False
    known_on: date | None = None
    changed_on: date | None = None

    @property
    def holds(self) -> bool:
        """The member still works there, as far as is known."""
        return self.status in (PlacementStatus.PLACED, PlacementStatus.CONFIRMED)


class Plan(Struct, frozen=True, kw_only=True):
    """A measure agreed for a member (CZ-7c); its `number` is that of the entry by which it was agreed, for life."""

    number: int
    member: int
    measure: Measure
    owner: str
    due_on: date


def ends_measure(fact: MeasureEnd, plan: Plan) -> bool:
    """Whether a fact says how this measure ended: by its number, by member and kind where it names none."""
    if fact.number is not None:
        return fact.number == plan.number
    return (fact.member, fact.measure) == (plan.member, plan.measure)


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

    `returned_by` are the offices that sent the report back, `solved` the difficulties whose solution may be sent back.

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
    verified_by: str | None = None
    returned_by: tuple[Office, ...] = ()
    verification_returned: bool = False
    solved: tuple[Difficulty, ...] = ()
    reported_to: tuple[Office, ...] = ()
    receipts: tuple[Office, ...] = ()
    cadre: str | None = None
    accepted: bool = False
    offered_to: str | None = None
    level: Level | None = None
    green_channel: bool = False
    plans: tuple[Plan, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    not_eligible: NotEligible | None = None
    not_eligible_proposed_by: str | None = None
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


class QuarterState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a ledger's lines said of a quarter so far, and whether every household is among them."""

    lines: tuple[ConfirmedLine, ...] = ()
    complete: bool = False


class RoundState(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A round in a division, from its first to its last day, and whether it was closed here."""

    name: str
    kind: RoundKind
    first_on: date
    last_on: date
    closed: bool = False


class DivisionLedger(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    What makes of this history that of a division's ledger (区划台账): nobody lives in it (ADR 0034).

    `quarters` are the last ones that were confirmed, by their names; `closed_on` is the day from which the division is
    no more.
    """

    level: DivisionLevel
    quarters: dict[str, QuarterState] = {}
    rounds: tuple[RoundState, ...] = ()
    closed_on: date | None = None
    closed_version: int = 0


class SharedUpTo(Struct, frozen=True, kw_only=True):
    """Up to which entry the household's records stand in a system outside, and since which day (GY-1c)."""

    system: ExternalSystem
    on: date
    up_to: int


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


class StandIn(Struct, frozen=True, kw_only=True):
    """Who has a cadre's duties while the cadre is on leave, from day to day, both included."""

    cadre: str
    account: str
    first_on: date
    last_on: date

    def stands_in(self, cadre: str, day: date) -> bool:
        """Whether the duties of this cadre are the stand-in's on a day."""
        return self.cadre == cadre and self.first_on <= day <= self.last_on


def on_duty(stand_ins: Sequence[StandIn], account: str, day: date) -> str:
    """Who has the duties of an account on a day: whoever stands in for it, for that one in turn, else itself."""
    seen = {account}
    while True:
        named = (each.account for each in reversed(stand_ins) if each.stands_in(account, day))
        following = next(named, account)
        if following in seen:
            return account
        seen.add(account := following)


class LateAllowance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened on these days may be entered late by `account`, or by everybody: `by` has allowed it (GY-17b)."""

    first_on: date
    last_on: date
    account: str | None = None
    by: str
