"""What stands for somebody who has signed in: sessions, devices and tokens of programs, each of them ending by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from casework.domain.accounts.directory import Account
from casework.domain.codes.accounts import TokenKind
from casework.domain.codes.rights import Reach
from casework.domain.errors import InvalidValueError, RefusedError
from casework.domain.fact import ActingOffice
from casework.domain.rights.permission import may
from casework.domain.rights.table import Rights

IDLE: Final = timedelta(minutes=30)
LONGEST_SESSION: Final = timedelta(hours=12)
DEVICE_DAYS: Final = 180
USUAL_TOKEN_DAYS: Final = 90
LONGEST_TOKEN_DAYS: Final = 366
NEVER_OF_A_PROGRAM: Final = frozenset({"account token new"})
"""What no program's token is for: it would give out others of any scope."""
_TOUCHED_EVERY: Final = 60
"""That a session goes on is written once in so many seconds."""


class TokenRefusedError(RefusedError):
    """The token is unknown, over, somebody else's, or not for this; its account may be disabled. Which of them, nobody hears."""

    zh = "令牌无效、已过期、不属于该账号，或不能用于此事：请重新登录（casework account sign-in），或换用范围合适的令牌"
    en = (
        "The token is unknown, over, not of this account, or not for this: sign in again (casework account sign-in), or use a "
        "token whose scope fits"
    )


class SessionTerms(Struct, frozen=True, kw_only=True):
    """
    How long a session goes on without being used, and how long at all.

    `second_factors`: whoever has to have a second factor by the policy begins none, and goes on with none, without it.
    """

    idle: timedelta = IDLE
    longest: timedelta = LONGEST_SESSION
    second_factors: bool = False


class Token(Struct, frozen=True, kw_only=True):
    """
    What a token stands for. Moments are seconds since 1970; `number` tells it apart without being it.

    `scope` are the names of the table of rights that it is for, empty for all of the account's; `standing` is how the
    account stood when it began; `idle_seconds` is 0 where it need not be used.
    """

    number: str
    kind: TokenKind
    account: str
    name: str
    scope: tuple[str, ...]
    standing: str
    began_at: int
    used_at: int
    idle_seconds: int
    ends_at: int

    def goes_on(self, standing: str, now: int) -> bool:
        """Whether it still stands for an account that stands so: neither over nor unused for too long."""
        unused = self.idle_seconds and now >= self.used_at + self.idle_seconds
        return standing == self.standing and now < self.ends_at and not unused

    def is_touched(self, now: int) -> bool:
        """Whether it is to be written that it was used now."""
        return now - self.used_at >= _TOUCHED_EVERY

    def is_for(self, names: Collection[str]) -> bool:
        """Whether it is for one of these names of the table of rights."""
        return not self.scope or bool(set(self.scope) & set(names))


def standing_of(account: Account, kind: TokenKind, on: date) -> str:
    """
    How an account stands on a day, as far as tokens of a kind rest on it.

    All end when it is disabled, for good; a session ends as well when an office begins or ends, or what its owner signs in
    with at the unified sign-on.
    """
    since = str(account.active_since) if account.active else "-"
    if kind is not TokenKind.SESSION:
        return since
    offices = sorted(map(str, account.offices_on(on)))
    return " ".join((since, *offices, *filter(None, (account.sign_on,))))


def token_end(now: datetime, days: int) -> datetime:
    """When a token of a program ends that is to last so many days; raises InvalidValueError below one and above 366."""
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        raise InvalidValueError(
            "days",
            zh=f"应为1至{LONGEST_TOKEN_DAYS}天",
            en=f"it is 1 to {LONGEST_TOKEN_DAYS} days",
            always=True,
        )
    return now + timedelta(days=days)


def refuse_scope(rights: Rights, offices: Iterable[ActingOffice], scope: Collection[str]) -> None:
    """Refuse a scope that names nothing, or something that none of the offices may do anywhere. Raises InvalidValueError."""
    roles = {office.role for office in offices}
    within = {each for role in roles for each in scope if may(rights, role, each, Reach.OWN)} - NEVER_OF_A_PROGRAM
    beyond = [each for each in scope if each not in within]
    if beyond or not scope:
        named = "、".join(beyond) or "-"
        raise InvalidValueError(
            "scope",
            zh=f"令牌的范围须是本人权限之内的事项，不是：{named}（见 casework rights show）",
            en=f"A token is for what its account may do; this is not: {named} (casework rights show)",
            always=True,
        )
