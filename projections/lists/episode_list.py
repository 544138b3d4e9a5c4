"""Every episode with its end and what came after it (GY-12f, GY-13a)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, NamedTuple

from sqlalchemy import Engine, select

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.stages import EpisodeKind, Stage
from casework.domain.codes.work import WorkKind
from casework.domain.columns import HouseholdRow, column
from casework.domain.facts.clearance import Cleared, StabilityConfirmed
from casework.domain.household.parts import Episode
from casework.domain.household.stages import days_of_stages
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.rights.scope import Scope
from casework.domain.statuses import ClearingGround, EpisodeState
from projections.lists.division_names import names_of
from projections.lists.duty_outcomes import missed_counts
from projections.storage.answers import Answer, answer, listed
from projections.storage.columns import DayCell, IdCell, day_text
from projections.storage.engine import reading
from projections.storage.kept_states import Folded
from projections.storage.sight import Sight
from projections.storage.tables import Lookup, read_table

# ---- Table

WITH_WORK = (EpisodeState.CLEARED, EpisodeState.STABLE)
"""The states of an episode that ended in work."""


class EpisodeRow(NamedTuple):
    """A row of the episodes as it is stored."""

    household: IdCell
    episode: int
    number: str
    village: str
    kind: str
    state: str
    detected_on: DayCell
    verified_on: DayCell | None
    assigned_on: DayCell | None
    offered_on: DayCell | None
    placed_on: DayCell | None
    ended_on: DayCell | None
    ground: str | None
    work: str | None
    stable_on: DayCell | None
    next_detected_on: DayCell | None
    next_kind: str | None


EPISODES = read_table("rm_episode_list", EpisodeRow, key=2, lookups=(Lookup(columns=("village", "number")),))
"""`state` is open, cleared, stable or closed-otherwise; `work` the kind of the placement that a clearance rests on."""

# ---- Follower


def episode_rows(folded: Folded) -> list[EpisodeRow]:
    """One row an episode; none while the registration is withdrawn."""
    household = folded.household
    if not household.known:
        return []
    following = [*household.episodes[1:], None]
    pairs = zip(household.episodes, following, strict=False)
    return [_row(household, place, one, after) for place, (one, after) in enumerate(pairs, start=1)]


def _row(household: Household, place: int, episode: Episode, following: Episode | None) -> EpisodeRow:
    cleared = next((m.fact for m in reversed(episode.entries) if isinstance(m.fact, Cleared)), None)
    if episode.state not in WITH_WORK:
        cleared = None
    work = next((p.kind for p in household.placements if cleared and p.number == cleared.placement), None)
    stable = next((m.occurred_at for m in reversed(episode.entries) if isinstance(m.fact, StabilityConfirmed)), None)
    reached = {stage: day_text(day) for stage, day in days_of_stages(episode).items()}
    return EpisodeRow(
        household=household.id.bytes,
        episode=place,
        number=household.number,
        village=household.village,
        kind=str(episode.kind),
        state=str(episode.state),
        detected_on=reached[Stage.DETECTED],
        verified_on=reached.get(Stage.VERIFIED),
        assigned_on=reached.get(Stage.ASSIGNED),
        offered_on=reached.get(Stage.OFFERED),
        placed_on=reached.get(Stage.PLACED),
        ended_on=day_text(shanghai_date(episode.ended_at)) if episode.ended_at else None,
        ground=str(cleared.ground) if cleared else None,
        work=str(work) if work else None,
        stable_on=day_text(shanghai_date(stable)) if stable and episode.state is EpisodeState.STABLE else None,
        next_detected_on=day_text(shanghai_date(following.detected_at)) if following else None,
        next_kind=str(following.kind) if following else None,
    )


# ---- Queries


class EpisodeEntry(HouseholdRow, frozen=True, kw_only=True):
    """
    One episode; `days_until_next` count from its clearance, or other end, to the detection of the next one.

    `missed_law`: how many of its deadlines set by law were missed, also where they were met late.
    """

    title = Label("共 {} 个处置周期", "{} episodes")
    on_screen = (
        "household", "episode", "kind", "detected_on", "state", "ended_on", "ground", "work",
        "stable_on", "next_detected_on", "next_kind", "days_until_next", "missed_law",
    )  # fmt: skip

    village_name: Annotated[str, column("村", "village", in_json=False)]
    episode: Annotated[int, column("周期", "episode")]
    kind: Annotated[EpisodeKind, column("类型", "kind")]
    state: Annotated[EpisodeState, column("状态", "state")]
    detected_on: Annotated[date, column("发现日期", "detected")]
    verified_on: Annotated[date | None, column("核实日期", "verified")]
    assigned_on: Annotated[date | None, column("指派日期", "assigned")]
    offered_on: Annotated[date | None, column("首次推介", "first offer")]
    placed_on: Annotated[date | None, column("首次上岗", "first placed")]
    ended_on: Annotated[date | None, column("结束日期", "ended")]
    ground: Annotated[ClearingGround | None, column("清零依据", "ground")]
    work: Annotated[WorkKind | None, column("就业方式", "work")]
    stable_on: Annotated[date | None, column("稳定日期", "stable")]
    next_detected_on: Annotated[date | None, column("再次发现", "next detected")]
    next_kind: Annotated[EpisodeKind | None, column("再次类型", "next kind")]
    days_until_next: Annotated[int | None, column("相隔天数", "days")]
    missed_law: Annotated[int | None, column("法定期限逾期", "missed, set by law", nothing=Label("", ""))] = None

    @property
    def cleared(self) -> bool:
        """It ended in work."""
        return self.state in WITH_WORK


def days_between(ended_on: date | None, next_detected_on: date | None) -> int | None:
    """How long the household stood without an episode; None while it still does."""
    return None if ended_on is None or next_detected_on is None else (next_detected_on - ended_on).days


class Episodes:
    """Episodes by village and household, and what they add up to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(
        self, *, scope: Scope, region: str | None = None, on: date | None = None, now: datetime | None = None
    ) -> Answer[EpisodeEntry]:
        """
        Every episode that is seen of a region by village, number and episode; names as of a day, and what was missed by `now`.

        Raises DivisionCodeError.
        """
        with reading(self._engine) as connection:
            sight = Sight(connection, scope, region)
            found = sight.rows(select(EPISODES), EPISODES, lambda of: (of.village, of.number, of.household, of.episode))
            names = names_of(connection, {row.village for row in found}, on)
            missed = None if now is None else missed_counts(sight, now=now)
            rows = [
                listed(
                    EpisodeEntry,
                    row,
                    **names.of_household(row),
                    missed_law=None if missed is None else missed.get(row.household, {}).get(row.episode, 0),
                    days_until_next=days_between(row.ended_on, row.next_detected_on),
                )
                for row in found
            ]
            return answer(connection, rows, sight)
