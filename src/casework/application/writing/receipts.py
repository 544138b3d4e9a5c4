"""What a command answers: which household, where its facts stand, and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from msgspec import Struct

from casework.domain.entries.effects import Effects, effects, household_then, looks_back
from casework.domain.errors import RefusedError
from casework.domain.fact import Fact, Recorded, topic_of
from casework.domain.facts.households import MembersUpdated, Registered
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household


class Receipt(Struct, frozen=True, kw_only=True):
    """
    The answer to a command. A quiet one, with nothing to do, has no position and no facts.

    `position` is where its last fact stands in the log: a reader that is complete up to there shows the command.
    `others` are the households to which the same act wrote as well. `moves` is what a late or corrected entry moves, None of any other. A preview says both for whatever it is about,
    and nothing was stored. `beyond`: to a repeat, that the household may no longer be shown to whoever asks; it is told
    that it was recorded, and nothing of what has become of the household.
    """

    household: UUID
    position: int | None = None
    facts: tuple[str, ...] = ()
    moves: Effects | None = None
    preview: bool = False
    others: tuple[UUID, ...] = ()
    beyond: bool = False


def moves_of(
    household: Household, entries: Sequence[Recorded], facts: Sequence[Fact], context: DecisionContext
) -> Effects:
    """What the facts move, decided on the household as the entries leave it; these are needed for corrections alone."""
    after = household_then(household, entries, facts, context)
    return effects(household, after, context.rules, at=context.now)


def moves_looking_back(
    household: Household, entries: Sequence[Recorded], facts: Sequence[Fact], context: DecisionContext
) -> Effects | None:
    """What a late or corrected entry moves; None of any other."""
    return moves_of(household, entries, facts, context) if looks_back(facts, context) else None


def topics_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    """What the facts are, by their tags."""
    return tuple(topic_of(fact) for fact in facts)


def others_of(facts: Sequence[Fact]) -> tuple[UUID, ...]:
    """The other households of which facts say that members came from there or went there."""
    found = [
        movement.household
        for fact in facts
        if isinstance(fact, Registered | MembersUpdated)
        for movement in fact.movements
        if movement.household is not None
    ]
    return tuple(dict.fromkeys(found))


class CommandReusedError(RefusedError):
    """The command id was used for another request; nothing was recorded."""

    zh = "该操作编号已用于另一项操作"
    en = "This command id was used for another request"


class MovedOnError(RefusedError):
    """The household has moved on since the version that somebody acted upon; nothing was recorded."""

    def __init__(self, version: int) -> None:
        self.version = version
        self.zh = f"该户已有新的记录（现为第{version}条），请先查看再办理"
        self.en = f"The household has moved on (it is at entry {version} now): look at it again first"


class OccurredAheadError(RefusedError):
    """What happened cannot lie in the future; nothing was recorded."""

    zh = "发生时间不能晚于现在"
    en = "What happened cannot lie in the future"


class TooLateError(RefusedError):
    """The entry comes later than the policy allows, and no supervisor has allowed it; nothing was recorded."""

    helps = ("allow-late",)

    def __init__(self, limit_days: int, on: date) -> None:
        self.limit_days = limit_days
        self.on = on
        self.zh = f"补录超过规定的{limit_days}天：请先由上级准许补录该户{on}的事"
        self.en = (
            f"The entry is more than {limit_days} days late: ask a supervisor to allow what happened on {on} first"
        )
