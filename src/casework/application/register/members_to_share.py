"""What a system outside has not got yet, one line a member, with the codes by which it knows them (GY-1c)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from casework.application.people.personal_data import PersonalData
from casework.application.people.sealed_words import ERASED_WORDS, shown
from casework.application.register.household_data import opened_households
from casework.application.writing.casework import Casework
from casework.domain.codes.people import Employment
from casework.domain.codes.sources import ExternalSystem
from casework.domain.columns import HouseholdRow, column
from casework.domain.household.state import Household
from casework.domain.labels import Label
from casework.domain.masks import Mask
from casework.domain.members import PersonPrivate


class UnsharedMember(HouseholdRow, frozen=True, kw_only=True):
    """
    A member of a household with entries that the system has not got; name, document and code are masked unless asked for.

    `household_code` and `person_code` are those of the system, `entries` how many came since `shared_on`, or ever.
    """

    title = Label("尚未录入 {} 人", "Not yet entered: {}")
    empty = Label("都已录入该系统", "All of it stands in the system")
    on_screen = (
        *("household", "household_code", "member", "name", "resident_id", "person_code", "employment", "entries"),
        "shared_on",
    )

    household_code: Annotated[str | None, column("该系统户编号", "household's code there")]
    member: Annotated[int, column("成员", "member")]
    name: Annotated[str, column("姓名", "name")]
    resident_id: Annotated[str, column("证件号码", "id")]
    person_code: Annotated[str, column("该系统人员编号", "person's code there")]
    employment: Annotated[Employment, column("就业状态", "employment")]
    entries: Annotated[int, column("未录入条数", "entries not there")]
    shared_on: Annotated[date | None, column("上次录入", "last entered on")]


def unshared_members(
    casework: Casework,
    households: Sequence[UUID],
    system: ExternalSystem,
    called: Callable[[str], str],
    *,
    unmasked: Callable[[UUID], Collection[Mask]],
) -> Iterator[UnsharedMember]:
    """
    The members of these households of whom the system has not got everything, by village, household and number.

    `unmasked` says which kinds are shown in full of a household, after that was recorded.
    """
    for household, known in opened_households(casework.log, households):
        yield from _members(household, known, system, called, unmasked)


def _members(
    household: Household,
    known: PersonalData,
    system: ExternalSystem,
    called: Callable[[str], str],
    unmasked: Callable[[UUID], Collection[Mask]],
) -> Iterator[UnsharedMember]:
    before = next((each for each in household.shared if each.system is system), None)
    behind = household.last_said - (before.up_to if before else 0)
    if behind <= 0 or not household.present():
        return
    in_full, code = unmasked(household.id), f"{system.value}_code"
    for state in household.present():
        private = known.now.get(state.number, PersonPrivate())
        name = ERASED_WORDS.zh if state.erased else private.name
        said = {
            "name": (name, Mask.WORDS if state.erased else Mask.NAME),
            "resident_id": (private.resident_id, Mask.NUMBER),
            "person_code": (getattr(private, code), Mask.NUMBER),
        }
        yield UnsharedMember(
            household=household.number,
            id=household.id,
            village=household.village,
            village_name=called(household.village),
            household_code=getattr(household.values, code),
            member=state.number,
            employment=state.now.employment,
            entries=behind,
            shared_on=before.on if before else None,
            **{name: text if mask in in_full else shown(text, mask) for name, (text, mask) in said.items()},
        )
