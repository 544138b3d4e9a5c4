"""The policy: who counts, every deadline and the ladder, when work clears a household; dated data with sources."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Final

from msgspec import Meta, Struct

from casework.domain.calendar.due_dates import Limit
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import Role
from casework.domain.codes.sources import Force
from casework.domain.codes.work import WorkKind
from casework.domain.policy.cases import PolicyCase
from casework.domain.policy.deciders import BY_TWO, Decider, DecisionKind


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=None):
    """
    A rule of the policy; every one names its source.

    `source` are ids of the requirements it rests on (`GY-2d`), or `default` with the reason; a blank one is a fault.
    """

    source: str = ""


class DetectionRule(Rule, frozen=True, kw_only=True):
    """
    Whom a household must have to be at risk (BJ-1.1a, GY-11c).

    Age bounds in completed years, both ends included. `not_employed_up_to_months`: who worked at most so many months
    in the last twelve counts as not employed; None switches that off.
    """

    men: tuple[int, int]
    women: tuple[int, int]
    not_employed_up_to_months: int | None = None


class ClearingRule(Rule, frozen=True, kw_only=True):
    """Which confirmed work clears a household (OF-27, OF-29); `minimum_wage` in yuan a month."""

    contract_months: int
    with_licence: tuple[WorkKind, ...]
    always: tuple[WorkKind, ...]
    never_by_pay: tuple[WorkKind, ...]
    minimum_wage: Decimal


class ExitRule(Rule, frozen=True, kw_only=True):
    """
    When an episode may be closed otherwise than by work (OF-27, OF-30).

    Out of contact rests on attempts in each of so many months, by at least `contact_means` different means. Who was
    closed for refused offers may apply again after `reapply_after_months`, after false information after
    `reapply_after_false_months`; 0 where nobody has to wait.
    """

    counted_refusals: int
    out_of_contact_months: int
    contact_means: int = 2
    reapply_after_months: int = 0
    reapply_after_false_months: int = 0


class StabilityRule(Rule, frozen=True, kw_only=True):
    """Which retention checks stability rests on (CD-6g, OF-34)."""

    milestones: tuple[str, ...]


class EntryRule(Rule, frozen=True, kw_only=True):
    """
    When an entry counts as logged late, and how late it may be made at all.

    It is late when recorded after the end of the `late_after_working_days`-th working day after it happened; one made
    more than `late_limit_days` calendar days after it happened needs a supervisor's word.
    """

    late_after_working_days: int
    late_limit_days: int


class PauseRule(Rule, frozen=True, kw_only=True):
    """How many calendar days one deadline may stand still altogether; then it runs again by itself."""

    limit_days: int


class ExtensionRule(Rule, frozen=True, kw_only=True):
    """
    How often one deadline may be extended, and by how much of its own length altogether, in per cent.

    Its length are the calendar days from its start to its last day as the rule sets it. Policies published before
    there were extensions allow none.
    """

    limit_times: int
    limit_percent: int


NO_EXTENSIONS: Final = ExtensionRule(source="default: no document names an extension", limit_times=0, limit_percent=0)


class AccountRule(Rule, frozen=True, kw_only=True):
    """
    Which roles may not meet in one person (BT-6c): two roles of different groups never do, those of one group may.

    Administrator and auditor are apart from all others in every policy. The data of more than `bulk_households`
    households are taken out in full only where a second person has allowed it (GB/T 35273-2020, 7.1). Where
    `capacity_binds`, a cadre gets no more households than was said; else that is asked, and may be meant. Roles of
    `second_factor` sign in with a password and a code in production (GB/T 22239-2019, 8.1.4.1 d).
    """

    groups: tuple[tuple[Role, ...], ...]
    bulk_households: Annotated[int, Meta(ge=1)] = 100
    second_factor: tuple[Role, ...] = (
        *(Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION),
        *(Role.TOWNSHIP, Role.COUNTY_HRSS, Role.COUNTY, Role.CITY),
    )
    capacity_binds: bool = False

    def apart_from(self, one: Role, other: Role) -> bool:
        """Whether two roles may not meet in one person."""
        groups = [group for group in self.groups if one in group or other in group]
        return len(groups) > 1 or (one is not other and not ALONE.isdisjoint((one, other)))


ALONE: Final = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})
"""Roles that no county may join with any other: who keeps the accounts, and who looks at what was done with them."""

USUAL_GROUPS: Final = AccountRule(
    source="default: administrator, auditor and operator are three persons (GB/T 22239-2019, 8.1.4)",
    groups=(
        (Role.SYSTEM_ADMINISTRATOR,),
        (Role.AUDITOR,),
        (Role.DATA_PROTECTION,),
        (
            *(Role.CADRE, Role.VILLAGE, Role.TOWNSHIP, Role.COUNTY_HRSS),
            *(Role.COUNTY_RURAL_REVITALISATION, Role.COUNTY, Role.CITY),
        ),
    ),
)


class ErasureRule(Rule, frozen=True, kw_only=True):
    """Whether a person's data may be erased while their household is still being worked on (PIPL Art. 47)."""

    while_needed: bool


NOT_WHILE_NEEDED: Final = ErasureRule(
    source="default: data is kept while a duty of the office needs it (PIPL Art. 47)", while_needed=False
)


class GreenChannelRule(Rule, frozen=True, kw_only=True):
    """The shorter limits of a household in the green channel (绿色通道), by deadline (GY-12e)."""

    limits: dict[str, Limit]


class DecisionRule(Rule, frozen=True, kw_only=True):
    """
    Who decides one thing (GY-12f): `by` says whether the decider may be the person whose own case it is.

    An own case: the deadline that is one's duty, the late entry, the placement, proposal or checks one recorded.
    `office` is the role whose decision it is; it is shown, and binds once accounts have roles.
    """

    name: DecisionKind
    by: Decider
    office: str


class NoticeRule(Rule, frozen=True, kw_only=True):
    """
    The office hours in which notices go out, Asia/Shanghai (GY-17c).

    `grace_working_days`: a step goes out when the one below it had so many working days, however late both were raised.
    """

    hours: tuple[tuple[time, time], ...]
    grace_working_days: int = 0


class TermRule(Rule, frozen=True, kw_only=True):
    """How long a public-welfare post may last, in months (OF-44)."""

    public_welfare_months: int


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
    limit_by_level: dict[str, Limit] = {}
    on_level_change: str | None = None
    each: bool = True
    one_at_a_time: bool = False
    in_a_row: Annotated[int, Meta(ge=1, le=20)] = 1
    per: str | None = None
    from_age: dict[str, int] = {}
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


class Policy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    All rules in force from one day on; `version` names them in every decision that rests on them.

    The cases are no rules: they say what these have to come to.
    """

    version: str
    title: str
    effective_on: date
    detection: DetectionRule
    clearing: ClearingRule
    exit: ExitRule
    stability: StabilityRule
    entries: EntryRule
    notices: NoticeRule
    terms: TermRule
    pauses: PauseRule
    extensions: ExtensionRule = NO_EXTENSIONS
    green_channel: GreenChannelRule
    accounts: AccountRule = USUAL_GROUPS
    erasure: ErasureRule = NOT_WHILE_NEEDED
    decision: tuple[DecisionRule, ...]
    deadline: tuple[DeadlineRule, ...]
    ladder: tuple[Ladder, ...]
    case: tuple[PolicyCase, ...] = ()

    def rule(self, name: str) -> DeadlineRule | None:
        """The deadline of this name."""
        return next((rule for rule in self.deadline if rule.name == name), None)

    def decider(self, name: DecisionKind) -> Decider:
        """Who may take a decision: somebody else, unless the policy lets anybody and no source asks for two."""
        if name in BY_TWO:
            return Decider.SOMEBODY_ELSE
        return next((rule.by for rule in self.decision if rule.name is name), Decider.SOMEBODY_ELSE)

    def ladder_of(self, rule: DeadlineRule) -> Ladder:
        """The ladder by which a deadline is raised."""
        return next(ladder for ladder in self.ladder if ladder.name == rule.ladder)


class Policies(Struct, frozen=True, kw_only=True, dict=True):
    """
    The policies by date; a deadline is governed by the one in force when it started (ADR 0006).

    No day is governed by those that are `superseded` any more: what one of them raised is judged by it still.
    """

    dated: tuple[Policy, ...]
    superseded: tuple[Policy, ...] = ()

    @cached_property
    def starting(self) -> frozenset[str]:
        """The facts by which a rule of any of them starts."""
        return frozenset(match.fact for policy in self.dated for rule in policy.deadline for match in rule.starts)

    def named(self, version: str) -> Policy | None:
        """The policy of this version, superseded or not; None where there is none."""
        return next((policy for policy in (*self.dated, *self.superseded) if policy.version == version), None)

    def in_force(self, moment: datetime) -> Policy:
        """The policy in force at a moment; the earliest one before any was."""
        day = shanghai_date(moment)
        return next((policy for policy in reversed(self.dated) if policy.effective_on <= day), self.dated[0])
