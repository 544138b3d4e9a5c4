"""In which office somebody acts, as it is written and as it is recorded (field 1 of an entry: CD-P3, GY-15a)."""

from __future__ import annotations

import pytest

from casework.domain.codes.offices import Role
from casework.domain.divisions.codes import DivisionCodeError
from casework.domain.divisions.offices import office_for, office_written
from casework.domain.errors import InvalidValueError
from casework.domain.fact import ActingOffice
from casework.domain.labels import ROLES
from casework.domain.written.code_words import UnknownWordError

VILLAGE = "990101001001"


@pytest.mark.parametrize(
    ("said", "role", "division"),
    [
        ("township", Role.TOWNSHIP, ""),
        ("乡镇", Role.TOWNSHIP, ""),
        ("街道办@990101001", Role.TOWNSHIP, "990101001000"),
        ("乡镇＠９９０１０１００１", Role.TOWNSHIP, "990101001000"),
        ("人社局 @ 990101", Role.COUNTY_HRSS, "990101000000"),
        ("city@9901", Role.CITY, "990100000000"),
        ("帮扶干部@990101001001", Role.CADRE, VILLAGE),
    ],
)
def test_an_office_is_known_by_its_words(said: str, role: Role, division: str) -> None:
    """A code or a word, width and blanks do not matter; the division may be left out."""
    assert office_written(said) == ActingOffice(role=role, division=division)


@pytest.mark.parametrize(
    ("role", "division"),
    [
        (Role.CADRE, VILLAGE),
        (Role.VILLAGE, VILLAGE),
        (Role.TOWNSHIP, "990101001000"),
        (Role.COUNTY_HRSS, "990101000000"),
        (Role.COUNTY_RURAL_REVITALISATION, "990101000000"),
        (Role.COUNTY, "990101000000"),
        (Role.CITY, "990100000000"),
    ],
)
def test_without_a_division_it_is_the_one_of_the_household(role: Role, division: str) -> None:
    """Whoever says township means the one that the household's village belongs to."""
    assert office_for(ActingOffice(role=role), VILLAGE) == ActingOffice(role=role, division=division)


@pytest.mark.parametrize("said", ["township@990101", "county@990101001", "city@990101", "village@990101001"])
def test_a_division_on_another_level_is_refused(said: str) -> None:
    """A township does not have a county's code."""
    with pytest.raises(InvalidValueError):
        office_written(said)


@pytest.mark.parametrize(("said", "error"), [("mayor", UnknownWordError), ("township@99", InvalidValueError)])
def test_what_is_no_office_is_refused(said: str, error: type[Exception]) -> None:
    """An unknown word, a division too far up."""
    with pytest.raises(error):
        office_written(said)
    with pytest.raises(DivisionCodeError):
        office_written("township@石桥")


def test_where_nothing_lies_in_a_village_the_division_must_be_said() -> None:
    """What holds everywhere is done by an office that says which it is."""
    with pytest.raises(InvalidValueError):
        office_for(ActingOffice(role=Role.TOWNSHIP), "")


def test_a_role_is_called_as_in_the_ladder() -> None:
    """One word per idea: the part in which somebody acts, and whom a notice is for; no step rises to the others."""
    beside = {Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.DATA_PROTECTION}
    assert {role.value: role.label for role in set(Role) - beside}.items() <= ROLES.items()
    assert not {role.value for role in beside} & ROLES.keys()
