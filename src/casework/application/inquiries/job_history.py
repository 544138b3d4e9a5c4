"""What was said of each job, so that a change in one that goes on can say what was before (GY-2a)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from casework.application.log.encoding.sealer import Erased
from casework.domain.details.details import said
from casework.domain.entries.field_words import field_label
from casework.domain.fact import Fact, Private
from casework.domain.facts.work import EmploymentChanged, JobPrivate, Placed
from casework.domain.labels import Label

_TERMS = ("monthly_pay", "contract_months")
_OF_THE_ENTRY = ("informant",)


class JobHistory:
    """The jobs of a household, as its entries tell them one after another; each value stands from its own day on."""

    def __init__(self) -> None:
        self._said: defaultdict[tuple[int, str], list[tuple[date, Any]]] = defaultdict(list)

    def tell(self, fact: Fact, blocks: Mapping[str, Private | Erased]) -> None:
        """Take in what an entry says of a job; of anything else nothing."""
        if not isinstance(fact, Placed | EmploymentChanged):
            return
        on = fact.since if isinstance(fact, Placed) else fact.on
        for field, _, value in clear_values(fact):
            self._said[fact.placement, field].append((on, value))
        for field, text in sealed_values(fact, blocks):
            self._said[fact.placement, field].append((on, text))

    def before(self, fact: EmploymentChanged, field: str) -> Any:
        """What stood on the day of the change; None where nobody had said it, of two of one day the one said later."""
        until_then = [each for each in self._said[fact.placement, field] if each[0] <= fact.on]
        return max(reversed(until_then), key=lambda each: each[0])[1] if until_then else None


def clear_values(fact: Placed | EmploymentChanged) -> Iterator[tuple[str, Label, Any]]:
    """What an entry says of the job in clear: its terms, and its details; not who told it."""
    for field in _TERMS:
        value = getattr(fact, field)
        if value is not None:
            yield field, field_label(fact, field), value
    for field, words, value in said(fact.details) if fact.details is not None else ():
        if field not in _OF_THE_ENTRY:
            yield field, Label(words.zh, words.en), value


def sealed_values(
    fact: Placed | EmploymentChanged, blocks: Mapping[str, Private | Erased]
) -> Iterator[tuple[str, str]]:
    """Employer, post and address as an entry says them, those that it says."""
    block = blocks.get(str(fact.member))
    for field in JobPrivate.__struct_fields__ if isinstance(block, JobPrivate) else ():
        if text := getattr(block, field):
            yield field, text
