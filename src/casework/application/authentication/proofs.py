"""Whether somebody is the account that they name: password, second factor, and how often it may be tried (ADR 0048)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from casework.application.access.access_records import AccessRecords
from casework.application.accounts.directories import Directories
from casework.application.authentication.account_secrets import AccountSecret, AccountSecrets, SecretKind
from casework.application.authentication.attempts import Attempts
from casework.application.authentication.password_hashes import PasswordHashes
from casework.application.authentication.tokens import all_over
from casework.application.log.records.recorder import Run
from casework.domain.authentication.attempts import TryLaterError
from casework.domain.authentication.one_time_codes import SecondFactor, after_code
from casework.domain.authentication.passwords import normalised
from casework.domain.codes.accounts import TokenKind
from casework.domain.errors import RefusedError


class SignInRefusedError(RefusedError):
    """The account and what was shown with it do not belong together; which of them is wrong is told to nobody."""

    zh = "账号、密码或验证码不正确，或账号不能使用"
    en = "The account, the password or the code is wrong, or the account cannot be used"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """
    What somebody shows: the account by number or name, its password, a code where it has a second factor.

    `source` is from where; `device` the number of a device that the account knows, where that was shown as well.
    """

    account: str
    password: str
    code: str = ""
    source: str
    device: str = ""

    def __repr__(self) -> str:
        """Nothing of it, so that no log shows it."""
        return "Shown()"


class Proofs:
    """Looks at what is shown, and makes hashes of passwords anew that were made at another cost."""

    def __init__(
        self,
        directories: Directories,
        secrets: AccountSecrets,
        attempts: Attempts,
        hashes: PasswordHashes,
        access: AccessRecords,
    ) -> None:
        self._access = access
        self._directories = directories
        self._secrets = secrets
        self._attempts = attempts
        self._hashes = hashes

    def proved(self, shown: Shown, now: datetime, what: str) -> str:
        """
        The account's number, once everything that was shown fits; that it does, or not, is recorded first.

        `what` is done with it, by its name in the table of rights. Who has to wait leaves no record: it could be filled.

        An account at which strangers guess has to wait; whoever shows a code that fits, or comes on a device that the
        account knows, is looked at all the same. An account that there is not takes as long, and waits as long.

        Raises:
            TryLaterError: Too much was tried; nothing was looked at.
            SignInBusyError: Too many passwords are looked at just now.
            SignInRefusedError: Something does not fit, or the account cannot be used.
            AccessUnrecordedError: It cannot be recorded; nobody is let in.
        """
        account = self._directories.current().known(shown.account)
        number = account.number if account is not None else ""
        self._attempts.begin_at(shown.source, now)
        has_factor, code_fits = self._begin(number, shown, now)
        kept = self._secrets.find(number, SecretKind.PASSWORD)
        hashed = kept.clear.decode() if kept is not None else None
        fits = self._hashes.matches(normalised(shown.password), hashed)
        if fits and has_factor and not code_fits:
            code_fits = self._code_fits(number, shown.code, now)
        if not fits or (has_factor and not code_fits) or account is None or not account.active:
            refused = SignInRefusedError()
            self._access.note(what, by=number, office=None, denied=refused)
            raise refused
        self._access.note(what, by=number, office=None)
        if hashed is not None and self._hashes.is_dated(hashed):
            self._keep(number, shown.password, now)
        self._attempts.succeeded(number, shown.device)
        return number

    def keep_password(self, number: str, password: str, now: datetime) -> None:
        """From now on this is the account's password; its sessions and known devices are over. Raises SignInBusyError."""
        self._keep(number, password, now, together=all_over(number, (TokenKind.SESSION, TokenKind.DEVICE)))

    def _keep(
        self, number: str, password: str, now: datetime, together: Callable[[Run], object] = lambda run: None
    ) -> None:
        hashed = self._hashes.hash_of(normalised(password)).encode()
        self._secrets.keep(number, SecretKind.PASSWORD, hashed, now, together=together)

    def _begin(self, number: str, shown: Shown, now: datetime) -> tuple[bool, bool]:
        """Whether the account has a second factor, and whether its code was used already, to be looked at in spite of others."""
        has_factor = self.has_second_factor(number)
        if shown.device:
            self._attempts.begin_on(shown.device, now)
            return has_factor, False
        try:
            self._attempts.begin_for(number or None, shown.account, now)
        except TryLaterError:
            if not (shown.code and self._code_fits(number, shown.code, now)):
                raise
            return has_factor, True
        return has_factor, False

    def has_second_factor(self, number: str) -> bool:
        """Whether the account signs in with a code as well."""
        return self._secrets.find(number, SecretKind.SECOND_FACTOR) is not None

    def has_shown(self, number: str, code: str, now: datetime) -> bool:
        """Whether the account has no second factor, or its code was shown, which is used then."""
        return not self.has_second_factor(number) or self._code_fits(number, code, now)

    def _code_fits(self, number: str, code: str, now: datetime) -> bool:
        """Whether the code is the account's; it is used then, and fits no second time, even for two at once."""
        kept = self._secrets.find(number, SecretKind.SECOND_FACTOR)
        return kept is not None and self.used(number, SecretKind.SECOND_FACTOR, kept, code, now) is not None

    def used(self, number: str, kind: SecretKind, kept: AccountSecret, code: str, now: datetime) -> SecondFactor | None:
        """The second factor once this code is used; None where it does not fit, or somebody used it at the same moment."""
        after = after_code(msgspec.json.decode(kept.clear, type=SecondFactor), code, now.timestamp())
        if after is None or not self._secrets.exchange(number, kind, kept, msgspec.json.encode(after), now):
            return None
        return after
