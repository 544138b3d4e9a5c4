"""What waits for somebody in the directory of accounts: since when, until when, and whose it is to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from casework.domain.accounts.directory import Account, Directory, FirstWord, Proposal
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.accounts import AccountStatus, OpenStepKind
from casework.domain.labels import Label

_ANOTHER: Final = Label("另一名系统管理员", "another administrator")
DECIDES: Final = {
    OpenStepKind.OFFICE: _ANOTHER,
    OpenStepKind.ACTIVATION: Label("本人", "its owner"),
    OpenStepKind.DISABLING: _ANOTHER,
    OpenStepKind.RESET: Label("另一名系统管理员或审计员", "another administrator, or the auditor"),
}
"""Whose the next word is."""


class OpenStep(Struct, frozen=True, kw_only=True):
    """
    Something that was begun with an account and waits, `since` when and by whom it was begun, and its last day.

    `proposal` is there for an office alone.
    """

    kind: OpenStepKind
    account: str
    by: str
    since: datetime
    lapses_on: date | None = None
    proposal: Proposal | None = None

    @property
    def decides(self) -> Label:
        """Whose the next word is."""
        return DECIDES[self.kind]


def open_steps(directory: Directory, on: date) -> Iterator[OpenStep]:
    """Everything that waits on a day: offices in the order of proposing, then what waits of each account by number."""
    for proposal in directory.proposals.values():
        kind = OpenStepKind.OFFICE
        yield OpenStep(kind=kind, account=proposal.account, by=proposal.by, since=proposal.at, proposal=proposal)
    for number in sorted(directory.accounts):
        yield from _of_account(directory.accounts[number], on)


def _of_account(account: Account, on: date) -> Iterator[OpenStep]:
    number = account.number
    if account.status is AccountStatus.INVITED and account.invited_at is not None:
        until, by, at = shanghai_date(account.expires_at), account.invited_by, account.invited_at
        yield OpenStep(kind=OpenStepKind.ACTIVATION, account=number, by=by, since=at, lapses_on=until)
    if (word := account.to_be_disabled(on)) is not None:
        yield _waiting(OpenStepKind.DISABLING, number, word)
    if (word := account.to_be_reset(on)) is not None:
        yield _waiting(OpenStepKind.RESET, number, word)


def _waiting(kind: OpenStepKind, account: str, word: FirstWord) -> OpenStep:
    return OpenStep(kind=kind, account=account, by=word.by, since=word.at, lapses_on=word.until_on)
