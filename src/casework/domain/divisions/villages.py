"""
In which villages a household can be registered: those that were loaded or came by a change, and still stand (ADR 0019).
"""

from __future__ import annotations

from collections.abc import Mapping

from casework.domain.divisions.changes import VillageChanges
from casework.domain.divisions.codes import DivisionLevel, level_of
from casework.domain.errors import InvalidValueError


def standing_village(code: str, names: Mapping[str, str], changes: VillageChanges) -> str:
    """
    The village that a code means: itself, or the one that it became part of.

    Args:
        names: What is known by the code's county: the names that were loaded, and those that changes brought, by code.
        changes: Those whose day has come.

    Raises:
        InvalidValueError: There is no such village, or several became of it.
    """
    if code not in names or level_of(code) is not DivisionLevel.VILLAGE:
        raise InvalidValueError(
            "village",
            zh=f"没有行政村“{code}”：请用已导入区划中的12位村代码",
            en=f"There is no village {code!r}: it is a 12-digit code of the divisions that were imported",
        )
    now = changes.successors(code)
    if len(now) > 1:
        zh = "、".join(f"{names.get(each, each)}({each})" for each in now)
        en = ", ".join(f"{names.get(each, each)} ({each})" for each in now)
        raise InvalidValueError(
            "village",
            zh=f"{names[code]}已拆分，请写明现在的行政村：{zh}",
            en=f"{names[code]} was split: name the village that it is now: {en}",
        )
    return now[0]
