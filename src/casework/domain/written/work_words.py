"""Which kind of work, or of having none, a status word states; kept beside whether somebody works (BJ-1.2b, GY-6d)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from casework.domain.codes.people import EmploymentStated, LabourKind

_KINDS: Final = (
    (EmploymentStated.PUBLIC_WELFARE, "公益"),
    (EmploymentStated.ODD_JOBS, "零工|临时工|短工|散工|小工"),
    (EmploymentStated.FLEXIBLE, "灵活"),
    (EmploymentStated.SELF_EMPLOYED, "创业|个体|经商|做生意|开店|自谋"),
    (EmploymentStated.CONTRACT, "合同|单位就业|企业就业|在职|在编"),
    (EmploymentStated.AT_HOME_CARE, "带孩|带小孩|带娃|带小娃|照[顾看料]|看护|家务|陪读|全职妈妈|全职太太"),
    (EmploymentStated.AT_HOME_HEALTH, "身体|养病|患病|生病|因病|因残|残疾|病"),
    (EmploymentStated.FARMING, "务农|种[地田植]|农业|养殖|放牧|牧业"),
    (EmploymentStated.LOOKING_FOR_WORK, "求职|找工作|待业|待岗|待就业|失业登记|登记失业"),
    (EmploymentStated.UNKNOWN, "不明|不详|不清楚|不知|失联|联系不上|未知"),
    (EmploymentStated.MIGRANT, "务工|打工|转移就业|外出"),
)
"""In this order: the first that stands in the word holds."""
_PATTERNS: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_DENIED: Final = re.compile(r"[未没无不非]")
_OF_WORK: Final = frozenset(
    {
        EmploymentStated.PUBLIC_WELFARE,
        EmploymentStated.ODD_JOBS,
        EmploymentStated.FLEXIBLE,
        EmploymentStated.SELF_EMPLOYED,
        EmploymentStated.CONTRACT,
        EmploymentStated.MIGRANT,
    }
)
_LABOUR: Final = ((LabourKind.SKILLED, "技能"), (LabourKind.ORDINARY, "普通"))


@lru_cache(maxsize=4_096)
def stated_employment(word: str) -> EmploymentStated | None:
    """
    What the word (without spaces) states beside yes or no; None when it says no more than that.

    Nothing rests on it: whether somebody works is decided by the tables of words, which understand far more.
    """
    found = next((kind for kind, pattern in _PATTERNS if pattern.search(word)), None)
    return None if found in _OF_WORK and _DENIED.search(word) else found


@lru_cache(maxsize=4_096)
def stated_labour(word: str) -> LabourKind | None:
    """Whether the word for capacity speaks of skilled or of ordinary labour; None when it says neither, or both."""
    found = [kind for kind, part in _LABOUR if part in word]
    return found[0] if len(found) == 1 else None
