"""Who decides, when it happened, when it is recorded, and under which rules: what every decision is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.errors import InvalidValueError, SamePersonError
from casework.domain.fact import ActingOffice, Fact, Moment, Recorded, RuleText
from casework.domain.facts.deadlines import Escalated, Recipient, Reminded
from casework.domain.facts.office.leaves import CadreOnLeave
from casework.domain.household.evolution.evolve import evolve
from casework.domain.household.state import Household
from casework.domain.policy.deciders import Decider, DecisionKind
from casework.domain.policy.policy import Policy
from casework.domain.policy.rules import Rules
from casework.domain.signer import Signer, account_of, persons_of


class NamesHolders(Protocol):
    """Who knows which accounts hold an office on a day, once there are accounts (ADR 0037)."""

    @property
    def version(self) -> int:
        """The version of the directory of accounts that answers."""

    def named(self, to: Recipient, on: date) -> tuple[Recipient, ...]:
        """Everybody whom a notice reaches on a day that is for an office, or for an account."""

    def acting(self, on: date) -> Mapping[str, str]:
        """Who does whose work on a day, by what they sign with: those who are away, and whoever stands in for each."""

    def capacity(self, signed: str) -> int | None:
        """How many open households somebody can carry as a cadre; None where nobody has said."""

    def divisions(self, signed: str, on: date) -> tuple[str, ...]:
        """Where somebody may act on a day: the leading digits of the divisions of the offices that they have."""

    def away_until(self, signed: str, on: date) -> date | None:
        """Until when somebody is away who is on a day."""

    def turns(self, signed: str) -> Iterator[date]:
        """The days on which somebody's work goes to another account, and comes back."""


def on_duty(household: Household, account: str | None, day: date, holders: NamesHolders | None) -> str | None:
    """
    Who has the duties of an account in a household on a day: whoever stands in for it, and for that one in turn.

    What the household itself says is from before there were accounts; since then the account's absence says it.
    """
    acting = household.on_duty(account, day)
    return acting if acting is None or holders is None else holders.acting(day).get(acting, acting)


def person_of(names: Mapping[str, str], signed: str) -> str:
    """Whose a signature is: the account's number for each of its adopted names."""
    typed = account_of(signed)
    return names.get(typed, typed)


class DecisionContext(Struct, frozen=True, kw_only=True):
    """
    The circumstances of a decision: `by` acts, it happened at `occurred_at`, it is recorded at `now` (both aware).

    Nothing in the domain asks a clock or a setting; what a decision needs stands here. `again`: it was done once more,
    though the very same stands entered for that day. `office`: in which `by` acts, None where nobody said. `leaves` of
    cadres are those that hold at the place, as they were said. `holders` name whom an office is on a day, None while nobody
    has an account; `counts_as` are the accounts that are one person with `by` where a second person is asked for, because one
    stands in for the other, `in_stead_of` those of them who are away and in whose stead `by` acts; `carried` counts the open households of a cadre, None where nobody counts them.
    """

    by: str
    occurred_at: Moment
    now: Moment
    rules: Rules
    again: bool = False
    office: ActingOffice | None = None
    leaves: tuple[CadreOnLeave, ...] = ()
    names: Mapping[str, str] = {}
    holders: NamesHolders | None = None
    counts_as: frozenset[str] = frozenset()
    in_stead_of: tuple[str, ...] = ()
    carried: Callable[[str], int] | None = None

    @property
    def policy(self) -> Policy:
        """The policy in force when it happened."""
        return self.rules.policies.in_force(self.occurred_at)

    @property
    def today(self) -> date:
        """The day on which it happened, Asia/Shanghai."""
        return shanghai_date(self.occurred_at)

    def person(self, signed: str) -> str:
        """Whose a signature is: the account's number for each of its names."""
        return person_of(self.names, signed)

    def on_duty(self, household: Household, account: str | None) -> str | None:
        """Who has the duties of an account on the day: whoever stands in for it, and for that one in turn; else itself."""
        return on_duty(household, account, self.today, self.holders)

    def is_by(self, signed: str) -> bool:
        """Whether this is the very person who acts, under whichever of their names."""
        return self.person(self.by) == self.person(signed)

    def is_one_of(self, signed: Iterable[str | None]) -> bool:
        """
        Whether who acts is somebody of these, or counts as one of them: what every rule about a second person asks.

        Whoever acts in an office only because its holder is away is the holder's own choice, and no second person; nor is the
        holder to what was done in their stead.
        """
        makers = (person for each in filter(None, signed) for person in persons_of(each))
        return not {self.person(self.by), *self.counts_as}.isdisjoint(map(self.person, makers))

    def entry(self, fact: Fact, *, stream: UUID, version: int, command_id: str = "") -> Recorded:
        """The fact in its envelope, at this place of its stream; without a command while it is only supposed."""
        return Recorded(
            originator_id=stream,
            originator_version=version,
            timestamp=self.now,
            occurred_at=self.occurred_at,
            by=self.by,
            command_id=command_id,
            fact=fact,
            office=self.office,
            in_stead_of=self.in_stead_of,
            under=self._text(fact) if self._by_rule(fact) else None,
        )

    def _text(self, fact: Fact) -> RuleText:
        text = self.rules.text_of(self._version(fact))
        if self.holders is None or not isinstance(fact, Reminded | Escalated):
            return text
        return replace(text, directory=self.holders.version)

    def _by_rule(self, fact: Fact) -> bool:
        return fact.decided_by_rule or Signer.of(self.by).is_rule

    def _version(self, fact: Fact) -> str:
        """The policy that the fact itself names, as a step does whose deadline began under an earlier one."""
        return getattr(fact, "policy", None) or self.policy.version


def in_envelopes(
    stream: UUID, version: int, facts: Iterable[Fact], context: DecisionContext, command_id: str = ""
) -> tuple[Recorded, ...]:
    """The facts in their envelopes, continuing the stream at `version`."""
    return tuple(
        context.entry(fact, stream=stream, version=number, command_id=command_id)
        for number, fact in enumerate(facts, start=version + 1)
    )


def household_after(household: Household, facts: Iterable[Fact], context: DecisionContext) -> Household:
    """The household as it would be with `facts` recorded: for judging what follows from them in the same decision."""
    for fact in facts:
        household = evolve(household, context.entry(fact, stream=household.id, version=household.version + 1))
    return household


def refuse_own_case(context: DecisionContext, kind: DecisionKind, *makers: str | None) -> None:
    """Refuse whoever took the step before, unless the policy lets anybody decide. Raises SamePersonError."""
    if context.is_one_of(makers) and context.policy.decider(kind) is not Decider.ANYBODY:
        raise SamePersonError(context.by, context.counts_as)


def refuse_past(field: str, day: date, context: DecisionContext) -> None:
    """Refuse a date before the day of the decision. Raises InvalidValueError."""
    if day < context.today:
        raise InvalidValueError(field, zh=f"日期{day}已过", en=f"The date {day} has passed")


def refuse_ahead(field: str, day: date, context: DecisionContext) -> None:
    """Refuse a date after the day of the decision. Raises InvalidValueError."""
    if day > context.today:
        raise InvalidValueError(field, zh=f"日期{day}尚未到", en=f"The date {day} is still to come")
