"""What a status word states beside yes or no is kept: the kind of work, or of having none (field 2; BJ-1.2b, GY-6d)."""

from __future__ import annotations

import pytest

from casework.domain.codes.people import EmploymentStated, LabourKind
from casework.domain.written.work_words import stated_employment, stated_labour


@pytest.mark.parametrize(
    ("word", "stated"),
    [
        ("公益性岗位", EmploymentStated.PUBLIC_WELFARE),
        ("乡村公益岗", EmploymentStated.PUBLIC_WELFARE),
        ("打零工", EmploymentStated.ODD_JOBS),
        ("灵活就业", EmploymentStated.FLEXIBLE),
        ("个体经营", EmploymentStated.SELF_EMPLOYED),
        ("返乡创业", EmploymentStated.SELF_EMPLOYED),
        ("签订劳动合同", EmploymentStated.CONTRACT),
        ("外出务工", EmploymentStated.MIGRANT),
        ("务农", EmploymentStated.FARMING),
        ("在家种地", EmploymentStated.FARMING),
        ("在家带孩子", EmploymentStated.AT_HOME_CARE),
        ("照顾老人", EmploymentStated.AT_HOME_CARE),
        ("身体原因在家", EmploymentStated.AT_HOME_HEALTH),
        ("待业", EmploymentStated.LOOKING_FOR_WORK),
        ("情况不明", EmploymentStated.UNKNOWN),
        ("已就业", None),
        ("未就业", None),
        ("未外出务工", None),
        ("", None),
        ("1", None),
    ],
)
def test_a_status_word_states_a_kind(word: str, stated: EmploymentStated | None) -> None:
    """By a part of the word; what says no more than yes or no states none, and a no is never taken for work."""
    assert stated_employment(word) is stated


@pytest.mark.parametrize(
    ("word", "labour"),
    [
        ("技能劳动力", LabourKind.SKILLED),
        ("普通劳力", LabourKind.ORDINARY),
        ("弱劳动力或半劳动力", None),
        ("普通或技能劳动力", None),
    ],
)
def test_a_word_for_capacity_says_skilled_or_ordinary(word: str, labour: LabourKind | None) -> None:
    """One of them, or none."""
    assert stated_labour(word) is labour
