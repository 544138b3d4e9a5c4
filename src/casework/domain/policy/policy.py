"""The policy: its sections, deadlines and ladders as dated data, and which one is in force when (ADR 0006)."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.policy.cases import PolicyCase
from casework.domain.policy.deadline_rules import DeadlineRule, Ladder
from casework.domain.policy.deciders import BY_TWO, Decider, DecisionKind
from casework.domain.policy.sections import (
    NO_EXTENSIONS,
    NOT_WHILE_NEEDED,
    USUAL_GROUPS,
    AccountRule,
    ClearingRule,
    DecisionRule,
    DetectionRule,
    EntryRule,
    ErasureRule,
    ExitRule,
    ExtensionRule,
    GreenChannelRule,
    NoticeRule,
    PauseRule,
    StabilityRule,
    TermRule,
)


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
