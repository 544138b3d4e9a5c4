"""How far one reading reaches for whoever asks: whole divisions, and the households that are one's own (ADR 0044)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.holders import present
from casework.domain.codes.offices import DIVISION_DIGITS
from casework.domain.codes.rights import Confidentiality, Reach
from casework.domain.divisions.codes import without_nested
from casework.domain.fact import ActingOffice
from casework.domain.household.parts import StandIn, on_duty
from casework.domain.rights.permission import opens
from casework.domain.rights.table import Rights

EVERY_VILLAGE = ""
"""The prefix with which the code of every village begins."""


RAISED: Final = tuple(level for level in Confidentiality if level is not Confidentiality.ORDINARY)
"""The levels of confidentiality that not everybody opens who sees a village."""


class Scope(Struct, frozen=True, kw_only=True):
    """
    The households that somebody sees in one reading; one that says nothing sees none.

    `prefixes` are the leading digits of their villages' codes, none of which begins with another one. `own` is what
    somebody signs with, and those for whom they stand in: theirs are the households of whose cadre, or whose cadre's
    stand-in on the day `on` (Asia/Shanghai), it is the name. `opened` are the prefixes below which households of a raised
    level of confidentiality are seen as well; one's own are seen whatever their level.
    """

    prefixes: tuple[str, ...] = ()
    opened: Mapping[Confidentiality, tuple[str, ...]] = {}
    own: tuple[str, ...] = ()
    on: date | None = None

    @property
    def is_everywhere(self) -> bool:
        """Whether it reaches every household."""
        return all(EVERY_VILLAGE in self.below(level) for level in Confidentiality)

    def below(self, level: Confidentiality) -> tuple[str, ...]:
        """The prefixes below which households of a level of confidentiality are seen."""
        return self.prefixes if level is Confidentiality.ORDINARY else self.opened.get(level, ())

    def has_village(self, village: str) -> bool:
        """Whether every ordinary household of a village (12 digits) is seen."""
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
        prefixes = {each: without_nested((*self.below(each), *other.below(each))) for each in Confidentiality}
        return _scope(prefixes, own, self.on or other.on)


def scope_of(
    rights: Rights, directory: Directory, account: Account, offices: Sequence[ActingOffice], what: str, on: date
) -> Scope | None:
    """How far an account's right to something reaches on a day, in these offices of its own; None where none has one."""
    reaches = [
        (office, rights.reaches[office.role, what]) for office in offices if (office.role, what) in rights.reaches
    ]
    if not reaches:
        return None
    prefixes = {
        level: without_nested(
            prefix
            for office, reach in reaches
            if opens(rights, office.role, level)
            for prefix in _prefixes(office, reach)
        )
        for level in Confidentiality
    }
    return _scope(prefixes, tuple(dict.fromkeys(_signatures(directory, account, on))), on)


def _scope(prefixes: Mapping[Confidentiality, tuple[str, ...]], own: tuple[str, ...], on: date | None) -> Scope:
    opened: dict[Confidentiality, tuple[str, ...]] = {level: prefixes[level] for level in RAISED if prefixes[level]}
    return Scope(prefixes=prefixes[Confidentiality.ORDINARY], opened=opened, own=own, on=on)


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
