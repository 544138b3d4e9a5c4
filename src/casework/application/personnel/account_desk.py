"""Where accounts are invited, activated and disabled, and offices proposed, granted and left: each act once (ADR 0037)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup, CommandKey
from casework.application.log.records.retries import retries
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.accounts.actors import Actor, actor_in
from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.exports import refuse_bulk_export
from casework.domain.accounts.invitation_sheet import Person, person_of, refuse_same_person
from casework.domain.accounts.invitations import activate, install_administrator, invite, invite_again, invited_by_code
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.codes.rights import Reach
from casework.domain.errors import RefusedError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.accounts import AccountInvited, StaffPrivate
from casework.domain.household.context import DecisionContext, in_envelopes
from casework.domain.rights.permission import refuse_no_right, relation
from casework.domain.rights.table import rights_table
from casework.domain.signer import INSTALLATION

Decide = Callable[..., list[Fact]]
"""A decision on the directory: directory and context, then what was asked by name."""

CODE_BYTES = 16
LOWEST, NUMBERS = 10_000_000, 90_000_000
"""An account's number has eight digits, the first of them no zero."""


class NoAccountsError(RefusedError):
    """Nobody has an account here yet, so nobody can be given one by somebody."""

    zh = "此处还没有账号：请先由系统维护人员建立系统管理员账号（casework account init）"
    en = "There are no accounts here yet: whoever runs the installation makes the first one (casework account init)"


class Invited(Struct, frozen=True, kw_only=True):
    """
    An invitation as it is handed over: the account's number, and the code that works once and until `expires_at`.

    The code is blank when the same command was carried out before: it is told once and kept by nobody.
    """

    account: str
    code: str
    expires_at: datetime


class AccountDesk:
    """The directory of one installation, and every act that changes it."""

    def __init__(self, casework: Casework) -> None:
        self._casework = casework
        self._directories = casework.directories

    @property
    def stream(self) -> UUID:
        """The stream that holds the directory's entries."""
        return self._directories.stream

    @property
    def directory(self) -> Directory:
        """The directory as it stands; raises UnreadableFactError."""
        return self._directories.current()

    @property
    def today(self) -> date:
        """The day it is in Asia/Shanghai."""
        return shanghai_date(self._casework.clock.now())

    def install(self, name: str, telephone: str, division: str) -> str:
        """
        Make the first or the second administrator, by whoever runs the installation; answers the account's number.

        Raises AdministratorsEnoughError, InvalidValueError, ConflictError; nothing was recorded.
        """
        stream, signer = self.stream, str(INSTALLATION)
        for _ in retries():
            directory, context = self.directory, self._casework.context(signer)
            number = drawn_number(directory)
            facts = install_administrator(
                directory, context, number=number, name=name, telephone=telephone, division=division
            )
            version = directory.version
            entries = in_envelopes(stream, version, facts, context, f"{signer}/{stream}/{version}")
            group = AppendGroup(household=stream, expected_version=version, entries=entries)
            if isinstance(self._casework.log.append_groups([group])[stream], Appended):
                return number
        raise ConflictError(stream)

    def invite(
        self,
        name: str,
        telephone: str,
        *,
        by: str,
        office: ActingOffice | None,
        another: bool = False,
        command_id: str | None = None,
    ) -> Invited:
        """
        Invite somebody by name; `another` person than everybody of that name who has an account.

        Raises SamePersonInvitedError, and as `act` does.
        """
        code = secrets.token_hex(CODE_BYTES)

        def decide(directory: Directory, context: DecisionContext, **said: str) -> list[Fact]:
            if not another:
                refuse_same_person(name, telephone, self.people())
            return invite(directory, context, number=drawn_number(directory), code_sha256=digest_of(code), **said)

        said = {"name": name, "telephone": telephone}
        return self._invited(
            self.act("account invite", decide, said, by=by, office=office, command_id=command_id), code
        )

    def invite_again(
        self, account: str, *, by: str, office: ActingOffice | None, command_id: str | None = None
    ) -> Invited:
        """Give somebody another code who has not answered; raises as `act` does."""
        code = secrets.token_hex(CODE_BYTES)

        def decide(directory: Directory, context: DecisionContext, **said: str) -> list[Fact]:
            return invite_again(directory, context, code_sha256=digest_of(code), **said)

        said = {"account": account}
        receipt = self.act("account invite", decide, said, by=by, office=office, command_id=command_id)
        return self._invited(receipt, code)

    def activate(self, code: str, *, command_id: str | None = None) -> str:
        """
        Whoever was invited answers with the code; the account's number. The same command again is answered alike.

        Raises CodeUnknownError, NotNowError, and as `Casework.once` does.
        """
        digest = digest_of(code.strip())
        number = self._answered_by(digest) if command_id else None
        number = number or invited_by_code(self.directory, digest).number

        def attempt(command: CommandKey) -> Receipt:
            directory = self.directory
            context = replace(self._casework.context(str(INSTALLATION)), by=number)
            facts = activate(directory, context, code_sha256=digest)
            return self._append(directory, facts, context, command)

        asked = ("activate", digest)
        self._casework.once(self.stream, asked, attempt, by=number, command_id=command_id)
        return number

    def answering(self, code: str) -> str:
        """The account that would be activated with the code now; raises CodeUnknownError, NotNowError."""
        directory, digest = self.directory, digest_of(code.strip())
        activate(directory, self._casework.context(str(INSTALLATION)), code_sha256=digest)
        return invited_by_code(directory, digest).number

    def by_itself(self, number: str, name: str, facts: Sequence[Fact]) -> Receipt:
        """Record what an account does with itself, in whichever office and in none; raises as `Casework.once` does."""
        return self.decided_by_itself(number, name, lambda directory, context: list(facts))

    def decided_by_itself(self, number: str, name: str, decide: Decide) -> Receipt:
        """Carry out a decision of an account about itself; raises as that does, and as `by_itself`."""

        def attempt(command: CommandKey) -> Receipt:
            directory, context = self.directory, replace(self._casework.context(str(INSTALLATION)), by=number)
            return self._append(directory, decide(directory, context), context, command)

        return self._casework.once(self.stream, (name, number), attempt, by=number)

    def people(self) -> dict[Person, str]:
        """Everybody who has an account, by what they are known again by; whose key was destroyed is nobody."""
        return {person_of(each.name, each.telephone): number for number, each in self.staff().items()}

    def staff(self) -> dict[str, StaffPrivate]:
        """Name and telephone of every account whose key is there, as they were sealed."""
        entries = [entry for entry in self._casework.log.entries(self.stream) if entry.sealed]
        return {
            number: block
            for blocks in self._casework.log.unseal_all(entries)
            for number, block in blocks.items()
            if isinstance(block, StaffPrivate)
        }

    def _answered_by(self, digest: str) -> str | None:
        """The account that was once invited with a code, be it still waiting or active by it."""
        facts = (entry.fact for entry in self._casework.log.entries(self.stream))
        invited = (fact for fact in facts if isinstance(fact, AccountInvited) and fact.code_sha256 == digest)
        return next((fact.account for fact in invited), None)

    def act(
        self,
        name: str,
        decide: Decide,
        said: Mapping[str, Any],
        *,
        by: str,
        office: ActingOffice | None,
        command_id: str | None = None,
    ) -> Receipt:
        """
        Carry out a decision on the directory with what was `said`, by an account in an office that it holds now.

        `name` is what it is called in the table of rights. Raises NoAccountsError, NotAllowedError, as `actor_in` and the
        decision do, and as `Casework.once` does.
        """

        def attempt(command: CommandKey) -> Receipt:
            directory, context = self._permitted(name, said, by, office)
            return self._append(directory, decide(directory, context, **said), context, command)

        with self._casework.access.of_denials(name, by=by, office=office):
            signature, request = self.actor(by, office).signature, (name, *said.values())
            return self._casework.once(self.stream, request, attempt, by=signature, command_id=command_id)

    def preview(
        self, name: str, decide: Decide, said: Mapping[str, Any], *, by: str, office: ActingOffice | None
    ) -> list[Fact]:
        """What `act` would record; raises as that does."""
        directory, context = self._permitted(name, said, by, office)
        return decide(directory, context, **said)

    def actor(self, by: str, office: ActingOffice | None) -> Actor:
        """Who acts, and in which office; raises NoAccountsError, and as `actor_in` does."""
        directory = self.directory
        if not directory.kept:
            raise NoAccountsError
        return actor_in(directory, by, office, self.today)

    def _permitted(
        self, name: str, said: Mapping[str, Any], by: str, office: ActingOffice | None
    ) -> tuple[Directory, DecisionContext]:
        directory, actor = self.directory, self.actor(by, office)
        refuse_no_right(rights_table(), actor.office, name, _near(directory, actor, said, self.today))
        return directory, self._casework.in_office(actor.office).context(actor.signature)

    def refuse_bulk_export(self, by: str, *, division: str, households: int) -> None:
        """
        Refuse to take the data of so many households out in full, where nobody has allowed it; raises BulkExportError.

        `division` has 12 digits. While nobody has an account, nobody can be told from another one, and it is not asked.
        """
        account = self.directory.known(by)
        if account is not None:
            context = self._casework.context(by, of=division)
            refuse_bulk_export(account, context, division=division, households=households)

    def version_at(self, position: int | None) -> int | None:
        """The place in the directory of the entry at a position of the log: the number of a proposal."""
        entries = self._casework.log.stream(self.stream)
        return next((entry.version for at, entry in entries if at == position), None)

    def _invited(self, receipt: Receipt, code: str) -> Invited:
        """The invitation of which a receipt speaks, its code only if it was made just now."""
        for position, entry in self._casework.log.stream(self.stream):
            if position == receipt.position and isinstance(entry.fact, AccountInvited):
                fresh = entry.fact.code_sha256 == digest_of(code)
                return Invited(account=entry.fact.account, code=code if fresh else "", expires_at=entry.fact.expires_at)
        raise AssertionError("an invitation's receipt names its entry")

    def _append(
        self, directory: Directory, facts: Sequence[Fact], context: DecisionContext, command: CommandKey
    ) -> Receipt:
        return self._casework.append(self.stream, directory.version, facts, context, command)


def digest_of(code: str) -> str:
    """What is kept of an invitation's code: the code is by chance and long enough that nobody finds it by trying."""
    return hashlib.sha256(code.encode()).hexdigest()


def _near(directory: Directory, actor: Actor, said: Mapping[str, Any], on: date) -> Reach:
    """How near an account is to whoever acts: one's own, or in the division of which it is said, or where it is in office."""
    found = directory.known(said["account"]) if said.get("account") else None
    own = found is not None and found.number == actor.account
    divisions = [said["division"]] if said.get("division") else [each.division for each in _offices(found, on)]
    nearest = [relation(actor.office, division, own=own) for division in divisions or [""]]
    return min(nearest, key=list(Reach).index)


def _offices(account: Account | None, on: date) -> tuple[ActingOffice, ...]:
    return account.offices_on(on) if account else ()


def drawn_number(directory: Directory) -> str:
    """A number by chance that no account has."""
    while (number := str(LOWEST + secrets.randbelow(NUMBERS))) in directory.accounts:
        pass
    return number
