"""Cases that a policy text carries: some facts, and which deadlines are due on which day after them."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct


class GivenFact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A fact of a case by its name: the day on which it happened, and on which it was recorded where that is a later one.

    `values` are its clear fields; those of a detection may be left out.
    """

    fact: str
    on: date
    recorded_on: date | None = None
    values: dict[str, Any] = {}


class ExpectedDue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A deadline that runs unmet after the facts of a case, and its last day; without a day none of its name does.

    `occurrence` says what it is about (`3/township`, `2026Q2`); None asks of all that run.
    """

    deadline: str
    occurrence: str | None = None
    due_on: date | None = None


class PolicyCase(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A case by its name: a household of one man of forty, registered on the day of the first fact, and what is due then.

    An empty list of what is due says that nothing is. The register's entry is the first of its history, the first fact given the second.
    """

    name: str
    given: tuple[GivenFact, ...]
    due: tuple[ExpectedDue, ...]
