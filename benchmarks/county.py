"""A county to measure with: households at risk, in the middle of their help, on a fresh database."""

from __future__ import annotations

from uuid import UUID

from casework.application.writing.batch_decisions import decide_batch
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.decisions.findings.reports import report_household
from casework.domain.decisions.service.follow_ups import log_follow_up
from casework.domain.fact import Fact
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from tests.support.installations.installations import Office

AT_ONCE = 2_000


def fill(office: Office, households: int, *, follow_ups: int = 12) -> list[UUID]:
    """So many households: registered, detected, reported, visited again and again, in the order of real days."""
    ids = office.at_risk(households)
    for decide, days in ((report_household, 1), *((_visit, 3) for _ in range(follow_ups))):
        office.later(days=days)
        for start in range(0, len(ids), AT_ONCE):
            decide_batch(office.casework, ids[start : start + AT_ONCE], decide, by="li.na", key_of=_key)
    return ids


def _visit(household: Household, context: DecisionContext) -> list[Fact]:
    return log_follow_up(household, context, kind=FollowUpKind.VISIT, outcome=Outcome.REACHED)


def _key(household: Household, fact: Fact) -> str:
    return f"{household.id}/{household.version}"
