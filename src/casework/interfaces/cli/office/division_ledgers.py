"""Ledgers of divisions opened by hand, and rounds of a region: opened, closed, how far they have come (GY-1a, CD-5a)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.rounds import RoundKind
from casework.domain.columns import ListRow
from casework.domain.decisions.ledgers.ledger import KEPT_BY
from casework.domain.labels import Label
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, asks, code_option
from casework.interfaces.cli.output import print_json, print_lines, print_next, print_wanted
from casework.interfaces.cli.parameters import DayType, NameType, RegionType, WrongValueError
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.filter_words import Said, Wanted
from casework.interfaces.wording.next_steps import AFTER_OPENING, AFTER_ROUND_CLOSED, AFTER_ROUND_OPENED, NextStep
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

_REGION = click.argument("region", type=RegionType(), metavar="REGION", required=True)
_ROUND = click.argument("name", type=NameType(), metavar="ROUND", required=True)


@click.command(
    "open-ledgers",
    help="建立台账：区划内有户的各村和乡镇，从此有自己的期限；已建立的不重复\n\n"
    "Keep the ledgers of all villages with households, and of their townships, in a region (GY-2b).",
)
@click.argument("region", type=RegionType(), metavar="REGION", required=True, help="区划代码 code of a division")
@acts(at=False)
def open_ledgers_command(acting: Acting, region: str) -> None:
    from casework.application.writing.references.ledger_openings import open_ledgers
    from projections.lists.division_lookup import villages_with_households
    from scheduler.duties.division_ledgers import divisions_of

    with workplace(acting) as place:
        place.reading.catch_up()
        villages = villages_with_households(place.reading.engine, region, scope=place.scope)
        opened = open_ledgers(place.casework, divisions_of(villages, KEPT_BY[:2]), by=acting.by)
    if acting.json:
        print_json({"opened": opened} | next_step(AFTER_OPENING))
        return
    nothing = acting.language.say("已是如此，无须建立", "They are kept already, nothing recorded")
    print_lines(acting.language.say(f"已建立{opened}本台账", f"Opened {opened} ledgers") if opened else nothing)
    print_next(acting.language, AFTER_OPENING)


@click.group(
    "rounds",
    help="调查轮次：逐户询问，没有新情况也有记录；已询问和未询问的户\n\n"
    "Rounds through the households of a region: asked, also where nothing is new, and who is still to be asked.",
)
def rounds_group() -> None:
    """Group what is done with rounds."""


@rounds_group.command("open", help="开展一个轮次\n\nOpen a round in all villages of a region (GY-1a).")
@_REGION
@_ROUND
@code_option("--kind", RoundKind, "类型", "kind", required=True)
@click.option("--from", "first_on", type=DayType(Lies.BEHIND), required=True, metavar="DATE", help="开始日 first day")
@click.option("--to", "last_on", type=DayType(Lies.AHEAD), required=True, metavar="DATE", help="结束日 last day")
@acts(at=False)
def rounds_open_command(acting: Acting, region: str, name: str, kind: RoundKind, first_on: date, last_on: date) -> None:
    from casework.application.writing.references.rounds import open_round_in
    from casework.domain.divisions.codes import full_code
    from projections.lists.division_lookup import villages_with_households

    with workplace(acting) as place:
        place.reading.catch_up()
        villages = villages_with_households(place.reading.engine, region, scope=place.scope)
        count = open_round_in(
            place.casework,
            full_code(region),
            villages,
            round_name=name,
            kind=kind,
            first_on=first_on,
            last_on=last_on,
            by=acting.by,
        )
    _say(acting, count, AFTER_ROUND_OPENED)


@rounds_group.command("close", help="结束一个轮次，记下询问情况\n\nClose a round, with how many households were asked.")
@_REGION
@_ROUND
@acts(at=False)
def rounds_close_command(acting: Acting, region: str, name: str) -> None:
    from casework.application.writing.references.rounds import close_round_in
    from casework.domain.divisions.codes import full_code
    from projections.lists.division_lookup import villages_with_households

    with workplace(acting) as place:
        place.reading.catch_up()
        villages = villages_with_households(place.reading.engine, region, scope=place.scope)
        count = close_round_in(place.casework, full_code(region), villages, round_name=name, by=acting.by)
    _say(acting, count, AFTER_ROUND_CLOSED)


@rounds_group.command(
    "list", help="各村轮次进度；--waiting 列出未询问的户\n\nRounds by village, or who is to be asked yet."
)
@_REGION
@click.option("--round", "name", type=NameType(), metavar="ROUND", help="只列这个轮次 this round alone")
@click.option("--waiting", is_flag=True, help="列出未询问的户 the households not yet asked")
@click.option("--by-site", is_flag=True, help="按易地搬迁安置点 by resettlement site")
@asks
def rounds_list_command(asked: Asked, region: str, name: str | None, waiting: bool, by_site: bool) -> None:
    from casework.application.inquiries.rounds import (
        NotYetAsked,
        RoundAtSite,
        RoundInVillage,
        not_yet_asked,
        rounds_at_sites,
        rounds_in,
    )
    from projections.lists.division_lookup import villages_with_households

    with workplace(asked) as place:
        place.reading.catch_up()
        villages = villages_with_households(place.reading.engine, region, scope=place.scope)
        today = shanghai_date(place.clock.now())
        names, hidden = place.reading.known_divisions(today), place.reading.finder.hidden(scope=place.scope)
        if by_site:
            if waiting:
                raise WrongValueError(zh="--by-site 与 --waiting 只能用一个", en="--by-site does not go with --waiting")
            _print(
                asked, RoundAtSite, rounds_at_sites(place.casework, villages, on=today, hidden=hidden, round_name=name)
            )
        elif waiting:
            households = not_yet_asked(place.casework, villages, names.name, hidden=hidden, round_name=name)
            _print(asked, NotYetAsked, households)
        else:
            _print(
                asked, RoundInVillage, rounds_in(place.casework, villages, names.name, hidden=hidden, round_name=name)
            )
    if not asked.json:
        print_wanted(asked, Wanted(own=(Said("round", Label("轮次", "round"), name),)), region)


def _print(asked: Asked, kind: type[ListRow], rows: Sequence[ListRow]) -> None:
    if asked.json:
        print_json(rows)
        return
    print_lines(asked.language.say(*(text.format(len(rows)) for text in kind.title)))
    print_rows(asked.language, kind, rows)


def _say(acting: Acting, count: int, following: NextStep) -> None:
    if acting.json:
        print_json({"divisions": count} | next_step(following))
        return
    nothing = acting.language.say("已是如此，无须记录", "It is so already, nothing recorded")
    print_lines(acting.language.say(f"已记入{count}个区划的台账", f"Recorded in {count} ledgers") if count else nothing)
    print_next(acting.language, following)
