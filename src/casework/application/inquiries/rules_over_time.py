"""The rules of each household as they were known along the log, recorded and under a scenario, for replaying history."""

from __future__ import annotations

from collections.abc import Sequence

from casework.application.writing.rule_books import RuleBooks
from casework.domain.household.parts import EarlierVillage
from casework.domain.household.state import Household
from casework.domain.policy.policy import Policies
from casework.domain.policy.rules import Rules
from casework.domain.what_if.policy_scenario import PolicyScenario
from casework.domain.what_if.shortcut import repeated_starts
from casework.domain.what_if.spans import Epoch


class RulesOverTime:
    """The epochs of any household, by where it stands and stood; those under the same rules share them."""

    def __init__(self, books: RuleBooks, until: int, scenario: PolicyScenario | None) -> None:
        self._starts = [0, *(position for position in books.positions() if position <= until)]
        self._books = [books.at(position) for position in self._starts]
        self._scenario = scenario
        self._recorded: dict[tuple[int, ...], tuple[Epoch, ...]] = {}
        self._under_scenario: dict[tuple[int, ...], tuple[Epoch, ...]] = {}
        self._chains: dict[tuple[str, tuple[EarlierVillage, ...]], tuple[int, ...]] = {}

    @property
    def repeated(self) -> frozenset[frozenset[str]]:
        """As `repeated_starts`, of every policy that is looked at."""
        return repeated_starts(self._policies())

    @property
    def starting(self) -> frozenset[str]:
        """The facts on which a deadline of any of these policies may start, by name."""
        rules = (rule for policy in self._policies().dated for rule in policy.deadline)
        return frozenset(match.fact for rule in rules for match in rule.starts)

    def _policies(self) -> Policies:
        """Every policy that is looked at."""
        dated = [*self._books[0].built_in.policies.dated, *(each.policy for each in self._books[-1].policies)]
        if self._scenario is not None:
            dated.append(self._scenario.policy)
        return Policies(dated=tuple(dated))

    def recorded(self, household: Household) -> Sequence[Epoch]:
        """The epochs of the household's rules as they were recorded."""
        return self._recorded[self._chain(household)]

    def under_scenario(self, household: Household) -> Sequence[Epoch]:
        """The same epochs with the policy of the scenario in its place."""
        chain = self._chain(household)
        if chain not in self._under_scenario:
            self._under_scenario[chain] = tuple(self._suppose(epoch) for epoch in self._recorded[chain])
        return self._under_scenario[chain]

    def _suppose(self, epoch: Epoch) -> Epoch:
        return epoch if self._scenario is None else epoch._replace(rules=self._scenario.rules(epoch.rules))

    def _chain(self, household: Household) -> tuple[int, ...]:
        """The household's rules one after the other, by identity: the books keep them for as long as this lives."""
        place = household.village, household.earlier_villages
        if place not in self._chains:
            rules = [book.of_household(household) for book in self._books]
            chain = tuple(map(id, rules))
            self._chains[place] = chain
            if chain not in self._recorded:
                self._recorded[chain] = _epochs(self._starts, rules)
        return self._chains[place]


def _epochs(starts: Sequence[int], rules: Sequence[Rules]) -> tuple[Epoch, ...]:
    """Neighbours under the same rules are one: most publications concern other places."""
    changes = [n for n in range(len(rules)) if n == 0 or rules[n] != rules[n - 1]]
    ends = [*(starts[n] for n in changes[1:]), None]
    return tuple(Epoch(starts[n], end, rules[n]) for n, end in zip(changes, ends, strict=True))
