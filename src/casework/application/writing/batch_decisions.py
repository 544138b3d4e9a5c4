"""One decision over many households, appended together: what sweeps and withdrawals are made of (ADR 0010)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

import structlog
from msgspec import Struct
from msgspec.structs import replace

from casework.application.commands.declarations.declaration import Decision
from casework.application.log.records.groups import Appended, AppendGroup, Unreadable
from casework.application.writing.casework import Casework
from casework.domain.fact import Fact, Recorded
from casework.domain.household.context import DecisionContext
from casework.domain.household.evolution.evolve import fold_history
from casework.domain.household.state import Household
from casework.domain.rules.rule_book import RuleBook
from casework.domain.signer import Signer

ROUNDS = 3
"""So often households that others keep changing are decided again; then they are left to the next call."""

KeyOf = Callable[[Household, Fact], str]
"""The command id of one fact, such as the key of a step."""

logger = structlog.get_logger("casework")


class Outcome(Struct, frozen=True, kw_only=True):
    """
    What came of one call: the facts recorded by household, those that others had recorded meanwhile, and who is
    postponed.

    `by_others` are facts that were decided and lost to a rival who had recorded them; `postponed` are households that
    others kept changing, and those that cannot be read.
    """

    recorded: dict[UUID, tuple[Fact, ...]]
    by_others: int = 0
    postponed: tuple[UUID, ...] = ()


def decide_batch(
    casework: Casework,
    households: Iterable[UUID],
    decide: Decision,
    *,
    by: str,
    key_of: KeyOf,
    occurred_at: datetime | None = None,
) -> Outcome:
    """
    Load the households, decide each, and append whole households in one transaction; a rival's are decided again.

    Safe to run twice and by several processes at once: the household has the last word. A household without anything
    to record is quiet. Each is decided under the rules of its village; a rule that decides (`rule:escalation`) signs
    with the version of the policy in force there. What follows from a rule may have happened at `occurred_at`, however
    long ago that is.
    """
    casework.directories.current()  # holders are named as they stand now
    context, book = casework.context(by), casework.books.current()
    context = replace(context, occurred_at=occurred_at or context.occurred_at)
    todo, broken = set(households), set[UUID]()
    recorded: dict[UUID, tuple[Fact, ...]] = {}
    found: dict[UUID, int] = {}
    for _ in range(ROUNDS):
        decided, unreadable = _decided(casework, todo, decide, context, book)
        broken |= unreadable
        found = {household: len(facts) for household, (_, facts) in decided.items()} | found
        groups = [
            _group(state, facts, under(book, context, state), key_of) for state, facts in decided.values() if facts
        ]
        written = casework.log.append_groups(groups)
        recorded |= {h: decided[h][1] for h, answer in written.items() if isinstance(answer, Appended)}
        todo = {h for h, answer in written.items() if not isinstance(answer, Appended)}
        if not todo:
            break
    by_others = sum(max(count - len(recorded.get(h, ())), 0) for h, count in found.items() if h not in todo)
    return Outcome(recorded=recorded, by_others=by_others, postponed=tuple(sorted(todo | broken)))


def under(book: RuleBook, context: DecisionContext, household: Household) -> DecisionContext:
    """The context under the rules of the household's village; a rule signs with the version of its policy."""
    rules, signer = book.of_household(household), Signer.of(context.by)
    if signer.is_rule:
        signer = signer.under(rules.policies.in_force(context.now).version)
    return replace(context, by=str(signer), rules=rules)


def _decided(
    casework: Casework, households: set[UUID], decide: Decision, context: DecisionContext, book: RuleBook
) -> tuple[dict[UUID, tuple[Household, tuple[Fact, ...]]], set[UUID]]:
    decided: dict[UUID, tuple[Household, tuple[Fact, ...]]] = {}
    unreadable: set[UUID] = set()
    for household, entries in casework.log.streams(sorted(households)).items():
        facts = [entry for _, entry in entries if isinstance(entry, Recorded)]
        if len(facts) < len(entries):
            unreadable.add(household)
            reasons = [entry.reason for _, entry in entries if isinstance(entry, Unreadable)]
            logger.error("household.parked", household=str(household), reason=reasons[0])
            continue
        state = fold_history(household, facts)
        decided[household] = (state, tuple(decide(state, under(book, context, state))))
    return decided, unreadable


def _group(state: Household, facts: tuple[Fact, ...], context: DecisionContext, key_of: KeyOf) -> AppendGroup:
    entries = tuple(
        context.entry(fact, stream=state.id, version=version, command_id=key_of(state, fact))
        for version, fact in enumerate(facts, start=state.version + 1)
    )
    return AppendGroup(household=state.id, expected_version=state.version, entries=entries)
