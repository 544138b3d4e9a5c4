"""One household on one page (design, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.codes import Code
from casework.interfaces.doing import workplace
from casework.interfaces.language import Language
from casework.interfaces.options import Asked, asks
from casework.interfaces.printing import print_json, print_lines, print_table

if TYPE_CHECKING:
    from casework.application.shown import ShownHousehold


@click.command(
    "show",
    short_help="一户的现状 One household as it stands",
    help="一户的现状:成员、责任人、一人一案、岗位、就业、期限(姓名和证件号码已遮蔽)\n\n"
    "One household as it stands: members (names and ids masked), cadre, plan, offers, placements, deadlines.",
)
@click.argument("household", metavar="HOUSEHOLD", help="户编号或户标识 ledger number or id")
@asks
def show_command(asked: Asked, household: str) -> None:
    """Show it."""
    with workplace(asked) as place:
        from casework.application.showing import show_household

        found = place.reading.find(household)
        page = show_household(place.casework, found.id)
    if asked.json:
        from casework.interfaces.answers import shown

        print_json(shown(page, found.village_name))
    else:
        _print_page(page, found.village_name, asked.language)


def _print_page(page: ShownHousehold, village: str, language: Language) -> None:
    say, label = language.say, language.label
    nobody = say("无", "nobody")
    print_lines(
        say(f"户{page.number}  {village}({page.village})", f"Household {page.number}, {village} ({page.village})"),
        say(f"标识 {page.id},共 {page.version} 条记录", f"Id {page.id}, {page.version} entries"),
        say(
            f"阶段 {label(page.stage)};责任人 {page.cadre or nobody};帮扶级别 {label(page.level) or '未定'}",
            f"Stage {label(page.stage)}; cadre {page.cadre or nobody}; level {label(page.level) or 'not set'}",
        ),
    )
    for title, headers, rows in _sections(page, language):
        cells = [[label(cell) if isinstance(cell, Code) else cell for cell in row] for row in rows]
        if cells:
            print_table(say(*title), [say(*header) for header in headers], cells)


_Words = tuple[str, str]
_Section = tuple[_Words, Sequence[_Words], Iterable[Sequence[object]]]


def _sections(page: ShownHousehold, language: Language) -> Iterable[_Section]:
    member, status = ("成员", "member"), ("状态", "status")
    yield (
        ("成员", "Members"),
        (
            ("号", "no."),
            ("姓名", "name"),
            ("证件号码", "id"),
            ("性别", "sex"),
            ("出生日期", "birth date"),
            ("劳动能力", "capacity"),
            ("意愿", "willingness"),
            ("就业", "employment"),
            ("核实结论", "finding"),
            ("就业困难", "hard to employ"),
        ),
        (
            (
                m.number,
                m.name,
                m.id,
                m.sex,
                m.birth_date,
                m.capacity,
                m.willingness,
                m.employment,
                m.finding,
                m.hard_to_employ,
            )
            for m in page.members
        ),
    )
    yield (
        ("一人一案", "Plan"),
        (member, ("措施", "measure"), ("负责人", "owner"), ("日期", "by")),
        ((p.member, p.measure, p.owner, p.due_on) for p in page.plan),
    )
    yield (
        ("未解决的困难", "Open difficulties"),
        (("困难", "kind"), ("负责人", "owner"), ("日期", "by")),
        ((d.kind, d.owner, d.due_on) for d in page.difficulties),
    )
    yield (
        ("岗位推介", "Offers"),
        (("号", "no."), member, ("岗位", "post"), ("渠道", "channel"), status, ("计入", "counted")),
        ((o.number, o.member, o.post, o.channel, o.status, "✓" if o.counted else "") for o in page.offers),
    )
    yield (
        ("就业", "Placements"),
        (("号", "no."), member, ("形式", "kind"), ("上岗", "since"), ("月收入", "pay"), ("合同月数", "months"), status),
        ((p.number, p.member, p.kind, p.since, p.monthly_pay, p.contract_months, p.status) for p in page.placements),
    )
    from casework.interfaces.explaining import STATUSES

    yield (
        ("期限", "Deadlines"),
        (
            ("期限", "deadline"),
            ("次", "occurrence"),
            status,
            ("到期", "due"),
            ("逾期工作日", "working days late"),
            ("级", "step"),
        ),
        (
            (
                d.deadline,
                d.occurrence,
                language.say(STATUSES[d.status][0], d.status),
                d.due_on,
                d.working_days_late or "",
                d.step or "",
            )
            for d in page.deadlines
        ),
    )
