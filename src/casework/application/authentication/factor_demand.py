"""Whether an account that has to have a second factor has one: by the policy of each division where it is in office."""

from __future__ import annotations

from casework.application.authentication.account_secrets import AccountSecrets, SecretKind
from casework.application.personnel.account_desk import AccountDesk
from casework.application.writing.casework import Casework
from casework.domain.accounts.directory import Account
from casework.domain.accounts.holders import offices_of
from casework.domain.codes.offices import Role
from casework.domain.errors import RefusedError


class SecondFactorMissingError(RefusedError):
    """By the policy nobody acts in this role with a password alone; all that is left is to set a second factor up."""

    def __init__(self, account: str, role: Role) -> None:
        self.account = account
        self.role = role
        self.zh = (
            f"按政策，{role.zh}须启用动态验证码后才能登录：请运行 casework account second-factor {account}，"
            "把密钥录入手机，再加 --confirm 启用"
        )
        self.en = (
            f"By the policy whoever is {role.en} signs in with a code of the telephone as well: casework account second-factor "
            f"{account} tells the secret; take it into the telephone, and begin with --confirm"
        )


class SecondFactorNeededError(RefusedError):
    """The policy asks for a second factor: it can be exchanged for another one, but not ended."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.zh = f"按政策，{role.zh}须用动态验证码，不能停用；换手机请不加 --off 再运行一次，再加 --confirm"
        self.en = f"By the policy whoever is {role.en} needs it; for another telephone run this again without --off, then with --confirm"


class FactorDemand:
    """What the policy asks of accounts at one installation."""

    def __init__(self, casework: Casework, desk: AccountDesk) -> None:
        self._casework = casework
        self._desk = desk
        self._secrets = AccountSecrets(casework.log, desk.stream)

    def refuse_without(self, account: Account) -> None:
        """Refuse whoever has no second factor and needs one in an office of today. Raises SecondFactorMissingError."""
        role = self.role_that_asks(account)
        if role is not None and self._secrets.find(account.number, SecretKind.SECOND_FACTOR) is None:
            raise SecondFactorMissingError(account.number, role)

    def role_that_asks(self, account: Account) -> Role | None:
        """One of the roles for which an account needs a second factor, its own or that of whom it stands in for."""
        now, book = self._casework.clock.now(), self._casework.books.current()
        for office in offices_of(self._desk.directory, account, self._desk.today):
            policy = book.of(office.division).policies.in_force(now)
            if office.role in policy.accounts.second_factor:
                return office.role
        return None
