"""Who works in the example city, by kind of office, and an account of each to act as."""

from __future__ import annotations

from typing import Annotated

from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.offices import Role
from casework.domain.columns import ListRow, column
from casework.domain.labels import Label


class OfficeStaff(ListRow, frozen=True, kw_only=True):
    """How many people hold an office of a kind today, in how many divisions, and one of them to act as."""

    title = Label("谁在办理：{} 类职务", "Who acts: {} kinds of offices")
    on_screen = ("role", "people", "divisions", "account")

    role: Annotated[Role, column("职务", "office")]
    people: Annotated[int, column("人数", "people")]
    divisions: Annotated[int, column("区划数", "divisions")]
    account: Annotated[str, column("如（--as）", "such as (--as)")]


def office_staff(casework: Casework) -> list[OfficeStaff]:
    """Each kind of office that somebody holds today, in the order of the roles."""
    directory, today = casework.directories.current(), shanghai_date(casework.clock.now())
    rows = []
    for role in Role:
        offices = {
            (account.number, office.division)
            for account in directory.with_role(role, today)
            for office in account.offices_on(today)
            if office.role is role
        }
        if offices:
            people = sorted({number for number, _ in offices})
            of = len({division for _, division in offices})
            rows.append(OfficeStaff(role=role, people=len(people), divisions=of, account=people[0]))
    return rows
