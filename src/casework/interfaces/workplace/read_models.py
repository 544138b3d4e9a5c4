"""The read models as commands use them: brought to the end of the log, asked, closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Engine

from casework.application.log.store import Log
from casework.application.writing.rule_books import RuleBooks
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import HouseholdUnknownError, RefusedError
from casework.domain.rules.rule_book import RuleBook
from casework.interfaces.workplace.progress import ProgressLine, no_progress_line
from casework.interfaces.workplace.settings import Settings
from projections.following.catching_up import catch_up
from projections.lists.board import Board, Candidate
from projections.lists.division_lookup import StoredDivisions
from projections.lists.division_names import divisions
from projections.lists.episode_list import Episodes
from projections.lists.history import History
from projections.lists.import_batches import ImportBatches
from projections.lists.notice_list import Notices
from projections.lists.overdue_list import Overdue
from projections.lists.workload import Workload
from projections.storage.engine import read_engine


class AmbiguousHouseholdError(RefusedError):
    """Several villages use this number; the candidates are named with village and id."""

    def __init__(self, number: str, candidates: tuple[Candidate, ...]) -> None:
        self.number = number
        self.candidates = candidates
        zh = "；".join(f"{c.village_name}（{c.village}）{c.id}" for c in candidates)
        en = "; ".join(f"{c.village_name} ({c.village}) {c.id}" for c in candidates)
        self.zh = f"有几户的户编号都是{number}，请改用户标识：{zh}"
        self.en = f"Several households have the number {number}; use the id: {en}"


class ReadModels:
    """What can be asked of one set of read models, under the rules that they were made with."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self.engine = engine
        self.board = Board(engine)
        self.workload = Workload(engine)
        self.episodes = Episodes(engine)
        self.batches = ImportBatches(engine)
        self.use_rules(book)

    def use_rules(self, book: RuleBook) -> None:
        """From now on days late are counted, deadlines named and openings told by this book."""
        self.overdue = Overdue(self.engine, book)
        self.history = History(self.engine, book)
        self.notices = Notices(self.engine, book)

    @property
    def divisions(self) -> Divisions:
        """The divisions as they stand after all changes that are known now."""
        return divisions(self.engine)

    def divisions_on(self, day: date) -> Divisions:
        """The divisions as they stand on a day; those that are no longer there say what they became."""
        return divisions(self.engine, day)

    def known_divisions(self, day: date) -> StoredDivisions:
        """The divisions as they stand on a day, read as far as they are asked for."""
        return StoredDivisions(self.engine, day)

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
        """End the connections to the read models."""
        self.engine.dispose()


class Reading(ReadModels):
    """The read models in use, beside one log."""

    def __init__(
        self, settings: Settings, log: Log, books: RuleBooks, progress: ProgressLine = no_progress_line
    ) -> None:
        """`progress` says how far the read models have come while they are brought to the end of the log."""
        super().__init__(read_engine(settings.database, settings.patience), RuleBook(built_in=books.built_in))
        self._log = log
        self._books = books
        self._makes_anew = True
        self._progress_line = progress

    def catch_up(self) -> int:
        """Everything stored by now is in the read models; returns the position they are complete up to."""
        with self._progress_line() as tell:
            position = catch_up(
                self._log,
                self.engine,
                self._books,
                makes_anew=self._makes_anew,
                progress=lambda at, target, households: tell(*_how_far(at, target, households)),
            )
        self._makes_anew = False
        self.use_rules(self._books.at(position))
        return position


def _how_far(at: int, target: int, households: int) -> tuple[str, str]:
    if households:
        return f"已按新规则核算 {households} 户", f"{households} households worked out under the changed rules"
    return f"正在更新清单：{at}/{target}", f"Bringing the lists up to date: {at}/{target}"
