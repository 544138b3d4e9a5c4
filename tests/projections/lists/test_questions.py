"""What the read models answer: board, overdue list, workload, notices, imports, divisions and days of judgement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from sqlalchemy import Engine

from casework.application.log.records.household_ids import reference_id
from casework.domain.codes.stages import Stage
from casework.domain.deadlines.escalation import escalate
from casework.domain.deadlines.pause_and_resume import pause_deadline
from casework.domain.decisions.cadres.responsibility import accept_household, assign_cadre
from casework.domain.divisions.codes import DivisionCodeError
from casework.domain.facts.households import HouseholdReported
from casework.domain.facts.office.divisions import DivisionEntry, DivisionsLoaded
from casework.domain.facts.office.imports import ImportFinished, ImportStarted, ImportWithdrawn
from casework.domain.rights.everywhere import EVERYWHERE
from projections.following.catch_up import catch_up
from projections.following.follower import FollowerStoppedError
from projections.lists.board import Board
from projections.lists.detection_days import DetectionDays
from projections.lists.division_names import divisions
from projections.lists.entries.history import History, HistoryEntry
from projections.lists.entries.import_batches import BatchState, ImportBatches
from projections.lists.figures.workload import Workload
from projections.lists.filters import HouseholdFilter
from projections.lists.household_finder import HouseholdFinder
from projections.lists.notice_list import Notices
from projections.lists.overdue_list import Overdue
from projections.storage.engine import read_engine
from tests.support.households.life_stories import (
    KEY,
    MORNING,
    OTHER_VILLAGE,
    VILLAGE,
    World,
    a_batch_id,
    an_id,
    register,
)
from tests.support.households.rule_books import BOOK, BOOKS

# Detected on Monday 2 March: report is due on Tuesday, verify on Tuesday 17 March.
REPORT_DUE_AT = datetime(2026, 3, 3, 16, tzinfo=UTC)
COUNTY_ID = reference_id(KEY, kind="divisions", name="510802")


class Office:
    """A log in memory and the read models of it."""

    def __init__(self, engine: Engine) -> None:
        self.world, self.engine = World(), engine

    def follow(self) -> None:
        """Bring the read models to the end."""
        catch_up(self.world, self.engine, BOOKS)

    def overdue(self, now: datetime, region: str | None = None) -> list[tuple[str, str, int, int]]:
        """Number, deadline, working days late and step of each row."""
        rows = Overdue(self.engine, BOOK).list(now=now, region=region, scope=EVERYWHERE).rows
        return [(row.household, row.deadline, row.working_days_late, row.step) for row in rows]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with an empty log."""
    engine = read_engine(f"sqlite:///{tmp_path / 'casework.sqlite'}")
    yield Office(engine)
    engine.dispose()


def test_the_board_shows_stage_cadre_and_next_deadline(office: Office) -> None:
    """A detected household with a cadre is listed with its ledger number, its village and what is due first."""
    household = register(office.world)
    office.world.do(household, assign_cadre, cadre="li.na", by="township")
    office.follow()
    (row,) = msgspec.to_builtins(Board(office.engine).households(scope=EVERYWHERE).rows)
    assert row == {
        "household": "H1",
        "id": str(household),
        "village": VILLAGE,
        "village_name": VILLAGE,
        "stage": "assigned",
        "episode": 1,
        "detected_on": "2026-03-02",
        "cadre": "li.na",
        "level": None,
        "next_deadline": {
            "kind": "report",
            "occurrence": "2",
            "due_on": "2026-03-03",
            "due_at": "2026-03-04T00:00:00+08:00",
            "force": "internal",
        },
        "category": None,
        "green_channel": False,
        "relocated": None,
        "last_contact_on": None,
        "last_entry_on": "2026-03-02",
        "stand_in": None,
        "version": 3,
        "nothing_done": None,
        "done_late": None,
        "logged_late": None,
        "missed_law": None,
    }


def test_the_board_tells_where_nothing_was_done(office: Office) -> None:
    """At the moment from which the report is overdue one duty stands against the household, just before it none."""
    register(office.world)
    office.follow()
    board, moment = Board(office.engine), timedelta(microseconds=1)
    assert [row.nothing_done for row in board.households(now=REPORT_DUE_AT - moment, scope=EVERYWHERE).rows] == [0]
    assert [row.nothing_done for row in board.households(now=REPORT_DUE_AT, scope=EVERYWHERE).rows] == [1]


def test_the_board_by_stage(office: Office) -> None:
    """A stage gives its households and no others."""
    register(office.world)
    office.world.do(register(office.world, "H2"), assign_cadre, cadre="li.na")
    office.follow()
    board = Board(office.engine)
    assert [
        row.household for row in board.households(HouseholdFilter(stage=Stage.ASSIGNED), scope=EVERYWHERE).rows
    ] == ["H2"]
    assert [
        row.household for row in board.households(HouseholdFilter(stage=Stage.DETECTED), scope=EVERYWHERE).rows
    ] == ["H1"]
    assert board.households(HouseholdFilter(stage=Stage.CLEARED), scope=EVERYWHERE).rows == ()


def test_the_next_deadline_stands_still_with_its_pause(office: Office) -> None:
    """A paused deadline has no day, so the next one is what is due first."""
    household = register(office.world)
    office.world.do(household, pause_deadline, deadline="report", reason="flood")
    office.follow()
    following = Board(office.engine).households(scope=EVERYWHERE).rows[0].next_deadline
    assert following is not None
    assert (following.kind, following.due_on) == ("verify", date(2026, 3, 17))


def test_a_number_or_an_id_finds_its_households(office: Office) -> None:
    """A number used in two villages gives both as candidates; an id gives one."""
    first = register(office.world, "7")
    register(office.world, "7", village=OTHER_VILLAGE)
    office.follow()
    find = HouseholdFinder(office.engine).find
    assert [found.village for found in find("7", scope=EVERYWHERE).rows] == [VILLAGE, OTHER_VILLAGE]
    assert [found.id for found in find(str(first), scope=EVERYWHERE).rows] == [first]
    assert find("8", scope=EVERYWHERE).rows == ()
    assert find("7-8", scope=EVERYWHERE).rows == ()
    assert find(str(an_id("8")), scope=EVERYWHERE).rows == ()


def test_a_deadline_is_overdue_from_its_end(office: Office) -> None:
    """At 24:00 of its last day it is listed, one microsecond before it is not."""
    register(office.world)
    office.follow()
    assert office.overdue(REPORT_DUE_AT - timedelta(microseconds=1)) == []
    assert office.overdue(REPORT_DUE_AT) == [("H1", "report", 1, 0)]


def test_late_by_no_working_day_is_overdue_all_the_same(office: Office) -> None:
    """On the Saturday after a Friday deadline it is listed as 0 working days late."""
    thursday = MORNING + timedelta(days=10)
    register(office.world, at=thursday)
    office.follow()
    saturday = thursday + timedelta(days=2)
    assert office.overdue(saturday) == [("H1", "report", 0, 0)]


def test_worst_first_and_the_highest_step(office: Office) -> None:
    """The list begins with what is overdue longest, and shows how far each was raised."""
    late = register(office.world, "H2")
    office.world.do(late, escalate, at=MORNING + timedelta(days=4), by="rule:escalation@1")
    register(office.world, "H1", at=MORNING + timedelta(days=1))
    office.follow()
    assert office.overdue(MORNING + timedelta(days=4)) == [("H2", "report", 3, 2), ("H1", "report", 2, 0)]


def test_a_reported_household_is_not_overdue(office: Office) -> None:
    """What is met is gone from the list, however late it was done."""
    household = register(office.world)
    office.world.add(household, HouseholdReported(), at=MORNING + timedelta(days=3))
    office.follow()
    assert [deadline for _, deadline, _, _ in office.overdue(MORNING + timedelta(days=4))] == []


def test_who_is_responsible(office: Office) -> None:
    """A cadre is named by his account, an office by its role and the name of its division."""
    load_divisions(office)
    household = register(office.world)
    office.world.do(household, assign_cadre, cadre="li.na")
    office.world.do(household, accept_household, by="li.na")
    office.follow()
    rows = Overdue(office.engine, BOOK).list(now=MORNING + timedelta(days=20), scope=EVERYWHERE).rows
    responsible = {row.deadline: row.responsible for row in rows}
    assert responsible["first-visit"] == "li.na"
    assert responsible["report"] == "village 东风村"
    assert responsible["verify"] == "township 大石镇"


def test_the_workload_of_each_cadre(office: Office) -> None:
    """Each cadre with his households by stage and what of it is overdue; households without one stand last."""
    for number, cadre in (("H1", "li.na"), ("H2", "li.na"), ("H3", "wang.wei")):
        household = register(office.world, number)
        office.world.do(household, assign_cadre, cadre=cadre)
        office.world.do(household, accept_household, by=cadre)
    register(office.world, "H4", village=OTHER_VILLAGE)
    office.follow()
    workload = Workload(office.engine)
    # First visits are due on Thursday 5 March, plans on Monday 9 March.
    friday = MORNING + timedelta(days=4)
    found = [
        (row.cadre, row.open, row.overdue, row.overdue_households)
        for row in workload.per_cadre(now=friday, scope=EVERYWHERE).rows
    ]
    assert found == [("li.na", 2, 2, 2), ("wang.wei", 1, 1, 1), (None, 1, 0, 0)]
    assert workload.per_cadre(now=friday, scope=EVERYWHERE).rows[0].by_stage == {Stage.ASSIGNED: 2}
    assert [row.cadre for row in workload.per_cadre(now=friday, region="510811", scope=EVERYWHERE).rows] == [None]


def test_after_an_outage_the_lowest_office_hears_first(office: Office) -> None:
    """One sweep decides all three steps; each goes out a working day after the one below it, in one digest a day."""
    household = register(office.world)
    friday = MORNING + timedelta(days=11)
    office.world.do(household, escalate, at=friday, by="rule:escalation@1")
    office.follow()
    notices = Notices(office.engine, BOOK)
    rows = [row for row in notices.raised(scope=EVERYWHERE).rows if row.deadline == "report"]
    assert {row.step: (row.raised_at, row.goes_out_at) for row in rows} == {
        1: (friday, friday),
        2: (friday, friday + timedelta(days=3)),
        3: (friday, friday + timedelta(days=4)),
    }
    digests = notices.digests(scope=EVERYWHERE).rows
    assert [(each.goes_out_at, each.to.role, each.steps) for each in digests] == [
        (friday + timedelta(days=4), "city", 1),
        (friday + timedelta(days=3), "county", 1),
        (friday, "village", 1),
        (friday, "township", 1),
    ]
    office.world.add(household, HouseholdReported(), at=friday + timedelta(days=1))
    office.follow()
    assert {row.step for row in notices.raised(scope=EVERYWHERE).rows if row.deadline == "report" and row.needless} == {
        2,
        3,
    }
    assert {each.to.role for each in notices.digests(scope=EVERYWHERE).rows} == {"village", "township"}


def test_notices_are_listed_once_each_newest_first(office: Office) -> None:
    """Each raised step has one row with its recipients; a region and a period narrow the list."""
    household = register(office.world)
    day = timedelta(days=1)
    office.world.do(household, escalate, at=MORNING + 2 * day, by="rule:escalation@1")
    office.world.do(household, escalate, at=MORNING + 4 * day, by="rule:escalation@1")
    office.follow()
    notices = Notices(office.engine, BOOK)
    assert [(row.deadline, row.step) for row in notices.raised(scope=EVERYWHERE).rows] == [("report", 2), ("report", 1)]
    assert [to.role for to in notices.raised(scope=EVERYWHERE).rows[0].to] == ["county"]
    assert [row.goes_out_at for row in notices.raised(scope=EVERYWHERE).rows] == [MORNING + 4 * day, MORNING + 2 * day]
    assert len(notices.raised(since=MORNING + 3 * day, scope=EVERYWHERE).rows) == 1
    assert len(notices.raised(until=MORNING + 3 * day, scope=EVERYWHERE).rows) == 1
    assert notices.raised(region="510811", scope=EVERYWHERE).rows == ()
    assert notices.raised(household=an_id("other"), scope=EVERYWHERE).rows == ()


def test_a_history_tells_its_clear_values_at_top_level(office: Office) -> None:
    """An entry carries envelope, values and words; defaults are written out, personal data is not there."""
    household = register(office.world)
    office.world.do(household, escalate, at=MORNING + timedelta(days=2), by="rule:escalation@1")
    office.follow()
    registered, _, escalated = (entry.as_json() for entry in history(office, household))
    assert (registered["fact"], registered["number"], registered["by"]) == ("registered", "H1", "import:b1")
    assert "private" not in registered
    assert escalated["occurred_at"] == "2026-03-04T09:00:00+08:00"
    assert {name: escalated[name] for name in ("deadline", "occurrence", "step", "due_on")} == {
        "deadline": "report",
        "occurrence": "2",
        "step": 1,
        "due_on": "2026-03-03",
    }
    assert escalated["words"]["zh"].startswith("升级到第1级：“上报”逾期1个工作日")


def test_an_import_and_what_it_wrote(office: Office) -> None:
    """A batch says who imported and when it ended, and lists exactly the entries it signed."""
    started = ImportStarted(batch="b1", account="zhao.lei", as_of=date(2026, 3, 2), files=2)
    office.world.add(a_batch_id(), started, by="zhao.lei")
    household = register(office.world, by="import:b1")
    register(office.world, "H2", by="import:b11")
    office.follow()
    office.world.add(a_batch_id(), ImportFinished(batch="b1", households=1, persons=3, refused=4), by="import:b1")
    office.follow()
    office.world.add(a_batch_id(), ImportWithdrawn(batch="b1", account="sun.yan", entries=2), by="sun.yan")
    office.follow()
    (batch,) = ImportBatches(office.engine).all(scope=EVERYWHERE).rows
    assert batch.state is BatchState.WITHDRAWN
    assert (batch.account, batch.as_of, batch.files) == ("zhao.lei", date(2026, 3, 2), 2)
    assert (batch.started_position, batch.finished_position) == (1, 6)
    assert (batch.households, batch.persons, batch.refused, batch.withdrawn_by) == (1, 3, 4, "sun.yan")
    written = ImportBatches(office.engine).written_by(batch="b1").rows
    assert [(row.household, row.version, row.fact) for row in written] == [
        (household, 1, "registered"),
        (household, 2, "detected"),
    ]


def test_divisions_have_their_later_name_and_their_nearest_parent(office: Office) -> None:
    """A table loaded later renames, and a township that comes later is found as the parent."""
    load_divisions(office)
    office.follow()
    assert divisions(office.engine).by_code[VILLAGE].parent == "510802101000"
    renamed = DivisionsLoaded(county="510802", divisions=(DivisionEntry(code=VILLAGE, name="东风社区"),))
    office.world.add(COUNTY_ID, renamed)
    office.follow()
    assert divisions(office.engine).name(VILLAGE) == "东风社区"
    assert len(divisions(office.engine)) == 2


def test_an_unreadable_division_fact_stops_the_follower(office: Office) -> None:
    """Facts before it are followed; the read models then stay where they are, and say so."""
    register(office.world)
    office.follow()
    register(office.world, "H2")
    office.world.spoil(COUNTY_ID, "divisions-loaded")
    register(office.world, "H3")
    with pytest.raises(FollowerStoppedError):
        office.follow()
    board = Board(office.engine).households(scope=EVERYWHERE)
    assert ([row.household for row in board.rows], board.complete_up_to) == (["H1", "H2"], 4)


def test_days_on_which_time_alone_may_change_the_answer(office: Office) -> None:
    """A household is to be judged on a birthday that ends working age: after the day before, up to that day."""
    household = register(office.world)
    office.follow()
    days = DetectionDays(office.engine)
    # The woman born on 3 July 1982 is employable until her 51st birthday.
    birthday, day = date(2033, 7, 3), timedelta(days=1)
    assert days.households(after=birthday - day, up_to=birthday).rows == (household,)
    assert days.households(after=birthday - 2 * day, up_to=birthday - day).rows == ()
    assert days.households(after=birthday, up_to=birthday + day).rows == ()


def test_a_region_that_is_no_code_is_refused(office: Office) -> None:
    """Three digits name no division."""
    office.follow()
    with pytest.raises(DivisionCodeError):
        Board(office.engine).households(region="510", scope=EVERYWHERE)


def load_divisions(office: Office) -> None:
    """A township and a village of it."""
    entries = (
        DivisionEntry(code=VILLAGE, name="东风村"),
        DivisionEntry(code="510802101000", name="大石镇"),
    )
    office.world.add(COUNTY_ID, DivisionsLoaded(county="510802", divisions=entries))


def history(office: Office, household: UUID) -> list[HistoryEntry]:
    """The entries of a household."""
    return list(History(office.engine, BOOK).of(household=household, scope=EVERYWHERE).rows)
