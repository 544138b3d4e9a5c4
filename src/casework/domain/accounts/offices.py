"""Taking up an office and leaving it: one proposes, another grants, and nobody gives themselves anything (issue: rights)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from casework.domain.accounts.directory import Account, Directory, HeldOffice, Proposal
from casework.domain.accounts.evolution import directory_with
from casework.domain.codes.accounts import AccountStatus
from casework.domain.codes.offices import Role
from casework.domain.errors import InvalidValueError, NotFoundError, NotNowError, RefusedError, SamePersonError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.facts.accounts.offices import OfficeGranted, OfficeLeft, OfficeProposed, OfficeRefused
from casework.domain.household.context import DecisionContext, refuse_past
from casework.domain.policy.policy import Policy

WATCHING: Final = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.DATA_PROTECTION})
"""Roles that see what the others do: no administrator alone takes one of them away from somebody else."""


class OwnRightError(RefusedError):
    """Nobody gives themselves an office, a stand-in's rights, a name or an account."""

    zh = "不能给自己授权：须由他人办理"
    en = "Nobody gives themselves rights: somebody else has to do this"


class RolesApartError(RefusedError):
    """Two roles that may not meet in one person by the policy would meet."""

    def __init__(self, account: str, has: Role, wanted: Role) -> None:
        self.account = account
        self.has = has
        self.wanted = wanted
        self.zh = f"账号{account}已任（或已提请任）{has.zh}，按政策不能同时任{wanted.zh}"
        self.en = f"Account {account} is, or is to be, {has.en}; by the policy nobody is {wanted.en} beside that"


class ProposalUnknownError(NotFoundError):
    """No proposal with this number waits for a decision."""

    def __init__(self, proposal: int) -> None:
        self.proposal = proposal
        self.zh = f"没有待决定的任职提请{proposal}"
        self.en = f"No proposal {proposal} waits for a decision"


def propose_office(
    directory: Directory,
    context: DecisionContext,
    *,
    account: str,
    office: ActingOffice,
    from_on: date,
    until_on: date | None = None,
) -> list[Fact]:
    """
    Propose that an account hold an office from today or a later day on; a second person decides.

    Quiet when it is proposed already. Raises AccountUnknownError, OwnRightError, RolesApartError, NotNowError for a
    disabled account or an office that is held then, InvalidValueError for days that cannot be.
    """
    found = directory.account(account)
    refuse_own_right(context, found)
    if found.status is AccountStatus.DISABLED:
        raise NotNowError(zh=f"账号{found.number}已停用", en=f"Account {found.number} is disabled")
    refuse_past("from", from_on, context)
    if until_on is not None and until_on < from_on:
        raise InvalidValueError(
            "until",
            zh=f"截止日{until_on}早于起始日{from_on}",
            en=f"It ends on {until_on}, before it begins on {from_on}",
        )
    if any(each.office == office and each.meets(from_on, until_on) for each in found.offices):
        raise NotNowError(zh=f"账号{found.number}已任该职", en=f"Account {found.number} holds that office then")
    refuse_apart(directory, context.policy, found, [office.role], from_on, until_on)
    for other in directory.proposals.values():
        if other.account == found.number and context.policy.accounts.apart_from(other.office.role, office.role):
            raise RolesApartError(found.number, other.office.role, office.role)
    wanted = OfficeProposed(account=found.number, office=office, from_on=from_on, until_on=until_on)
    return [] if any(_is(each, wanted) for each in directory.proposals.values()) else [wanted]


def decide_office(directory: Directory, context: DecisionContext, *, proposal: int, granted: bool) -> list[Fact]:
    """
    Decide on a proposal: not whoever proposed it, nor whose office it would be.

    Raises ProposalUnknownError, SamePersonError, OwnRightError, RolesApartError, and NotNowError for an account that is
    not active, because whoever gives out its code could take the office up, or an office of which the last day is over: it
    would be held on no day.
    """
    asked = directory.proposals.get(proposal)
    if asked is None:
        raise ProposalUnknownError(proposal)
    account = directory.account(asked.account)
    refuse_own_right(context, account)
    if context.is_one_of([asked.by]):
        raise SamePersonError(context.by, context.counts_as)
    if not granted:
        return [OfficeRefused(account=account.number, proposal=proposal)]
    if account.status is AccountStatus.INVITED:
        raise NotNowError(
            zh=f"账号{account.number}尚未启用：本人启用后再同意任职",
            en=f"Account {account.number} has not answered its invitation: grant the office once it has",
        )
    if account.status is AccountStatus.DISABLED:
        raise NotNowError(zh=f"账号{account.number}已停用", en=f"Account {account.number} is disabled")
    if asked.until_on is not None and asked.until_on < context.today:
        raise NotNowError(
            zh=f"提请的任职已于{asked.until_on}到期，请不同意后重新提请",
            en=f"The office was asked for until {asked.until_on}: refuse it, and propose another term",
        )
    refuse_apart(directory, context.policy, account, [asked.office.role], asked.from_on, asked.until_on)
    return [OfficeGranted(account=account.number, proposal=proposal)]


def decide_offices(
    directory: Directory, context: DecisionContext, *, proposals: Sequence[int], granted: bool
) -> list[Fact]:
    """Decide on several proposals alike, all or none of them; raises as `decide_office` does."""
    facts = list[Fact]()
    for proposal in proposals:
        made = decide_office(directory, context, proposal=proposal, granted=granted)
        facts += made
        directory = directory_with(directory, made, context)
    return facts


def leave_office(
    directory: Directory, context: DecisionContext, *, account: str, office: ActingOffice, last_on: date
) -> list[Fact]:
    """
    Say on which day an account holds an office for the last time; quiet when that is so.

    Raises AccountUnknownError, and NotNowError where it is not held on that day, for the last administrator, or for an
    office of `WATCHING` that is somebody else's: that takes two, who disable the account.
    """
    found = directory.account(account)
    held = [each for each in found.offices if each.office == office and each.held(last_on)]
    if not held:
        raise NotNowError(
            zh=f"账号{found.number}在{last_on}并未任该职",
            en=f"Account {found.number} does not hold that office on {last_on}",
        )
    if held[-1].until_on == last_on:
        return []
    if office.role in WATCHING and takes_two(directory, context, found):
        raise NotNowError(
            zh=f"{office.role.zh}由本人办理离任，或由两名系统管理员先后停用账号",
            en=f"A holder leaves the office of {office.role.en} by an own word, or two administrators disable the account",
        )
    left = OfficeLeft(account=found.number, office=office, last_on=last_on)
    refuse_without_administrator(directory, context, left)
    return [left]


def refuse_own_right(context: DecisionContext, account: Account) -> None:
    """Refuse somebody who would give rights to themselves, or to whom they count as. Raises OwnRightError."""
    if context.is_one_of([account.signature]):
        raise OwnRightError


def refuse_without_administrator(directory: Directory, context: DecisionContext, fact: Fact) -> None:
    """Refuse to take away the last administrator, of today or of any day to come. Raises NotNowError."""
    role, after = Role.SYSTEM_ADMINISTRATOR, directory_with(directory, [fact], context)
    days = {context.today, *_first_days(directory, role), *_first_days(after, role)}
    if any(directory.with_role(role, day) and not after.with_role(role, day) for day in days if day >= context.today):
        raise NotNowError(
            zh="这是最后一名系统管理员：请先确定另一名",
            en="This is the last system administrator: see to another one first",
        )


def takes_two(directory: Directory, context: DecisionContext, account: Account) -> bool:
    """Whether nobody but its holder ends an account's offices alone: one of `WATCHING`, and there is another administrator."""
    others = directory.with_role(Role.SYSTEM_ADMINISTRATOR, context.today)
    somebody_elses = watches(account, context.today) and not context.is_by(account.signature)
    return somebody_elses and any(not context.is_by(each.signature) for each in others)


def watches(account: Account, on: date) -> bool:
    """Whether an account has an office of `WATCHING`, from a day on or later."""
    return any(each.office.role in WATCHING and each.meets(on, None) for each in account.offices)


def refuse_apart(
    directory: Directory,
    policy: Policy,
    account: Account,
    roles: list[Role],
    from_on: date,
    until_on: date | None,
    passed: frozenset[str] = frozenset(),
) -> None:
    """Refuse roles that may not meet with those that an account has on any day of a span. Raises RolesApartError."""
    for has in roles_in(directory, account, from_on, until_on):
        for wanted in roles:
            if policy.accounts.apart_from(has, wanted):
                raise RolesApartError(account.number, has, wanted)
    for away in account.absences:
        if away.stand_in and away.stand_in not in passed and away.covered_until >= from_on:
            further = directory.accounts[away.stand_in]
            refuse_apart(directory, policy, further, roles, from_on, until_on, passed | {account.number})


def roles_in(directory: Directory, account: Account, from_on: date, until_on: date | None) -> Iterator[Role]:
    """The roles that an account has in a span: its own, and those of all for whom it is to stand in, in turn too."""
    return (each.office.role for each in terms_in(directory, account, from_on, until_on))


def terms_in(
    directory: Directory, account: Account, from_on: date, until_on: date | None, passed: frozenset[str] = frozenset()
) -> Iterator[HeldOffice]:
    """The terms of office that meet a span: an account's own, and those of all for whom it is to stand in, in turn too."""
    yield from (each for each in account.offices if each.meets(from_on, until_on))
    passed |= {account.number}
    for other in directory.accounts.values():
        if other.number in passed:
            continue
        if any(
            away.stand_in == account.number
            and away.covered_until >= from_on
            and (until_on is None or away.first_on <= until_on)
            for away in other.absences
        ):
            yield from terms_in(directory, other, from_on, until_on, passed)


def _first_days(directory: Directory, role: Role) -> Iterator[date]:
    """The days on which somebody takes up a role, or has it no longer."""
    for account in directory.accounts.values():
        for each in account.offices:
            if each.office.role is role:
                yield each.from_on
                if each.until_on is not None:
                    yield each.until_on + timedelta(days=1)


def _is(proposal: Proposal, wanted: OfficeProposed) -> bool:
    return (proposal.account, proposal.office, proposal.from_on, proposal.until_on) == (
        wanted.account,
        wanted.office,
        wanted.from_on,
        wanted.until_on,
    )
