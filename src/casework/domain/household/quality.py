"""What has to be looked at again of what is known of a household's workers (BT-10b)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from casework.domain.codes.people import Capacity, Employment, Willingness
from casework.domain.codes.service.figures import Doubt
from casework.domain.household.parts import MemberState
from casework.domain.household.state import Household
from casework.domain.household.workers import Worker, workers
from casework.domain.policy.sections import DetectionRule

QUARTER_DAYS: Final = 92
"""The longest quarter, the rhythm of the ledger (GY-2b)."""

COMPARED: Final = ("employment", "capacity", "willingness")
"""Of which values a ledger and the entries since may say two things."""


class Doubtful(Struct, frozen=True, kw_only=True):
    """A worker of whom something has to be looked at again, and the day of which the newest statement speaks."""

    number: int
    doubts: tuple[Doubt, ...]
    said_on: date | None


def doubtful(household: Household, on: date, rule: DetectionRule) -> Iterator[Doubtful]:
    """The workers of a household, by number, of whom something is missing, old, or said in two ways."""
    for worker in workers(household, on, rule):
        said_on = _newest(worker.state)
        if doubts := tuple(_doubts(worker, on, said_on)):
            yield Doubtful(number=worker.state.number, doubts=doubts, said_on=said_on)


def _newest(state: MemberState) -> date | None:
    days = (state.since, state.ledger_on, *state.said_on.values())
    return max((day for day in days if day is not None), default=None)


def _doubts(worker: Worker, on: date, said_on: date | None) -> Iterator[Doubt]:
    member = worker.state.now
    missing = {
        Doubt.NO_BIRTH_DATE: member.birth_date is None,
        Doubt.NO_SEX: member.sex is None,
        Doubt.NO_WISH: not worker.in_work and member.willingness is None and worker.state.finding is None,
        Doubt.NO_PAY: worker.in_work and member.monthly_pay is None,
        Doubt.NO_START: worker.in_work and member.work_started_on is None,
        Doubt.NOT_UNDERSTOOD: _not_understood(worker.state),
        Doubt.UNCONFIRMED: said_on is not None and (on - said_on).days > QUARTER_DAYS,
        Doubt.GROUND_OVER: any(day < on for day in worker.state.grounds_until.values()),
        Doubt.CONTRADICTED: _contradicted(worker.state),
    }
    yield from (doubt for doubt, holds in missing.items() if holds)


def _not_understood(state: MemberState) -> bool:
    unclear = (Capacity.NOT_UNDERSTOOD, Willingness.NOT_UNDERSTOOD, Employment.NOT_UNDERSTOOD)
    said = (state.now.capacity, state.now.willingness, state.now.employment)
    return state.now.in_school is None or any(value in unclear for value in said)


def _contradicted(state: MemberState) -> bool:
    if state.by_ledger is None:
        return False
    pairs = ((getattr(state.by_ledger, name), getattr(state.now, name)) for name in COMPARED)
    return any(said is not None and now is not None and said is not now for said, now in pairs)
