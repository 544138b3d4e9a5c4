"""Which values of a person a ledger speaks of: only the columns that it has can change anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from casework.application.ledgers.sheets.raw import Column
from casework.application.ledgers.understanding.cells import same_dots
from casework.domain.codes.people import Employment
from casework.domain.members import Member, PersonPrivate
from casework.domain.persons import name_key, telephone_numbers

MEMBER_FIELDS: dict[str, tuple[Column, ...]] = {
    "is_head": (Column.RELATION, Column.HEAD_NAME),
    "sex": (Column.SEX, Column.RESIDENT_ID),
    "birth_date": (Column.BIRTH_DATE, Column.RESIDENT_ID),
    "capacity": (Column.CAPACITY,),
    "in_school": (Column.SCHOOLING,),
    "graduates_in": (Column.SCHOOLING,),
    "employment": (
        *(Column.EMPLOYMENT, Column.EMPLOYER, Column.WORK_PLACE, Column.WORK_STARTED, Column.PUBLIC_POST),
        Column.HOUSEHOLD_EMPLOYED,
    ),
    "willingness": (Column.WILLINGNESS,),
    "work_started_on": (Column.WORK_STARTED,),
    "returned_on": (Column.RETURNED,),
    "monthly_pay": (Column.MONTHLY_PAY,),
    "work_months": (Column.WORK_MONTHS,),
    "wants_training": (Column.WANTS_TRAINING,),
    "stated": (Column.EMPLOYMENT,),
    "labour": (Column.CAPACITY,),
    "category": (Column.CATEGORY,),
    "education_code": (Column.EDUCATION,),
    "health_codes": (Column.HEALTH,),
    "disability": (Column.HEALTH,),
    "skill_codes": (Column.SKILLS,),
    "household_registration": (Column.HOUSEHOLD_REGISTRATION,),
    "registered_place": (Column.REGISTERED_PLACE,),
    "residence": (Column.RESIDENCE,),
    "income_year": (Column.INCOME, Column.INCOME_WAGES),
    "income": (Column.INCOME,),
    "income_wages": (Column.INCOME_WAGES,),
}
"""The columns that state each clear value of a member."""

NOT_LABOUR = (Employment.MILITARY_SERVICE, Employment.CUSTODY)

PERSON_FIELDS: dict[str, tuple[Column, ...]] = {
    "name": (Column.NAME,),
    "resident_id": (Column.RESIDENT_ID,),
    "person_code": (Column.PERSON_CODE,),
    "relation": (Column.RELATION,),
    "phone": (Column.PHONE,),
    "education": (Column.EDUCATION,),
    "health": (Column.HEALTH,),
    "skills": (Column.SKILLS,),
    "schooling": (Column.SCHOOLING,),
    "employer": (Column.EMPLOYER,),
    "work_place": (Column.WORK_PLACE,),
    "post": (Column.POST,),
    "channel": (Column.CHANNEL,),
    "returned": (Column.RETURNED,),
    "cadre_named": (Column.CADRE_NAMED,),
    "note": (Column.NOTE,),
}
"""The columns that state each piece of a person's own data."""


def member_stated(before: Member, said: Member, columns: Collection[Column]) -> Member:
    """
    The member with what the ledger's columns say now; what it has no column for stays as it was said before.

    Lost capacity may stand in the status column, service and custody in the capacity column: said there, they count. A
    blank sex or birth date says nothing: a blank id leaves them blank. So does a registration, place or income that was
    not understood; an income of an earlier year than the known one changes nothing.
    """
    names = set(_stated(MEMBER_FIELDS, columns))
    names |= {"capacity"} if said.capacity is not None else set()
    names |= {"employment"} if said.employment in NOT_LABOUR else set()
    names -= {name for name in _SILENT_WHEN_BLANK if getattr(said, name) is None}
    if "income_year" in names and before.income_year != said.income_year:
        # Amounts are of one year: those of another one stay together or go together.
        later = before.income_year is None or (said.income_year or 0) > before.income_year
        names = names | set(_INCOME) if later else names - set(_INCOME)
    return replace(before, number=said.number, **{name: getattr(said, name) for name in names})


def person_stated(before: PersonPrivate, said: PersonPrivate, columns: Collection[Column]) -> PersonPrivate:
    """
    The person's own data with what the ledger's columns say now; unknown columns that are not there stay.

    A blank id says nothing: nobody loses the id by which people are found.
    """
    fields = {name: getattr(said, name) for name in _stated(PERSON_FIELDS, columns)}
    known_by = said if said.resident_id else before
    fields |= {"resident_id": known_by.resident_id, "document": known_by.document}
    # What was not understood is asked about as long as the ledger says it; what it says otherwise now is answered.
    silent = {name: text for name, text in before.not_understood.items() if not _stated_by(name, columns)}
    unclear = {**silent, **said.not_understood}
    return replace(before, extra={**before.extra, **said.extra}, not_understood=unclear, **fields)


def person_differences(before: PersonPrivate, now: PersonPrivate) -> tuple[str, ...]:
    """The names of the pieces that differ by meaning: spaces, dots, hyphens and country codes are spelling."""
    return tuple(
        name for name in PersonPrivate.__struct_fields__ if differs(name, getattr(before, name), getattr(now, name))
    )


def differs(field: str, before: object, now: object) -> bool:
    """Whether a piece of personal data is another one by its meaning."""
    return before != now and _meaning(field, before) != _meaning(field, now)


def _meaning(field: str, value: object) -> object:
    """A piece of personal data without what is spelling only."""
    if not isinstance(value, str):
        return value
    if field in _NAMES:
        return name_key(value)
    if field == "phone" and (numbers := telephone_numbers(value)):
        return numbers
    return same_dots("".join(value.split()))


_INCOME = ("income_year", "income_months", "income", "income_wages")
_SILENT_WHEN_BLANK = ("sex", "birth_date", "household_registration", "registered_place", "residence", *_INCOME)
_NAMES = frozenset({"name", "head_name"})


def _stated_by(name: str, columns: Collection[Column]) -> bool:
    return any(column in columns for column in MEMBER_FIELDS[name])


def _stated(table: dict[str, tuple[Column, ...]], columns: Collection[Column]) -> Iterator[str]:
    return (name for name, of in table.items() if any(column in columns for column in of))
