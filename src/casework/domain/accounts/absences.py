"""Being away from day to day, with somebody who stands in for everything (GY-12d)."""

from __future__ import annotations

from datetime import date, timedelta

from casework.domain.accounts.directory import Account, Directory
from casework.domain.accounts.offices import OwnRightError, refuse_apart, roles_in, terms_in
from casework.domain.codes.offices import Role
from casework.domain.errors import InvalidValueError, NotNowError
from casework.domain.fact import Fact
from casework.domain.facts.accounts.offices import AwayAnnounced
from casework.domain.household.context import DecisionContext, refuse_past


def announce_away(
    directory: Directory,
    context: DecisionContext,
    *,
    account: str,
    first_on: date,
    last_on: date,
    stand_in: str | None = None,
) -> list[Fact]:
    """
    Say from when to when an account is away, and who stands in for everything; said again, its end and stand-in change.

    Quiet when it is so. Raises AccountUnknownError, OwnRightError when the stand-in says it, RolesApartError when roles
    would meet that may not, NotNowError for a stand-in who cannot act, InvalidValueError for days that cannot be.
    """
    found = directory.account(account)
    known = next((each for each in found.absences if each.first_on == first_on), None)
    if known is None:
        refuse_past("from", first_on, context)
    elif last_on < context.today - timedelta(days=1) and last_on != known.last_on:
        raise InvalidValueError("until", zh="最早到昨天为止", en="It ends yesterday at the earliest")
    if last_on < first_on:
        raise InvalidValueError(
            "until",
            zh=f"截止日{last_on}早于起始日{first_on}",
            en=f"It ends on {last_on}, before it begins on {first_on}",
        )
    number = _stand_in(directory, context, found.number, stand_in) if stand_in else None
    if number is not None:
        roles, other = list(roles_in(directory, found, first_on, last_on)), directory.accounts[number]
        refuse_apart(directory, context.policy, other, roles, first_on, last_on)
        _refuse_new_rights(directory, context, found, other, max(first_on, context.today), last_on)
    wanted = AwayAnnounced(account=found.number, first_on=first_on, last_on=last_on, stand_in=number)
    stands = known is not None and known.stood_in_until is None
    return [] if stands and known is not None and (known.last_on, known.stand_in) == (last_on, number) else [wanted]


def _refuse_new_rights(
    directory: Directory,
    context: DecisionContext,
    account: Account,
    stand_in: Account,
    first_on: date,
    last_on: date,
) -> None:
    """
    Refuse to hand over by an absence what two grant: the administrator's office, and whatever somebody else says.

    The stand-in has to hold the very office on every day that is still to come of the absence and of the other's term.
    """
    own_word = context.is_by(account.signature)
    for each in terms_in(directory, account, first_on, last_on):
        if own_word and each.office.role is not Role.SYSTEM_ADMINISTRATOR:
            continue
        first = max(each.from_on, first_on)
        last = last_on if each.until_on is None else min(each.until_on, last_on)
        if not stand_in.holds_throughout(each.office, first, last):
            raise NotNowError(
                zh=f"代管人在此期间并非每天都任该职（{each.office}）：请提请任职，由另一人同意（office take）",
                en=f"The stand-in does not hold {each.office} on all of these days: propose it, and a second person grants it",
            )


def _stand_in(directory: Directory, context: DecisionContext, account: str, said: str) -> str:
    found = directory.account(said)
    if context.is_by(found.signature):
        raise OwnRightError
    if found.number == account:
        raise InvalidValueError("stand-in", zh="不能由本人代管", en="Nobody stands in for themselves")
    if not found.active:
        raise NotNowError(zh=f"账号{found.number}不在使用中", en=f"Account {found.number} is not active")
    return found.number
