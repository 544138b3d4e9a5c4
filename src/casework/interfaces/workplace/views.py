"""What a question is answered from: the read models in use, or ones made for an earlier moment (ADR 0017)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from casework.application.inquiries.known_at import KnownAt, known_at
from casework.application.log.records.groups import Entry
from casework.domain.calendar.work_calendar import SHANGHAI, shanghai_date
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import Recorded
from casework.domain.rights.scope import Scope
from casework.domain.rules.rule_book import RuleBook
from casework.interfaces.workplace.invocation import AskedOfThen, Listing
from casework.interfaces.workplace.progress import progress_line
from casework.interfaces.workplace.read_models import ReadModels
from projections.as_of.as_of import AsOf, Then, read_models_as_of
from projections.as_of.recorded_order import order_breaks
from projections.as_of.true_at import entries_until
from projections.lists.division_lookup import StoredDivisions
from projections.lists.household_finder import Candidate, id_in
from projections.storage.tables import SWITCHED

if TYPE_CHECKING:
    from uuid import UUID

    from casework.interfaces.workplace.bootstrap import Workplace


class View(Struct, frozen=True, kw_only=True):
    """
    The read models with the rules and the moment of judging that belong to them.

    `scope` is what is seen in them. `time_ran_back` are the positions at which recorded time ran back, under a wrong clock. `known` is None for the read
    models in use, which are about now.
    """

    models: ReadModels
    book: RuleBook
    now: datetime
    scope: Scope
    known: KnownAt | None = None
    time_ran_back: tuple[int, ...] = ()

    @property
    def position(self) -> int | None:
        """The last entry that counts; None for all there are."""
        return self.known.position if self.known else None

    @property
    def as_of(self) -> datetime:
        """The moment up to which everything recorded counts."""
        return self.known.at if self.known else self.now

    @property
    def true_at(self) -> datetime | None:
        """The moment up to which only what happened counts; None when that is not asked."""
        return self.known.true_at if self.known else None

    def divisions_then(self) -> StoredDivisions:
        """The divisions as they stand on the day of judging."""
        return self.models.known_divisions(shanghai_date(self.now))

    def answer(self, items: Sequence[Any]) -> Any:
        """The items as JSON has them: bare when they are about now, else in the envelope that says of when they are."""
        return {**self.envelope(), "items": items} if self.known else items

    def envelope(self) -> dict[str, Any]:
        """What an answer about an earlier moment carries beside what it says: of when it is. Nothing about now."""
        if self.known is None:
            return {}
        moments = {"as_of": self.known.at, "true_at": self.known.true_at}
        said = {name: moment.astimezone(SHANGHAI) for name, moment in moments.items() if moment is not None}
        ran_back = {"time_ran_back": self.time_ran_back} if self.time_ran_back else {}
        return {**said, "complete_up_to": self.known.position, **ran_back}


@contextmanager
def view_of(place: Workplace, asked: AskedOfThen, *tables: str, household: UUID | None = None) -> Iterator[View]:
    """
    What the question is answered from; what was made for it is gone when the question is answered.

    Args:
        tables: The read models that are asked, by their modules' names; no others are made for an earlier moment.
        household: The only one that is asked about.

    Raises:
        CaseworkError: The log has no such moment or position, or a fact about divisions or rules cannot be read.
    """
    last, now, books = place.reading.catch_up(), place.clock.now(), place.casework.books
    directories = place.casework.directories
    if not asked.of_then:
        yield View(models=place.reading, book=directories.beside(books.at(last)), now=now, scope=place.scope)
        return
    breaks = order_breaks(place.casework.log, place.reading.engine, last)
    known = known_at(
        place.casework.log,
        last=last,
        now=now,
        as_of=asked.as_of,
        position=asked.as_of_position,
        true_at=asked.true_at,
        breaks=breaks,
    )
    region = asked.region if isinstance(asked, Listing) else None
    wanted = AsOf(position=known.position, true_at=known.true_at, region=region, household=household)
    book = directories.beside(books.at(known.position), until=known.position)
    made = _made(place, asked, wanted, tables)
    models = ReadModels(made.engine, book)
    try:
        yield View(models=models, book=book, now=known.judged_at, scope=made.scope, known=known, time_ran_back=breaks)
    finally:
        models.close()


def _made(place: Workplace, asked: AskedOfThen, wanted: AsOf, tables: Sequence[str]) -> Then:
    with progress_line(asked) as tell:
        return read_models_as_of(
            place.casework.log,
            place.casework.books,
            wanted,
            scope=place.scope,
            now=place.reading.engine,
            tables=[SWITCHED.tables[f"rm_{name}"] for name in tables],
            progress=lambda done: tell(f"已读 {done} 条记录", f"{done} entries read"),
        )


@contextmanager
def view_of_household(
    place: Workplace, asked: AskedOfThen, number_or_id: str, *tables: str
) -> Iterator[tuple[View, Candidate]]:
    """
    What a question about one household is answered from, and the household as it was called at that moment.

    Raises HouseholdUnknownError (also when it was not registered at that moment), AmbiguousHouseholdError, and as
    `view_of`.
    """
    try:
        household = place.reading.find(number_or_id, scope=place.scope).id
    except HouseholdUnknownError:
        if not asked.of_then or (known := id_in(number_or_id)) is None:
            raise
        household = known  # its registration was withdrawn since
    with view_of(place, asked, "board", *tables, household=household) as view:
        found = view.models.finder.find(str(household), scope=view.scope).rows
        if not found:
            raise HouseholdUnknownError(number_or_id)
        place.note_reading(household=household)
        yield view, found[0]


def entries_in(place: Workplace, view: View, household: UUID) -> list[Recorded]:
    """
    The household's entries that count in the view, by version.

    Raises:
        UnreadableFactError: One of its entries cannot be read.
    """
    entries: list[Entry] = [*place.casework.log.stream(household)]
    if view.known is not None:
        entries = [entry for entry in entries if entry[0] <= view.known.position]
        if view.known.true_at is not None:
            entries = entries_until(view.known.true_at, entries)
    return [entry for _, entry in entries if isinstance(entry, Recorded)]
