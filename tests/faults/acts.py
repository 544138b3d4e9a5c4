"""What an office does in one go, each to be killed at every call to the file system and done again: one table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from casework.application.commands.assistance import LogFollowUp
from casework.application.commands.responsibility import AssignCadre
from casework.application.importing.batches import ImportRequest
from casework.application.importing.run import import_ledgers
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.rules import divisions as division_changes
from casework.application.rules.calendars import CalendarDesk
from casework.application.rules.policies import PolicyDesk
from casework.domain.codes.offices import ChangeKind
from casework.domain.codes.service.assistance import FollowUpKind, Outcome
from casework.domain.divisions.tree import Divisions
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.policy.text import default_policy_text
from casework.domain.rights.everywhere import EVERYWHERE
from projections.lists.board import Board
from scheduler.duties.sweep import sweep
from scheduler.duties.village_changes import carry_over_due
from tests.support.installations.installations import VILLAGE, Office

NEW_VILLAGE = "990122100201"
CLOSED = """
version = "closed"
names = [{ code = "flood", zh = "防汛", en = "flood" }]
[[years]]
year = 2026
notice = "an invented notice"
off = [{ name = "flood", first = 2026-03-04, last = 2026-03-06 }]
work = []
"""
ROWS = "户编号,村,姓名,与户主关系,出生日期,就业状态\n91,试村,王一,户主,1981-01-01,未就业\n92,试村,李二,户主,1982-01-01,未就业\n"
BY = "li.na"


def _first(office: Office) -> Any:
    return Board(office.engine).households(scope=EVERYWHERE).rows[0].id


def _log(office: Office, folder: Path) -> None:
    command = LogFollowUp(kind=FollowUpKind.VISIT, outcome=Outcome.REACHED, note="a visit")
    office.casework.carry_out(command, _first(office), by=BY, command_id="act")


def _assign(office: Office, folder: Path) -> None:
    office.casework.carry_out(AssignCadre(cadre=BY), _first(office), by="township", command_id="act")


def _publish(office: Office, folder: Path) -> None:
    text = default_policy_text().replace('version = "1"', 'version = "2"').replace("2004-01-01", "2026-03-05")
    text = text.replace("late_limit_days = 92", "late_limit_days = 60")
    PolicyDesk(office.casework).publish(text, division="", by=BY, command_id="act")
    office.catch_up()


def _load(office: Office, folder: Path) -> None:
    CalendarDesk(office.casework).load(CLOSED, by=BY, division=VILLAGE, command_id="act")
    office.catch_up()


def _sweep(office: Office, folder: Path) -> None:
    office.later(days=9)
    sweep(office.casework, office.engine, catch_up=office.catch_up, chunk=2)
    office.catch_up()


def _move(office: Office, folder: Path) -> None:
    entry = DivisionEntry(code=NEW_VILLAGE, name="新村")
    moved = DivisionChange(kind=ChangeKind.MOVED, codes=(VILLAGE,), into=(entry,))
    fact = DivisionsChanged(effective_on=office.clock.now().date(), changes=(moved,))
    division_changes.record_change(office.casework, lambda _: fact, by=BY)
    with patch.object(division_changes, "CHUNK", 2):
        carry_over_due(office.casework, office.engine, catch_up=office.catch_up)


def _import(office: Office, folder: Path) -> None:
    ledger = folder / "ledger.csv"
    ledger.write_text(ROWS, encoding="utf-8")
    divisions = Divisions.of([(VILLAGE[:9], "试镇"), (VILLAGE, "试村")])
    request = ImportRequest(paths=(ledger,), assessed_on=office.clock.now().date(), account=BY)
    import_ledgers(office.casework, request, divisions=divisions, limits=ReadingLimits())
    office.catch_up()


ACTS: dict[str, Callable[[Office, Path], None]] = {
    "log": _log,
    "assign": _assign,
    "publish": _publish,
    "load": _load,
    "sweep": _sweep,
    "move": _move,
    "import": _import,
}
"""Each may be done again after a kill, and then stands once."""
