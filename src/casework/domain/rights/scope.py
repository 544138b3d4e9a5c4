"""How far one reading reaches for whoever asks: whole divisions, and the households that are one's own (ADR 0044)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import present
from casework.domain.codes.offices import DIVISION_DIGITS
from casework.domain.codes.rights import Reach
from casework.domain.divisions.codes import without_nested
from casework.domain.fact import ActingOffice
from casework.domain.household.parts import StandIn, on_duty
from casework.domain.rights.table import Rights

EVERY_VILLAGE = ""
"""The prefix with which the code of every village begins."""


class Scope(Struct, frozen=True, kw_only=True):
    """
    The households that somebody sees in one reading; one that says nothing sees none.

    `prefixes` are the leading digits of their villages' codes, none of which begins with another one. `own` is what
    somebody signs with, and those for whom they stand in: theirs are the households of whose cadre, or whose cadre's
    stand-in on the day `on` (Asia/Shanghai), it is the name.
    """

    prefixes: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    on: date | None = None

    @property
    def is_everywhere(self) -> bool:
        """Whether it reaches every household."""
        return EVERY_VILLAGE in self.prefixes

    def has_village(self, village: str) -> bool:
        """Whether every household of a village (12 digits) is seen."""
        return village.startswith(self.prefixes)

    def is_own(self, cadre: str | None, stand_ins: Sequence[StandIn] = ()) -> bool:
        """Whether a household with this cadre, and whoever stands in for the cadre, is one's own."""
        if cadre is None or not self.own:
            return False
        return cadre in self.own or (self.on is not None and on_duty(stand_ins, cadre, self.on) in self.own)

    def reaches(self, village: str, cadre: str | None, stand_ins: Sequence[StandIn] = ()) -> bool:
        """Whether a household is seen, by where it is now and who is responsible for it now."""
        return self.has_village(village) or self.is_own(cadre, stand_ins)

    def joined(self, other: Scope) -> Scope:
        """What is seen by either."""
        own = tuple(dict.fromkeys((*self.own, *other.own)))
        return Scope(prefixes=without_nested((*self.prefixes, *other.prefixes)), own=own, on=self.on or other.on)


def scope_of(
    rights: Rights, directory: Directory, account: Account, offices: Sequence[ActingOffice], what: str, on: date
) -> Scope | None:
    """How far an account's right to something reaches on a day, in these offices of its own; None where none has one."""
    reaches = [
        (office, rights.reaches[office.role, what]) for office in offices if (office.role, what) in rights.reaches
    ]
    if not reaches:
        return None
    prefixes = without_nested(prefix for office, reach in reaches for prefix in _prefixes(office, reach))
    own = () if EVERY_VILLAGE in prefixes else tuple(dict.fromkeys(_signatures(directory, account, on)))
    return Scope(prefixes=prefixes, own=own, on=on)


def _prefixes(office: ActingOffice, reach: Reach) -> Iterator[str]:
    match reach:
        case Reach.EVERYWHERE:
            yield EVERY_VILLAGE
        case Reach.BELOW if office.division:
            yield office.division[: DIVISION_DIGITS[office.role]]
        case Reach.OWN_DIVISION if office.division:
            yield office.division


def _signatures(directory: Directory, account: Account, on: date) -> Iterator[str]:
    """What an account's entries may be signed with, and those of everybody for whom it stands in on a day."""
    for each in (account, *directory.away_on(on)):
        if each.number == account.number or present(directory, each, on) == account.number:
            yield from (each.signature, each.number, *each.names)
