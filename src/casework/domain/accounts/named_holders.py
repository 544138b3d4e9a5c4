"""Whom a notice reaches by name on a day: holders of an office, who stands in, and whose the office above is (GY-17c)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial
from typing import Final

from msgspec import Struct

from casework.domain.accounts.directory import Directory
from casework.domain.accounts.holders import Holder, Holders, holders, offices_of, present
from casework.domain.codes.offices import DIVISION_DIGITS, Role
from casework.domain.fact import ActingOffice
from casework.domain.facts.deadlines import Recipient, VacantOffice

MOST_KEPT: Final = 20_000
"""So many offices and days are kept with their holders: a city has some 5,000 offices, and a sweep asks for one day."""

DAYS_KEPT: Final = 400


class NamedHolders(Struct, frozen=True, kw_only=True, dict=True):
    """The holders of every office by what they sign with, as one version of the directory has them."""

    directory: Directory

    @property
    def version(self) -> int:
        """The version of the directory."""
        return self.directory.version

    def named(self, to: Recipient, on: date) -> tuple[Recipient, ...]:
        """
        Everybody whom a notice reaches on a day, each with the office in which it does.

        A name that no account has adopted stays as it is. Where nobody can be reached up to the top, the office itself is
        named, with all that are vacant.
        """
        if to.account is not None:
            return self._of_person(to, to.account, on)
        return self._of_office(to, Role(to.role), on)

    def acting(self, on: date) -> Mapping[str, str]:
        """Who does whose work on a day: by number and adopted names those who are away, and whoever stands in for each."""
        return self._acting(on)

    def capacity(self, signed: str) -> int | None:
        """How many open households somebody can carry as a cadre; None where nobody has said."""
        account = self.directory.known(signed)
        return account.capacity if account else None

    def divisions(self, signed: str, on: date) -> tuple[str, ...]:
        """Where somebody may act on a day: the leading digits of the divisions of the offices that they have."""
        account = self.directory.known(signed)
        offices = offices_of(self.directory, account, on) if account else ()
        return tuple(office.division[: DIVISION_DIGITS[office.role]] for office in offices if office.division)

    def away_until(self, signed: str, on: date) -> date | None:
        """Until when somebody is away who is on a day."""
        account = self.directory.known(signed)
        absence = account.absence_on(on) if account else None
        return absence.last_on if absence else None

    def turns(self, signed: str) -> Iterator[date]:
        """The days on which an absence begins, of whoever stands in as well, and after which it is over."""
        account = self.directory.known(signed)
        found, asked = set[str](), [account] if account else []
        while asked:
            away = asked.pop()
            found.add(away.number)
            for absence in away.absences:
                yield from (absence.first_on, absence.covered_until + timedelta(days=1))
                if absence.stand_in and absence.stand_in not in found:
                    asked.append(self.directory.accounts[absence.stand_in])

    def _of_person(self, to: Recipient, signed: str, on: date) -> tuple[Recipient, ...]:
        account = self.directory.known(signed)
        if account is None:
            return (to,)
        number = present(self.directory, account, on) if account.active else None
        if number is None:
            above = Recipient(role=str(Role.TOWNSHIP), division=f"{to.division[:9]}000")
            return self._of_office(above, Role.TOWNSHIP, on, (VacantOffice(role=to.role, division=to.division),))
        return (self._reached(to.role, to.division, Holder(account=number, stands_in_for=account.number), ()),)

    def _of_office(
        self, to: Recipient, role: Role, on: date, below: tuple[VacantOffice, ...] = ()
    ) -> tuple[Recipient, ...]:
        found = self._holders(ActingOffice(role=role, division=to.division), on)
        vacant = (*below, *(VacantOffice(role=str(each.role), division=each.division) for each in found.vacant))
        if found.office is None:
            return (Recipient(role=to.role, division=to.division, vacant=vacant),)
        return tuple(
            self._reached(str(found.office.role), found.office.division, each, vacant) for each in found.holders
        )

    def _reached(self, role: str, division: str, holder: Holder, vacant: tuple[VacantOffice, ...]) -> Recipient:
        other = holder.stands_in_for if holder.stands_in_for != holder.account else None
        return Recipient(
            role=role,
            division=division,
            account=self.directory.accounts[holder.account].signature,
            stands_in_for=self.directory.accounts[other].signature if other else None,
            vacant=vacant,
        )

    @cached_property
    def _acting(self) -> Callable[[date], Mapping[str, str]]:
        def acting(on: date) -> Mapping[str, str]:
            found = ((away, present(self.directory, away, on)) for away in self.directory.away_on(on))
            return {
                name: self.directory.accounts[number].signature
                for away, number in found
                if number is not None
                for name in (away.number, *away.names)
            }

        return lru_cache(maxsize=DAYS_KEPT)(acting)

    @cached_property
    def _holders(self) -> Callable[[ActingOffice, date], Holders]:
        return lru_cache(maxsize=MOST_KEPT)(partial(holders, self.directory))
