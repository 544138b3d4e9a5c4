"""Ledgers of divisions are kept by themselves where a rule asks for it; followed, rebuilt and replayed like households."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from casework.application.inquiries.what_if import what_if
from casework.application.rules.divisions import record_change
from casework.application.writing.references.ledger_openings import open_ledgers
from casework.domain.codes.offices import ChangeKind
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following.rebuild import rebuild
from projections.lists.division_lookup import kept_ledgers
from projections.lists.overdue_list import Overdue
from scheduler.duties.division_ledgers import keep_ledgers
from scheduler.duties.sweep import sweep
from scheduler.duties.village_changes import carry_over_due
from tests.support.installations.installations import VILLAGE, Office, open_office
from tests.support.installations.table_rows import all_rows

TOWNSHIP = VILLAGE[:9] + "000"
NEW = "990121200202"


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    """Two households of one village, on each kind of database."""
    with open_office(database_url) as opened:
        opened.at_risk(2)
        opened.catch_up()
        yield opened


def kept(office: Office) -> dict[str, bool]:
    """The ledgers after the daily job, each with whether it is open."""
    keep_ledgers(office.casework, office.engine, catch_up=office.catch_up)
    return kept_ledgers(office.engine)


def swept(office: Office) -> int:
    """How many steps a sweep raised of ledgers."""
    before = office.casework.log.last_position()
    sweep(office.casework, office.engine, catch_up=office.catch_up)
    entries = office.casework.log.page(before, 10_000)
    return sum(getattr(entry.fact, "deadline", "") == "quarter-confirmation" for _, entry in entries)  # type: ignore[union-attr]


def test_a_village_of_which_the_policy_asks_something_has_a_ledger(office: Office) -> None:
    """Once, however often the day begins; a township has none while no rule asks anything of it."""
    assert kept(office) == {VILLAGE: True}
    before = office.casework.log.last_position()
    assert (kept(office), office.casework.log.last_position()) == ({VILLAGE: True}, before)
    assert open_ledgers(office.casework, [VILLAGE, TOWNSHIP], by="clerk") == 1


def test_each_step_is_raised_once_and_a_rebuild_is_what_was_followed(office: Office) -> None:
    """The reminder and every step of a quarter that nobody confirmed, however late the sweep comes."""
    kept(office)
    office.later(days=130)
    assert (swept(office), swept(office)) == (3, 0)
    office.catch_up()
    late = Overdue(office.engine, office.casework.books.current()).list(now=office.clock.now(), scope=EVERYWHERE).rows
    assert [(row.village, row.step) for row in late if row.deadline == "quarter-confirmation"] == [(VILLAGE, 3)]
    live = all_rows(office.engine)
    rebuild(office.casework.log, office.engine, office.casework.books)
    assert all_rows(office.engine) == live
    answer = what_if(office.casework, until=office.casework.log.last_position(), inside=("",))
    assert (answer.unlike, answer.undecided, answer.differences) == (0, 0, 0)


def test_the_ledger_of_a_village_that_is_no_more_is_closed(office: Office) -> None:
    """From the day of the change: what was overdue stays missed, nothing more begins, and the successor has its own."""
    kept(office)
    moved = DivisionChange(kind=ChangeKind.MOVED, codes=(VILLAGE,), into=(DivisionEntry(code=NEW, name="新村"),))
    fact = DivisionsChanged(effective_on=date(2026, 3, 4), changes=(moved,))
    record_change(office.casework, lambda _: fact, by="clerk")
    office.later(days=3)
    carry_over_due(office.casework, office.engine, catch_up=office.catch_up)
    assert kept(office) == {VILLAGE: False, NEW: True}
    office.later(days=130)
    assert swept(office) == 3
    office.clock.set(office.clock.now() + timedelta(days=1))
    assert swept(office) == 0
