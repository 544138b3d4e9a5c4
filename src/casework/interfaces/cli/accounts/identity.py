"""Who somebody is here: the account, its offices on this day, and whom it stands in for."""

from __future__ import annotations

from typing import Any

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import acts
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.workplace.invocation import Acting, Asked


@click.command(
    "whoami", help="我是谁：账号、今日任职、代谁管\n\nWhich account acts, in which offices today, and for whom."
)
@acts(at=False)
def whoami_command(acting: Acting) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.listings import standing

    asked = Asked(
        database=acting.database, language=acting.language, json=acting.json, by=acting.by, office=acting.office
    )
    with workplace(asked) as place:
        desk = AccountDesk(place.casework)
        directory = desk.directory
        account = directory.account(acting.by) if directory.kept else None
        offices = [str(each) for each in standing(directory, account, desk.today)] if account else []
    say = acting.language.say
    if account is None:
        answer: dict[str, Any] = {"name": acting.by, "account": None, "offices": []}
        line = say(f"{acting.by}：此处尚未使用账号", f"{acting.by}: no accounts are kept here yet")
    else:
        answer = {"name": account.signature, "account": account.number, "status": account.status, "offices": offices}
        held = "、".join(offices) or "无"
        line = say(
            f"账号{account.number}（{account.status.zh}），可办理的职务：{held}",
            f"Account {account.number} ({account.status.en}), may act as: {', '.join(offices) or 'none'}",
        )
    if acting.json:
        print_json(answer)
    else:
        print_lines(line)
