"""What a survey or a visit may say of one household: the shape in which it is taken in (GY-1a, GY-2a)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import asdict

from casework.domain.codes import Capacity, Employment, HouseholdCategory, Sex, Source, Willingness

PERSON_WORDS = (
    "name",
    "resident_id",
    "person_code",
    "relation",
    "phone",
    "education",
    "health",
    "skills",
    "schooling",
    "employer",
    "work_place",
    "post",
    "channel",
    "note",
)
HOUSEHOLD_WORDS = ("head_name", "group", "resettlement_site", "category_text")


class SurveyedMember(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A member as he was found: only what is stated counts, the rest stays as it was; null says that a value is blank.

    A new member comes without `number` and needs a name. Birth date and sex of a resident id go before stated ones.
    """

    number: int | None = None
    name: str | UnsetType = UNSET
    resident_id: str | UnsetType = UNSET
    person_code: str | UnsetType = UNSET
    relation: str | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    education: str | UnsetType = UNSET
    health: str | UnsetType = UNSET
    skills: str | UnsetType = UNSET
    schooling: str | UnsetType = UNSET
    employer: str | UnsetType = UNSET
    work_place: str | UnsetType = UNSET
    post: str | UnsetType = UNSET
    channel: str | UnsetType = UNSET
    note: str | UnsetType = UNSET
    is_head: bool | UnsetType = UNSET
    sex: Sex | UnsetType | None = UNSET
    birth_date: date | UnsetType | None = UNSET
    capacity: Capacity | UnsetType | None = UNSET
    in_school: bool | UnsetType = UNSET
    graduates_in: Annotated[int, Meta(ge=1900, le=2999)] | UnsetType | None = UNSET
    employment: Employment | UnsetType = UNSET
    willingness: Willingness | UnsetType | None = UNSET
    work_started_on: date | UnsetType | None = UNSET
    returned_on: date | UnsetType | None = UNSET
    monthly_pay: Decimal | UnsetType | None = UNSET
    work_months: Annotated[int, Meta(ge=0, le=1200)] | UnsetType | None = UNSET
    wants_training: bool | UnsetType | None = UNSET


class SurveyedHousehold(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was found of the household itself; only what is stated counts."""

    category: HouseholdCategory | UnsetType | None = UNSET
    relocated: bool | UnsetType | None = UNSET
    head_name: str | UnsetType = UNSET
    group: str | UnsetType = UNSET
    resettlement_site: str | UnsetType = UNSET
    category_text: str | UnsetType = UNSET


class Survey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What somebody found out about one household.

    It is named by its `id`, or by ledger `number` and 12-digit `village` code. `left` are members who live there no
    more; `effective_on` is the day from which it holds, by default the day on which it is said.
    """

    id: UUID | None = None
    number: str = ""
    village: str = ""
    source: Source = Source.SURVEY
    informant: str = ""
    effective_on: date | None = None
    household: SurveyedHousehold = SurveyedHousehold()
    members: tuple[SurveyedMember, ...] = ()
    left: tuple[int, ...] = ()


def stated_fields(said: SurveyedMember) -> frozenset[str]:
    """The fields that a survey states of a member."""
    return frozenset(name for name, value in asdict(said).items() if value is not UNSET and name != "number")
