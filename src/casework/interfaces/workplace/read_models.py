"""The read models as commands use them: brought to the end of the log, asked, closed."""

from __future__ import annotations

from copy import copy
from datetime import date
from uuid import UUID

from sqlalchemy import Engine

from casework.application.accounts.directories import Directories
from casework.application.log.store import Log
from casework.application.writing.rule_books import RuleBooks
from casework.domain.divisions.offices import refuse_unknown_office
from casework.domain.divisions.tree import Divisions
from casework.domain.errors import HouseholdUnknownError, RefusedError
from casework.domain.fact import ActingOffice
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from casework.interfaces.workplace.progress import ProgressLine, no_progress_line
from casework.interfaces.workplace.settings import Settings
from projections.following.catch_up import catch_up
from projections.lists.board import Board
from projections.lists.division_lookup import StoredDivisions
from projections.lists.division_names import divisions
from projections.lists.entries.history import History
from projections.lists.entries.import_batches import ImportBatches
from projections.lists.entries.second_person import PendingDecisions
from projections.lists.episode_list import Episodes
from projections.lists.figures.workload import Workload
from projections.lists.household_finder import Candidate, HouseholdFinder
from projections.lists.notice_list import Notices
from projections.lists.overdue_list import Overdue
from projections.lists.worker_list import Workers
from projections.storage.engine import read_engine, reading
from projections.storage.position import position_of

MOST_NAMED = 10
"""So many candidates are named."""


class AmbiguousHouseholdError(RefusedError):
    """Several households may be meant; the candidates are called by name, each with what means it alone."""

    def __init__(self, said: str, candidates: tuple[Candidate, ...]) -> None:
        self.said = said
        self.candidates = candidates
        places = {(c.village, c.household) for c in candidates}
        by_place = len(places) == len(candidates)
        named = [(c, f"{c.village}/{c.household}" if by_place else str(c.id)) for c in candidates[:MOST_NAMED]]
        zh = "；".join(f"{c.called.zh}（{alone}）" for c, alone in named)
        en = "; ".join(f"{c.called.en} ({alone})" for c, alone in named)
        self.zh = f"“{said}”有{len(candidates)}户，请写明村名，或用括号中的写法：{zh}"
        self.en = f"{said} may be {len(candidates)} households; name the village, or use what stands in brackets: {en}"


class ReadModels:
    """What can be asked of one set of read models, under the rules that they were made with."""

    def __init__(self, engine: Engine, book: RuleBook) -> None:
        self.engine = engine
        self.finder = HouseholdFinder(engine)
        self.episodes = Episodes(engine)
        self.batches = ImportBatches(engine)
        self.use_rules(book)

    def use_rules(self, book: RuleBook) -> None:
        """From now on days late are counted, deadlines named and openings told by this book."""
        self.board = Board(self.engine, book)
        self.overdue = Overdue(self.engine, book)
        self.history = History(self.engine, book)
        self.pending_decisions = PendingDecisions(self.engine, book)
        self.notices = Notices(self.engine, book)
        self.workers = Workers(self.engine, book)
        self.workload = Workload(self.engine, book.holders)

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

    def find(self, said: str, *, scope: Scope) -> Candidate:
        """
        The household that is meant by a name (石桥村 1号), a ledger number or an id, of those that are seen.

        Raises:
            HouseholdUnknownError: There is none.
            AmbiguousHouseholdError: Several villages use the number, or have the name.
        """
        found = self.finder.find(said, scope=scope).rows
        if not found:
            raise HouseholdUnknownError(said)
        if len(found) > 1:
            raise AmbiguousHouseholdError(said, found)
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
        self,
        settings: Settings,
        log: Log,
        books: RuleBooks,
        progress: ProgressLine = no_progress_line,
        directories: Directories | None = None,
    ) -> None:
        """
        `progress` says how far the read models have come while they are brought to the end of the log; `directories`
        who stands in for whom.
        """
        super().__init__(read_engine(settings.database, settings.patience), RuleBook(built_in=books.built_in))
        self._log = log
        self._books = books
        self._directories = directories
        self._makes_anew = True
        self._progress_line = progress
        self._is_followed = False

    def followed(self) -> Reading:
        """The same read models where a follower keeps them up to date: whoever asks brings nothing to the end of the log."""
        theirs = copy(self)
        theirs._is_followed = True
        return theirs

    def refuse_unknown_office(self, office: ActingOffice | None, day: date) -> None:
        """
        Refuse an office in a division that is not loaded, when divisions are. Raises UnknownOfficeError.

        The lists are brought to the end of the log before anything is refused.
        """
        if office is None or not office.division or self.known_divisions(day).get(office.division):
            return
        self.catch_up()
        refuse_unknown_office(office, self.known_divisions(day).beside(office.division))

    def catch_up(self) -> int:
        """
        Everything stored by now is in the read models; returns the position they are complete up to.

        Where they are followed, what the follower has come to.
        """
        position = self._come_to() if self._is_followed else self._caught_up()
        book = self._books.at(position)
        self.use_rules(self._directories.beside(book) if self._directories else book)
        return position

    def _caught_up(self) -> int:
        with self._progress_line() as tell:
            position = catch_up(
                self._log,
                self.engine,
                self._books,
                makes_anew=self._makes_anew,
                progress=lambda at, target, households: tell(*_how_far(at, target, households)),
            )
        self._makes_anew = False
        return position

    def _come_to(self) -> int:
        with reading(self.engine) as connection:
            return position_of(connection).at


def _how_far(at: int, target: int, households: int) -> tuple[str, str]:
    if households:
        return f"已按新规则核算 {households} 户", f"{households} households worked out under the changed rules"
    return f"正在更新清单：{at}/{target}", f"Bringing the lists up to date: {at}/{target}"
