"""One household on one page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes import Code
from casework.domain.deadlines.names import deadline_label
from casework.domain.labels import Label
from casework.interfaces.cli.answers import shown
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks_of_then
from casework.interfaces.cli.printing import print_json, print_lines, print_table
from casework.interfaces.wording.language import Language
from casework.interfaces.workplace.asking import AskedOfThen

if TYPE_CHECKING:
    from casework.application.register.household_view import DeadlineView, HouseholdView
    from casework.domain.policy.policy import Policies


@click.command(
    "show",
    short_help="一户的现状 One household as it stands",
    help="一户的现状：成员、帮扶干部、帮扶计划、岗位推介、就业安置、期限（姓名和证件号码已遮蔽）\n\n"
    "One household as it stands: members (names and ids masked), cadre, plan, offers, placements, deadlines.",
)
@click.argument("household", metavar="HOUSEHOLD", help="户编号或户标识 the ledger's number or the id")
@asks_of_then
def show_command(asked: AskedOfThen, household: str) -> None:
    """Show it."""
    from casework.application.register.household_page import show_household
    from casework.interfaces.workplace.views import entries_in, view_of_household

    with workplace(asked) as place, view_of_household(place, asked, household) as (view, found):
        page = show_household(place.casework, found.id, entries_in(place, view, found.id), view.book, now=view.now)
    if asked.json:
        print_json(shown(page, found.village_name) | view.envelope())
    else:
        _print_page(page, found.village_name, asked.language, view.book.of(page.village).policies)


def _print_page(page: HouseholdView, village: str, language: Language, policies: Policies) -> None:
    say, label = language.say, language.label
    nobody = say("无", "nobody")
    print_lines(
        say(f"户{page.number}，{village}（{page.village}）", f"Household {page.number}, {village} ({page.village})"),
        say(f"户标识 {page.id}，共 {page.version} 条记录", f"Id {page.id}, {page.version} entries"),
        say(
            f"阶段：{label(page.stage)}；帮扶干部：{page.cadre or nobody}；帮扶级别：{label(page.level) or '未定'}",
            f"Stage: {label(page.stage)}; cadre: {page.cadre or nobody}; level: {label(page.level) or 'not set'}",
        ),
    )
    if page.green_channel:
        print_lines(say("已开通绿色通道", "In the green channel"))
    for title, headers, rows in _sections(page, policies):
        cells = [[_cell(cell, language) for cell in row] for row in rows]
        if cells:
            print_table(say(*title), [say(*header) for header in headers], cells)


def _cell(value: object, language: Language) -> object:
    if isinstance(value, Label):
        return language.say(*value)
    return language.label(value) if isinstance(value, Code) else value


_Words = tuple[str, str]
_Section = tuple[_Words, Sequence[_Words], Iterable[Sequence[object]]]

_MEMBER = ("成员", "member")
_STATUS = ("状态", "status")
_OWNER = ("负责人", "owner")
_BY = ("截止日", "by")


def _sections(page: HouseholdView, policies: Policies) -> Iterable[_Section]:
    yield _members(page)
    measures = ((p.member, p.measure, p.owner, p.due_on) for p in page.plan)
    yield ("帮扶计划", "Plan"), (_MEMBER, ("措施", "measure"), _OWNER, _BY), measures
    difficulties = ((d.kind, d.owner, d.due_on) for d in page.difficulties)
    yield ("未解决的困难", "Open difficulties"), (("困难", "kind"), _OWNER, _BY), difficulties
    yield _offers(page)
    yield _placements(page)
    yield _deadlines(page, policies)


def _members(page: HouseholdView) -> _Section:
    headers = (
        ("号", "no."),
        ("姓名", "name"),
        ("证件号码", "id"),
        ("性别", "sex"),
        ("出生日期", "birth date"),
        ("劳动能力", "capacity"),
        ("就业意愿", "willingness"),
        ("就业状态", "employment"),
        ("核实结论", "finding"),
        ("就业困难人员", "hard to employ"),
    )
    words = ("number", "name", "id", "sex", "birth_date", "capacity", "willingness", "employment", "finding")
    rows = (tuple(getattr(m, name) for name in (*words, "hard_to_employ")) for m in page.members)
    return ("成员", "Members"), headers, rows


def _offers(page: HouseholdView) -> _Section:
    headers = (("推介编号", "no."), _MEMBER, ("岗位", "post"), ("渠道", "channel"), _STATUS, ("计次", "counted"))
    rows = ((o.number, o.member, o.post, o.channel, o.status, "✓" if o.counted else "") for o in page.offers)
    return ("岗位推介", "Offers"), headers, rows


def _placements(page: HouseholdView) -> _Section:
    terms = (("月收入", "pay"), ("合同月数", "months"))
    headers = (("安置编号", "no."), _MEMBER, ("就业形式", "kind"), ("上岗日期", "since"), *terms, _STATUS)
    rows = ((p.number, p.member, p.kind, p.since, p.monthly_pay, p.contract_months, p.status) for p in page.placements)
    return ("就业安置", "Placements"), headers, rows


def _deadlines(page: HouseholdView, policies: Policies) -> _Section:
    late = (("逾期工作日", "working days late"), ("级次", "step"))
    came = ("办理结果", "outcome")
    headers = (("期限", "deadline"), ("期次", "occurrence"), _STATUS, ("截止日", "due"), came, *late)
    rows = (
        (
            deadline_label(d.deadline, policies),
            d.occurrence,
            d.status,
            d.due_on or _lapsing(d),
            d.outcome,
            d.working_days_late or "",
            d.step or "",
        )
        for d in page.deadlines
    )
    return ("期限", "Deadlines"), headers, rows


def _lapsing(deadline: DeadlineView) -> Label | None:
    """In place of the due day of a paused deadline: when it runs again at the latest."""
    if deadline.lapses_at is None:
        return None
    day = shanghai_date(deadline.lapses_at)
    return Label(f"最迟{day}恢复计算", f"runs again by {day}")
