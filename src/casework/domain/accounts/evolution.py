"""How each fact changes the directory of accounts; it assigns and never refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from casework.domain.accounts.directory import (
    Absence,
    Account,
    Directory,
    ExportPermission,
    FirstWord,
    HeldOffice,
    Home,
    PasswordReset,
    Proposal,
)
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.accounts import AccountStatus
from casework.domain.fact import Fact, Recorded
from casework.domain.facts.accounts.accounts import (
    AccountActivated,
    AccountDisabled,
    AccountInvited,
    AccountReactivated,
    DisablingProposed,
    NameAdopted,
    PasswordCodeGiven,
    PasswordCodeProposed,
    PasswordSet,
)
from casework.domain.facts.accounts.exports import BulkExportAllowed
from casework.domain.facts.accounts.offices import (
    AwayAnnounced,
    CapacitySet,
    OfficeGranted,
    OfficeLeft,
    OfficeProposed,
    OfficeRefused,
)
from casework.domain.facts.accounts.relatives import HomeDeclared, NotRelativeDeclared, RelativeDeclared, RelativeEnded
from casework.domain.facts.accounts.sign_ons import SignOnLinked, SignOnUnlinked
from casework.domain.household.context import DecisionContext
from casework.domain.signer import account_of

FIRST_WORD: Final = timedelta(days=7)
"""So long after its day the first word of two waits for the second."""

_NO_STREAM: Final = UUID(int=0)


def directory_after(directory: Directory, entries: Iterable[Recorded]) -> Directory:
    """The directory after further entries of its stream, in their order."""
    accounts, names = dict(directory.accounts), dict(directory.names)
    proposals, version = dict(directory.proposals), directory.version
    sign_ons = dict(directory.sign_ons)
    for entry in entries:
        version, fact = entry.version, entry.fact
        match fact:
            case OfficeProposed():
                proposals[version] = _proposal(entry, fact)
            case OfficeGranted(account=number, proposal=of):
                accounts[number] = _with_office(accounts[number], proposals.pop(of), _day(entry))
            case OfficeRefused(proposal=of):
                proposals.pop(of, None)
            case AccountInvited(account=number):
                accounts[number] = _invited(accounts.get(number), entry, fact)
            case NameAdopted(account=number, name=name):
                names[name] = number
                accounts[number] = replace(accounts[number], names=(*accounts[number].names, name))
            case SignOnLinked(account=number, subject=subject):
                sign_ons[subject] = number
                accounts[number] = replace(accounts[number], sign_on=subject)
            case SignOnUnlinked(account=number):
                sign_ons.pop(accounts[number].sign_on or "", None)
                accounts[number] = replace(accounts[number], sign_on=None)
            case (
                AccountActivated(account=number)
                | AccountDisabled(account=number)
                | DisablingProposed(account=number)
                | AccountReactivated(account=number)
                | OfficeLeft(account=number)
                | AwayAnnounced(account=number)
                | BulkExportAllowed(account=number)
                | CapacitySet(account=number)
                | RelativeDeclared(account=number)
                | RelativeEnded(account=number)
                | NotRelativeDeclared(account=number)
                | HomeDeclared(account=number)
                | PasswordCodeProposed(account=number)
                | PasswordCodeGiven(account=number)
                | PasswordSet(account=number)
            ):
                accounts[number] = _changed(accounts[number], fact, entry)
                if isinstance(fact, AccountDisabled):
                    accounts |= _stood_in_for(accounts.values(), number, _day(entry) - timedelta(days=1))
    return Directory(version=version, accounts=accounts, names=names, proposals=proposals, sign_ons=sign_ons)


def directory_with(directory: Directory, facts: Iterable[Fact], context: DecisionContext) -> Directory:
    """The directory as it would be with `facts` recorded: for judging what follows in the same decision."""
    for fact in facts:
        entry = context.entry(fact, stream=_NO_STREAM, version=directory.version + 1)
        directory = directory_after(directory, [entry])
    return directory


def _proposal(entry: Recorded, fact: OfficeProposed) -> Proposal:
    return Proposal(
        version=entry.version,
        account=fact.account,
        office=fact.office,
        from_on=fact.from_on,
        until_on=fact.until_on,
        by=entry.by,
        at=entry.timestamp,
    )


def _invited(known: Account | None, entry: Recorded, fact: AccountInvited) -> Account:
    if known is not None:
        version = entry.version if entry.sealed else known.invited_version
        return replace(
            known,
            code_sha256=fact.code_sha256,
            expires_at=fact.expires_at,
            invited_version=version,
            invited_by=entry.by,
            invited_at=entry.timestamp,
        )
    return Account(
        number=fact.account,
        status=AccountStatus.INVITED,
        invited_version=entry.version,
        code_sha256=fact.code_sha256,
        expires_at=fact.expires_at,
        invited_by=entry.by,
        invited_at=entry.timestamp,
    )


def _with_office(account: Account, granted: Proposal, on: date) -> Account:
    held = HeldOffice(office=granted.office, from_on=max(granted.from_on, on), until_on=granted.until_on)
    return replace(account, offices=(*account.offices, held))


def _changed(account: Account, fact: object, entry: Recorded) -> Account:
    match fact:
        case AccountActivated() | AccountReactivated():
            return replace(account, status=AccountStatus.ACTIVE, code_sha256="", active_since=entry.version)
        case AccountDisabled():
            offices = tuple(_ended(each, _day(entry) - timedelta(days=1)) for each in account.offices)
            return replace(
                account,
                status=AccountStatus.DISABLED,
                code_sha256="",
                offices=offices,
                exports=(),
                disabling=None,
                resetting=None,
            )
        case DisablingProposed():
            return replace(account, disabling=_first_word(entry))
        case PasswordCodeProposed():
            return replace(account, resetting=_first_word(entry, fact.code_sha256))
        case PasswordCodeGiven():
            resets = (*account.resets, PasswordReset(at=entry.timestamp, by=entry.by))
            code, until = fact.code_sha256, fact.expires_at
            return replace(account, code_sha256=code, expires_at=until, resetting=None, resets=resets)
        case PasswordSet():
            return _with_password(account, entry) if account.active else account
        case OfficeLeft():
            offices = tuple(
                _ended(each, fact.last_on) if each.office == fact.office and each.from_on <= fact.last_on else each
                for each in account.offices
            )
            return replace(account, offices=offices)
        case AwayAnnounced():
            absence = Absence(
                first_on=fact.first_on,
                last_on=fact.last_on,
                stand_in=fact.stand_in,
                by_own_word=account_of(entry.by) in {account.number, *account.names},
            )
            others = tuple(each for each in account.absences if each.first_on != fact.first_on)
            return replace(account, absences=(*others, absence))
        case CapacitySet():
            return replace(account, capacity=fact.households)
        case RelativeDeclared():
            return replace(
                account,
                relatives=account.relatives | {fact.household},
                no_relatives=account.no_relatives - {fact.household},
            )
        case NotRelativeDeclared():
            return replace(account, no_relatives=account.no_relatives | {fact.household})
        case HomeDeclared():
            return replace(account, home=Home(village=fact.village, version=entry.version))
        case RelativeEnded():
            return replace(account, relatives=account.relatives - {fact.household})
        case BulkExportAllowed():
            allowed = ExportPermission(division=fact.division, until_on=fact.until_on)
            return replace(account, exports=(*account.exports, allowed))
    return account


def _first_word(entry: Recorded, code_sha256: str = "") -> FirstWord:
    until = _day(entry) + FIRST_WORD
    return FirstWord(by=entry.by, at=entry.timestamp, until_on=until, code_sha256=code_sha256)


def _with_password(account: Account, entry: Recorded) -> Account:
    """With another password; a code that was given for it works no more, and is the one that it was set after."""
    if account.code_sha256 and account.resets:
        *earlier, last = account.resets
        account = replace(account, resets=(*earlier, replace(last, set_at=entry.timestamp)))
    return replace(account, code_sha256="")


def _stood_in_for(accounts: Iterable[Account], stand_in: str, until: date) -> dict[str, Account]:
    """Those for whom an account stands in, which it does until that day and not again when it is activated later."""
    return {
        account.number: replace(
            account,
            absences=tuple(
                replace(each, stood_in_until=min(until, each.covered_until)) if each.stand_in == stand_in else each
                for each in account.absences
            ),
        )
        for account in accounts
        if any(each.stand_in == stand_in for each in account.absences)
    }


def _ended(held: HeldOffice, last_on: date) -> HeldOffice:
    """The office until that day where it would be held longer; one that ended before stays as it was."""
    return held if held.until_on is not None and held.until_on <= last_on else replace(held, until_on=last_on)


def _day(entry: Recorded) -> date:
    return shanghai_date(entry.occurred_at)
