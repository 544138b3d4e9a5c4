"""Work calendars: shown, and loaded from an official notice or as days of a division's own (ADR 0008)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.divisions.codes import full_code
from casework.domain.facts.office.rules import EVERYWHERE
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, asks
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import RegionType
from casework.interfaces.cli.rules.outages import outage_command
from casework.interfaces.cli.rules.policy.files import text_of
from casework.interfaces.cli.rules.proposals import decide_command, proposals_command
from casework.interfaces.cli.rules.rules_without_database import refuse_unknown, rules_without_database
from casework.interfaces.cli.rules.transferred_in import transferred_in
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.wording.next_steps import after_calendar
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.progress import progress_line

if TYPE_CHECKING:
    from casework.application.rules.calendars import CalendarDesk, CalendarReceipt
    from casework.application.rules.proposals import Publications
    from casework.interfaces.workplace.bootstrap import Workplace


@click.group("calendar", help="工作日历\n\nThe work calendar.")
def calendar_group() -> None:
    """Group what is asked of the calendar."""


@calendar_group.command(
    "show",
    help="列出放假和调休（默认最新的一年；未公布的年份为暂定）\n\n"
    "Holidays and make-up days of a year; the newest loaded one by default. Later years are provisional.",
)
@click.argument("year", type=click.IntRange(1, 9999), required=False, metavar="[YEAR]", help="年份 the year")
@click.option(
    "--region",
    type=RegionType(),
    metavar="CODE",
    help="该区划的日历，含本级和上级自定的日子 the calendar of this division, its own days and those above it included",
)
@click.option(
    "--toml",
    is_flag=True,
    help="以 TOML 输出，可由 load 原样载入；不写年份为全部 as TOML that load takes back; without YEAR the whole",
)
@asks
def calendar_show_command(asked: Asked, year: int | None, region: str | None, toml: bool) -> None:
    from casework.domain.rules.calendar_view import shown_text, shown_year
    from casework.interfaces.cli.rules.calendar_page import as_answer, print_year

    known, division = rules_without_database(asked), _division(region)
    if division:
        refuse_unknown(division, known.divisions)
    if toml:
        from casework.domain.calendar.as_toml import calendar_text

        print_lines(calendar_text(shown_text(known.book, year, division=division)).rstrip("\n"))
        return
    found = shown_year(known.book, year, division=division)
    if asked.json:
        print_json(as_answer(found))
    else:
        print_year(asked, found, known.divisions)


@calendar_group.command(
    "load",
    help="载入放假通知，列出因此变动的期限；--region 则为该区划自定的日子（地方节日、防汛）\n\n"
    "Load an official notice and list the deadlines it moves; with --region, days of a division's own (a local "
    "festival, a flood).",
)
@click.argument(
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="日历文件，格式见 casework calendar show --toml the calendar; casework calendar show --toml prints one",
)
@click.option(
    "--region",
    type=RegionType(),
    metavar="CODE",
    help="只用于该区划及其下级 days of this division's own, inherited by those below it",
)
@click.option(
    "--without-holidays",
    is_flag=True,
    help="日历未列的法定节日确实上班 it is meant that people work on legal holidays which the calendar leaves out",
)
@click.option("--dry-run", is_flag=True, help="只列出变动，不写入 list what would move and record nothing")
@acts(at=False)
@COMMAND_ID
def calendar_load_command(
    acting: Acting, file: Path, region: str | None, without_holidays: bool, dry_run: bool, command_id: str | None
) -> None:
    text, division = text_of(file), _division(region)
    with workplace(acting) as place:
        if division:
            refuse_unknown(division, place.reading.divisions)
        receipt = _loaded(
            acting,
            place,
            text,
            division,
            without_holidays=without_holidays,
            dry_run=dry_run,
            command_id=command_id,
        )
        _print_receipt(acting, place, receipt, dry_run=dry_run)


def _decide(acting: Acting, place: Workplace, number: int, dry_run: bool, command_id: str | None) -> None:
    with progress_line(acting) as tell:
        desk = _desk(place, tell)
        division = desk.proposed.division_of(number)
        came = transferred_in(place, division) if division else []
        if dry_run:
            receipt = desk.preview_proposed(number, came)
        else:
            receipt = desk.decide(number, by=acting.by, transferred_in=came, command_id=command_id)
        _print_receipt(acting, place, receipt, dry_run=dry_run)


def _proposed(place: Workplace) -> Publications:
    return _desk(place, lambda zh, en: None).proposed


def _desk(place: Workplace, tell: Callable[[str, str], None]) -> CalendarDesk:
    """Where calendars are loaded, telling how many households were looked at."""
    from casework.application.rules.calendars import CalendarDesk

    return CalendarDesk(
        place.casework, progress=lambda count: tell(f"已核算 {count} 户", f"{count} households worked out")
    )


def _print_receipt(acting: Acting, place: Workplace, receipt: CalendarReceipt, *, dry_run: bool) -> None:
    from casework.interfaces.cli.rules.calendar_page import print_receipt, receipt_answer

    book = place.casework.books.current()
    last = max(*receipt.years, book.of().calendar.years[-1].year)
    following = after_calendar(receipt, dry_run=dry_run, last_year=last)
    if acting.json:
        print_json(receipt_answer(acting, place, receipt) | next_step(following))
        return
    words = CellWords(
        acting.language,
        deadline=book.deadline_label,
        divisions=lambda: place.reading.divisions,
    )
    print_receipt(acting, place, receipt, book, words, dry_run=dry_run)
    print_next(acting.language, following)


def _division(region: str | None) -> str:
    return full_code(region) if region else EVERYWHERE


def _loaded(
    acting: Acting,
    place: Workplace,
    text: str,
    division: str,
    *,
    without_holidays: bool,
    dry_run: bool,
    command_id: str | None,
) -> CalendarReceipt:
    came = transferred_in(place, division) if division else []
    with progress_line(acting) as tell:
        desk = _desk(place, tell)
        if dry_run:
            return desk.preview(text, division=division, transferred_in=came)
        return desk.load(
            text,
            by=acting.by,
            division=division,
            transferred_in=came,
            without_holidays=without_holidays,
            command_id=command_id,
        )


calendar_group.add_command(
    proposals_command(
        "待另一人决定的日历；写提请号则输出其原文\n\nCalendars that wait for a second person; with a number, the text of one.",
        _proposed,
    )
)
calendar_group.add_command(
    decide_command(
        "calendar",
        "载入另一人提请的日历，或以 --refuse 不载入\n\nLoad a calendar that somebody else proposed, or do not with --refuse.",
        "只列出变动，不写入 list what would move and record nothing",
        _proposed,
        _decide,
    )
)
calendar_group.add_command(outage_command)
