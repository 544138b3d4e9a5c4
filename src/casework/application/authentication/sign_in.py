"""Where passwords are set and looked at; the facts say only that one was set (ADR 0047)."""

from __future__ import annotations

from casework.application.authentication.account_secrets import AccountSecrets, SecretKind
from casework.application.authentication.password_hashes import PasswordHashes
from casework.application.authentication.tables import NAME, TABLES
from casework.application.log.setup.schema import ensure_tables_beside
from casework.application.personnel.account_desk import AccountDesk
from casework.application.personnel.listings import staff_of
from casework.application.writing.casework import Casework
from casework.domain.authentication.passwords import normalised, refuse_weak_password
from casework.domain.errors import RefusedError
from casework.domain.facts.accounts.accounts import PasswordSet, StaffPrivate


class SignInRefusedError(RefusedError):
    """The account and what was shown with it do not belong together; which of them is wrong is told to nobody."""

    zh = "账号、密码或验证码不正确，或账号不能使用"
    en = "The account, the password or the code is wrong, or the account cannot be used"


class SignIn:
    """Signing in at one installation."""

    def __init__(self, casework: Casework, database: str, hashes: PasswordHashes | None = None) -> None:
        ensure_tables_beside(database, NAME, TABLES, casework.log.patience)
        self._casework = casework
        self._desk = AccountDesk(casework)
        self._hashes = hashes or PasswordHashes()
        self._secrets = AccountSecrets(casework.log, self._desk.stream)

    def activate(self, code: str, password: str, *, command_id: str | None = None) -> str:
        """
        Whoever was invited answers with the code and chooses a password; the account's number.

        Raises WeakPasswordError, and as `AccountDesk.activate` does; the code can be used again then.
        """
        self._choose(self._desk.answering(code), password)
        number = self._desk.activate(code, command_id=command_id)
        self._record_set(number)
        return number

    def install(self, name: str, telephone: str, division: str, password: str) -> str:
        """
        The first or the second administrator, who chooses a password at once; the account's number.

        Raises WeakPasswordError, and as `AccountDesk.install` does; there is no account then.
        """
        refuse_weak_password(normalised(password), number="", name=name, telephone=telephone)
        number = self._desk.install(name, telephone, division)
        self._choose(number, password)
        self._record_set(number)
        return number

    def change_password(self, said: str, current: str, password: str) -> str:
        """
        Another password in the place of the current one; the account's number.

        Raises SignInRefusedError, WeakPasswordError, SignInBusyError; the current one stays then.
        """
        number = self._proved(said, current)
        self._choose(number, password)
        self._record_set(number)
        return number

    def _proved(self, said: str, password: str) -> str:
        """The account whose password was shown; its hash is made anew where hashes cost something else by now."""
        account = self._desk.directory.known(said)
        number = account.number if account is not None else ""
        kept = self._secrets.find(number, SecretKind.PASSWORD)
        hashed = kept.clear.decode() if kept is not None else None
        if not self._hashes.matches(normalised(password), hashed) or account is None or not account.active:
            raise SignInRefusedError
        if hashed is not None and self._hashes.is_dated(hashed):
            self._keep(number, password)
        return number

    def _choose(self, number: str, password: str) -> None:
        staff = staff_of(self._casework, self._desk).get(number)
        known = staff if isinstance(staff, StaffPrivate) else StaffPrivate(name="")
        refuse_weak_password(normalised(password), number=number, name=known.name, telephone=known.telephone)
        self._keep(number, password)

    def _keep(self, number: str, password: str) -> None:
        hashed = self._hashes.hash_of(normalised(password))
        self._secrets.keep(number, SecretKind.PASSWORD, hashed.encode(), self._casework.clock.now())

    def _record_set(self, number: str) -> None:
        self._desk.by_itself(number, "account password", [PasswordSet(account=number)])
