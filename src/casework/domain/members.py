"""One member of a household as a ledger, a survey or a visit states it: clear values and personal data apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Struct, field

from casework.domain.codes.people import Capacity, Employment, HouseholdCategory, Sex, Willingness
from casework.domain.fact import Private
from casework.domain.values.bounds import FIRST_YEAR, LAST_YEAR, MOST_MEMBERS, Number, Text


class Member(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A member's values that rules need, in clear (ADR 0003; GY-2a).

    `number` counts from 1 within the household and is never used again; blank capacity is None and counts as
    capable; `in_school` is None when what was said of it was not understood; `graduates_in` is the year (N届) from
    which a member at school no longer counts as such;
    `monthly_pay` is in yuan; `work_months` counts months worked in the last twelve.
    """

    number: Annotated[int, Number(least=1, most=MOST_MEMBERS)]
    is_head: bool = False
    sex: Sex | None = None
    birth_date: date | None = None
    capacity: Capacity | None = None
    in_school: bool | None = False
    graduates_in: Annotated[int | None, Number(least=FIRST_YEAR, most=LAST_YEAR)] = None
    employment: Employment = Employment.NOT_EMPLOYED
    willingness: Willingness | None = None
    work_started_on: date | None = None
    returned_on: date | None = None
    monthly_pay: Decimal | None = None
    work_months: Annotated[int | None, Number(least=0, most=12)] = None
    wants_training: bool | None = None


CELL = Text(signs=32_767, lines=True)
"""What one cell of a ledger may hold."""


class PersonPrivate(Private, frozen=True, kw_only=True, tag="person"):
    """
    A person's own data, sealed with the person's key; `extra` keeps unknown ledger columns by their header.

    `resident_id` is the number of the document by which the person is known; `document` is its kind (`DocumentKind`)
    when it is no resident id and somebody named it.

    `not_understood` keeps the words that a ledger said and nobody understood, by the value that they stand for.
    """

    name: str = ""
    resident_id: str = ""
    document: str = ""
    person_code: str = ""
    relation: str = ""
    phone: str = ""
    education: str = ""
    health: str = ""
    skills: str = ""
    schooling: str = ""
    employer: str = ""
    work_place: str = ""
    post: str = ""
    channel: str = ""
    returned: str = ""
    cadre_named: str = ""
    note: Annotated[str, CELL] = ""
    extra: Annotated[dict[str, str], CELL] = field(default_factory=dict)
    not_understood: Annotated[dict[str, str], CELL] = field(default_factory=dict)


class HouseholdPrivate(Private, frozen=True, kw_only=True, tag="household"):
    """The household's own data, sealed with the household's key."""

    head_name: str = ""
    group: str = ""
    resettlement_site: str = ""
    category_text: str = ""
    informant: str = ""


class HouseholdValues(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    The household's values in clear: monitored category and whether it was relocated (GY-12b, BT-2e).

    `listed_in_full` is False when the ledger itself counts persons, or persons in work, whom it does not list.
    """

    category: HouseholdCategory | None = None
    relocated: bool | None = None
    listed_in_full: bool | None = None
