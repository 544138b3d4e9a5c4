"""Inviting many people from a sheet: what each row comes to, and why a row is refused; the others go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from casework.domain import persons
from casework.domain.accounts.directory import Directory
from casework.domain.accounts.evolution import directory_with
from casework.domain.accounts.invitations import invite
from casework.domain.accounts.offices import propose_office
from casework.domain.codes.offices import DIVISION_DIGITS, Role
from casework.domain.divisions.codes import is_code, significant_digits
from casework.domain.divisions.names import compact
from casework.domain.divisions.offices import office_for, refuse_unknown_office
from casework.domain.divisions.tree import name_key
from casework.domain.errors import CaseworkError, InvalidValueError, RefusedError
from casework.domain.fact import ActingOffice, Fact
from casework.domain.household.context import DecisionContext
from casework.domain.labels import Label
from casework.domain.persons import telephone_numbers
from casework.domain.written.code_words import code_meant

Person = tuple[str, str]
"""By what somebody is known again: name and telephone, without what is spelling."""


MOST_ROWS: Final = 2_000
"""So many rows one sheet may have: a city's offices in a few parts, each looked through at once."""


class SheetTooLongError(RefusedError):
    """The sheet has more rows than are taken at once; nothing was recorded."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.zh = f"共{rows}行，一次最多{MOST_ROWS}行：请分成几张表，一张一张导入"
        self.en = f"It has {rows} rows, and {MOST_ROWS} are taken at once: import it in several parts"


class SamePersonInvitedError(RefusedError):
    """Somebody of this name has an account already; nothing was recorded."""

    def __init__(self, account: str, *, alike: bool) -> None:
        self.account = account
        self.zh = (
            f"账号{account}已是{'同名同电话' if alike else '同名'}人员：同一人未启用的用 --again {account} 重发邀请码，"
            "已停用的用 account activate --again；确为另一人请加 --another"
        )
        self.en = (
            f"Account {account} has this name{' and telephone' if alike else ''}: give the same person another code with "
            f"--again {account}, or account activate --again after disabling; somebody else is meant by --another"
        )


def refuse_same_person(name: str, telephone: str, known: Mapping[Person, str]) -> None:
    """
    Refuse to invite who may have an account: of the same name, where telephones do not tell two people apart.

    Raises SamePersonInvitedError.
    """
    wanted = person_of(name, telephone)
    for (their_name, their_telephone), account in known.items():
        if their_name == wanted[0] and (their_telephone == wanted[1] or not (their_telephone and wanted[1])):
            raise SamePersonInvitedError(account, alike=bool(wanted[1]) and their_telephone == wanted[1])


class SheetRow(Struct, frozen=True, kw_only=True):
    """One row as it was written, in which `sheet` of the file: somebody, and an office that they are to hold."""

    sheet: str = ""
    row: int
    name: str
    telephone: str
    role: str
    division: str
    failed: bool = False
    """Whether the formula of one of its cells failed, or was stored without its result."""


class RowOutcome(Struct, frozen=True, kw_only=True):
    """
    What a row came to: the account, whether it is new, and the office proposed; or why it was `refused`.

    A row of which everything stands already is neither new nor refused, and proposes nothing.
    """

    sheet: str = ""
    row: int
    account: str = ""
    fresh: bool = False
    office: ActingOffice | None = None
    refused: Label | None = None


class Sheet(Struct, frozen=True, kw_only=True):
    """All that a sheet comes to: what is to be recorded, and each row's outcome in order."""

    facts: tuple[Fact, ...]
    outcomes: tuple[RowOutcome, ...]


def person_of(name: str, telephone: str) -> Person:
    """By what somebody is known again."""
    return persons.name_key(name), " ".join(telephone_numbers(telephone)) or compact(telephone)


def invite_rows(
    directory: Directory,
    context: DecisionContext,
    *,
    rows: Sequence[SheetRow],
    known: Mapping[Person, str],
    divisions: Mapping[str, str],
    draw: Callable[[Directory], str],
    codes: Sequence[str],
    refuse_unstorable: Callable[[Fact], None],
) -> Sheet:
    """
    Invite whom a sheet names and propose their offices, row by row; a row that cannot be is refused alone.

    Args:
        known: The accounts of those who have one.
        divisions: The names of all divisions by their codes; empty where none is loaded.
        draw: Makes a number that no account has.
        codes: The digest of each row's code, in their order.
        refuse_unstorable: Raises InvalidValueError for what could not be kept.

    Raises SheetTooLongError.
    """
    if len(rows) > MOST_ROWS:
        raise SheetTooLongError(len(rows))
    facts, outcomes = list[Fact](), list[RowOutcome]()
    accounts, doubtful = dict(known), _doubtful(rows, known)
    for row, code in zip(rows, codes, strict=True):
        try:
            person = _person(row, doubtful)
            office = _office(row, divisions)
            number = accounts.get(person)
            made, account = _made(directory, context, row, number or draw(directory), office, number is None, code)
            for fact in made:
                refuse_unstorable(fact)
        except CaseworkError as error:
            outcomes.append(RowOutcome(sheet=row.sheet, row=row.row, refused=Label(error.zh, error.en)))
            continue
        accounts[person] = account
        facts += made
        directory = directory_with(directory, made, context)
        proposed = office if made else None
        outcomes.append(
            RowOutcome(sheet=row.sheet, row=row.row, account=account, fresh=number is None, office=proposed)
        )
    return Sheet(facts=tuple(facts), outcomes=tuple(_with_doubles(rows, outcomes)))


def division_meant(said: str, role: Role, divisions: Mapping[str, str]) -> str:
    """
    The code of the division that a cell means, on the level of a role: a code, or a name that only one there has.

    Raises InvalidValueError.
    """
    wanted = compact(said)
    if is_code(wanted):
        return wanted
    at_level = {
        code: name for code, name in divisions.items() if len(significant_digits(code)) == DIVISION_DIGITS[role]
    }
    found = [code for code, name in at_level.items() if compact(name) == wanted] or [
        code for code, name in at_level.items() if name_key(code, name) == name_key(code, wanted)
    ]
    if len(found) == 1:
        return found[0]
    named = "、".join(f"{code} {divisions[code]}" for code in found)
    raise InvalidValueError(
        "division",
        zh=f"区划“{said}”可能是其中几个，请写代码：{named}" if found else f"没有这个区划：{said}，请写代码",
        en=f"{said} may be several divisions, write the code: {named}" if found else f"There is no division {said}",
    )


def _doubtful(rows: Iterable[SheetRow], known: Iterable[Person]) -> set[str]:
    """The names that alone do not tell who is meant: several people have them, or several rows without a telephone."""
    written = [person_of(row.name, row.telephone) for row in rows]
    people = Counter(name for name, _ in {*written, *known})
    alone = Counter(name for name, telephone in written if not telephone)
    return {name for name in people if people[name] > 1 or alone[name] > 1}


def _person(row: SheetRow, doubtful: Collection[str]) -> Person:
    if row.failed:
        raise InvalidValueError(
            "row",
            zh="有公式出错或没有结果，请改为直接填写",
            en="A formula in it failed or has no result: write what it should say",
            always=True,
        )
    person = person_of(row.name, row.telephone)
    if not person[1] and person[0] in doubtful:
        raise InvalidValueError(
            "telephone",
            zh="有同名人员，请填电话以便区分",
            en="Somebody has the same name: the telephone tells them apart",
        )
    if not person[0]:
        raise InvalidValueError("name", zh="姓名不能为空", en="The name must not be blank")
    return person


def _office(row: SheetRow, divisions: Mapping[str, str]) -> ActingOffice:
    role = code_meant(Role, row.role)
    office = office_for(ActingOffice(role=role, division=division_meant(row.division, role, divisions)), "")
    refuse_unknown_office(office, divisions)
    return office


def _made(
    directory: Directory,
    context: DecisionContext,
    row: SheetRow,
    number: str,
    office: ActingOffice,
    fresh: bool,
    code_sha256: str,
) -> tuple[list[Fact], str]:
    said = {"number": number, "name": row.name, "telephone": row.telephone, "code_sha256": code_sha256}
    invited = invite(directory, context, **said) if fresh else []
    after = directory_with(directory, invited, context)
    return [*invited, *_proposed(after, context, number, office, context.today)], number


def _proposed(
    directory: Directory, context: DecisionContext, number: str, office: ActingOffice, today: date
) -> list[Fact]:
    """The proposal, or nothing where the office is held already."""
    if office in directory.accounts[number].offices_on(today):
        return []
    return propose_office(directory, context, account=number, office=office, from_on=today)


def _with_doubles(rows: Sequence[SheetRow], outcomes: Sequence[RowOutcome]) -> Iterator[RowOutcome]:
    """The outcomes, a row that says the very same as an earlier one being refused as its double."""
    first: dict[tuple[Person, str, str], SheetRow] = {}
    for row, outcome in zip(rows, outcomes, strict=True):
        same = first.setdefault((person_of(row.name, row.telephone), compact(row.role), compact(row.division)), row)
        if same is not row and outcome.refused is None:
            yield RowOutcome(sheet=row.sheet, row=row.row, refused=_double_of(same, row.sheet))
        else:
            yield outcome


def _double_of(same: SheetRow, sheet: str) -> Label:
    if same.sheet == sheet:
        return Label(f"与第{same.row}行重复", f"The same as row {same.row}")
    return Label(f"与表“{same.sheet}”第{same.row}行重复", f"The same as row {same.row} of sheet {same.sheet}")
