"""Who somebody is on the command line: oneself, and who is seen in full with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rich_click as click

from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts
from casework.interfaces.cli.output import print_json, print_lines, print_next
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.wording.answers import next_step
from casework.interfaces.wording.next_steps import AFTER_STATUS
from casework.interfaces.workplace.invocation import Acting, Asked

if TYPE_CHECKING:
    pass


@click.command(
    "unmask",
    help="查看某账号的完整姓名、电话：写明理由，查看即留痕\n\n"
    "The name and telephone of somebody who works here, in full; who looked and why is recorded first.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.option(
    "--reason",
    type=NameType(),
    metavar="TEXT",
    required=True,
    help="查看理由（加密保存） why it has to be seen; kept sealed",
)
@acts(at=False)
@COMMAND_ID
def account_unmask_command(acting: Acting, account: str, reason: str, command_id: str | None) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.accounts.exports import show_staff_data

    with workplace(acting) as place:
        desk = AccountDesk(place.casework)
        said = {"account": account, "reason": reason}
        receipt = desk.act(
            "account unmask", show_staff_data, said, by=acting.by, office=acting.office, command_id=command_id
        )
        place.casework.access.note(
            "account unmask",
            by=acting.by,
            office=desk.actor(acting.by, acting.office).office,
            position=receipt.position,
        )
        number = desk.directory.account(account).number
        staff = desk.staff().get(number)
    name, telephone = (staff.name, staff.telephone) if staff else (None, None)
    if acting.json:
        print_json({"account": number, "name": name, "telephone": telephone} | next_step(AFTER_STATUS))
        return
    say = acting.language.say
    if staff is None:
        print_lines(say("该账号的姓名、电话已删除", "The name and telephone of this account were erased"))
    else:
        print_lines(say(f"姓名：{name}", f"Name: {name}"), say(f"电话：{telephone}", f"Telephone: {telephone}"))
    print_next(acting.language, AFTER_STATUS)


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
