"""Lists that an office keeps of its own: employers, campaigns, sites, measures, clauses; loaded from a sheet, listed."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import ReferenceKind
from casework.domain.divisions.codes import full_code
from casework.domain.labels import Label
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, asks
from casework.interfaces.cli.output import print_json, print_lines, print_next, print_wanted
from casework.interfaces.cli.parameters import CodeType, DayType, RegionType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.filter_words import Said, Wanted, on_day
from casework.interfaces.wording.next_steps import AFTER_REFERENCES, recorded_without
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.domain.rules.reference_changes import ListChange

_KINDS = "、".join(f"{kind} {kind.zh}" for kind in ReferenceKind)
_KIND = click.argument("kind", type=CodeType(ReferenceKind), metavar="KIND", required=True, help=_KINDS)
_REGION = click.option(
    "--region", type=RegionType(), metavar="CODE", required=True, help="哪个区划的清单，含其下级 whose, inherited below"
)


@click.group(
    "references",
    help="参考清单：用人单位、活动、安置点、措施库、政策条款；下级沿用\n\n"
    "Lists that an office keeps of its own: entries name what stands on them. Inherited by the divisions below.",
)
def references_group() -> None:
    """Group what is done with such lists."""


@references_group.command(
    "load",
    help="载入清单（.xlsx、.csv 等）：整份替换，自某日起；--dry-run 先看变化\n\n"
    "Load a list from a sheet with the columns 编号 and 名称 (类别 where there is one): whole, from a day on.",
)
@_KIND
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE", required=True)
@_REGION
@click.option("--from", "effective_on", type=DayType(), metavar="DATE", help="起始日（默认今天） from which day on")
@click.option("--dry-run", is_flag=True, help="只看变化，不记录 show what would change, record nothing")
@acts(at=False)
def references_load_command(
    acting: Acting, kind: ReferenceKind, file: Path, region: str, effective_on: date | None, dry_run: bool
) -> None:
    from casework.application.ledgers.process.ledger_reader import read_reference_list
    from casework.application.rules.references import GivenList, load_reference_list, preview_list
    from casework.domain.facts.office.references import ReferenceEntry

    with workplace(acting) as place:
        rows = list(read_reference_list(file, place.settings.limits))
        given = GivenList(
            kind=kind,
            division=full_code(region),
            effective_on=effective_on or shanghai_date(place.clock.now()),
            entries=tuple(ReferenceEntry(code=code, name=name, group=group) for code, name, group in rows),
            sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        )
        if dry_run:
            change = preview_list(place.casework, given)
        else:
            change = load_reference_list(place.casework, given, by=acting.by)
    _say(acting, change, dry_run)


@references_group.command(
    "list", help="某日可用的条目，含上级的清单\n\nWhat may be named on a day, with its version and file."
)
@_KIND
@_REGION
@click.option("--on", type=DayType(), metavar="DATE", help="哪一天（默认今天） on which day")
@asks
def references_list_command(asked: Asked, kind: ReferenceKind, region: str, on: date | None) -> None:
    from casework.application.rules.references import ListedReference, listed_references

    with workplace(asked) as place:
        day = on or shanghai_date(place.clock.now())
        rows = listed_references(place.casework, kind, full_code(region), day)
    if asked.json:
        print_json(rows)
    else:
        print_rows(asked.language, ListedReference, rows)
        print_wanted(asked, Wanted(own=(Said("kind", Label("清单", "list"), kind), on_day(day))), region)


def _say(acting: Acting, change: ListChange, dry_run: bool) -> None:
    following = recorded_without("--dry-run") if dry_run and change.fact is not None else AFTER_REFERENCES
    if acting.json:
        print_json(
            {
                "entries": change.entries,
                "changes": change.fact is not None,
                "version": change.fact and change.fact.version,
                "added": [entry.code for entry in change.added],
                "removed": [entry.code for entry in change.removed],
                "renamed": [entry.code for entry in change.renamed],
                "recorded": change.fact is not None and not dry_run,
            }
            | next_step(following)
        )
        return
    if change.fact is None:
        print_lines(acting.language.say("与现行清单相同，未记录", "The same as the list in force; nothing recorded"))
        print_next(acting.language, following)
        return
    counts = len(change.added), len(change.removed), len(change.renamed)
    zh, en = ("预览，尚未记录：", "A preview, nothing is stored: ") if dry_run else ("已载入：", "Loaded: ")
    print_lines(
        acting.language.say(
            zh + "共{}条，新增{}、去掉{}、更名{}".format(change.entries, *counts),
            en + "{} entries, {} added, {} removed, {} renamed".format(change.entries, *counts),
        )
    )
    print_next(acting.language, following)
