"""Who acts at the door: an account in an office held now, or a bare name while nobody has an account (ADR 0037)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, TypeAlias, TypeVar
from uuid import UUID

from msgspec.structs import replace

from casework.application.accounts.directories import Directories
from casework.application.commands.catalogue import CATALOGUE
from casework.application.commands.declarations.declaration import Command
from casework.application.commands.declarations.fields import texts_of
from casework.application.commands.responsibility import (
    AcceptHousehold,
    AssignCadre,
    DeclineHousehold,
    NameStandIn,
)
from casework.domain.accounts.actors import Actor, actor_in, has_household
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.relatives import refuse_relative, refuse_relative_cadre
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.rights import Confidentiality, Reach
from casework.domain.decisions.village_change import number_taken
from casework.domain.divisions.offices import office_for
from casework.domain.errors import HouseholdUnknownError
from casework.domain.fact import ActingOffice
from casework.domain.household.context import DecisionContext
from casework.domain.household.state import Household
from casework.domain.rights.permission import may, opens, refuse_no_right, relation
from casework.domain.rights.table import rights_table
from casework.domain.signer import Signer, SignerKind, account_of
from casework.domain.words import Text

C = TypeVar("C", bound=Command)

AT_THE_DOOR: Final = frozenset(name for command in CATALOGUE for name in (command.spec.name, command.word().word))
"""The commands of the catalogue and their words of the command line: the door asks for them, with their household."""

ORDINARY: Final = Confidentiality.ORDINARY

FOUNDING: Final = "register-new"
"""What `register` is called in the table of rights where no household is there yet."""

TO_WHOM_OFFERED: Final = frozenset({AcceptHousehold.spec.name, DeclineHousehold.spec.name})
"""What one does with a household that was offered to oneself: for that it is one's own already."""


class Actors:
    """Who acts, by the directory of accounts; without any account nothing is asked."""

    def __init__(self, directories: Directories) -> None:
        self._directories = directories

    def signature(self, by: str) -> str:
        """What somebody signs with, however they were named; a name that is no account's as it was typed."""
        if not _is_person(by):
            return account_of(by)
        found = self._directories.current().known(by)
        return account_of(by) if found is None else found.signature

    def number(self, by: str) -> str:
        """
        The number of somebody's account, however they were named, and blank for a name that is nobody's.

        Before there are accounts a bare name is all that there is. What is typed may be anything, somebody's data too.
        """
        directory = self._directories.current()
        found = directory.known(by) if _is_person(by) else None
        if found is not None:
            return found.number
        return "" if directory.kept and _is_person(by) else account_of(by)

    def signatures(self, by: str) -> tuple[str, ...]:
        """All that somebody's entries and commands may be signed with, however they were named; that used now first."""
        account = self._directories.asked_before().known(by) if _is_person(by) else None
        if account is None:
            return (account_of(by),)
        return tuple(dict.fromkeys((account.signature, account.number, *account.names)))

    def actor(self, by: str, office: ActingOffice | None, on: date) -> Actor | None:
        """
        The account that acts and its office; None for a rule or an import, and while nobody has an account.

        Raises AccountUnknownError, AccountNotActiveError, OfficeNotHeldError, OfficeUnsaidError.
        """
        if not _is_person(by):
            return None
        directory = self._directories.current()
        return actor_in(directory, by, office, on) if directory.kept else None

    def signed(
        self, by: str, office: ActingOffice | None, village: str, on: date
    ) -> tuple[str, ActingOffice | None, frozenset[str], tuple[str, ...]]:
        """
        What somebody signs with who acts in a village, in which office, as whom they count, and in whose stead they act.

        Without accounts what was said, and nobody. Raises as `actor`, InvalidValueError for an office of no place.
        """
        actor = self.actor(by, office, on)
        if actor is not None:
            return actor.signature, actor.office, actor.counts_as, actor.in_stead_of
        at = None if office is None or Signer.of(by).is_rule else office_for(office, village)
        return account_of(by), at, frozenset(), ()

    def with_accounts(self, command: C) -> C:
        """
        The command with everybody whom it names as they sign, so that nobody is two persons.

        Raises AccountUnknownError for somebody who has no account, once there are accounts.
        """
        said = {name: each for name in texts_of(type(command), Text.ACCOUNT) if (each := getattr(command, name))}
        directory = self._directories.current() if said else self._directories.latest
        if not (said and directory.kept):
            return command
        return replace(command, **{name: directory.account(each).signature for name, each in said.items()})

    def refuse_forbidden(
        self, what: str, state: Household, village: str, context: DecisionContext, *, founds: str | None = None
    ) -> None:
        """
        Refuse what the table of rights does not allow in this office, with this household.

        Whoever may not even see the household hears that there is none. What `founds` one in a village (12 digits) where it
        is not there yet is asked for there first: where nobody may found one, it is not told whether one is there.

        Raises NotAllowedError, HouseholdUnknownError, NotNowError for a number that is somebody else's household's,
        RelativeHouseholdError for one's own household, or that of relatives.
        """
        if context.office is None or not _is_person(context.by) or not self._directories.latest.kept:
            return
        rights = rights_table()
        near, opened = _near(self._directories.latest, what, state, village, context)
        acts, sees = (opened and may(rights, context.office.role, each, near) for each in (what, "show"))
        if founds is not None and not acts:
            refuse_no_right(rights, context.office, FOUNDING, relation(context.office, founds))
            if not state.known:
                return
            if not sees:
                raise number_taken(state.number)
        if not acts and not (state.known and sees):
            raise HouseholdUnknownError(state.id)
        refuse_no_right(rights, context.office, what, near)
        today = shanghai_date(context.now)
        refuse_relative(
            self._directories.latest, self._directories.latest.known(context.by), state.id, context.office, today
        )

    def refuse_relatives(self, command: Command, household: UUID) -> None:
        """Refuse to give a household to one of its relatives, as cadre or stand-in. Raises RelativeCadreError."""
        match command:
            case AssignCadre(cadre=given) | NameStandIn(stand_in=given):
                refuse_relative_cadre(self._directories.latest.known(given), household)

    def sees(self, state: Household, village: str, context: DecisionContext) -> bool:
        """Whether a household that belongs to a village may be shown to whoever acts in this office."""
        if context.office is None or not _is_person(context.by) or not self._directories.latest.kept:
            return True
        near, opened = _near(self._directories.latest, "show", state, village, context)
        return opened and may(rights_table(), context.office.role, "show", near)

    def refuse_without_right(self, what: str, by: str, office: ActingOffice | None, division: str) -> None:
        """
        Refuse what an office has no right to, or not in this division (12 digits; blank: how far it reaches is not asked).

        What has no line nobody may. Of the catalogue's commands the door asks, with their household. Raises NotAllowedError.
        """
        if office is None or what in AT_THE_DOOR or not _is_person(by) or not self._directories.latest.kept:
            return
        near = relation(office, division, own=not division and what not in OF_EVERYWHERE)
        refuse_no_right(rights_table(), office, what, near)

    def refuse_beyond_reach(self, what: str, by: str, office: ActingOffice | None, division: str) -> None:
        """Refuse what an office may not do in a division (12 digits; blank: everywhere at once). Raises NotAllowedError."""
        if office is not None and self.by_two(by):
            refuse_no_right(rights_table(), office, what, relation(office, division))

    def by_two(self, by: str) -> bool:
        """Whether an account acts: only then can anybody tell that a second person is another one."""
        return _is_person(by) and self._directories.current().kept

    def reach(self, what: str, by: str, office: ActingOffice | None) -> Reaches:
        """
        Whether a right of somebody in an office reaches a village (12 digits), or a household there that the office opens.

        Asked by what one act does in many. Everywhere while nobody has an account, and for what no person does.
        """
        if not _is_person(by) or not self._directories.current().kept:
            return lambda of: True
        rights = rights_table()

        def reaches(of: Household | str) -> bool:
            village, level = (of, ORDINARY) if isinstance(of, str) else (of.village, of.confidentiality)
            if office is None or not opens(rights, office.role, level):
                return False
            return may(rights, office.role, what, relation(office, village))

        return reaches


Reaches: TypeAlias = Callable[[Household | str], bool]
"""Whether what somebody does reaches a village (12 digits), or a household as it stands."""

OF_EVERYWHERE = frozenset({"policy publish", "calendar load"})
"""What concerns everybody where no region is named."""


def _near(
    directory: Directory, what: str, state: Household, village: str, context: DecisionContext
) -> tuple[Reach, bool]:
    """How near a household is on the day of the act itself, of whichever earlier day it speaks; whether the office opens it."""
    assert context.office is not None
    acts = directory.known(context.by)
    own = acts is not None and has_household(directory, acts, state, shanghai_date(context.now))
    if what in TO_WHOM_OFFERED and state.standing is not None:
        own = own or context.is_one_of((state.standing.offered_to,))
    opened = own or opens(rights_table(), context.office.role, state.confidentiality)
    return relation(context.office, village, own=own), opened


def _is_person(by: str) -> bool:
    return bool(by) and Signer.of(by).kind is SignerKind.ACCOUNT
