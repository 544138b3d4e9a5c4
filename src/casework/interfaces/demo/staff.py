"""Who works in the demo's offices: invented people, invited from a sheet, each account in the offices that two granted it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from msgspec.structs import asdict

from casework.application.ledgers.files.limits import ReadingLimits
from casework.application.ledgers.process.ledger_reader import read_staff
from casework.application.personnel.account_desk import AccountDesk
from casework.application.personnel.invitation_sheets import InvitationSheet
from casework.application.writing.casework import Casework
from casework.domain.accounts.absences import announce_away
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.holders import holders
from casework.domain.accounts.invitation_sheet import SheetRow, person_of
from casework.domain.accounts.invitations import adopt_name
from casework.domain.accounts.offices import decide_offices
from casework.domain.codes.accounts import AccountStatus
from casework.domain.codes.offices import DIVISION_DIGITS, Role
from casework.domain.divisions.codes import FULL_LENGTH
from casework.domain.divisions.tree import Divisions
from casework.domain.fact import ActingOffice

CITY: Final = "990100000000"
ADMINISTRATORS: Final = (("管一亩", "10099010001"), ("管二垄", "10099010002"))
AWAY_IN, STANDS_IN = "990102001000", "990102100000"
"""The clerk of one township is away for two weeks, and that of another one stands in."""

AWAY_FROM_DAY, AWAY_DAYS = 2, 14


class Staff:
    """The accounts of the demo's city, and who acts in which office there."""

    def __init__(self, casework: Casework) -> None:
        self._casework = casework
        self._desk = AccountDesk(casework)

    def take_office(self, sheet: Path, divisions: Divisions) -> None:
        """Two administrators invite everybody, who answer, and grant their offices; what is done already stays."""
        first, second = (self._administrator(name, telephone) for name, telephone in ADMINISTRATORS)
        names = {division.code: division.name for division in divisions.by_code.values()}
        rows = [SheetRow(**asdict(row)) for row in read_staff(sheet, ReadingLimits())]
        invited = InvitationSheet(self._casework, self._desk, rows, names).invite(by=first, office=None)
        codes = {row.account: row.code for row in invited if row.code}
        for account in self._desk.directory.accounts.values():
            if account.status is AccountStatus.INVITED:
                self._desk.activate(codes.get(account.number) or self._another_code(account.number, by=first))
        if waiting := tuple(self._desk.directory.proposals):
            said = {"proposals": waiting, "granted": True}
            self._desk.act("office decide", decide_offices, said, by=second, office=None)

    def adopt(self, earlier: str) -> None:
        """A county's clerk is who signed with this bare name before there were accounts."""
        clerk, _ = self.in_office(Role.COUNTY_HRSS, "990102000000")
        first = self._administrator(*ADMINISTRATORS[0])
        self._desk.act("account adopt", adopt_name, {"account": clerk, "name": earlier}, by=first, office=None)

    def announce_leave(self) -> None:
        """The clerk of a township says that another one stands in for everything; said already, it stays."""
        (away, _), (other, _) = (self.in_office(Role.TOWNSHIP, division) for division in (AWAY_IN, STANDS_IN))
        if away == other:
            return
        said = {
            "account": away,
            "first_on": self._desk.today,
            "last_on": self._desk.today + timedelta(days=AWAY_DAYS - 1),
            "stand_in": other,
        }
        self._desk.act("office away", announce_away, said, by=away, office=None)

    def cadres(self) -> list[str]:
        """The cadres of the city by number: what they sign with."""
        return [account.signature for account in self._desk.directory.with_role(Role.CADRE, self._desk.today)]

    def in_office(self, role: Role, village: str, *, second: bool = False) -> tuple[str, Casework]:
        """Whoever has an office's business where a village lies, or the `second` of them, and the door in that office."""
        division = village[: DIVISION_DIGITS[role]].ljust(FULL_LENGTH, "0")
        found = holders(self._desk.directory, ActingOffice(role=role, division=division), self._desk.today)
        account = self._desk.directory.accounts[found.holders[second].account]
        return account.signature, self._casework.in_office(found.office)

    def _administrator(self, name: str, telephone: str) -> str:
        known = self._desk.people().get(person_of(name, telephone))
        return known or self._desk.install(name, telephone, CITY)

    def _another_code(self, account: str, *, by: str) -> str:
        return self._desk.invite_again(account, by=by, office=None).code

    @property
    def directory(self) -> Directory:
        """All accounts, as they stand."""
        return self._desk.directory

    @property
    def today(self) -> date:
        """The day of the story."""
        return self._desk.today
