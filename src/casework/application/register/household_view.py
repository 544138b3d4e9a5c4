"""One household as its page shows it: every value in words of the field, names and ids masked (ADR 0003)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from msgspec import Struct

from casework.domain.codes import (
    Capacity,
    Channel,
    DifficultyKind,
    Employment,
    EpisodeKind,
    Finding,
    HardToEmployGround,
    HouseholdCategory,
    Level,
    Measure,
    Sex,
    Stage,
    Willingness,
    WorkKind,
)
from casework.domain.deadlines.outcomes import DutyOutcome
from casework.domain.statuses import DeadlineStatus, EpisodeState, OfferStatus, PlacementStatus


class MemberView(Struct, frozen=True, kw_only=True):
    """A member; `name` and `id` are masked, blank after an erasure; `finding` is the last verification's."""

    number: int
    name: str
    id: str
    is_head: bool
    sex: Sex | None
    birth_date: date | None
    age: int | None
    capacity: Capacity | None
    willingness: Willingness | None
    employment: Employment
    finding: Finding | None
    hard_to_employ: HardToEmployGround | None


class EpisodeView(Struct, frozen=True, kw_only=True):
    """A spell of zero employment."""

    number: int
    kind: EpisodeKind
    state: EpisodeState
    detected_at: datetime
    ended_at: datetime | None
    verified: bool
    confirmed: bool
    level: Level | None
    green_channel: bool
    cadre: str | None
    offered_to: str | None


class PlanView(Struct, frozen=True, kw_only=True):
    """A measure agreed for a member."""

    member: int
    measure: Measure
    owner: str
    due_on: date


class DifficultyView(Struct, frozen=True, kw_only=True):
    """An open difficulty."""

    kind: DifficultyKind
    owner: str
    due_on: date


class OfferView(Struct, frozen=True, kw_only=True):
    """A post offered to a member, in the words it was offered with; blank after an erasure."""

    number: int
    member: int
    post: str
    channel: Channel
    status: OfferStatus
    counted: bool


class PlacementView(Struct, frozen=True, kw_only=True):
    """Work that a member took up."""

    number: int
    member: int
    kind: WorkKind
    since: date
    status: PlacementStatus
    monthly_pay: Decimal | None
    contract_months: int | None


class DeadlineView(Struct, frozen=True, kw_only=True):
    """
    A deadline as it stands; `status` says met of one that was met late, too.

    `step` is the highest one recorded, 0 for none or the reminder only. `outcome` is what came of it, None while
    nothing has. A paused one runs again at `lapses_at`, when its pauses have used up the policy's limit.
    """

    deadline: str
    occurrence: str
    episode: int
    status: DeadlineStatus
    started_at: datetime
    due_on: date | None
    due_at: datetime | None
    met_at: datetime | None
    outcome: DutyOutcome | None
    lapses_at: datetime | None
    working_days_late: int
    step: int
    provisional: bool


class HouseholdView(Struct, frozen=True, kw_only=True):
    """Everything about a household that its page shows."""

    number: str
    id: UUID
    version: int
    village: str
    category: HouseholdCategory | None
    relocated: bool | None
    stage: Stage
    cadre: str | None
    offered_to: str | None
    level: Level | None
    green_channel: bool
    members: tuple[MemberView, ...]
    episodes: tuple[EpisodeView, ...]
    plan: tuple[PlanView, ...]
    difficulties: tuple[DifficultyView, ...]
    offers: tuple[OfferView, ...]
    placements: tuple[PlacementView, ...]
    deadlines: tuple[DeadlineView, ...]
