"""Accounts, proposals and holders as lists show them; names and telephones masked."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from casework.application.people.sealed_words import shown
from casework.application.personnel.account_desk import AccountDesk
from casework.application.personnel.open_steps import OpenStep, open_steps
from casework.domain.accounts.directory import Account, Directory, PasswordReset
from casework.domain.accounts.holders import Holders, offices_of, present
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.accounts import AccountStatus, OpenStepKind
from casework.domain.columns import ListRow, column
from casework.domain.fact import ActingOffice
from casework.domain.facts.accounts.accounts import StaffPrivate
from casework.domain.labels import Label
from casework.domain.masks import Mask


class Waiting(Struct, frozen=True, kw_only=True):
    """What waits of an account, since which day, by whom it was begun, until which day, and whose the next word is."""

    kind: OpenStepKind
    since: date
    by: str
    lapses_on: date | None
    decides: Label


def _waits(waiting: tuple[Waiting, ...]) -> Label:
    return Label(
        "；".join(f"{each.kind.zh}：待{each.decides.zh}，{each.since}起" for each in waiting),
        "; ".join(f"{each.kind.en}: {each.decides.en}, since {each.since}" for each in waiting),
    )


def _reset(reset: PasswordReset | None) -> Label:
    if reset is None:
        return Label("", "")
    on = shanghai_date(reset.at)
    return Label(f"{on} 由{reset.by}", f"{on} by {reset.by}")


class ListedAccount(ListRow, frozen=True, kw_only=True):
    """
    An account as it stands on a day: its offices, who stands in where it is away, and bare names it adopted.

    `waits` for whose word, and the last code for another password that was given out.
    """

    title = Label("共 {} 个账号", "{} accounts")
    empty = Label("还没有账号（casework account init）", "There are no accounts yet (casework account init)")
    on_screen = ("account", "name", "status", "offices", "away_until", "stand_in", "names", "waits", "last_reset")

    account: Annotated[str, column("账号", "account")]
    name: Annotated[str, column("姓名", "name")]
    telephone: Annotated[str, column("电话", "telephone")]
    status: Annotated[AccountStatus, column("状态", "status")]
    offices: Annotated[str, column("任职", "offices")]
    away_until: Annotated[date | None, column("外出至", "away until")]
    stand_in: Annotated[str, column("代管人", "stand-in")]
    names: Annotated[str, column("旧名", "earlier names")]
    capacity: Annotated[int | None, column("承担上限", "capacity")] = None
    waits: Annotated[tuple[Waiting, ...], column("待办", "waits for", words=_waits)] = ()
    last_reset: Annotated[PasswordReset | None, column("最近重设密码", "last code for a password", words=_reset)] = None


class ListedProposal(ListRow, frozen=True, kw_only=True):
    """
    What was begun with an account and waits for somebody's word; that it hold an office stands with its number and its days.
    """

    title = Label("待办 {} 项", "{} wait for somebody's word")
    empty = Label("没有待决定的任职提请或其他待办", "Nothing waits for a decision")
    on_screen = ("proposal", "kind", "account", "office", "from_on", "until_on", "by", "since", "lapses_on", "decides")

    proposal: Annotated[int | None, column("提请号", "proposal")]
    account: Annotated[str, column("账号", "account")]
    office: Annotated[str, column("职务", "office")]
    from_on: Annotated[date | None, column("自", "from")]
    until_on: Annotated[date | None, column("至", "until")]
    by: Annotated[str, column("提请人", "proposed by")]
    kind: Annotated[OpenStepKind, column("事项", "what")]
    since: Annotated[date, column("提请日", "since")]
    lapses_on: Annotated[date | None, column("有效至", "lapses on")]
    decides: Annotated[Label, column("待谁", "whose word", words=_label)]


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
    waiting = defaultdict[str, list[Waiting]](list)
    for step in open_steps(directory, on):
        waiting[step.account].append(_waiting(step))
    return [
        replace(_listed(directory, each, staff.get(each.number), on), waits=tuple(waiting.get(each.number, ())))
        for each in rows
    ]


def listed_proposals(desk: AccountDesk, on: date) -> list[ListedProposal]:
    """What waits for somebody's word on a day: offices in the order of proposing, then by account."""
    return [_proposal(step) for step in open_steps(desk.directory, on)]


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
        last_reset=account.resets[-1] if account.resets else None,
    )


def _proposal(step: OpenStep) -> ListedProposal:
    asked = step.proposal
    return ListedProposal(
        proposal=asked.version if asked else None,
        kind=step.kind,
        account=step.account,
        office=str(asked.office) if asked else "",
        from_on=asked.from_on if asked else None,
        until_on=asked.until_on if asked else None,
        by=step.by,
        since=shanghai_date(step.since),
        lapses_on=step.lapses_on,
        decides=step.decides,
    )


def _waiting(step: OpenStep) -> Waiting:
    since = shanghai_date(step.since)
    return Waiting(kind=step.kind, since=since, by=step.by, lapses_on=step.lapses_on, decides=step.decides)


def _label(label: Label) -> Label:
    return label
