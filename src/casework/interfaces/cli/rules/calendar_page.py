"""A year of a work calendar, and what loading one came to, as screens and as JSON show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from casework.application.rules.calendars import CalendarReceipt
from casework.domain.calendar.year_notices import YearNotice
from casework.domain.columns import ListRow, column
from casework.domain.divisions.tree import Divisions
from casework.domain.labels import Label, same
from casework.domain.rules.calendar_view import OwnDays, YearView
from casework.domain.rules.rule_book import RuleBook
from casework.interfaces.cli.output import print_lines
from casework.interfaces.cli.rules.moved_deadlines import moved_as_json, print_moved
from casework.interfaces.cli.rules.proposals import print_proposed
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.interfaces.workplace.bootstrap import Workplace


class NoticeDay(ListRow, frozen=True, kw_only=True):
    """A day, or days in a row, that a notice says something of."""

    on_screen = ("days", "what", "holiday")

    days: Annotated[str, column("日期", "days")]
    what: Annotated[Label, column("安排", "off or worked")]
    holiday: Annotated[Label, column("节日", "holiday")]


def as_answer(found: YearView) -> dict[str, Any]:
    """The year as JSON has it; `own` are the days of divisions' own, from the top down."""
    own = [
        {"division": each.division, "version": each.version, "years": [_year(notice) for notice in each.years]}
        for each in found.own
    ]
    return {"version": found.calendar.version, **_year(found.notice), "own": own}


def print_year(asked: Asked, found: YearView, divisions: Divisions) -> None:
    """The year's notice as a table, then one for each division above or at the place that has own days."""
    say = asked.language.say
    names = {name.code: Label(name.zh, name.en) for name in found.calendar.names}
    _print_days(asked, same(f"{found.notice.year} {found.notice.notice}"), _days(found.notice, names))
    for own in found.own:
        _print_days(asked, _title(own, divisions), (day for notice in own.years for day in _days(notice, names)))
    last = found.calendar.years[-1].year
    print_lines(
        say(
            f"日历版本 {found.calendar.version}；{last}年以后尚无通知，暂按周一至周五计",
            f"Calendar {found.calendar.version}; after {last} there is no notice yet: Monday to Friday count, "
            "provisionally",
        )
    )


def receipt_answer(acting: Acting, place: Workplace, receipt: CalendarReceipt) -> dict[str, Any]:
    """What loading came to, as JSON; `household` is the ledger's number, `position` null where nothing was recorded."""
    return {
        "year": receipt.years[-1],
        "years": receipt.years,
        "version": receipt.version,
        **moved_as_json(acting, place, receipt.moved),
        "left_out": receipt.left_out,
        "unreadable": receipt.unreadable,
        "warnings": [{"zh": odd.zh, "en": odd.en} for odd in receipt.warnings],
        "position": receipt.position,
        "proposal": receipt.proposal,
    }


def print_receipt(
    asked: Acting, place: Workplace, receipt: CalendarReceipt, book: RuleBook, words: CellWords, *, dry_run: bool
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
    elif receipt.proposal is not None:
        print_proposed(asked.language, receipt.proposal, version)
    else:
        at = receipt.position
        print_lines(
            say(f"已载入{years_zh}（版本 {version}，序号 {at}）", f"Loaded {years_en} ({version}, position {at})")
        )
    if receipt.left_out:
        _print_left_out(asked, receipt, book)
    if receipt.warnings:
        print_lines(say(f"有{len(receipt.warnings)}处值得再看：", f"{len(receipt.warnings)} to look at again:"))
        print_lines(*(f"- {say(*odd)}" for odd in receipt.warnings))
    print_moved(asked, place, receipt.moved, words)
    if receipt.unreadable:
        print_lines(
            say(
                f"注意：{receipt.unreadable} 户的全程记录无法读取，未计入，请联系管理员",
                f"Note: the histories of {receipt.unreadable} households cannot be read; they are left out: tell "
                "the administrator",
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


def _print_days(asked: Asked, title: Label, days: Iterable[NoticeDay]) -> None:
    in_order: list[NoticeDay] = sorted(days, key=lambda day: day.days)
    print_rows(asked.language, NoticeDay, in_order, title=title)


def _title(own: OwnDays, divisions: Divisions) -> Label:
    name = divisions.name(own.division)
    return Label(f"{name}自定（版本 {own.version}）", f"{name}, its own days ({own.version})")


def _days(notice: YearNotice, names: dict[str, Label]) -> Iterator[NoticeDay]:
    for span in notice.off:
        yield NoticeDay(days=f"{span.first} – {span.last}", what=Label("放假", "off"), holiday=names[span.name])
    for made_up in notice.work:
        yield NoticeDay(days=str(made_up.day), what=Label("上班", "worked"), holiday=names[made_up.name])


def _year(notice: YearNotice) -> dict[str, object]:
    return {
        "year": notice.year,
        "notice": notice.notice,
        "changed_by": notice.changed_by,
        "off": notice.off,
        "work": notice.work,
    }
