"""Which households may be worked out from their last state alone: nothing in them changes what was known before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.facts import clearance, households
from casework.domain.household.parts import Episode
from casework.domain.policy.policy import Policies
from casework.domain.what_if.history_states import HistoryStates
from casework.domain.what_if.terms import Rulings


def can_use_last_state(known: HistoryStates, rulings: Rulings) -> bool:
    """
    Whether `spans_at_once` says the same of a household as `spans_step_by_step`.

    Not with facts that may change earlier deadlines, with one that was entered after what happened later, after a
    change of village, with two ends of one episode or one recorded in a later month than it happened, where two facts
    start the same period or milestone, and where a deadline was known to be met, or to run longer, before.
    """
    if not all(entry.fact.what_if_shortcut for entry in known.entries):
        return False
    if any(later.occurred_at < earlier.occurred_at for earlier, later in pairwise(known.entries)):
        return False
    if any(state.village != known.final.village for state in known.states):
        return False
    plain = all(_ends_once(each) and _starts_once(each, rulings.repeated) for each in known.final.records)
    return plain and not any(_revised(known, rulings))


def _revised(known: HistoryStates, rulings: Rulings) -> Iterator[bool]:
    for epochs_of in (rulings.recorded, rulings.under_scenario):
        for epoch in epochs_of(known.final):
            yield any(instance.revised for instance in known.at_the_end(epoch.rules, rulings.now))


def repeated_starts(policies: Policies) -> frozenset[frozenset[str]]:
    """The facts that start a deadline by period or milestone, rule by rule: a second one starts the same ones again."""
    rules = (rule for policy in policies.dated for rule in policy.deadline if rule.every or rule.opens)
    return frozenset(frozenset(match.fact for match in rule.starts) for rule in rules)


def _ends_once(episode: Episode) -> bool:
    ends = [entry for entry in episode.entries if _is_end(entry.fact)]
    if not ends:
        return episode.ended_at is None
    happened, recorded = shanghai_date(ends[0].occurred_at), shanghai_date(ends[0].recorded_at)
    return len(ends) == 1 and (happened.year, happened.month) == (recorded.year, recorded.month)


def _is_end(fact: object) -> bool:
    if isinstance(fact, households.Verified):
        return not fact.confirmed
    return isinstance(fact, clearance.Cleared | clearance.ClosedOtherwise)


def _starts_once(episode: Episode, repeated: Iterable[frozenset[str]]) -> bool:
    topics = Counter(entry.topic for entry in episode.entries)
    return all(sum(topics[name] for name in names) <= 1 for names in repeated)
