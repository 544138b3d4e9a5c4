"""Policies as if another one had been in force for the deadlines that started within some days (ADR 0020)."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.rules import Rules


class PolicyScenario(Struct, frozen=True, kw_only=True):
    """
    A policy that is taken as in force from `first` to `last`, both included.

    `first` None: since ever; `last` None: without end.
    """

    policy: Policy
    first: date | None = None
    last: date | None = None

    def rules(self, recorded: Rules) -> Rules:
        """The recorded rules with the policy in its place; the calendar stays."""
        return Rules(policies=self.policies(recorded.policies), calendar=recorded.calendar)

    def policies(self, recorded: Policies) -> Policies:
        """
        The recorded policies before and after, the one of the scenario in between, none of them twice under one name.
        """
        around = [*self._before(recorded), *self._after(recorded)]
        tried = replace(self.policy, effective_on=self.first or date.min)
        while any(_another(tried, policy) for policy in around):
            # A file that was edited under its old version: ladders are looked up by version.
            tried = replace(tried, version=f"{tried.version}?")
        dated = sorted([*around, tried], key=_effective_on)
        return Policies(dated=tuple(dated))

    def _before(self, recorded: Policies) -> list[Policy]:
        if self.first is None:
            return []
        before = [policy for policy in recorded.dated if policy.effective_on < self.first]
        return before or [replace(recorded.dated[0], effective_on=date.min)]

    def _after(self, recorded: Policies) -> list[Policy]:
        if self.last is None or self.last == date.max:
            return []
        following = self.last + timedelta(days=1)
        then = next((p for p in reversed(recorded.dated) if p.effective_on <= following), recorded.dated[0])
        later = [policy for policy in recorded.dated if policy.effective_on > following]
        return [replace(then, effective_on=following), *later]


def _another(tried: Policy, policy: Policy) -> bool:
    same_name = policy.version == tried.version
    return same_name and replace(policy, effective_on=tried.effective_on) != tried


def _effective_on(policy: Policy) -> date:
    return policy.effective_on
