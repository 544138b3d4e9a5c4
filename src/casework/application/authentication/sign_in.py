"""Where accounts show that they are themselves and choose what they sign in with; facts say only that they did (ADR 0047)."""

from __future__ import annotations

import secrets as chance
from datetime import date, datetime

from msgspec import Struct

from casework.application.authentication.account_secrets import AccountSecrets
from casework.application.authentication.attempts import Attempts
from casework.application.authentication.factor_demand import FactorDemand, SecondFactorNeededError
from casework.application.authentication.password_hashes import PasswordHashes
from casework.application.authentication.proofs import Proofs, Shown, SignInRefusedError
from casework.application.authentication.second_factors import Offered, SecondFactors
from casework.application.authentication.sessions import Sessions, SignedIn
from casework.application.authentication.tables import ensure_tables
from casework.application.personnel.account_desk import CODE_BYTES, AccountDesk, digest_of
from casework.application.writing.casework import Casework
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.invitations import CodeUnknownError
from casework.domain.authentication.password_codes import give_password_code, joint_digest, password_by_code
from casework.domain.authentication.passwords import normalised, refuse_weak_password
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.accounts import PasswordSet, SecondFactorRemoved, SecondFactorSet, StaffPrivate
from casework.domain.household.context import DecisionContext

_FACTOR = "account second-factor"


class PasswordCode(Struct, frozen=True, kw_only=True):
    """
    A code as it is handed over, told once: it works once and until `expires_at`.

    `half` is 1 or 2 where two give it: which half this is. The first one works not before there is the second, which
    somebody else says until the day of `waits_until`.
    """

    account: str
    code: str
    expires_at: datetime | None = None
    half: int | None = None
    waits_until: date | None = None

    def __repr__(self) -> str:
        """Whose alone, so that no log shows the code."""
        return f"PasswordCode(account={self.account!r})"


class SignIn:
    """Signing in at one installation. What is `shown` is proved first: each method raises as `Proofs.proved` does."""

    def __init__(self, casework: Casework, database: str, hashes: PasswordHashes | None = None) -> None:
        ensure_tables(database, casework.log.patience)
        self._casework = casework
        self._clock = casework.clock
        self._desk = AccountDesk(casework)
        secrets = AccountSecrets(casework.log, self._desk.stream)
        self._attempts = Attempts(casework.log, casework.keys)
        self._proofs = Proofs(
            casework.directories, secrets, self._attempts, hashes or PasswordHashes(), casework.access
        )
        self._second_factors = SecondFactors(secrets, self._proofs)
        self._demand = FactorDemand(casework, self._desk)

    @property
    def proofs(self) -> Proofs:
        """What somebody shows, looked at: for ways in that ask for a part of it."""
        return self._proofs

    def activate(self, code: str, password: str, *, command_id: str | None = None) -> str:
        """
        Whoever was invited answers with the code and chooses a password; the account's number.

        Raises WeakPasswordError, and as `AccountDesk.activate` does; the code can be used again then.
        """
        self._choose(self._desk.answering(code), password)
        number = self._desk.activate(code, command_id=command_id)
        self._desk.by_itself(number, "account password", [PasswordSet(account=number)])
        return number

    def install(self, name: str, telephone: str, division: str, password: str) -> str:
        """
        The first or the second administrator, who chooses a password at once; the account's number.

        Raises WeakPasswordError, and as `AccountDesk.install` does; there is no account then.
        """
        refuse_weak_password(normalised(password), number="", name=name, telephone=telephone)
        number = self._desk.install(name, telephone, division)
        self._choose(number, password)
        self._desk.by_itself(number, "account password", [PasswordSet(account=number)])
        return number

    def change_password(self, shown: Shown, password: str) -> str:
        """Another password in the place of the current one; the account's number. Raises WeakPasswordError."""
        number = self._proofs.proved(shown, self._clock.now(), "account password")
        self._choose(number, password)
        self._desk.by_itself(number, "account password", [PasswordSet(account=number)])
        return number

    def give_code(self, account: str, *, by: str, office: ActingOffice | None) -> PasswordCode:
        """
        A code for somebody who forgot the password, or half of it, told once; raises as `AccountDesk.act` and the decision do.

        The second factor stays: it is asked for with the code as well. That it was given is on record for the auditor.
        """
        code = chance.token_hex(CODE_BYTES)

        def decide(directory: Directory, context: DecisionContext, **said: str) -> list[Fact]:
            return give_password_code(directory, context, code_sha256=digest_of(code), **said)

        receipt = self._desk.act("account reset", decide, {"account": account}, by=by, office=office)
        acting = self._desk.actor(by, office).office
        self._casework.access.note("account reset", by=by, office=acting, position=receipt.position, reads=False)
        found = self._desk.directory.account(account)
        if (word := found.to_be_reset(self._desk.today)) is not None:
            return PasswordCode(account=found.number, code=code, half=1, waits_until=word.until_on)
        half = None if found.code_sha256 == digest_of(code) else 2
        return PasswordCode(account=found.number, code=code, expires_at=found.expires_at, half=half)

    def choose_by_code(self, shown: Shown, password: str) -> str:
        """
        Another password, an administrator's code being shown in the place of the current one; the account's number.

        Raises TryLaterError, SignInRefusedError, WeakPasswordError; the administrator's code can be used again then.
        """
        now, directory = self._clock.now(), self._desk.directory
        account = directory.known(shown.account)
        self._attempts.begin_at(shown.source, now)
        self._attempts.begin_for(None if account is None else account.number, shown.account, now)
        try:
            number = password_by_code(directory, _digest_of_typed(shown.password), now)
        except CodeUnknownError:
            raise SignInRefusedError from None
        if account is None or account.number != number or not self._proofs.has_shown(number, shown.code, now):
            raise SignInRefusedError
        self._choose(number, password)
        self._attempts.succeeded(number)
        self._desk.by_itself(number, "account password", [PasswordSet(account=number)])
        return number

    def begin(self, sessions: Sessions, shown: Shown, *, device: str, remember: bool) -> SignedIn:
        """A session for whoever proves to be the account; raises as `Sessions.begin` does."""
        return sessions.begin(self._proofs, shown, device=device, remember=remember)

    def offer_second_factor(self, shown: Shown) -> Offered:
        """A secret for the account's telephone, told once; nothing changes until a first code confirms it."""
        now = self._clock.now()
        return self._second_factors.offer(self._proofs.proved(shown, now, _FACTOR), now)

    def confirm_second_factor(self, shown: Shown, first: str) -> list[str]:
        """From now on a code is asked as well; the recovery codes, told once. Raises as `SecondFactors.confirm` does."""
        now = self._clock.now()
        number = self._proofs.proved(shown, now, _FACTOR)
        codes = self._second_factors.confirm(number, first, now)
        self._desk.by_itself(number, _FACTOR, [SecondFactorSet(account=number)])
        return codes

    def remove_second_factor(self, shown: Shown, *, held_to: bool = False) -> None:
        """
        From now on no code is asked; recorded where one was.

        Raises SecondFactorNeededError where accounts are `held_to` the policy, and it asks for one.
        """
        number = self._proofs.proved(shown, self._clock.now(), _FACTOR)
        role = self._demand.role_that_asks(self._desk.directory.account(number)) if held_to else None
        if role is not None:
            raise SecondFactorNeededError(role)
        if self._second_factors.remove(number):
            self._desk.by_itself(number, _FACTOR, [SecondFactorRemoved(account=number)])

    def _choose(self, number: str, password: str) -> None:
        known = self._desk.staff().get(number, StaffPrivate(name=""))
        refuse_weak_password(normalised(password), number=number, name=known.name, telephone=known.telephone)
        self._proofs.keep_password(number, password, self._clock.now())


def _digest_of_typed(typed: str) -> str:
    """What is kept of a code as it was typed: whole, or as two halves with a space or none between them."""
    code = "".join(typed.split())
    one, other = code[: 2 * CODE_BYTES], code[2 * CODE_BYTES :]
    return joint_digest(digest_of(one), digest_of(other)) if other else digest_of(one)
