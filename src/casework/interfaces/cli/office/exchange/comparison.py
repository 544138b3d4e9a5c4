"""A list from elsewhere held against the register: nothing is recorded, a person decides what is raised (CZ-3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.labels import Label
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks
from casework.interfaces.cli.output import print_json, print_lines, print_wanted
from casework.interfaces.cli.parameters import DayType, RegionType
from casework.interfaces.wording.filter_words import Said, Wanted
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows


@click.command(
    "compare",
    help="比对：外部名单与台账，逐人列出只在名单、只在台账、不一致、疑似同一人；不记录\n\n"
    "Hold a list from elsewhere against the register: who is only there, only here, who differs, who may be whom (CZ-3). "
    "Nothing is recorded; `difference` raises what has to be settled.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", required=True, help="名单文件 the list")
@click.option(
    "--region", type=RegionType(), metavar="CODE", required=True, help="与哪个区划的台账比对 against whose register"
)
@click.option("--as-of", type=DayType(Lies.BEHIND), metavar="DATE", help="名单的日期（默认今天） the day of the list")
@click.option(
    "--village", type=RegionType(), metavar="CODE", help="没有村列的表属于哪个村 the village of sheets without one"
)
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="对问题的回答，同 import as for import; they count here alone",
)
@asks
def compare_command(
    asked: Asked, file: Path, region: str, as_of: date | None, village: str | None, answers: Path | None
) -> None:
    from casework.application.importing.answers import given_answers
    from casework.application.importing.comparison import ComparedPerson, compare_list
    from casework.application.ledgers.process.ledger_reader import read_ledger
    from casework.application.writing.references.taught_words import taught_entries
    from projections.lists.division_lookup import villages_with_households

    with workplace(asked) as place:
        place.reading.catch_up()
        on = as_of or shanghai_date(place.clock.now())
        divisions = place.reading.known_divisions(on)
        given = given_answers(answers) if answers else None
        items = read_ledger(
            file,
            assessed_on=on,
            divisions=divisions.whole() or divisions,
            village=village,
            limits=place.settings.limits,
            taught=taught_entries(place.casework, given.words if given else ()),
        )
        villages = villages_with_households(place.reading.engine, region, scope=place.scope)
        finder, scope = place.reading.finder, place.scope
        rows = compare_list(
            place.casework,
            items,
            villages,
            divisions.name,
            seen=lambda households: finder.seen(households, scope=scope),
            hidden=finder.hidden(scope=scope),
            on=on,
        )
    if asked.json:
        print_json(rows)
        return
    kind = ComparedPerson
    print_lines(asked.language.say(*(text.format(len(rows)) for text in (kind.title if rows else kind.empty))))
    if rows:
        print_rows(asked.language, kind, rows)
    print_wanted(asked, Wanted(own=(Said("as-of", Label("截至日期", "as of"), on),)), region)
