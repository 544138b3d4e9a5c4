"""A county office for tests: households of zero employment on a fresh database, a clock that is set, and its follower."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Engine

from casework.application.log.encoding.keys import KeyRing
from casework.application.log.records.household_ids import household_id, village_of
from casework.application.log.records.patience import USUAL, Patience
from casework.application.log.store import Log
from casework.application.writing.batch_decisions import decide_batch
from casework.application.writing.casework import Casework
from casework.application.writing.clock import GivenClock
from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.codes.people import Sex
from casework.domain.codes.sources import Source
from casework.domain.decisions.registration import SourceStatement, StatedMember, register
from casework.domain.fact import Fact, Recorded
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.members import Member, PersonPrivate
from casework.domain.rules.built_in import built_in_rules
from projections.following.catch_up import catch_up
from projections.storage.engine import read_engine
from scheduler.records.tables import ensure_tables

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
VILLAGE = "990121200201"
RULES = built_in_rules()


class Office:
    """One process's view of the installation at `url`; its clock stands still until it is set."""

    def __init__(self, url: str, ring: KeyRing, now: datetime = MONDAY, *, patience: Patience = USUAL) -> None:
        self.clock = GivenClock(now, runs_on=False)
        self.log = Log.open(url, ring, patience)
        self.casework = Casework(self.log, keys=ring, clock=self.clock, rules=RULES)
        self.engine: Engine = read_engine(url, patience)
        ensure_tables(self.engine)

    def catch_up(self) -> int:
        """Bring the read models to the end of the log."""
        return catch_up(self.log, self.engine, self.casework.books)

    def later(self, **by: float) -> None:
        """Let time pass: `later(days=3)`."""
        self.clock.set(self.clock.now() + timedelta(**by))

    def close(self) -> None:
        """End its connections."""
        self.engine.dispose()
        self.log.close()

    def at_risk(self, count: int, *, first: int = 1, village: str = VILLAGE) -> list[UUID]:
        """So many households are registered and detected now: one man of 45 each, out of work."""
        return self.register([first + offset for offset in range(count)], date(1981, 1, 1), village=village)

    def register(self, numbers: Sequence[int], born: date, *, village: str = VILLAGE) -> list[UUID]:
        """Households with these numbers, of one man born then, who is out of work."""
        by_id = {
            household_id(self.casework.keys.ids, village=village, number=str(number)): number for number in numbers
        }
        today = self.clock.now().date()
        statement = SourceStatement(
            source=Source.LEDGER,
            effective_on=today,
            assessed_on=today,
            stated=(
                StatedMember(
                    member=Member(number=1, is_head=True, sex=Sex.MALE, birth_date=born),
                    private=PersonPrivate(name="某某"),
                ),
            ),
        )

        def enter(household: Household, context: DecisionContext) -> list[Fact]:
            if household.known:
                return []
            number = str(by_id[household.id])
            return register(household, context, village=village_of(household.id), number=number, statement=statement)

        ids = list(by_id)
        for start in range(0, len(ids), 500):
            decide_batch(self.casework, ids[start : start + 500], enter, by="import:test", key_of=_own_key)
        return ids

    def facts(self, kind: type[Fact] | tuple[type[Fact], ...]) -> list[Recorded]:
        """Every fact of these kinds in the log, in order."""
        found, tail = [], self.log.tail()
        while page := tail.page(5000):
            found += [e for _, e in page if isinstance(e, Recorded) and isinstance(e.fact, kind)]
        return found


@contextmanager
def open_office(
    url: str, ring: KeyRing | None = None, now: datetime = MONDAY, *, patience: Patience = USUAL
) -> Iterator[Office]:
    """An office, closed afterwards."""
    office = Office(url, ring or KeyRing.random(), now, patience=patience)
    try:
        yield office
    finally:
        office.close()


def _own_key(household: Household, fact: Fact) -> str:
    return f"{household.id}/{type(fact).__name__}"
