"""The read models as commands use them: brought to the end of the log, asked, closed."""

from __future__ import annotations

from functools import cached_property
from uuid import UUID

from casework.application.log.store import Log
from casework.domain.deadlines import Rules
from casework.domain.divisions import Divisions
from casework.domain.errors import CaseworkError, HouseholdUnknownError
from projections.board import Board, Candidate
from projections.catching_up import catch_up
from projections.deadline_list import Overdue
from projections.division_names import divisions
from projections.engine import read_engine
from projections.history import History
from projections.import_batches import ImportBatches
from projections.notice_list import Notices
from projections.workload import Workload


class AmbiguousHouseholdError(CaseworkError):
    """Several villages use this number; the candidates are named with village and id."""

    def __init__(self, number: str, candidates: tuple[Candidate, ...]) -> None:
        self.number = number
        self.candidates = candidates
        zh = "；".join(f"{c.village_name}（{c.village}）{c.id}" for c in candidates)
        en = "; ".join(f"{c.village_name} ({c.village}) {c.id}" for c in candidates)
        self.zh = f"有几户的户编号都是{number}，请改用户标识：{zh}"
        self.en = f"Several households have the number {number}; use the id: {en}"


class Reading:
    """The read models beside one log."""

    def __init__(self, url: str, log: Log, rules: Rules) -> None:
        self.engine = read_engine(url)
        self._log = log
        self._rules = rules
        self.board = Board(self.engine)
        self.overdue = Overdue(self.engine, rules.calendar)
        self.history = History(self.engine, rules)
        self.workload = Workload(self.engine)
        self.notices = Notices(self.engine)
        self.batches = ImportBatches(self.engine)

    @cached_property
    def divisions(self) -> Divisions:
        """The divisions loaded when this is first asked."""
        return divisions(self.engine)

    def catch_up(self) -> int:
        """Everything stored by now is in the read models; returns the position they are complete up to."""
        return catch_up(self._log, self.engine, self._rules)

    def find(self, number_or_id: str) -> Candidate:
        """
        The household with this ledger number or id.

        Raises:
            HouseholdUnknownError: There is none.
            AmbiguousHouseholdError: Several villages use the number.
        """
        found = self.board.find(number_or_id).rows
        if not found:
            raise HouseholdUnknownError(number_or_id)
        if len(found) > 1:
            raise AmbiguousHouseholdError(number_or_id, found)
        return found[0]

    def written_by(self, batch: str) -> list[UUID]:
        """The households that an import wrote to, in the order of its first entry in each."""
        return list(dict.fromkeys(row.household for row in self.batches.written_by(batch=batch).rows))

    def close(self) -> None:
        """End the connections."""
        self.engine.dispose()
