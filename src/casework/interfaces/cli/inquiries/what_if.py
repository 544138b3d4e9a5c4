"""What would have been under another policy: deadlines, townships, notices, beside what was recorded (ADR 0020)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.policy.text import load_policy
from casework.domain.written.days import Lies
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks
from casework.interfaces.cli.output import print_json
from casework.interfaces.cli.parameters import DayType, RegionType
from casework.interfaces.cli.rules.policy.files import text_of
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.progress import progress_line

if TYPE_CHECKING:
    from casework.application.inquiries.what_if_answer import WhatIf
    from casework.domain.policy.policy import Policy
    from casework.domain.what_if.policy_scenario import PolicyScenario
    from casework.interfaces.workplace.bootstrap import Workplace


@click.command(
    "what-if",
    help="政策推演：按政策文件重算已有记录，比较期限、乡镇和通知；不写文件时按已发布的政策重算，应无差别。"
    "不写入任何记录。\n\n"
    "Recorded history under the policy in FILE: which deadlines, townships and notices would have differed. Without a "
    "file under the recorded policies, which finds no difference. Nothing is recorded.",
)
@click.argument(
    "file",
    required=False,
    type=click.Path(path_type=Path),
    metavar="[POLICY.toml]",
    help="政策文件 the policy; casework policy show --toml",
)
@click.option(
    "--from",
    "first",
    type=DayType(Lies.BEHIND),
    metavar="DATE",
    help="只看该日起开始的期限（默认政策施行日，未到则全部） deadlines that start from this day on",
)
@click.option(
    "--to",
    "last",
    type=DayType(Lies.BEHIND),
    metavar="DATE",
    help="至该日（默认今天） up to and including this day; today by default",
)
@click.option(
    "--region", type=RegionType(), metavar="CODE", help="只看该区划 only below this division (2 to 12 digits)"
)
@asks
def what_if_command(asked: Asked, file: Path | None, first: date | None, last: date | None, region: str | None) -> None:
    policy = load_policy(text_of(file)) if file else None
    with workplace(asked) as place:
        today = shanghai_date(place.clock.now())
        if policy is not None and first is None and policy.effective_on <= today:
            first = policy.effective_on
        found = _worked_out(asked, place, _scenario(policy, first, last), (first, last), region)
        divisions, recorded = place.reading.divisions, place.rules.policies
    from casework.interfaces.cli.inquiries.what_if_page import as_answer, print_page

    if asked.json:
        print_json(as_answer(found, divisions))
    else:
        print_page(asked, found, policy, divisions=divisions, recorded=recorded)


def _scenario(policy: Policy | None, first: date | None, last: date | None) -> PolicyScenario | None:
    from casework.domain.what_if.policy_scenario import PolicyScenario

    return None if policy is None else PolicyScenario(policy=policy, first=first, last=last)


def _worked_out(
    asked: Asked,
    place: Workplace,
    scenario: PolicyScenario | None,
    bounds: tuple[date | None, date | None],
    region: str | None,
) -> WhatIf:
    from casework.application.inquiries.what_if import what_if

    until = place.reading.catch_up()
    inside, moved, hidden = place.reading.board.whereabouts(scope=place.scope, region=region)
    with progress_line(asked) as tell:
        return what_if(
            place.casework,
            until=until,
            scenario=scenario,
            first=bounds[0],
            last=bounds[1],
            inside=inside,
            moved=moved,
            hidden=hidden,
            progress=lambda facts: tell(
                f"已重算 {facts} 条记录，共约 {until} 条", f"{facts} of about {until} entries replayed"
            ),
        )
