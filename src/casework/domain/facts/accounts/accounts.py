"""Facts about the accounts of those who work here: invited, activated, disabled, and what they signed with before."""

from __future__ import annotations

from typing import Annotated, ClassVar

from casework.domain.codes.accounts import DisabledReason
from casework.domain.fact import Fact, Moment, Private
from casework.domain.labels import Label
from casework.domain.masks import Mask, sealed
from casework.domain.values.bounds import Text

NUMBER = Text(signs=8)
"""An account's number: eight digits by chance, which say nothing of anybody (ADR 0037)."""

AccountNumber = Annotated[str, NUMBER]


class StaffPrivate(Private, frozen=True, kw_only=True, tag="staff"):
    """The name and the telephone of somebody who works here, sealed under the account's own key."""

    name: Annotated[str, sealed("姓名", "name", Mask.NAME)]
    telephone: Annotated[str, sealed("电话", "telephone", Mask.TELEPHONE)] = ""


class AccountInvited(Fact, frozen=True, kw_only=True, tag="account-invited"):
    """
    Somebody was invited to have an account, or once more because the first code went astray.

    The code works once and until `expires_at`; `code_sha256` is all that is kept of it, in hexadecimal.
    """

    label: ClassVar = Label("邀请账号", "account invited")
    sentence: ClassVar = Label("邀请开通账号{account}", "Account {account} invited")

    account: AccountNumber
    code_sha256: str
    expires_at: Moment


class AccountActivated(Fact, frozen=True, kw_only=True, tag="account-activated"):
    """Whoever was invited answered with the code: the account can be used from now on."""

    label: ClassVar = Label("启用账号", "account activated")
    sentence: ClassVar = Label("启用账号{account}", "Account {account} activated")

    account: AccountNumber


class AccountDisabled(Fact, frozen=True, kw_only=True, tag="account-disabled"):
    """The account cannot be used any more, from this day on it holds no office; what it signed stays as it is."""

    label: ClassVar = Label("停用账号", "account disabled")
    sentence: ClassVar = Label("停用账号{account}：{reason}", "Account {account} disabled: {reason}")

    account: AccountNumber
    reason: DisabledReason


class DisablingProposed(Fact, frozen=True, kw_only=True, tag="disabling-proposed"):
    """
    One administrator wants an account disabled that keeps the accounts, watches who looks, or answers for personal data.

    It goes on until another administrator says so too.
    """

    label: ClassVar = Label("提请停用账号", "disabling proposed")
    sentence: ClassVar = Label("提请停用账号{account}：{reason}", "Disabling of account {account} proposed: {reason}")

    account: AccountNumber
    reason: DisabledReason


class AccountReactivated(Fact, frozen=True, kw_only=True, tag="account-reactivated"):
    """An account that was disabled can be used again; its offices have to be granted again."""

    label: ClassVar = Label("恢复账号", "account reactivated")
    sentence: ClassVar = Label("恢复账号{account}", "Account {account} reactivated")

    account: AccountNumber


class PasswordSet(Fact, frozen=True, kw_only=True, tag="password-set"):
    """Whoever has the account chose a password for signing in, the first one or another; nothing is said of it."""

    label: ClassVar = Label("设置密码", "password set")
    sentence: ClassVar = Label("账号{account}设置密码", "Account {account} set its password")

    account: AccountNumber


class PasswordCodeProposed(Fact, frozen=True, kw_only=True, tag="password-code-proposed"):
    """
    As the first of two somebody gave out half of a code for another password of whoever watches over the others.

    `code_sha256` is all that is kept of the half, in hexadecimal; alone it opens nothing.
    """

    label: ClassVar = Label("提请重设密码", "password code proposed")
    sentence: ClassVar = Label(
        "提请向账号{account}发放重设密码的代码",
        "It was proposed that account {account} be given a code for another password",
    )

    account: AccountNumber
    code_sha256: str


class PasswordCodeGiven(Fact, frozen=True, kw_only=True, tag="password-code-given"):
    """
    An administrator gave somebody who forgot the password a code for choosing another one.

    The code works once and until `expires_at`; `code_sha256` is all that is kept of it, in hexadecimal.
    """

    label: ClassVar = Label("发放重设码", "password code given")
    sentence: ClassVar = Label(
        "向账号{account}发放重设密码的代码", "Account {account} was given a code for another password"
    )

    account: AccountNumber
    code_sha256: str
    expires_at: Moment


class SecondFactorSet(Fact, frozen=True, kw_only=True, tag="second-factor-set"):
    """Whoever has the account signs in with a code of the telephone as well from now on."""

    label: ClassVar = Label("启用动态验证码", "second factor set")
    sentence: ClassVar = Label("账号{account}启用动态验证码", "Account {account} signs in with a code as well")

    account: AccountNumber


class SecondFactorRemoved(Fact, frozen=True, kw_only=True, tag="second-factor-removed"):
    """Whoever has the account signs in without a code from now on."""

    label: ClassVar = Label("停用动态验证码", "second factor removed")
    sentence: ClassVar = Label("账号{account}停用动态验证码", "Account {account} signs in without a code")

    account: AccountNumber


class TokenIssued(Fact, frozen=True, kw_only=True, tag="token-issued"):
    """
    Whoever has the account gave a program a token that acts as the account, for some things and until a moment.

    `scope` are names of the table of rights; `token` is the token's number, which does not let anybody in.
    """

    label: ClassVar = Label("发放令牌", "token issued")
    sentence: ClassVar = Label("账号{account}发放令牌{token}", "Account {account} issued token {token}")

    account: AccountNumber
    token: str
    scope: tuple[str, ...]
    ends_at: Moment


class TokenRevoked(Fact, frozen=True, kw_only=True, tag="token-revoked"):
    """Whoever has the account ended a program's token, a session or what a device was known by, before its time."""

    label: ClassVar = Label("撤销令牌", "token revoked")
    sentence: ClassVar = Label("账号{account}撤销令牌{token}", "Account {account} revoked token {token}")

    account: AccountNumber
    token: str


class NameAdopted(Fact, frozen=True, kw_only=True, tag="name-adopted"):
    """Older entries under this bare name are this account's; whoever adopted one goes on signing with the first."""

    label: ClassVar = Label("认领旧名", "name adopted")
    sentence: ClassVar = Label("账号{account}认领旧名“{name}”", "Account {account} adopted the name {name}")

    account: AccountNumber
    name: str


class StaffDataShown(Fact, frozen=True, kw_only=True, tag="staff-data-shown"):
    """Somebody looked at the name and the telephone of somebody who works here, in full (reason sealed beside it)."""

    label: ClassVar = Label("查看人员信息", "staff data shown")
    sentence: ClassVar = Label("查看账号{account}的姓名、电话", "Name and telephone of account {account} shown in full")

    account: AccountNumber
