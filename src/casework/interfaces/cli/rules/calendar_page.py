"""A year of a work calendar, and what loading one came to, as screens and as JSON show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casework.domain.deadlines.names import deadline_label
from casework.interfaces.cli.printing import print_lines, print_table
from casework.interfaces.workplace.asking import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casework.application.rules.loading_calendars import CalendarReceipt
    from casework.domain.calendar.year_notices import YearNotice
    from casework.domain.divisions.tree import Divisions
    from casework.domain.rules.calendar_view import OwnDays, YearView
    from casework.domain.rules.rule_book import RuleBook

Row = tuple[str, str, str]


def as_answer(found: YearView) -> dict[str, Any]:
    """The year as JSON has it; `own` are the days of divisions' own, from the top down."""
    own = [
        {"division": each.division, "version": each.version, "years": [_year(notice) for notice in each.years]}
        for each in found.own
    ]
    return {"version": found.calendar.version, **_year(found.notice), "own": own}


def print_year(asked: Asked, found: YearView, divisions: Divisions | None) -> None:
    """The year's notice as a table, then one for each division above or at the place that has own days."""
    say = asked.language.say
    headers = (say("日期", "days"), "", say("节日", "holiday"))
    names = {name.code: say(name.zh, name.en) for name in found.calendar.names}
    print_table(f"{found.notice.year} {found.notice.notice}", headers, sorted(_rows(asked, found.notice, names)))
    for own in found.own:
        rows = sorted(row for notice in own.years for row in _rows(asked, notice, names))
        print_table(_title(asked, own, divisions), headers, rows)
    last = found.calendar.years[-1].year
    print_lines(
        say(
            f"日历版本 {found.calendar.version}；{last}年以后尚无通知，暂按周一至周五计",
            f"Calendar {found.calendar.version}; after {last} there is no notice yet: Monday to Friday count, provisionally",
        )
    )


def receipt_answer(receipt: CalendarReceipt) -> dict[str, Any]:
    """What loading came to, as JSON; `household` is the ledger's number, `position` null where nothing was recorded."""
    moved = [
        {
            "household": each.number,
            "id": each.deadline.household,
            "village": each.village,
            "deadline": each.deadline.deadline,
            "occurrence": each.deadline.occurrence,
            "from": each.deadline.moved_from,
            "to": each.deadline.moved_to,
        }
        for each in receipt.moved
    ]
    said = {"year": receipt.years[-1], "years": receipt.years, "version": receipt.version, "moved": moved}
    return {**said, "left_out": receipt.left_out, "unreadable": receipt.unreadable, "position": receipt.position}


def print_receipt(
    asked: Asked, receipt: CalendarReceipt, book: RuleBook, divisions: Divisions | None, *, dry_run: bool
) -> None:
    """What was loaded, and the deadlines that end on another day."""
    say, version = asked.language.say, receipt.version
    years_zh, years_en = "、".join(f"{year}年" for year in receipt.years), ", ".join(map(str, receipt.years))
    if not receipt.changes:
        print_lines(
            say(f"日历已是如此（版本 {version}），无须载入", f"Nothing to load, the calendar is so already ({version})")
        )
        return
    if dry_run:
        print_lines(
            say(f"试算{years_zh}（版本 {version}），没有写入", f"Tried {years_en} ({version}); nothing was recorded")
        )
    else:
        at = receipt.position
        print_lines(
            say(f"已载入{years_zh}（版本 {version}，序号 {at}）", f"Loaded {years_en} ({version}, position {at})")
        )
    if receipt.left_out:
        _print_left_out(asked, receipt, book)
    if receipt.moved:
        _print_moved(asked, receipt, book, divisions)
    else:
        print_lines(say("没有期限变动", "No deadline moves"))
    if receipt.unreadable:
        print_lines(
            say(
                f"注意：{receipt.unreadable} 户的全程记录无法读取，未计入，请联系管理员",
                f"Note: the histories of {receipt.unreadable} households cannot be read; they are left out: tell the administrator",
            )
        )


def _print_left_out(asked: Asked, receipt: CalendarReceipt, book: RuleBook) -> None:
    names = {name.code: (name.zh, name.en) for name in book.of().calendar.names}
    zh = "、".join(f"{each.year}年{names.get(each.name, (each.name,))[0]}" for each in receipt.left_out)
    en = ", ".join(f"{names.get(each.name, (each.name,))[-1]} {each.year}" for each in receipt.left_out)
    print_lines(
        asked.language.say(
            f"警告：按该日历，法定节日{zh}仍要上班；载入须加 --without-holidays 确认",
            f"Warning: by this calendar people work on legal holidays: {en}; loading it takes --without-holidays",
        )
    )


def _print_moved(asked: Asked, receipt: CalendarReceipt, book: RuleBook, divisions: Divisions | None) -> None:
    say = asked.language.say
    headers = (
        say("户编号", "household"),
        say("村", "village"),
        say("期限", "deadline"),
        say("期次", "occurrence"),
        say("原截止日", "from"),
        say("现截止日", "to"),
        say("相差天数", "days"),
    )
    rows = (
        (
            each.number,
            divisions.name(each.village) if divisions else each.village,
            say(*deadline_label(each.deadline.deadline, book.of(each.village).policies)),
            each.deadline.occurrence,
            each.deadline.moved_from,
            each.deadline.moved_to,
            f"{(each.deadline.moved_to - each.deadline.moved_from).days:+d}",
        )
        for each in receipt.moved
    )
    count = len(receipt.moved)
    title = say(f"{count} 项期限的截止日变动", f"{count} deadline{'s' * (count > 1)} end on another day")
    print_table(title, headers, rows)


def _title(asked: Asked, own: OwnDays, divisions: Divisions | None) -> str:
    name = divisions.name(own.division) if divisions else own.division
    version = own.version
    return asked.language.say(f"{name}自定（版本 {version}）", f"{name}, its own days ({version})")


def _rows(asked: Asked, notice: YearNotice, names: dict[str, str]) -> Iterator[Row]:
    say = asked.language.say
    for span in notice.off:
        yield f"{span.first} – {span.last}", say("放假", "off"), names[span.name]
    for made_up in notice.work:
        yield str(made_up.day), say("上班", "worked"), names[made_up.name]


def _year(notice: YearNotice) -> dict[str, object]:
    return {
        "year": notice.year,
        "notice": notice.notice,
        "changed_by": notice.changed_by,
        "off": notice.off,
        "work": notice.work,
    }
