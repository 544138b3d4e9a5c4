"""
Laws of replaying history: what was decided comes out again, and the quick way says what the slow one says (ADR 0020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from casework.domain.calendar.due_dates import Limit, Unit
from casework.domain.fact import Recorded
from casework.domain.facts.deadlines import Escalated, Reminded
from casework.domain.household.state import Household
from casework.domain.policy.deadline_rules import Ladder, LadderStep
from casework.domain.policy.policy import Policy
from casework.domain.policy.rules import Rules
from casework.domain.what_if.history_states import known
from casework.domain.what_if.passes import Passes
from casework.domain.what_if.policy_scenario import PolicyScenario
from casework.domain.what_if.replay import Replayed, replay
from casework.domain.what_if.shortcut import can_use_last_state, repeated_starts
from casework.domain.what_if.spans import Epoch
from casework.domain.what_if.terms import Rulings
from tests.support.households.helped_households import a_plain_world
from tests.support.households.life_stories import MORNING, RULES, World, a_random_world

NOW = MORNING + timedelta(days=700)
DEFAULT = RULES.policies.dated[-1]


def another_policy(days: int, late: int) -> Policy:
    """Every limit in calendar days is another one, and the first step comes later."""
    rules = tuple(
        replace(rule, limit=Limit(value=days, unit=Unit.CALENDAR_DAYS))
        if rule.limit.unit is Unit.CALENDAR_DAYS and not rule.limit.days_before
        else rule
        for rule in DEFAULT.deadline
    )
    return replace(DEFAULT, version="2", deadline=rules, ladder=tuple(later(each, late) for each in DEFAULT.ladder))


def later(ladder: Ladder, late: int) -> Ladder:
    """The ladder with its first step so many working days late, and the others after it."""
    steps = tuple(LadderStep(working_days_late=late + step.working_days_late - 1, to=step.to) for step in ladder.steps)
    return replace(ladder, steps=steps)


def passes_of(world: World) -> Passes:
    """The passes that left decisions anywhere in the world."""
    return Passes.of(
        (position, entry.timestamp)
        for position, entry in world.facts
        if isinstance(entry, Recorded) and isinstance(entry.fact, Reminded | Escalated)
    )


def rulings(world: World, scenario: PolicyScenario | None = None, first: date | None = None) -> Rulings:
    """What the households of the world are replayed under."""
    epochs = (Epoch(0, None, RULES),)

    def recorded(household: Household) -> tuple[Epoch, ...]:
        return epochs

    supposed = recorded
    dated = RULES.policies.dated
    if scenario is not None:
        rules: Rules = scenario.rules(RULES)
        other, dated = (Epoch(0, None, rules),), (*dated, scenario.policy)

        def supposed(household: Household) -> tuple[Epoch, ...]:
            return other

    return Rulings(
        passes=passes_of(world),
        recorded=recorded,
        under_scenario=supposed,
        repeated=repeated_starts(replace(RULES.policies, dated=dated)),
        now=NOW,
        first=first,
    )


def histories(world: World) -> Iterator[tuple[list[Recorded], list[int]]]:
    """Every household's entries with their positions."""
    for household in sorted({entry.originator_id for _, entry in world.facts}):
        found = [(p, e) for p, e in world.facts if e.originator_id == household and isinstance(e, Recorded)]
        yield [entry for _, entry in found], [position for position, _ in found]


def replayed(world: World, under: Rulings, *, exactly: bool = False) -> list[Replayed]:
    """Every household replayed."""
    return [replay(entries, positions, under, exactly=exactly) for entries, positions in histories(world)]


LIVES = st.sampled_from([lambda seed: a_random_world(seed, households=4, steps=70), a_plain_world])
"""With corrections and pauses, or without any of them and mostly worked out the quick way."""


@settings(max_examples=25)
@given(lives=LIVES, seed=st.integers(0, 10**9))
def test_whatever_was_decided_comes_out_again(lives: Callable[[int], World], seed: int) -> None:
    """Households that live anyhow, swept now and then, some entries late: each decision is found again, whole."""
    world = lives(seed)
    decided = [e for _, e in world.facts if isinstance(e, Recorded) and isinstance(e.fact, Reminded | Escalated)]

    found = replayed(world, rulings(world))

    assert sum(len(each.recorded) for each in found) == len(decided)
    for each in found:
        assert each.simulated == each.recorded
        assert (each.unlike, each.changes) == (0, ())


@settings(max_examples=25)
@given(
    lives=LIVES,
    seed=st.integers(0, 10**9),
    days=st.integers(1, 60),
    late=st.integers(1, 5),
    first=st.none() | st.integers(0, 200),
)
def test_the_quick_way_says_what_the_slow_one_says(
    lives: Callable[[int], World], seed: int, days: int, late: int, first: int | None
) -> None:
    """Worked out once from the last state or after every entry: the same deadlines and notices, also if supposed."""
    world = lives(seed)
    since = None if first is None else MORNING.date() + timedelta(days=first)
    under = rulings(world, PolicyScenario(policy=another_policy(days, late), first=since), since)

    assert replayed(world, under) == replayed(world, under, exactly=True)


def test_most_households_are_worked_out_the_quick_way() -> None:
    """
    The law above would say nothing if hardly any household were.

    The others are those in which a level shortened a contact, or a job was lost again: there entries knew it otherwise.
    """
    world = a_plain_world(1, households=10, steps=200)
    under = rulings(world)
    quick = [can_use_last_state(known(entries, positions), under) for entries, positions in histories(world)]
    assert sum(quick) >= 6


def test_a_decision_that_is_not_what_the_rules_give_is_seen() -> None:
    """The control of the first law: one field of one decision changed, in any of its fields, and it does not hold."""
    world = a_plain_world(1)
    place = next(n for n, (_, e) in enumerate(world.facts) if isinstance(e, Recorded) and isinstance(e.fact, Escalated))
    position, entry = world.facts[place]
    assert isinstance(entry, Recorded)
    assert isinstance(entry.fact, Escalated)
    tampered = (
        replace(entry.fact, due_on=entry.fact.due_on + timedelta(days=1)),
        replace(entry.fact, working_days_late=entry.fact.working_days_late + 1),
        replace(entry.fact, policy="0"),
        replace(entry.fact, to=()),
        replace(entry.fact, occurrence="999"),
    )
    for fact in tampered:
        world.facts[place] = (position, replace(entry, fact=fact))
        assert sum(each.unlike for each in replayed(world, rulings(world))) > 0
