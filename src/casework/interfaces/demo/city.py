"""The example city: its divisions and ledger brought in, and in `serve` held with everybody who works in its offices."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from casework.application.importing.batches import ImportRequest
from casework.application.importing.result import ImportResult
from casework.application.importing.run import import_ledgers
from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.ledger_reader import read_divisions
from casework.application.writing.casework import Casework
from casework.application.writing.references.reference_streams import load_divisions
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.divisions.tree import Divisions
from casework.domain.fact import Recorded
from casework.interfaces.demo.staff import Staff

ACCOUNT: Final = "县级经办员"
"""Who brings in the divisions and the ledger, before there are accounts; a county's clerk adopts the name."""


def divisions_of(folder: Path, limits: ReadingLimits) -> Divisions:
    """The divisions of the example city."""
    return Divisions.of(read_divisions(folder / "divisions.csv", limits))


def bring_in(casework: Casework, folder: Path, limits: ReadingLimits) -> tuple[Divisions, ImportResult]:
    """The divisions and the ledger, assessed today; what is there already stays as it is."""
    divisions = divisions_of(folder, limits)
    load_divisions(casework, divisions.entries(), by=ACCOUNT)
    today = shanghai_date(casework.clock.now())
    request = ImportRequest(paths=(folder / "ledger.xlsx",), assessed_on=today, account=ACCOUNT)
    return divisions, import_ledgers(casework, request, divisions=divisions, limits=limits)


def is_to_be_held(casework: Casework) -> bool:
    """Whether nothing is recorded yet, or the city was begun here and its last step, the adopted name, is missing."""
    return not casework.log.last_position() or (_begun(casework) and not _adopted(casework))


def is_held(casework: Casework) -> bool:
    """Whether it is the example city that works here, with all of its accounts."""
    return _begun(casework) and _adopted(casework)


def hold_city(casework: Casework, folder: Path, limits: ReadingLimits) -> None:
    """
    The city with its accounts, from wherever an earlier start broke off.

    Accounts are active and none has a password: choosing one takes a code from an administrator.
    """
    if casework.directories.current().kept:  # accounts come after the ledger, and then no bare name may bring it in
        divisions = divisions_of(folder, limits)
    else:
        divisions, _ = bring_in(casework, folder, limits)
    staff = Staff(casework)
    staff.take_office(folder / "staff.csv", divisions)
    staff.announce_leave()
    staff.adopt(ACCOUNT)


def _begun(casework: Casework) -> bool:
    return any(isinstance(entry, Recorded) and entry.by == ACCOUNT for _, entry in casework.log.page(0, 1))


def _adopted(casework: Casework) -> bool:
    return casework.directories.current().known(ACCOUNT) is not None
