"""Whether a household lets its data be checked: what it answered last (OF-15)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.verification import CheckedData, ConsentAnswer
from casework.domain.facts.consent import ConsentRecorded
from casework.domain.household.state import Household


class Consent(Struct, frozen=True, kw_only=True):
    """What the household answered on a day; a consent with an end holds `until` that day, the day included."""

    answer: ConsentAnswer
    on: date
    covers: tuple[CheckedData, ...] = ()
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether its data may be checked on a day."""
        return self.answer is ConsentAnswer.GIVEN and (self.until is None or today <= self.until)


def last_consent(household: Household) -> Consent | None:
    """What the household answered last; None when nobody has asked."""
    entries = [e for record in household.records for e in record.entries if isinstance(e.fact, ConsentRecorded)]
    if not entries:
        return None
    last = max(entries, key=lambda entry: entry.order)
    fact = last.fact
    assert isinstance(fact, ConsentRecorded)
    return Consent(answer=fact.answer, on=shanghai_date(last.occurred_at), covers=fact.covers, until=fact.until)
