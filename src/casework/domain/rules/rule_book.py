"""The rules of every division as they are known at one moment: what is published, over what is built in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.layers import (
    CalendarText,
    outage_version,
    read_calendar,
    with_notices,
    with_outage,
    with_own_days,
)
from casework.domain.calendar.work_calendar import Outage, WorkCalendar
from casework.domain.deadlines.names import deadline_label
from casework.domain.divisions.codes import significant_digits
from casework.domain.fact import Fact
from casework.domain.facts.office.leaves import CadreOnLeave
from casework.domain.facts.office.references import ReferenceListLoaded
from casework.domain.facts.office.rules import (
    EVERYWHERE,
    CalendarLoaded,
    OutageDeclared,
    OutageWithdrawn,
    PolicyPublished,
    is_same_outage,
)
from casework.domain.household.context import NamesHolders
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.policy.policy import Policies, Policy
from casework.domain.policy.reference_lists import ReferenceLists
from casework.domain.policy.rules import Rules, TextDigests, text_digest
from casework.domain.policy.text import read_policy


class Publication(Struct, frozen=True, kw_only=True):
    """A policy and the division it was published for (12 digits, empty for everywhere); `text` as it was published."""

    division: str
    policy: Policy
    text: str


class LoadedCalendar(Struct, frozen=True, kw_only=True):
    """Calendar years and the division they were loaded for (12 digits, empty for everywhere)."""

    division: str
    calendar: CalendarText
    text: str


class RuleBook(Struct, frozen=True, kw_only=True, dict=True):
    """
    Everything published so far, in order, over the built-in rules.

    A division follows the nearest division at or above it that has published; its policies count from their own dates,
    and until the first of them those of the divisions above do. Calendars add up: the notices for everywhere, then the
    own days of each division on the way down. So do the lists that offices keep of their own. `holders` say who stands in
    for whom, for whoever reads a list by this book; None while nobody has an account.
    """

    built_in: Rules
    policies: tuple[Publication, ...] = ()
    calendars: tuple[LoadedCalendar, ...] = ()
    references: tuple[ReferenceListLoaded, ...] = ()
    outages: tuple[OutageDeclared, ...] = ()
    leaves: tuple[CadreOnLeave, ...] = ()
    holders: NamesHolders | None = None

    def of(self, division: str = EVERYWHERE) -> Rules:
        """The rules of a division (any length of code); without one, those that hold everywhere."""
        chain = tuple(d for d in self._divisions if _is_above(d, division))
        rules = self._ruled(chain)
        if not self.references:
            return rules
        lists = tuple(each for each in self._lists if _is_above(each.division, division))
        key = chain, tuple(map(id, lists))
        if key not in self._listed:
            self._listed[key] = replace(rules, references=ReferenceLists(loaded=lists)) if lists else rules
        return self._listed[key]

    def _ruled(self, chain: tuple[str, ...]) -> Rules:
        if chain not in self._known:
            self._known[chain] = Rules(
                policies=self._policies(chain), calendar=self._calendar(chain), digests=self._digests(chain)
            )
        return self._known[chain]

    def deadline_label(self, name: str, division: str = EVERYWHERE) -> Label:
        """What a deadline is called in a division."""
        return deadline_label(name, self.of(division).policies)

    def of_household(self, household: Household) -> Rules:
        """
        The rules of the household's village.

        Until the day on which it came there the policies of its earlier village count; the calendar is the new one's.
        """
        rules = self.of(household.village)
        if not household.earlier_villages:
            return rules
        stays = tuple((self.of(each.village).policies, each.until) for each in household.earlier_villages)
        if all(policies is rules.policies for policies, _ in stays):
            return rules
        key = tuple((id(policies), until) for policies, until in stays), id(rules)
        if key not in self._moved:
            self._moved[key] = replace(rules, policies=chain_policies(stays, rules.policies))
        return self._moved[key]

    def leaves_in(self, division: str) -> tuple[CadreOnLeave, ...]:
        """The leaves of cadres that hold in a division (any length of code), as they were said one after the other."""
        return tuple(each for each in self.leaves if not each.division or _is_above(each.division, division))

    def with_fact(self, fact: Fact) -> RuleBook:
        """The book after one more fact; facts that are no rules change nothing."""
        match fact:
            case PolicyPublished():
                published = Publication(division=fact.division, policy=read_policy(fact.text), text=fact.text)
                return replace(self, policies=(*self.policies, published))
            case CalendarLoaded():
                loaded = LoadedCalendar(division=fact.division, calendar=read_calendar(fact.text), text=fact.text)
                return replace(self, calendars=(*self.calendars, loaded))
            case OutageDeclared():
                return replace(self, outages=(*self.outages, fact))
            case OutageWithdrawn():
                left = tuple(each for each in self.outages if not is_same_outage(each, fact))
                return replace(self, outages=left)
            case ReferenceListLoaded():
                return replace(self, references=(*self.references, fact))
            case CadreOnLeave():
                return replace(self, leaves=(*self.leaves, fact))
        return self

    @cached_property
    def _known(self) -> dict[tuple[str, ...], Rules]:
        return {}

    @cached_property
    def _listed(self) -> dict[tuple[tuple[str, ...], tuple[int, ...]], Rules]:
        """By the identity of lists that the book keeps alive."""
        return {}

    @cached_property
    def _lists(self) -> tuple[ReferenceListLoaded, ...]:
        """The offices' own lists, from the top down, each division's in the order of loading."""
        return tuple(sorted(self.references, key=lambda each: len(significant_digits(each.division))))

    @cached_property
    def _moved(self) -> dict[tuple[tuple[tuple[int, date], ...], int], Rules]:
        """By the identity of rules that `_known` keeps alive."""
        return {}

    @cached_property
    def _divisions(self) -> tuple[str, ...]:
        """The divisions that have rules of their own, from the top down."""
        found = {each.division for each in self.policies} | {each.division for each in self.calendars}
        found |= {each.division for each in self.outages}
        return tuple(sorted(found - {EVERYWHERE}, key=lambda code: (len(significant_digits(code)), code)))

    def _policies(self, chain: tuple[str, ...]) -> Policies:
        dated = _in_order([*self.built_in.policies.dated, *self._published(EVERYWHERE)])
        superseded: list[Policy] = []
        for division in chain:
            if own := _in_order(self._published(division)):
                superseded += [policy for policy in dated if policy.effective_on >= own[0].effective_on]
                dated = [policy for policy in dated if policy.effective_on < own[0].effective_on] + own
        return Policies(dated=tuple(dated), superseded=tuple(superseded))

    def _digests(self, chain: tuple[str, ...]) -> TextDigests:
        """Of every policy, since versions are unique; of the calendar's layers in the order in which they are laid."""
        policies = {each.policy.version: text_digest(each.text) for each in self.policies}
        layers = [
            text_digest(each.text) for at in (EVERYWHERE, *chain) for each in self.calendars if each.division == at
        ]
        layers += [text_digest(outage_version(outage)) for outage in self._outages(chain)]
        built_in = self.built_in.digests
        return TextDigests(policies=built_in.policies | policies, calendar=(*built_in.calendar, *layers))

    def _published(self, division: str) -> list[Policy]:
        return [each.policy for each in self.policies if each.division == division]

    def _calendar(self, chain: tuple[str, ...]) -> WorkCalendar:
        calendar = self.built_in.calendar
        for each in self.calendars:
            if each.division == EVERYWHERE:
                calendar = with_notices(calendar, each.calendar)
        for division in chain:
            for each in self.calendars:
                if each.division == division:
                    calendar = with_own_days(calendar, each.calendar)
        for outage in self._outages(chain):
            calendar = with_outage(calendar, outage)
        return calendar

    def _outages(self, chain: tuple[str, ...]) -> list[Outage]:
        return [
            Outage(first=each.first_on, last=each.last_on)
            for each in self.outages
            if each.division in (EVERYWHERE, *chain)
        ]


def chain_policies(stays: Iterable[tuple[Policies, date]], last: Policies) -> Policies:
    """The policies of several places one after the other: each until its day, then the last one's."""
    dated: tuple[Policy, ...] = ()
    since = date.min
    for policies, until in (*stays, (last, date.max)):
        dated = (*(policy for policy in dated if policy.effective_on < since), *_from(policies, since))
        since = until
    return Policies(dated=dated)


def _from(policies: Policies, day: date) -> tuple[Policy, ...]:
    """The policies as they count from a day on: the one in force then counts from it."""
    standing = [policy for policy in policies.dated if policy.effective_on <= day][-1:] or list(policies.dated[:1])
    if day == date.min:
        return policies.dated
    return (replace(standing[0], effective_on=day), *(p for p in policies.dated if p.effective_on > day))


def _is_above(division: str, code: str) -> bool:
    return code.startswith(significant_digits(division))


def _in_order(policies: list[Policy]) -> list[Policy]:
    """By their dates; of two with the same date the one published later counts, so it stands last."""
    return sorted(policies, key=_effective_on)


def _effective_on(policy: Policy) -> date:
    return policy.effective_on
