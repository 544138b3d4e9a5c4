"""Divisions: which there are, and what becomes of them from a day on (ADR 0019)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import rich_click as click
from msgspec import field

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import ChangeKind
from casework.domain.columns import ListRow, column
from casework.domain.fact import Moment, Recorded
from casework.domain.facts.office.divisions import DivisionChange, DivisionEntry, DivisionsChanged
from casework.domain.labels import Label, same
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts, asks, lists
from casework.interfaces.cli.output import answer_list, print_json, print_lines, print_next
from casework.interfaces.cli.parameters import DayType, NameType, RegionType, WrongValueError
from casework.interfaces.cli.rules.division_changes import (
    Announced,
    change_divisions,
    change_due_villages,
    listed_households,
)
from casework.interfaces.wording.answers import as_json, next_step
from casework.interfaces.wording.filter_words import Wanted, on_day
from casework.interfaces.wording.moments import second
from casework.interfaces.wording.next_steps import after_carrying
from casework.interfaces.workplace.invocation import Acting, Asked, Listing
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.domain.divisions.tree import Divisions

PATH = click.Path(path_type=Path)


def _named(divisions: tuple[DivisionEntry, ...]) -> Label:
    named = [f"{each.name}({each.code})" for each in divisions]
    return Label("、".join(named), ", ".join(named))


def _to_the_second(at: datetime) -> Label:
    return same(second(at))


class RecordedChange(ListRow, frozen=True, kw_only=True):
    """What was recorded to become of some divisions from a day on; `listed` households go elsewhere than the main one."""

    empty = Label("没有区划变更记录", "No change of divisions was recorded")
    on_screen = ("effective", "kind", "before", "into", "by", "recorded_at")

    kind: Annotated[ChangeKind, column("变更", "change")]
    before: Annotated[tuple[DivisionEntry, ...], column("原区划", "before", words=_named)] = field(name="from")
    into: Annotated[tuple[DivisionEntry, ...], column("现区划", "after", words=_named)]
    listed: Annotated[int, column("名单户数", "households listed")]
    effective: Annotated[date, column("自", "from")]
    by: Annotated[str, column("记录人", "by")]
    recorded_at: Annotated[Moment, column("记录时间", "recorded", words=_to_the_second)]


@click.group(
    "divisions",
    help="区划：一览，合并、拆分、更名、划转\n\nDivisions: which there are, and what becomes of them from a day on.",
)
def divisions_group() -> None:
    """Group what is asked and said of divisions."""


@divisions_group.command(
    "list",
    short_help="区划一览 The divisions that stand on a day",
    help="区划一览（默认今天）\n\nThe divisions that stand on a day, today by default.",
)
@click.option("--on", type=DayType(), metavar="DATE", help="哪一天 on which day")
@lists
def divisions_list_command(listing: Listing, on: date | None) -> None:
    from casework.interfaces.workplace.views import view_of
    from projections.lists.division_names import NamedDivision, named_divisions

    with workplace(listing) as place, view_of(place, listing) as view:
        found = named_divisions(view.models.engine, on=on or shanghai_date(view.now), region=listing.region)
        answer_list(listing, NamedDivision, found, view, wanted=Wanted(own=(on_day(on),)))


@divisions_group.command(
    "history",
    short_help="区划变更记录 The changes that were recorded",
    help="区划变更记录，按记录先后\n\nThe changes of divisions that were recorded, oldest first.",
)
@asks
def divisions_history_command(asked: Asked) -> None:
    from casework.application.rules.divisions import recorded_changes_with_envelopes

    with workplace(asked) as place:
        entries, known = recorded_changes_with_envelopes(place.casework), place.reading.divisions
        rows = [
            _recorded(entry, entry.fact, change, known)
            for entry in entries
            if isinstance(entry.fact, DivisionsChanged)
            for change in entry.fact.changes
        ]
    if asked.json:
        print_json([as_json(row) for row in rows])
    elif rows:
        print_rows(asked.language, RecordedChange, rows)
    else:
        print_lines(asked.language.say(*RecordedChange.empty))


def _dated(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every change."""
    for option in (
        acts(at=False),
        click.option("--dry-run", is_flag=True, help="只看结果，不记录 look only, record nothing"),
        click.option("--correct", is_flag=True, help="补记已过日期的变更 record a change whose day has passed"),
        click.option(
            "--same-name",
            is_flag=True,
            help="旁边的区划同名，确认无误 it is right that a neighbour has or had the name",
        ),
        click.option(
            "--from", "on", type=DayType(), required=True, metavar="DATE", help="自哪一天起 from which day on"
        ),
    ):
        command = option(command)
    return command


@divisions_group.command(
    "rename",
    short_help="更名 Rename a division",
    help="更名：代码不变\n\nRename a division; its code stays.",
)
@click.argument("code", type=RegionType(), metavar="CODE", help="区划代码 the division")
@click.argument("name", type=NameType(), metavar="NAME", help="新名称 its new name")
@_dated
def divisions_rename_command(
    acting: Acting, code: str, name: str, on: date, correct: bool, same_name: bool, dry_run: bool
) -> None:
    from casework.domain.divisions.announcements import rename

    change_divisions(
        acting, Announced(on, correct, same_name, dry_run, lambda at, _: rename(at.divisions, at.meant(code), name))
    )


@divisions_group.command(
    "merge",
    short_help="合并 Merge villages",
    help="合并：各村的户自该日起都属合并后的村\n\n"
    "Merge villages into a new one or into one of them; all their households belong to it from the day on.",
)
@click.argument("codes", nargs=-1, required=True, type=RegionType(), metavar="CODE...", help="合并的村 the villages")
@click.option("--into", type=RegionType(), required=True, metavar="CODE", help="合并后的村 the village afterwards")
@click.option("--name", type=NameType(), metavar="NAME", help="名称（新村须写） its name, for a new one")
@_dated
def divisions_merge_command(
    acting: Acting,
    codes: tuple[str, ...],
    into: str,
    name: str | None,
    on: date,
    correct: bool,
    same_name: bool,
    dry_run: bool,
) -> None:
    from casework.domain.divisions.announcements import merge

    change_divisions(
        acting,
        Announced(
            on,
            correct,
            same_name,
            dry_run,
            lambda at, _: merge(at.divisions, [at.meant(code) for code in codes], at.meant(into), name),
        ),
    )


@divisions_group.command(
    "move",
    short_help="划转：换代码 Move a division to another code",
    help="划转：村或乡镇连同下辖各村换到新代码（新代码的上级须已导入）\n\n"
    "Move a division and all below it to another code; the division above the new code must be loaded.",
)
@click.argument("code", type=RegionType(), metavar="CODE", help="原代码 the code until then")
@click.option("--to", type=RegionType(), required=True, metavar="CODE", help="新代码 the code from then on")
@click.option("--name", type=NameType(), metavar="NAME", help="新名称（不写则不变） a new name")
@_dated
def divisions_move_command(
    acting: Acting, code: str, to: str, name: str | None, on: date, correct: bool, same_name: bool, dry_run: bool
) -> None:
    from casework.domain.divisions.announcements import move

    change_divisions(
        acting,
        Announced(
            on, correct, same_name, dry_run, lambda at, _: move(at.divisions, at.meant(code), at.meant(to), name)
        ),
    )


@divisions_group.command(
    "split",
    short_help="拆分 Split a village",
    help="拆分：户留在第一个村（主要承接村），名单（--households）上的除外\n\n"
    "Split a village: its households stay with the first --into, except those listed. --households is a CSV file of "
    "lines NUMBER,CODE: the ledger number, the village it goes to.",
)
@click.argument("code", type=RegionType(), metavar="CODE", help="拆分的村 the village")
@click.option(
    "--into", multiple=True, required=True, metavar="CODE[=NAME]", help="拆分后的村，主要承接村在前 the main one first"
)
@click.option("--households", type=PATH, metavar="FILE.csv", help="转入其他村的户 who goes to another one")
@_dated
def divisions_split_command(
    acting: Acting,
    code: str,
    into: tuple[str, ...],
    households: Path | None,
    on: date,
    correct: bool,
    same_name: bool,
    dry_run: bool,
) -> None:
    from casework.domain.divisions.announcements import split

    named = dict(_code_and_name(each) for each in into)
    listed = listed_households(households) if households else {}
    announced = Announced(
        on,
        correct,
        same_name,
        dry_run,
        lambda at, numbers: split(
            at.divisions,
            at.meant(code),
            {at.meant(each): name for each, name in named.items()},
            {number: at.meant(each) for number, each in listed.items()},
            numbers(code),
        ),
    )
    change_divisions(acting, announced)


@divisions_group.command(
    "carry",
    short_help="让各户转入变更后的村 Carry households over",
    help="让各户转入变更后的村：已到日期的变更；每天自动办理，也可随时运行\n\n"
    "Carry households over into the villages of changes whose day has come; the scheduler does it daily.",
)
@asks
def divisions_carry_command(asked: Asked) -> None:
    with workplace(asked) as place:
        done = change_due_villages(asked, place)
    following = after_carrying(done.left)
    if asked.json:
        print_json({"carried": done.households, "left": done.left} | next_step(following))
        return
    say = asked.language.say
    print_lines(say(f"转入新村 {done.households} 户", f"{done.households} households carried over"))
    if done.left:
        print_lines(say(f"还有 {done.left} 户留待下次", f"{done.left} households are left to the next time"))
    print_next(asked.language, following)


def _code_and_name(text: str) -> tuple[str, str | None]:
    code, equals, name = text.partition("=")
    if equals and not name.strip():
        raise WrongValueError(zh=f"“{text}”应写作：代码=名称", en=f"{text!r} should read CODE=NAME")
    return RegionType().convert(code.strip(), None, None), name.strip() or None


def _recorded(entry: Recorded, fact: DivisionsChanged, change: DivisionChange, known: Divisions) -> RecordedChange:
    return RecordedChange(
        kind=change.kind,
        before=tuple(DivisionEntry(code=code, name=known.name(code)) for code in change.codes),
        into=change.into,
        listed=sum(len(each.numbers) for each in change.listed),
        effective=fact.effective_on,
        by=entry.by,
        recorded_at=entry.timestamp,
    )
