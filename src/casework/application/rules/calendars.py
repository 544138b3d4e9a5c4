"""Loading a work calendar into the log, with the running deadlines that it moves (ADR 0008)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.rules.movement import Movement, Progress, RescheduledHousehold, rescheduled_household
from casework.application.rules.proposals import Publications
from casework.application.writing.casework import Casework
from casework.domain.calendar.layers import read_calendar
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.errors import NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.office.rules import (
    EVERYWHERE,
    CalendarLoaded,
    LeftOutHoliday,
    PublicationProposed,
)
from casework.domain.labels import Label
from casework.domain.rules.calendar_changes import (
    calendar_oddities,
    load_calendar,
    version_in_force,
)
from casework.domain.rules.rule_book import RuleBook


class CalendarReceipt(Struct, frozen=True, kw_only=True):
    """
    What loading a calendar came to, or proposing it under the number `proposal`.

    `years` are those it changes, or all of the file when it changes none; without a position nothing was recorded.
    `left_out` are legal holidays on which people work by it.
    `changes`: whether any day, name or notice changes. `unreadable`: households whose history cannot be read.
    `warnings` say what is odd about it and hurts nobody; of a command carried out before they are known no more.
    """

    version: str
    years: tuple[int, ...]
    changes: bool
    moved: tuple[RescheduledHousehold, ...] = ()
    left_out: tuple[LeftOutHoliday, ...] = ()
    unreadable: int = 0
    warnings: tuple[Label, ...] = ()
    position: int | None = None
    proposal: int | None = None


class NothingToLoadError(NotNowError):
    """What was proposed would change no day any more."""

    def __init__(self) -> None:
        super().__init__(
            zh="日历已是如此，该提请已无变化：请以 --refuse 了结",
            en="The calendar is so already, it changes nothing any more: settle it with --refuse",
        )


class CalendarDesk:
    """
    Where calendars are loaded: official notices, or days of a division's own by its 12-digit code.

    `progress` is called with the number of households looked at so far.
    """

    def __init__(self, casework: Casework, progress: Progress = lambda households: None) -> None:
        self._casework = casework
        self._progress = progress
        self.proposed = Publications(casework, casework.books.calendars, "calendar decide")

    def preview(
        self, text: str, *, division: str = EVERYWHERE, transferred_in: Collection[UUID] = ()
    ) -> CalendarReceipt:
        """
        What loading this text would come to, holidays that it leaves out among it; nothing is recorded.

        Raises as `load` does, but for the holidays.
        """
        return self._decided(text, division, transferred_in, without_holidays=True)[1]

    def load(
        self,
        text: str,
        *,
        by: str,
        division: str = EVERYWHERE,
        transferred_in: Collection[UUID] = (),
        without_holidays: bool = False,
        command_id: str | None = None,
    ) -> CalendarReceipt:
        """
        Load the text, all or nothing; once there are accounts it is proposed, and `decide` loads it.

        Quiet when every day stays what it is, and the same command id is carried out once.

        `transferred_in`: households that stand in the division now and were first registered elsewhere.
        `without_holidays`: somebody has said that legal holidays which it leaves out are meant to be.

        Raises:
            CalendarUnreadableError, CalendarVersionTakenError: It cannot be taken; nothing was recorded.
            CalendarHarmsError: It would do harm.
            HolidayLeftOutError: It leaves out a legal holiday, and nobody has said that it is meant.
            UnreadableFactError: Rules published before cannot be read.
            CommandReusedError, ConflictError, PersistenceError: As `Casework.once` says.
        """

        def wanted() -> PublicationProposed:
            version = read_calendar(text).version
            return PublicationProposed(version=version, division=division, text=text, confirmed=without_holidays)

        def judge() -> tuple[Sequence[Fact], CalendarReceipt]:
            return self._decided(text, division, transferred_in, without_holidays=without_holidays)

        asked = ("load_calendar", division, text, *(("without_holidays",) if without_holidays else ()))
        done = self.proposed.publish(asked, wanted, judge, by=by, of=division, command_id=command_id)
        if done.found is not None:
            return replace(done.found, position=done.position, proposal=done.proposal)
        return replace(self._repeated(text, division, done.position), proposal=done.proposal)

    def decide(
        self, number: int, *, by: str, transferred_in: Collection[UUID] = (), command_id: str | None = None
    ) -> CalendarReceipt:
        """
        Load what was proposed under a number, as somebody else than who proposed it.

        Raises NothingToLoadError, and as `load` and `Publications.decide` do.
        """

        def judge(asked: PublicationProposed) -> tuple[Sequence[Fact], CalendarReceipt]:
            facts, found = self._of(asked, number, transferred_in)
            if not facts:
                raise NothingToLoadError
            return facts, found

        done = self.proposed.decide(number, judge, by=by, command_id=command_id)
        if done.found is not None:
            return replace(done.found, position=done.position)
        fact = self.proposed.published_at(done.position)
        assert isinstance(fact, CalendarLoaded)
        return self._repeated(fact.text, fact.division, done.position)

    def preview_proposed(self, number: int, transferred_in: Collection[UUID] = ()) -> CalendarReceipt:
        """What loading a proposal would come to; raises as `decide` does."""
        return self._of(self.proposed.waiting(number), number, transferred_in)[1]

    def _of(
        self, asked: PublicationProposed, number: int, transferred_in: Collection[UUID]
    ) -> tuple[list[CalendarLoaded], CalendarReceipt]:
        return self._decided(
            asked.text, asked.division, transferred_in, without_holidays=asked.confirmed, proposal=number
        )

    def _decided(
        self,
        text: str,
        division: str,
        transferred_in: Collection[UUID],
        *,
        without_holidays: bool,
        proposal: int | None = None,
    ) -> tuple[list[CalendarLoaded], CalendarReceipt]:
        before = self._casework.books.current()
        facts = load_calendar(before, text, division=division, without_holidays=without_holidays, proposal=proposal)
        if not facts:
            return [], self._unchanged(before, text, division)
        found = Movement(self._casework, before, before.with_fact(facts[0]))
        moved = list(found.all_below(division, transferred_in, self._progress))
        fact = replace(facts[0], moved=tuple(deadline for deadline, _ in moved))
        warnings = calendar_oddities(before, fact, shanghai_date(self._casework.clock.now()))
        receipt = _receipt(fact, (row for _, row in moved))
        return [fact], replace(receipt, unreadable=found.unreadable, warnings=warnings)

    def _unchanged(self, book: RuleBook, text: str, division: str) -> CalendarReceipt:
        years = tuple(sorted({notice.year for notice in read_calendar(text).years}))
        return CalendarReceipt(version=version_in_force(book, division), years=years, changes=False)

    def _repeated(self, text: str, division: str, position: int | None) -> CalendarReceipt:
        """The answer to a command that was carried out before."""
        casework = self._casework
        for at, entry in casework.log.stream(casework.books.calendars):
            if at == position and isinstance(entry.fact, CalendarLoaded):
                streams = casework.log.streams(sorted({each.household for each in entry.fact.moved}))
                moved = (rescheduled_household(each, streams[each.household]) for each in entry.fact.moved)
                return replace(_receipt(entry.fact, moved), position=position)
        return self._unchanged(casework.books.current(), text, division)


def _receipt(fact: CalendarLoaded, moved: Iterable[RescheduledHousehold]) -> CalendarReceipt:
    return CalendarReceipt(
        version=fact.version, years=fact.years, changes=True, moved=tuple(moved), left_out=fact.left_out
    )
