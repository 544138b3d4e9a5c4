"""The table of rights on the command line: shown, tried, and explained for one account."""

from __future__ import annotations

import sys

import rich_click as click

from casework.domain.codes.offices import Role
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import asks, code_option
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.cli.parameters import NameType
from casework.interfaces.problems import ExitCode
from casework.interfaces.wording.answers import plain
from casework.interfaces.workplace.invocation import Asked
from casework.interfaces.workplace.tables import print_rows


@click.group("rights", help="权限：谁可以办什么、查什么\n\nRights: who may do and see what, how far (ADR 0038).")
def rights_group() -> None:
    """Group what is asked of the table of rights."""


@rights_group.command("show", help="权限表，或某一职务的权限\n\nThe table of rights, or one role's.")
@code_option("--role", Role, "职务", "role")
@asks
def rights_show_command(asked: Asked, role: Role | None) -> None:
    from casework.application.personnel.rights_answers import ListedRight, listed_rights
    from casework.domain.rights.table import rights_table

    rows = listed_rights(rights_table(), role)
    if asked.json:
        print_json([plain(row) for row in rows])
    else:
        print_rows(asked.language, ListedRight, rows)


@rights_group.command(
    "test",
    help="逐条核对权限表中的示例\n\nTry the cases beside the table; the exit code is 1 when one is answered otherwise.",
)
@asks
def rights_test_command(asked: Asked) -> None:
    from casework.domain.rights.permission import wrong_answers
    from casework.domain.rights.table import rights_table

    rights = rights_table()
    wrong = list(wrong_answers(rights))
    if asked.json:
        print_json({"cases": len(rights.case), "wrong": [plain(case) for case in wrong]})
    else:
        say = asked.language.say
        print_lines(
            say(f"示例{len(rights.case)}条，不符{len(wrong)}条", f"{len(rights.case)} cases, {len(wrong)} wrong")
        )
        for case in wrong:
            print_lines(f"  {case.by} {case.what} {case.village}")
    if wrong:
        sys.exit(ExitCode.REFUSED)


@rights_group.command(
    "explain",
    help="某账号能否办理某事（对某户），为什么；不能时谁可以\n\n"
    "Why an account may do something, with a household where one is named; or why not, and who may.",
)
@click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
@click.argument(
    "what", metavar="WHAT", type=NameType(), required=True, help="操作或查询（rights show） as rights show has it"
)
@click.argument("household", metavar="[HOUSEHOLD]", type=NameType(), required=False, help="户 household")
@asks
def rights_explain_command(asked: Asked, account: str, what: str, household: str | None) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.rights_answers import explain_right
    from casework.domain.rights.table import rights_table

    with workplace(asked) as place:
        desk = AccountDesk(place.casework)
        seen = place.casework.readers.sight("show", by=asked.by, office=asked.office, on=desk.today)
        meant = place.casework.household(place.reading.find(household, scope=seen).id) if household else None
        if meant is not None:
            place.note_reading(household=meant.id)
        answer = explain_right(rights_table(), desk.directory, account, what, desk.today, meant)
    if asked.json:
        print_json(plain(answer))
    else:
        print_lines(asked.language.say(*answer.sentence))
