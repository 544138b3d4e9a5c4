"""A deadline of a policy as data: what starts, meets and ends it, how long it takes, and how it is raised (ADR 0006)."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from casework.domain.calendar.due_dates import Limit
from casework.domain.codes.sources import Force
from casework.domain.policy.sections import Rule


class Match(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts of one name whose clear fields have these values."""

    fact: str
    where: dict[str, Any] = {}


class Undone(Match, frozen=True, kw_only=True):
    """
    What takes a meeting fact back while the episode is open; `same` fields must equal those of the meeting fact.

    With `same_day` only on the day of the meeting fact; what was taken back before the start never counts.
    """

    same: tuple[str, ...] = ()
    same_day: bool = False


class Met(Match, frozen=True, kw_only=True):
    """
    What meets a deadline: `count` such facts after the start; `same` fields must equal those of the starting fact.

    Of several facts that are asked for, those of one day count once. `unless` something took the fact back. `subject`
    is the field that must name the instance's own member or office, itself or in a list. `period` is the field that says of which month,
    quarter or year the fact speaks, whenever it happened. With `since = "episode"` a fact before the start
    counts too; `within_months` counts only facts so many months before the due date; `started_by` holds only for
    instances that this fact started.
    """

    same: tuple[str, ...] = ()
    subject: str | None = None
    period: str | None = None
    count: int = 1
    since: str = "start"
    within_months: int | None = None
    started_by: str | None = None
    unless: tuple[Undone, ...] = ()


class Ends(Match, frozen=True, kw_only=True):
    """
    What ends a deadline without meeting it: its subject is gone.

    `subject` is the field that must name the instance's own member, itself or in a list.
    """

    same: tuple[str, ...] = ()
    subject: str | None = None


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A milestone after the start at whose day the instance opens; that day does not roll."""

    milestone: str
    months: int


class DeadlineRule(Rule, frozen=True, kw_only=True):
    """
    One deadline as data (ADR 0006): what starts it, what meets it, how long it takes and whose duty it is.

    `each`: every starting fact starts an instance, else only the episode's first. `one_at_a_time`: the first of the
    starts begins the series, and none starts while one is unmet. `in_a_row`: so many starting facts begin one, between which
    nothing met or ended it. `per`: the list field of the starting fact, each of
    whose values is an instance's own subject; `village` or `township`, a division's ledger (ADR 0034); `willing` and `hard_to_employ` members are followed from then on, and
    `from_age` says by sex from which birthday on somebody counts as hard to employ.
    `opens`: one instance per milestone. `every`: `month`, one instance per full month while the episode is open.
    `counted_from` and `own_date` name date fields of the starting fact, `months_from` one with the months that the
    limit takes instead of its own where they are given. `limit_by_level` replaces `limit` where a
    level was in force at the start; `on_level_change` `shorten` counts the limit of a level set later from its own day,
    where that ends earlier. `outlives_episode`: not ended by the end of the episode. `while_open`: none starts
    after the end of the episode, when other duties still may (a difficulty of somebody who has work). `force` says who
    set the days; None where the text does not say, as texts of before do not, and nothing is concluded from that.
    """

    name: str
    zh: str
    en: str
    starts: tuple[Match, ...]
    met: tuple[Met, ...]
    ends: tuple[Ends, ...] = ()
    limit: Limit
    limit_by_level: dict[str, Limit] = field(default_factory=dict)
    on_level_change: str | None = None
    each: bool = True
    one_at_a_time: bool = False
    in_a_row: Annotated[int, Meta(ge=1, le=20)] = 1
    per: str | None = None
    from_age: dict[str, int] = field(default_factory=dict)
    opens: tuple[Opening, ...] = ()
    every: str | None = None
    counted_from: str | None = None
    months_from: str | None = None
    own_date: str | None = None
    duty: str
    ladder: str = "standard"
    outlives_episode: bool = False
    while_open: bool = False
    force: Force | None = None


class LadderStep(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step up: `working_days_late` days after the last one, to these roles (OF-48)."""

    working_days_late: int
    to: tuple[str, ...]


class Ladder(Rule, frozen=True, kw_only=True):
    """How a deadline is raised: a reminder some working days before, then step by step (GY-17c, OF-48)."""

    name: str
    remind_working_days_before: int
    remind: tuple[str, ...]
    steps: tuple[LadderStep, ...]
