"""How answers leave: JSON as UTF-8 bytes on stdout, tables in the language asked for, progress on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
import msgspec

from casework.domain.columns import ListRow
from casework.domain.labels import Label
from casework.interfaces.wording.answers import as_json
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.filter_words import NOTHING, Wanted, said_as_json, said_in_words
from casework.interfaces.wording.moments import minute, second
from casework.interfaces.workplace.invocation import Asked, Listing
from casework.interfaces.workplace.tables import print_folded, print_rows

if TYPE_CHECKING:
    from casework.interfaces.wording.language import Language
    from casework.interfaces.wording.next_steps import NextStep
    from casework.interfaces.workplace.views import View
    from projections.storage.answers import Answer


_NAMED = 5


def print_json(value: Any) -> None:
    """The value as one line of JSON."""
    click.echo(msgspec.json.encode(value))


def print_lines(*lines: str) -> None:
    """Plain lines as wide as the screen; nothing in them is markup."""
    print_folded(*lines)


def print_next(language: Language, step: NextStep) -> None:
    """The last line of an answer: what comes next."""
    print_lines(language.say(*step.line))


def answer_list(
    asked: Asked,
    row: type[ListRow],
    found: Answer[Any],
    view: View,
    *,
    wanted: Wanted = NOTHING,
    on_screen: Sequence[str] = (),
) -> None:
    """
    The rows as JSON, or as a table and of when the list is: both as the rows declare themselves.

    Both say what the list was asked for. JSON about now stays a bare list while only the region, the stage or the list's
    own choice narrow it, as programs have always read it.
    """
    if not asked.json:
        print_list(asked, row, found, view, wanted=wanted, on_screen=on_screen)
        return
    items, said = [as_json(each) for each in found.rows], said_as_json(_region(asked), wanted)
    if not view.envelope() and said.keys() <= {"region", "stage", *(each.option for each in wanted.own)}:
        print_json(items)
    else:
        print_json({**view.envelope(), **({"filter": said} if said else {}), "items": items})


def print_list(
    asked: Asked,
    row: type[ListRow],
    found: Answer[Any],
    view: View,
    *,
    title: Label | None = None,
    wanted: Wanted = NOTHING,
    on_screen: Sequence[str] = (),
) -> None:
    """The rows as a table under their title, with the columns asked for, what was asked, and of when the list is."""
    if found.rows:
        words = CellWords(asked.language, deadline=view.book.deadline_label, divisions=view.divisions_then)
        print_rows(asked.language, row, found.rows, words, title=title, on_screen=on_screen)
    else:
        print_lines(asked.language.say(*row.empty))
    print_wanted(asked, wanted)
    print_state(asked, found, view)


def print_wanted(asked: Asked, wanted: Wanted, region: str | None = None) -> None:
    """What was asked for, in a line, of the region that narrows it; nothing where everything was."""
    if (said := said_in_words(region or _region(asked), wanted)) is not None:
        print_lines(asked.language.say(*said))


def print_state(asked: Asked, found: Answer[Any], view: View) -> None:
    """Of when the list is, how to ask for it again, and a warning while households are set aside."""
    say, at, position = asked.language.say, minute(view.as_of), found.complete_up_to
    again = f"--as-of {second(view.as_of)} --as-of-position {position}"
    if view.true_at is not None:
        again += f" --true-at {second(view.true_at)}"
        held = minute(view.true_at)
        print_lines(say(f"当时（{held}）的实际情况，按以下所知：", f"What held at {held}, by what is known:"))
    print_lines(say(f"数据截至 {at}", f"As of {at}"))
    if asked.verbose:
        print_lines(
            say(
                f"完整至序号 {position}；再查：{again}", f"Complete up to position {position}; to see it again: {again}"
            )
        )
    if view.time_ran_back:
        places = ", ".join(map(str, view.time_ran_back[:_NAMED]))
        print_lines(
            say(
                f"注意：记录时间曾经倒退（序号{places}）：当时的时钟有误，列表包含到该时刻为止的全部记录，个别记录的时间可能不准",
                f"Note: recorded time ran back at position {places}, under a wrong clock: the list holds every entry "
                "recorded by then, and the time of some may be wrong",
            )
        )
    if found.parked:
        print_lines(
            say(
                f"注意：{found.parked} 户的全程记录无法读取，显示的是较早的状态，请联系管理员",
                f"Note: the histories of {found.parked} households cannot be read; they show an earlier state: "
                "tell the administrator",
            )
        )


def _region(asked: Asked) -> str | None:
    """The division below which a list was asked for."""
    return asked.region if isinstance(asked, Listing) else None
