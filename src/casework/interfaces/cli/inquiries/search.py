"""Who is meant by a number, an id, a telephone or a name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import rich_click as click

from casework.interfaces.cli.command_words import exactly_one
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.cli.parameters import STDIN, NameType, RegionType, WrongValueError
from casework.interfaces.wording.answers import as_json
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.register.member_search import FoundMember
    from casework.interfaces.workplace.bootstrap import Workplace

_BY = {
    "--number": ("户编号或村名和户编号", "household number"),
    "--id": ("证件号码", "id"),
    "--telephone": ("联系电话", "telephone"),
    "--name": ("姓名", "full name"),
    "--part-of-name": ("姓名的一部分", "part of a name"),
}


@click.command(
    "find",
    help="查找：按户编号、证件号码、电话、姓名；姓名、证件号码、电话遮蔽显示。写 - 则从标准输入读取\n\n"
    "Who is meant by a household number, an id, a telephone or a name; masked. - reads the words from stdin.",
)
@click.option("--number", type=NameType(), metavar="NUMBER", help="户编号，如 石桥村1号 household number")
@click.option("--id", "document", type=NameType(), metavar="ID", help="证件号码；护照等另写 --name the id, exactly")
@click.option("--telephone", type=NameType(), metavar="NUMBER", help="联系电话（只找成年人） telephone; adults only")
@click.option("--name", type=NameType(), metavar="NAME", help="姓名全称（只找成年人） the full name; adults only")
@click.option(
    "--part-of-name",
    type=NameType(),
    metavar="TEXT",
    help="姓名的一部分；须写 --region，逐户打开 part of a name; takes --region, opens each household of it",
)
@click.option(
    "--region",
    type=RegionType(),
    metavar="CODE",
    envvar="CASEWORK_COUNTY",
    help="只在该区划内查找 only below this division (2 to 12 digits)",
)
@asks
def find_command(
    asked: Asked,
    number: str | None,
    document: str | None,
    telephone: str | None,
    name: str | None,
    part_of_name: str | None,
    region: str | None,
) -> None:
    given = {"--number": number, "--id": document, "--telephone": telephone, "--part-of-name": part_of_name}
    if not document:
        given["--name"] = name
    by = exactly_one(given)
    if by == "--part-of-name" and region is None:
        raise WrongValueError(zh="按姓名的一部分查找须写 --region", en="Part of a name is looked for in one --region")
    said = given[by] or ""
    words = sys.stdin.read().strip() if said == STDIN else said
    with workplace(asked) as place:
        found = [row for row in _found(place, by, words, name or "", region) if _is_in(row.village, region)]
        _print(asked, by, region, found)


def _found(place: Workplace, by: str, words: str, name: str, region: str | None) -> Iterator[FoundMember]:
    from casework.application.register.member_search import MemberSearch
    from casework.domain.calendar.work_calendar import shanghai_date

    place.reading.catch_up()
    finder, scope = place.reading.finder, place.scope
    name_of = place.reading.known_divisions(shanghai_date(place.clock.now())).name
    search = MemberSearch(place.casework, name_of, seen=lambda households: finder.seen(households, scope=scope))
    match by:
        case "--number":
            yield from search.of_households([each.id for each in finder.find(words, scope=scope).rows])
        case "--id":
            yield from search.by_document(words, name)
        case "--telephone":
            yield from search.by_telephone(words)
        case "--name":
            yield from search.by_name(words)
        case _:
            households = place.reading.board.ids(scope=scope, region=region)
            with place.progress_line() as tell:
                yield from search.by_part_of_name(
                    words,
                    households,
                    lambda done: tell(
                        f"已查 {done}/{len(households)} 户", f"{done} of {len(households)} households looked through"
                    ),
                )


def _is_in(village: str, region: str | None) -> bool:
    from casework.domain.divisions.codes import significant_digits

    return region is None or village.startswith(significant_digits(region))


def _print(asked: Asked, by: str, region: str | None, found: list[FoundMember]) -> None:
    """The rows, and by what was looked; never the words that were looked for."""
    from casework.application.register.member_search import FoundMember

    if asked.json:
        print_json({"filter": {"by": by[2:], "region": region}, "items": [as_json(row) for row in found]})
        return
    if found:
        print_rows(asked.language, FoundMember, found)
    else:
        print_lines(asked.language.say(*FoundMember.empty))
    zh, en = _BY[by]
    where = asked.language.say(f"；区划：{region}", f"; division: {region}") if region else ""
    print_lines(asked.language.say(f"按{zh}查找", f"Looked for by {en}") + where)
