"""Accounts, proposals and holders as lists show them; names and telephones masked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from casework.application.people.sealed_words import shown
from casework.application.personnel.account_desk import AccountDesk
from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import Holders, offices_of, present
from casework.domain.codes.accounts import AccountStatus
from casework.domain.columns import ListRow, column
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.accounts import StaffPrivate
from casework.domain.labels import Label
from casework.domain.masks import Mask


class ListedAccount(ListRow, frozen=True, kw_only=True):
    """An account as it stands on a day: its offices, who stands in where it is away, and bare names it adopted."""

    title = Label("共 {} 个账号", "{} accounts")
    on_screen = ("account", "name", "status", "offices", "away_until", "stand_in", "names")

    account: Annotated[str, column("账号", "account")]
    name: Annotated[str, column("姓名", "name")]
    telephone: Annotated[str, column("电话", "telephone")]
    status: Annotated[AccountStatus, column("状态", "status")]
    offices: Annotated[str, column("任职", "offices")]
    away_until: Annotated[date | None, column("外出至", "away until")]
    stand_in: Annotated[str, column("代管人", "stand-in")]
    names: Annotated[str, column("旧名", "earlier names")]
    capacity: Annotated[int | None, column("承担上限", "capacity")] = None


class ListedProposal(ListRow, frozen=True, kw_only=True):
    """That an account hold an office, waiting for a second person."""

    title = Label("待决定的任职提请 {} 项", "{} proposals wait for a decision")
    empty = Label("没有待决定的任职提请", "No proposal waits for a decision")
    on_screen = ("proposal", "account", "office", "from_on", "until_on", "by")

    proposal: Annotated[int, column("提请号", "proposal")]
    account: Annotated[str, column("账号", "account")]
    office: Annotated[str, column("职务", "office")]
    from_on: Annotated[date, column("自", "from")]
    until_on: Annotated[date | None, column("至", "until")]
    by: Annotated[str, column("提请人", "proposed by")]


class ListedHolder(ListRow, frozen=True, kw_only=True):
    """Somebody who has an office's business on a day, and for whom, where it is not their own."""

    title = Label("{} 人", "{} persons")
    empty = Label("无人任职，上级也无人", "Nobody holds it, nor any office above it")
    on_screen = ("account", "office", "stands_in_for")

    account: Annotated[str, column("账号", "account")]
    office: Annotated[str, column("职务", "office")]
    stands_in_for: Annotated[str, column("代管", "stands in for")]


def listed_accounts(desk: AccountDesk, on: date) -> list[ListedAccount]:
    """Every account as it stands on a day, by number: nobody is ranked."""
    directory = desk.directory
    staff = desk.staff()
    rows = sorted(directory.accounts.values(), key=lambda account: account.number)
    return [_listed(directory, account, staff.get(account.number), on) for account in rows]


def listed_proposals(desk: AccountDesk) -> list[ListedProposal]:
    """The proposals that nobody has decided, in their order."""
    return [
        ListedProposal(
            proposal=each.version,
            account=each.account,
            office=str(each.office),
            from_on=each.from_on,
            until_on=each.until_on,
            by=each.by,
        )
        for each in desk.directory.proposals.values()
    ]


def listed_holders(found: Holders) -> list[ListedHolder]:
    """Who has the business of an office, by number."""
    return [
        ListedHolder(account=each.account, office=str(found.office), stands_in_for=each.stands_in_for or "")
        for each in found.holders
    ]


def standing(directory: Directory, account: Account, on: date) -> tuple[ActingOffice, ...]:
    """The offices in which an account may act on a day; none while it is not active."""
    return offices_of(directory, account, on) if account.active else ()


def _listed(directory: Directory, account: Account, known: StaffPrivate | None, on: date) -> ListedAccount:
    absence = account.absence_on(on)
    return ListedAccount(
        account=account.number,
        name=shown(known.name, Mask.NAME) if known else "",
        telephone=shown(known.telephone, Mask.TELEPHONE) if known else "",
        status=account.status,
        offices="、".join(map(str, account.offices_on(on))),
        away_until=absence.last_on if absence else None,
        stand_in=(present(directory, account, on) or "") if absence else "",
        names="、".join(account.names),
        capacity=account.capacity,
    )
