"""One household on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import rich_click as click

from casework.domain.columns import columns_of
from casework.domain.deadlines.names import deadline_label
from casework.domain.labels import Label
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.inquiries.masked_data import print_kept_masked
from casework.interfaces.cli.options import asks_of_then, unmasks
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.wording.answers import shown
from casework.interfaces.wording.cells import CellWords
from casework.interfaces.workplace.invocation import Asked, AskedOfThen, Unmasking
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from casework.application.register.household_view import HouseholdView
    from casework.domain.policy.policy import Policies


@click.command(
    "show",
    help="一户的现状：成员、帮扶干部、帮扶计划、岗位推介、就业安置、期限（姓名和证件号码已遮蔽）\n\n"
    "One household as it stands: members (names and ids masked), cadre, plan, offers, placements, deadlines.",
)
@click.argument("household", metavar="HOUSEHOLD", help="石桥村1号、户编号或系统编号 village and number, number or id")
@asks_of_then
@unmasks
def show_command(asked: AskedOfThen, unmasking: Unmasking | None, household: str) -> None:
    from casework.interfaces.reception import pages
    from casework.interfaces.workplace.views import view_of_household

    with workplace(asked) as place, view_of_household(place, asked, household) as (view, found):
        page = pages.household_page(place, view, found, unmasking)
        if asked.json:
            print_json(shown(page, found.village_name) | view.envelope())
        else:
            _print_page(asked, page, found.called, view.book.of(page.village).policies)
            print_kept_masked(asked, place, unmasking)


def _print_page(asked: Asked, page: HouseholdView, called: Label, policies: Policies) -> None:
    say, label = asked.language.say, asked.language.label
    nobody = say("无", "nobody")
    print_lines(
        say(f"{called.zh}（{page.village}/{page.number}）", f"{called.en} ({page.village}/{page.number})"),
        say(f"系统编号 {page.id}，共 {page.version} 条记录", f"Id {page.id}, {page.version} entries"),
        say(
            f"阶段：{label(page.stage)}；帮扶干部：{page.cadre or nobody}；帮扶级别：{label(page.level) or '未定'}",
            f"Stage: {label(page.stage)}; cadre: {page.cadre or nobody}; level: {label(page.level) or 'not set'}",
        ),
    )
    if page.green_channel:
        print_lines(say("已开通绿色通道", "In the green channel"))
    words = CellWords(asked.language, deadline=lambda name, _: deadline_label(name, policies))
    _print_rows(asked, page.members, words)
    print_lines(*_clear_lines(asked, page, words), *_sealed_lines(asked, page))
    for rows in (
        page.plan,
        page.difficulties,
        page.offers,
        page.placements,
        page.deadlines,
        page.missed_law,
        page.corrections,
        page.shared,
    ):
        _print_rows(asked, rows, words)


def _print_rows(asked: Asked, rows: Sequence[Any], words: CellWords) -> None:
    if rows:
        print_rows(asked.language, type(rows[0]), rows, words)


def _clear_lines(asked: Asked, page: HouseholdView, words: CellWords) -> Iterator[str]:
    """What is known of the household and of each member in clear beside the table, one line each."""
    say = asked.language.say
    if page.site_code:
        yield say(f"安置点编号：{page.site_code}", f"number of the resettlement site: {page.site_code}")
    if page.income_per_head is not None:
        year, amount = page.income_year, page.income_per_head
        yield say(f"家庭人均年收入（{year}年）：{amount}元", f"income per head in {year}: {amount} yuan")
    if page.consent:
        until_zh, until_en = (
            (f"，至{page.consent.until}", f", until {page.consent.until}") if page.consent.until else ("", "")
        )
        yield say(
            f"数据核对：{page.consent.answer.zh}（{page.consent.on}{until_zh}）",
            f"check of its data: {page.consent.answer.en} ({page.consent.on}{until_en})",
        )
    for code, zh, en in (
        (page.national_code, "全国系统户编号", "code in the national system"),
        (page.provincial_code, "省级系统户编号", "code in the provincial system"),
    ):
        if code:
            yield say(f"{zh}：{code}", f"{en}: {code}")
    for member in page.members:
        columns = columns_of(type(member))
        said = [(columns[name], words.row(member, (name,))[0]) for name in member.beside if getattr(member, name)]
        if said:
            yield say(f"成员{member.number} ", f"member {member.number}: ") + say(
                "；".join(f"{each.header.zh}：{value}" for each, value in said),
                "; ".join(f"{each.header.en}: {value}" for each, value in said),
            )


def _sealed_lines(asked: Asked, page: HouseholdView) -> Iterator[str]:
    """What else is known of the household and of each member, one line each."""
    say = asked.language.say
    of_each = [("", page.sealed), *((say(f"成员{m.number} ", f"member {m.number}: "), m.sealed) for m in page.members)]
    for whose, words in of_each:
        if words:
            yield whose + say(
                "；".join(f"{word.label.zh}：{word.text}" for word in words),
                "; ".join(f"{word.label.en}: {word.text}" for word in words),
            )
