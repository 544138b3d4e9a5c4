"""The one door for readings: who asks, in which offices, and how far what is asked reaches for them (ADR 0044)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

from msgspec import Struct

from casework.application.accounts.directories import Directories
from casework.domain.accounts.actors import AccountNotActiveError, offices_meant
from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import offices_of
from casework.domain.codes.rights import DataClass
from casework.domain.errors import WronglyAskedError
from casework.domain.fact import ActingOffice
from casework.domain.rights.everywhere import EVERYWHERE
from casework.domain.rights.permission import NotAllowedError, who_may
from casework.domain.rights.scope import Scope, scope_of
from casework.domain.rights.table import rights_table

ASKED_INSIDE: Final = frozenset({"show", "demo", "list", "find-offered"})
"""What is asked for by its name in the table of rights, beside the words that somebody typed."""


class ReaderUnsaidError(WronglyAskedError):
    """Nobody said who asks, and here only accounts ask."""

    zh = "此处已使用账号，查询须写明查询人的账号（--as，或设置 CASEWORK_AS）"
    en = "Accounts are kept here: say whose account asks (--as, or CASEWORK_AS)"


class Reader(Struct, frozen=True, kw_only=True):
    """Who reads: the account, the offices in which it does, and how far it sees; before there are accounts, everywhere."""

    scope: Scope
    account: str | None = None
    offices: tuple[ActingOffice, ...] = ()


class Readers:
    """Who may read what, by the directory of accounts and the table of rights; without any account nothing is asked."""

    def __init__(self, directories: Directories) -> None:
        self._directories = directories

    @contextmanager
    def reading(
        self, what: str, *, by: str, office: ActingOffice | None, on: date, of: str | None = None
    ) -> Iterator[Reader]:
        """
        One reading, from the question to its answer: whatever is read of people is read within the reader's scope.

        What concerns no household shows none, however far the right reaches.

        Args:
            what: Its name in the table of rights.
            by: Who asks, by number or adopted name; blank where nobody said.
            office: In which office; without one in all that they hold.
            on: The day it is in Asia/Shanghai.
            of: The household or the region that is asked about, as it was typed; None for neither.

        Raises:
            ReaderUnsaidError: Nobody said who asks.
            NotAllowedError: None of the offices has a right to it, or it has no line.
            AccountUnknownError, AccountNotActiveError, OfficeNotHeldError: As `offices_meant`.
        """
        yield self._reader(what, by, office, on)

    def sight(self, *whats: str, by: str, office: ActingOffice | None, on: date) -> Scope:
        """
        How far somebody sees who carries something out: where it may be done, and what may be told of a household.

        The sum of several rights; everywhere before there are accounts, nowhere for nobody. Raises as `offices_meant`.
        """
        directory, scope = self._directories.asked_before(), Scope()
        if not directory.kept:
            return EVERYWHERE
        if not by:
            return scope
        account, offices = _found(directory, by, office, on)
        for what in whats:
            scope = scope.joined(scope_of(rights_table(), directory, account, offices, what, on) or Scope())
        return scope

    def _reader(self, what: str, by: str, office: ActingOffice | None, on: date) -> Reader:
        rights, directory = rights_table(), self._directories.current()
        rights.refuse_without_line((what,))
        if not directory.kept or rights.lines[what].installation:
            return Reader(scope=EVERYWHERE)
        if not by:
            raise ReaderUnsaidError
        if rights.lines[what].everybody and office is None:
            return _anybody(directory, by, on)
        account, offices = _found(directory, by, office, on)
        scope = scope_of(rights, directory, account, offices, what, on)
        if scope is None:
            raise NotAllowedError(what, offices[0], who_may(rights, what))
        if rights.lines[what].data is DataClass.NO_CASE:
            scope = Scope()
        return Reader(scope=scope, account=account.number, offices=tuple(offices))


def _found(
    directory: Directory, by: str, office: ActingOffice | None, on: date
) -> tuple[Account, Sequence[ActingOffice]]:
    account = directory.account(by)
    return account, offices_meant(directory, account, office, on)


def _anybody(directory: Directory, by: str, on: date) -> Reader:
    """Whoever has an account, also one without an office, asks for what concerns no household."""
    account = directory.account(by)
    if not account.active:
        raise AccountNotActiveError(account)
    return Reader(scope=Scope(), account=account.number, offices=offices_of(directory, account, on))
