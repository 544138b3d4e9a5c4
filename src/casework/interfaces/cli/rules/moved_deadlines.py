"""Deadlines that end on another day, as far as whoever changes the rules may see the households (ADR 0044)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.domain.calendar.work_calendar import shanghai_date
from casework.interfaces.cli.output import print_lines
from casework.interfaces.wording.answers import plain
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casework.application.rules.movement import RescheduledHousehold
    from casework.interfaces.workplace.bootstrap import Workplace
    from casework.interfaces.workplace.invocation import Acting


def moved_as_json(acting: Acting, place: Workplace, moved: Sequence[RescheduledHousehold]) -> dict[str, Any]:
    """Those of households that would be listed for whoever acts; of any others, how many there are."""
    seen = _seen(acting, place, moved)
    beyond = {"moved_beyond_reach": len(moved) - len(seen)} if len(seen) < len(moved) else {}
    return {"moved": plain(seen), **beyond}


def print_moved(
    acting: Acting, place: Workplace, moved: Sequence[RescheduledHousehold], words: CellWords | None = None
) -> None:
    """The same as a table, and a line for any others; that nothing moves where nothing does."""
    from casework.application.rules.movement import RescheduledHousehold

    say, seen = acting.language.say, _seen(acting, place, moved)
    if seen:
        print_rows(acting.language, RescheduledHousehold, seen, words)
    if beyond := len(moved) - len(seen):
        print_lines(
            say(
                f"{beyond} 项期限的截止日变动，户不在可查看的范围内",
                f"{beyond} deadlines end on another day in households beyond what you may see",
            )
        )
    if not moved:
        print_lines(say("没有期限变动", "No deadline moves"))


def _seen(acting: Acting, place: Workplace, moved: Sequence[RescheduledHousehold]) -> Sequence[RescheduledHousehold]:
    casework, today = place.casework, shanghai_date(place.clock.now())
    scope = casework.readers.sight("list", by=acting.by, office=casework.office, on=today)
    there = set(place.reading.finder.seen([each.id for each in moved], scope=scope))
    return [each for each in moved if each.id in there and scope.has_village(each.village)]
