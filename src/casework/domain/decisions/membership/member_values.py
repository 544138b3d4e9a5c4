"""What a source may say of a member beside what rules need: places by their codes, grades, last year's income (GY-1a)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from casework.domain.codes.persons.abilities import Health
from casework.domain.codes.sources import Source
from casework.domain.details.details import PLACE_CODE, refuse_odd_amount
from casework.domain.errors import InvalidValueError
from casework.domain.members import HouseholdValues, Member

PLACES = ("registered_place", "residence")
AMOUNTS = ("income", "income_wages")


def refuse_odd_members(members: Iterable[Member], source: Source, *, today: date) -> None:
    """Refuse what a survey or visit cannot find of a member; a ledger's cells are read as codes already."""
    for member in () if source is Source.LEDGER else members:
        refuse_odd_values(member, today=today)


def refuse_odd_values(member: Member, *, today: date) -> None:
    """
    Refuse what cannot be: a place that no division's code can name, wages above the income, a year still to come.

    Raises InvalidValueError.
    """
    for name in PLACES:
        code = getattr(member, name)
        if code is not None and not PLACE_CODE.fullmatch(code):
            raise InvalidValueError(
                name, zh=f"“{code}”不是2、4、6、9或12位区划代码", en=f"{code} is no division code", always=True
            )
    for name in AMOUNTS:
        refuse_odd_amount(name, getattr(member, name))
    _refuse_odd_income(member, today)
    if member.disability_grade is not None and not 1 <= member.disability_grade <= 4:
        raise InvalidValueError("disability_grade", zh="残疾等级应为1至4级", en="A grade is from 1 to 4", always=True)
    if member.disability is not None and Health.DISABLED not in member.health_codes:
        raise InvalidValueError(
            "disability", zh="写了残疾类别，健康状况应包括残疾", en="A disability goes with disabled among health"
        )


def refuse_odd_household(values: HouseholdValues, source: Source, *, today: date) -> None:
    """Refuse an income per head that cannot be, or of no year; a ledger's cells are read as amounts already."""
    if source is Source.LEDGER:
        return
    refuse_odd_amount("income_per_head", values.income_per_head)
    _refuse_odd_year(values.income_year, (values.income_per_head,), today)


def _refuse_odd_income(member: Member, today: date) -> None:
    _refuse_odd_year(member.income_year, (member.income_months, member.income, member.income_wages), today)
    if member.income is not None and member.income_wages is not None and member.income_wages > member.income:
        raise InvalidValueError("income_wages", zh="工资性收入不能高于全年收入", en="The wages exceed the income")


def _refuse_odd_year(year: int | None, said: Iterable[object], today: date) -> None:
    if year is None and any(each is not None for each in said):
        raise InvalidValueError("income_year", zh="请写明收入是哪一年的", en="Say of which year the income is")
    if year is not None and year > today.year:
        raise InvalidValueError("income_year", zh=f"{year}年尚未到", en="That year is still to come")
