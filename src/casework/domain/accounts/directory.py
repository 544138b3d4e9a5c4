"""Everybody who works here: the accounts, the offices that each holds from day to day, and what is proposed (ADR 0037)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from msgspec import Struct

from casework.domain.codes.accounts import AccountStatus
from casework.domain.codes.offices import Role
from casework.domain.errors import NotFoundError
from casework.domain.fact import ActingOffice
from casework.domain.signer import account_of


class AccountUnknownError(NotFoundError):
    """There is no account with this number or name."""

    def __init__(self, account: str) -> None:
        self.account = account
        self.zh = f"没有这个账号：{account}"
        self.en = f"There is no account {account}"


class HeldOffice(Struct, frozen=True, kw_only=True):
    """An office that an account holds from day to day, both included; open where nobody said until when."""

    office: ActingOffice
    from_on: date
    until_on: date | None = None

    def held(self, on: date) -> bool:
        """Whether the office is held on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)

    def meets(self, from_on: date, until_on: date | None) -> bool:
        """Whether it is held on any day of a span."""
        ends = self.until_on is None or from_on <= self.until_on
        return ends and (until_on is None or self.from_on <= until_on)


class Absence(Struct, frozen=True, kw_only=True):
    """
    From day to day, both included, somebody is away; who stands in for everything, None for nobody.

    `stood_in_until` is the last day of a stand-in whose account was disabled meanwhile. `by_own_word`: whoever is away said
    so; what somebody else says gives a stand-in no office.
    """

    first_on: date
    last_on: date
    stand_in: str | None = None
    stood_in_until: date | None = None
    by_own_word: bool = False

    @property
    def covered_until(self) -> date:
        """The last day on which the stand-in has the other's offices."""
        return self.last_on if self.stood_in_until is None else min(self.last_on, self.stood_in_until)

    def stand_in_on(self, on: date) -> str | None:
        """Who stands in on a day of the absence."""
        return self.stand_in if on <= self.covered_until else None


class ExportPermission(Struct, frozen=True, kw_only=True):
    """Until a day, that one included, an account may take data of a division (12 digits) and below out in bulk."""

    division: str
    until_on: date


class FirstWord(Struct, frozen=True, kw_only=True):
    """
    Who said something of an account as the first of two, when, and the last day on which another may say so too.

    `code_sha256` is what is kept of the half of a code that was given out with it.
    """

    by: str
    at: datetime
    until_on: date
    code_sha256: str = ""


class PasswordReset(Struct, frozen=True, kw_only=True):
    """That a code for another password was given out, when and by whom, and when the next password was set, if it was."""

    at: datetime
    by: str
    set_at: datetime | None = None


class Home(Struct, frozen=True, kw_only=True):
    """In which village (12 digits) an account lives; `version` is the entry that holds the sealed group."""

    village: str
    version: int


class Account(Struct, frozen=True, kw_only=True):
    """
    One account: how it stands, its offices past and coming, its absences, and the bare names that it adopted.

    `invited_version` is the entry of the directory that holds the sealed name and telephone, `active_since` the one by
    which it could be used last. `capacity`: so many open households it can carry as a cadre, None where nobody has said.
    `relatives` are the households that it has to keep out of, `no_relatives` those that it was asked about and that are
    none. `disabling`: that it be disabled, as one of two has said; `resetting`: that it get a code for another password.
    `resets` are the codes that it got. `invited_at` and by whom the invitation was made of which the code works, or worked
    last. `sign_on`: by whom its owner is known at the unified sign-on, hashed; None where it is not linked.
    """

    number: str
    status: AccountStatus
    invited_version: int
    code_sha256: str
    expires_at: datetime
    active_since: int = 0
    offices: tuple[HeldOffice, ...] = ()
    absences: tuple[Absence, ...] = ()
    names: tuple[str, ...] = ()
    exports: tuple[ExportPermission, ...] = ()
    capacity: int | None = None
    relatives: frozenset[UUID] = frozenset()
    no_relatives: frozenset[UUID] = frozenset()
    home: Home | None = None
    disabling: FirstWord | None = None
    sign_on: str | None = None
    resetting: FirstWord | None = None
    resets: tuple[PasswordReset, ...] = ()
    invited_by: str = ""
    invited_at: datetime | None = None

    @property
    def signature(self) -> str:
        """What the account signs with: the first name that it adopted, else its number, so that nobody is two persons."""
        return self.names[0] if self.names else self.number

    @property
    def active(self) -> bool:
        """Whether it can be used."""
        return self.status is AccountStatus.ACTIVE

    def to_be_disabled(self, on: date) -> FirstWord | None:
        """The first word of two that it be disabled, while another may say so too."""
        return self.disabling if self.disabling is not None and on <= self.disabling.until_on else None

    def to_be_reset(self, on: date) -> FirstWord | None:
        """The first word of two that it get a code for another password, while another may say so too."""
        return self.resetting if self.resetting is not None and on <= self.resetting.until_on else None

    def offices_on(self, on: date) -> tuple[ActingOffice, ...]:
        """The offices that it holds on a day."""
        return tuple(each.office for each in self.offices if each.held(on))

    def holds_throughout(self, office: ActingOffice, first_on: date, last_on: date) -> bool:
        """Whether it holds an office on every day of a span, in one term or in several."""
        terms = sorted((each for each in self.offices if each.office == office), key=lambda each: each.from_on)
        day = first_on
        for term in terms:
            if term.held(day):
                if term.until_on is None or term.until_on >= last_on:
                    return True
                day = term.until_on + timedelta(days=1)
        return day > last_on

    def absence_on(self, on: date) -> Absence | None:
        """The absence that a day falls in."""
        return next((each for each in reversed(self.absences) if each.first_on <= on <= each.last_on), None)


class Proposal(Struct, frozen=True, kw_only=True):
    """That an account hold an office, waiting for a second person; `version` is its entry's place in the directory."""

    version: int
    account: str
    office: ActingOffice
    from_on: date
    until_on: date | None
    by: str
    at: datetime


class Directory(Struct, frozen=True, kw_only=True, dict=True):
    """
    All accounts by their numbers, and the proposals nobody has decided, as they stand at `version` of the directory.

    `sign_ons`: the account of whom the unified sign-on knows, by hashes.

    Without any account nobody is asked for one: bare names sign, as before there were accounts.
    """

    version: int = 0
    accounts: Mapping[str, Account] = {}
    names: Mapping[str, str] = {}
    proposals: Mapping[int, Proposal] = {}
    sign_ons: Mapping[str, str] = {}

    @property
    def kept(self) -> bool:
        """Whether anybody has an account: from then on only accounts act."""
        return bool(self.accounts)

    def account(self, said: str) -> Account:
        """The account of this number, or that adopted this name. Raises AccountUnknownError."""
        found = self.known(said)
        if found is None:
            raise AccountUnknownError(said)
        return found

    def known(self, said: str) -> Account | None:
        """The account of this number or name, None where there is none."""
        typed = account_of(said)
        return self.accounts.get(self.names.get(typed, typed))

    def in_office(self, office: ActingOffice, on: date) -> Iterator[Account]:
        """The active accounts that hold an office on a day, present or away, by number."""
        for number in self._by_office.get(office, ()):
            account = self.accounts[number]
            if account.active and office in account.offices_on(on):
                yield account

    def with_role(self, role: Role, on: date) -> list[Account]:
        """The active accounts that hold an office of this role on a day, wherever it is, by number."""
        offices = [office for office in self._by_office if office.role is role]
        found = {account.number: account for office in offices for account in self.in_office(office, on)}
        return [found[number] for number in sorted(found)]

    def away_on(self, on: date) -> Iterator[Account]:
        """The active accounts that are away on a day, by number."""
        for number in self._ever_away:
            account = self.accounts[number]
            if account.active and account.absence_on(on):
                yield account

    @cached_property
    def _ever_away(self) -> tuple[str, ...]:
        return tuple(sorted(account.number for account in self.accounts.values() if account.absences))

    @cached_property
    def _by_office(self) -> Mapping[ActingOffice, tuple[str, ...]]:
        found: dict[ActingOffice, set[str]] = {}
        for account in self.accounts.values():
            for each in account.offices:
                found.setdefault(each.office, set()).add(account.number)
        return {office: tuple(sorted(numbers)) for office, numbers in found.items()}
