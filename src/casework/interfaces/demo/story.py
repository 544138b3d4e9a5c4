"""The main job once, in fast motion: import the example city, let eight weeks pass, everybody doing their part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import structlog
from msgspec import Struct
from sqlalchemy import Engine

from casework.application.importing.result import ImportResult
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.writing.casework import Casework
from casework.application.writing.clock import GivenClock
from casework.domain.calendar.work_calendar import SHANGHAI, shanghai_date
from casework.domain.codes.offices import Role
from casework.domain.codes.stages import Stage
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import CaseworkError
from casework.domain.facts.households import Detected
from casework.domain.rights.scope import Scope
from casework.interfaces.demo.city import ACCOUNT, bring_in
from casework.interfaces.demo.lives import Act, Setting, life
from casework.interfaces.demo.offices import merge_villages, publish_county_policy
from casework.interfaces.demo.services import served
from casework.interfaces.demo.staff import AWAY_FROM_DAY, Staff
from projections.following.catch_up import catch_up
from projections.lists.board import Board, BoardEntry
from projections.lists.filters import HouseholdFilter
from projections.lists.worker_list import WorkerLine, Workers
from scheduler.duties.daily_detection import detect_daily
from scheduler.duties.sweep import sweep
from scheduler.records.tables import ensure_tables

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
DAYS = 56
LOOKED_AFTER = 88
"""So many of the detected households are looked after; for the others nobody does anything."""

POLICY_DAY, MERGER_DAY = 14, 21
"""On these days a county publishes rules of its own, and two villages become one."""

logger = structlog.get_logger("casework")


class DemoReport(Struct, frozen=True, kw_only=True):
    """What the story came to: the import's result, how many commands were given, refused, and steps raised."""

    imported: ImportResult
    commands: int
    refused: int
    reminded: int
    escalated: int


class Story:
    """The demo on one database, whose clock it moves."""

    def __init__(self, casework: Casework, engine: Engine, clock: GivenClock, examples: Path) -> None:
        self._casework = casework
        self._engine = engine
        self._clock = clock
        self._examples = examples
        self._divisions = Divisions.of(())
        self._staff = Staff(casework)
        self._cadres: list[str] = []

    def tell(self, progress: Callable[[int, int], None] = lambda done, total: None) -> DemoReport:
        """Import, and accounts for everybody; then day by day: what falls due is raised, the day's commands are given."""
        ensure_tables(self._engine)
        imported = self._import()
        self._staff.take_office(self._examples / "staff.csv", self._divisions)
        self._staff.adopt(ACCOUNT)
        self._cadres = self._staff.cadres()
        self._catch_up()
        agenda = self._agenda()
        commands = refused = reminded = escalated = 0
        for day in range(DAYS + 1):
            morning = BEGAN + timedelta(days=day)
            self._clock.set(morning)
            self._offices(day)
            if self._casework.rules.calendar.is_working(shanghai_date(morning)):
                detect_daily(self._casework, self._engine, catch_up=self._catch_up)
                raised = sweep(self._casework, self._engine, catch_up=self._catch_up)
                reminded, escalated = reminded + raised.reminded, escalated + raised.escalated
            for number, (setting, act) in enumerate(agenda[day]):
                self._clock.set(morning + timedelta(minutes=30, seconds=20 * number))
                commands += 1
                refused += not self._do(setting, act)
            progress(day, DAYS)
        self._catch_up()
        return DemoReport(imported=imported, commands=commands, refused=refused, reminded=reminded, escalated=escalated)

    def _catch_up(self) -> int:
        return catch_up(self._casework.log, self._engine, self._casework.books)

    def _offices(self, day: int) -> None:
        if day == AWAY_FROM_DAY:
            self._staff.announce_leave()
        if day == POLICY_DAY:
            publish_county_policy(self._staff)
        if day == MERGER_DAY:
            merge_villages(self._staff, self._engine, self._divisions, self._catch_up)

    def _import(self) -> ImportResult:
        self._clock.set(BEGAN)
        self._divisions, imported = bring_in(self._casework, self._examples, ReadingLimits())
        return imported

    def _agenda(self) -> dict[int, list[tuple[Setting, Act]]]:
        agenda: dict[int, list[tuple[Setting, Act]]] = defaultdict(list)
        detected = (
            Board(self._engine)
            .households(HouseholdFilter(stage=Stage.DETECTED), scope=seen_in_demo(self._casework))
            .rows
        )
        for course, entry in enumerate(detected[:LOOKED_AFTER]):
            setting = self._setting(entry, course)
            for act in life(setting, course):
                agenda[act.day].append((setting, act))
        for setting, act in served(self._workers_elsewhere(detected), self._served):
            agenda[act.day].append((setting, act))
        return agenda

    def _workers_elsewhere(self, detected: Collection[BoardEntry]) -> Iterator[WorkerLine]:
        found = {entry.id for entry in detected}
        scope = seen_in_demo(self._casework)
        lines = Workers(self._engine, self._casework.books.current()).lines(scope=scope, now=BEGAN).rows
        return (line for line in lines if line.id not in found)

    def _served(self, line: WorkerLine, number: int) -> Setting:
        return self._with_cadres(line.id, number, line.member)

    def _setting(self, entry: BoardEntry, course: int) -> Setting:
        return self._with_cadres(entry.id, course, next(self._employable(entry)))

    def _with_cadres(self, household: UUID, number: int, member: int) -> Setting:
        cadre, declines = (self._cadres[place % len(self._cadres)] for place in (number, number + 1))
        return Setting(household=household, cadre=cadre, declines=declines, member=member, began=BEGAN)

    def _employable(self, entry: BoardEntry) -> Iterator[int]:
        for recorded in self._casework.log.entries(entry.id):
            if isinstance(recorded.fact, Detected):
                yield from (evidence.member for evidence in recorded.fact.evidence if evidence.employable)

    def _do(self, setting: Setting, act: Act) -> bool:
        try:
            by, door = act.by, self._casework
            if isinstance(by, Role):
                by, door = self._staff.in_office(by, self._casework.household(setting.household).village)
            door.carry_out(act.command, setting.household, by=by)
        except CaseworkError as refusal:
            logger.info("demo.refused", household=str(setting.household), reason=refusal.en)
            return False
        return True


def seen_in_demo(casework: Casework) -> Scope:
    """How far the demonstration sees: it is the installation's own."""
    today = shanghai_date(casework.clock.now())
    with casework.readers.reading("demo", by="", office=None, on=today) as reader:
        return reader.scope
