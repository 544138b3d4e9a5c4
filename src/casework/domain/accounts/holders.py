"""Who holds an office on a day: in person, by a stand-in, or the office above while it is vacant (GY-15a, GY-17c)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from casework.domain.accounts.directory import Account, Directory
from casework.domain.codes.offices import ABOVE, DIVISION_DIGITS, Role
from casework.domain.divisions.codes import FULL_LENGTH
from casework.domain.fact import ActingOffice


class Holder(Struct, frozen=True, kw_only=True):
    """Somebody who can be reached in an office; whom they stand in for, None where it is their own."""

    account: str
    stands_in_for: str | None = None


class Holders(Struct, frozen=True, kw_only=True):
    """
    Who has an office's business on a day.

    `vacant` are the offices passed on the way up, lowest first: nobody holds them, or whoever does is away without a
    stand-in. `office` is where somebody was found, None where nobody is up to the top.
    """

    office: ActingOffice | None
    holders: tuple[Holder, ...] = ()
    vacant: tuple[ActingOffice, ...] = ()


def holders(directory: Directory, office: ActingOffice, on: date) -> Holders:
    """Who has the business of an office on a day; while it is vacant, the office above has it."""
    vacant: list[ActingOffice] = []
    for asked in _upwards(office):
        found = tuple(dict.fromkeys(_present(directory, asked, on)))
        if found:
            return Holders(office=asked, holders=found, vacant=tuple(vacant))
        vacant.append(asked)
    return Holders(office=None, vacant=tuple(vacant))


def present(directory: Directory, account: Account, on: date) -> str | None:
    """Who does an account's work on a day: itself, or whoever stands in; None where nobody does."""
    followed = _followed(directory, account, on)
    return None if followed is None else followed[-1].number


def offices_of(directory: Directory, account: Account, on: date) -> tuple[ActingOffice, ...]:
    """The offices in which an account may act on a day: its own, and those of whom it stands in for."""
    own = account.offices_on(on)
    others = (
        office
        for each in directory.away_on(on)
        for office in each.offices_on(on)
        if each.number != account.number and _acting(directory, each, office, on) == account.number
    )
    return tuple(dict.fromkeys((*own, *others)))


def counts_as(directory: Directory, account: Account, office: ActingOffice, on: date) -> frozenset[str]:
    """
    Who is one person with an account in an office on a day, where a second person is asked for.

    In an office that it does not hold: those for whom it stands in, one after the other. In one that it holds: those who stand
    in for it, and do not hold it themselves.
    """
    if office in account.offices_on(on):
        stand_ins = (_followed(directory, account, on) or ())[1:]
        return frozenset(each.number for each in stand_ins if office not in each.offices_on(on))
    return frozenset(
        each.number
        for away in directory.away_on(on)
        if office in away.offices_on(on) and _acting(directory, away, office, on) == account.number
        for each in (_followed(directory, away, on) or ())
        if each is not account
    )


def _present(directory: Directory, office: ActingOffice, on: date) -> Iterator[Holder]:
    for account in directory.in_office(office, on):
        number = _acting(directory, account, office, on)
        if number is not None:
            yield Holder(account=number, stands_in_for=None if number == account.number else account.number)


def _acting(directory: Directory, account: Account, office: ActingOffice, on: date) -> str | None:
    """Who acts in an account's office on a day: itself, or whoever stands in and holds it as well, or by own words alone."""
    followed = _followed(directory, account, on)
    if followed is None:
        return None
    last = followed[-1]
    if last is account or office in last.offices_on(on):
        return last.number
    own_words = all((away := each.absence_on(on)) is not None and away.by_own_word for each in followed[:-1])
    return last.number if own_words and office.role is not Role.SYSTEM_ADMINISTRATOR else None


def _followed(directory: Directory, account: Account, on: date) -> tuple[Account, ...] | None:
    """An account, who stands in for it and for that one in turn, up to somebody who is there; None where nobody is."""
    followed = [account]
    while (absence := followed[-1].absence_on(on)) is not None:
        stand_in = absence.stand_in_on(on)
        following = directory.known(stand_in) if stand_in else None
        if following is None or not following.active or following in followed:
            return None
        followed.append(following)
    return tuple(followed)


def _upwards(office: ActingOffice) -> Iterator[ActingOffice]:
    yield office
    while (role := ABOVE.get(office.role)) is not None:
        division = office.division[: DIVISION_DIGITS[role]].ljust(FULL_LENGTH, "0")
        office = ActingOffice(role=role, division=division)
        yield office
