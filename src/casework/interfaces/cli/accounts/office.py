"""Offices on the command line: who is to hold one, who agrees, who leaves, who is away, and whose it is on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import rich_click as click

from casework.domain.fact import ActingOffice
from casework.domain.written.days import Lies
from casework.interfaces.cli.accounts.directory_acts import act, say_done
from casework.interfaces.cli.household_command import workplace
from casework.interfaces.cli.options import COMMAND_ID, acts, asks
from casework.interfaces.cli.output import print_json, print_lines
from casework.interfaces.cli.parameters import DayType, MemberType, NameType, OfficeType
from casework.interfaces.wording.next_steps import (
    AFTER_ABSENCE,
    AFTER_CAPACITY,
    AFTER_GRANT,
    AFTER_PROPOSAL,
    AFTER_STATUS,
    NextStep,
)
from casework.interfaces.workplace.invocation import Acting, Asked
from casework.interfaces.workplace.tables import print_rows

if TYPE_CHECKING:
    from collections.abc import Callable

_ACCOUNT = click.argument("account", metavar="ACCOUNT", type=NameType(), required=True, help="账号 account")
_OFFICE = click.argument(
    "office", metavar="OFFICE", type=OfficeType(), required=True, help="职务，如 乡镇@990101001 role@division"
)


@click.group(
    "office", help="任职：提请、同意、离任、外出、某日由谁任\n\nOffices: who holds which, from day to day (ADR 0037)."
)
def office_group() -> None:
    """Group what is done with offices."""


@office_group.command(
    "take",
    help="提请某账号任职；由另一人同意后生效（office decide）\n\n"
    "Propose that an account hold an office; it does once another person has agreed.",
)
@_ACCOUNT
@_OFFICE
@click.option(
    "--from", "from_on", type=DayType(Lies.AHEAD), metavar="DATE", help="起始日（默认今天） from which day on"
)
@click.option("--until", "until_on", type=DayType(Lies.AHEAD), metavar="DATE", help="最后一日（默认不限） the last day")
@acts(at=False)
@COMMAND_ID
def office_take_command(
    acting: Acting,
    account: str,
    office: ActingOffice,
    from_on: date | None,
    until_on: date | None,
    command_id: str | None,
) -> None:
    from casework.domain.accounts.offices import propose_office

    said = {"account": account, "office": office, "from_on": from_on, "until_on": until_on}
    _act(acting, propose_office, "office take", AFTER_PROPOSAL, command_id, said)


@office_group.command(
    "decide",
    help="同意任职提请（可一次多项），或以 --refuse 不同意；不能由提请人或本人决定\n\n"
    "Grant proposals, or refuse them: not by whoever proposed them, nor by whose office it would be.",
)
@click.argument(
    "proposals",
    metavar="N…",
    type=MemberType(),
    required=True,
    nargs=-1,
    help="提请号（office proposals） their numbers",
)
@click.option("--refuse", is_flag=True, help="不同意 do not grant it")
@acts(at=False)
@COMMAND_ID
def office_decide_command(acting: Acting, proposals: tuple[int, ...], refuse: bool, command_id: str | None) -> None:
    from casework.domain.accounts.offices import decide_offices

    _act(
        acting,
        decide_offices,
        "office decide",
        AFTER_GRANT,
        command_id,
        {"proposals": proposals, "granted": not refuse},
    )


@office_group.command(
    "leave", help="离任：最后任职到哪一日\n\nSay on which day an account holds an office for the last time."
)
@_ACCOUNT
@_OFFICE
@click.option(
    "--last", "last_on", type=DayType(), metavar="DATE", help="最后一日（默认今天） the last day; today by default"
)
@acts(at=False)
@COMMAND_ID
def office_leave_command(
    acting: Acting, account: str, office: ActingOffice, last_on: date | None, command_id: str | None
) -> None:
    from casework.domain.accounts.offices import leave_office

    said = {"account": account, "office": office, "last_on": last_on}
    _act(acting, leave_office, "office leave", AFTER_STATUS, command_id, said)


@office_group.command(
    "away",
    help="外出：自某日至某日，全部职务由谁代管；再说一次即更改止日或代管人\n\n"
    "An account is away from day to day, and another one stands in for everything; said again, end or stand-in change.",
)
@_ACCOUNT
@click.option("--from", "first_on", type=DayType(), metavar="DATE", help="起始日（默认今天） the first day")
@click.option("--until", "last_on", type=DayType(Lies.AHEAD), required=True, metavar="DATE", help="止日 the last day")
@click.option("--stand-in", type=NameType(), metavar="ACCOUNT", help="代管人 who stands in for everything")
@acts(at=False)
@COMMAND_ID
def office_away_command(
    acting: Acting, account: str, first_on: date | None, last_on: date, stand_in: str | None, command_id: str | None
) -> None:
    from casework.domain.accounts.absences import announce_away

    said = {"account": account, "first_on": first_on, "last_on": last_on, "stand_in": stand_in}
    _act(acting, announce_away, "office away", AFTER_ABSENCE, command_id, said)


@office_group.command(
    "capacity",
    help="承担上限：某账号作为帮扶干部最多承担多少在办户；不写户数即不限\n\n"
    "How many open households an account can carry as a cadre; without a number nobody says.",
)
@_ACCOUNT
@click.argument("households", metavar="[N]", type=click.IntRange(1, 9999), required=False, help="户数 how many")
@acts(at=False)
@COMMAND_ID
def office_capacity_command(acting: Acting, account: str, households: int | None, command_id: str | None) -> None:
    from casework.domain.accounts.capacity import set_capacity

    said = {"account": account, "households": households}
    _act(acting, set_capacity, "office capacity", AFTER_CAPACITY, command_id, said)


@office_group.command(
    "proposals",
    help="待办：任职提请、待启用的邀请、提请停用、提请重设密码；自何时起、待谁办理\n\n"
    "What waits for somebody's word: offices, invitations, disabling, another password; since when, and whose word it is.",
)
@asks
def office_proposals_command(asked: Asked) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.listings import ListedProposal, listed_proposals

    with workplace(asked) as place:
        desk = AccountDesk(place.casework)
        rows = listed_proposals(desk, desk.today)
    if asked.json:
        print_json(rows)
    elif rows:
        print_rows(asked.language, ListedProposal, rows)
    else:
        print_lines(asked.language.say(*ListedProposal.empty))


@office_group.command(
    "holders",
    help="某日由谁任职：本人、代管人；无人时由上级承担，并列出空缺\n\n"
    "Whose an office is on a day: its holders, their stand-ins, or the office above while it is vacant.",
)
@_OFFICE
@click.option("--on", type=DayType(), metavar="DATE", help="哪一天（默认今天） on which day")
@asks
def office_holders_command(asked: Asked, office: ActingOffice, on: date | None) -> None:
    from casework.application.personnel.account_desk import AccountDesk
    from casework.application.personnel.listings import ListedHolder, listed_holders
    from casework.domain.accounts.holders import holders
    from casework.domain.divisions.offices import office_for

    office = office_for(office, "")
    with workplace(asked) as place:
        desk = AccountDesk(place.casework)
        day = on or desk.today
        found = holders(desk.directory, office, day)
    rows, vacant = listed_holders(found), [str(each) for each in found.vacant]
    if asked.json:
        at = str(found.office) if found.office else None
        print_json({"office": str(office), "on": day, "found_at": at, "holders": rows, "vacant": vacant})
        return
    say = asked.language.say
    if rows:
        print_rows(asked.language, ListedHolder, rows)
    else:
        print_lines(say(*ListedHolder.empty))
    if vacant:
        print_lines(say(f"空缺：{'、'.join(vacant)}", f"Vacant: {', '.join(vacant)}"))


def _act(
    acting: Acting,
    decide: Callable[..., Any],
    name: str,
    following: NextStep,
    command_id: str | None,
    said: dict[str, Any],
) -> None:
    """Carry a decision out with what was said, days that were left out being today, and say what came of it."""
    from casework.application.personnel.account_desk import AccountDesk
    from casework.domain.divisions.offices import office_for

    with workplace(acting) as place:
        desk = AccountDesk(place.casework)
        for field in {"from_on", "first_on", "last_on"} & said.keys():
            said[field] = said[field] or desk.today
        if "office" in said:
            said["office"] = office_for(said["office"], "")
            place.reading.refuse_unknown_office(said["office"], desk.today)
        receipt = act(place, acting, name, decide, said, command_id)
        proposed = receipt.facts == ("office-proposed",)
        version = desk.version_at(receipt.position) if proposed else None
    say_done(acting, receipt, following, proposal=version)
