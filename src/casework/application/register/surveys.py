"""Which household a survey or a visit speaks of, and taking in what it says (GY-1a, GY-2a)."""

from __future__ import annotations

from datetime import datetime

from casework.application.commands.survey import Register
from casework.application.register.household_lookup import Listed, ListedHouseholds
from casework.application.rules.changing_divisions import village_changes
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.application.writing.reference_streams import loaded_names
from casework.domain.divisions.codes import DivisionLevel, level_of
from casework.domain.errors import InvalidValueError


def take_survey(
    casework: Casework,
    survey: Register,
    *,
    by: str,
    command_id: str | None = None,
    occurred_at: datetime | None = None,
) -> Receipt:
    """Find the household that is meant, and record what the survey newly says of it. Raises as `carry_out` does."""
    found = Listed(id=survey.id, village=survey.village) if survey.id else _found(casework, survey)
    return casework.carry_out(
        survey, found.id, by=by, command_id=command_id, occurred_at=occurred_at, village=found.village
    )


def _found(casework: Casework, survey: Register) -> Listed:
    if not survey.number.strip() or not survey.village:
        raise InvalidValueError(
            "number",
            zh="须写明户编号（number）和行政村代码（village），或户标识（id）",
            en="State the ledger number and the village code of the household, or its id",
        )
    _refuse_no_village(casework, survey.village)
    found = ListedHouseholds(casework).find(survey.village, survey.number.strip())
    if found.others:
        ids = ", ".join(str(household) for household in (found.id, *found.others))
        raise InvalidValueError(
            "number",
            zh=f"合并后的村里有几户都是这个户编号，请改用户标识（id）：{ids}",
            en=f"Several households of the merged village have this number; state the id: {ids}",
        )
    return found


def _refuse_no_village(casework: Casework, code: str) -> None:
    """Refuse a code that is no village which was loaded or came by a change, and one of which several villages became."""
    changes = village_changes(casework)
    names = {entry.code: entry.name for each in changes.changes for one in each.fact.changes for entry in one.into}
    names = loaded_names(casework, code) | names
    if code not in names or level_of(code) is not DivisionLevel.VILLAGE:
        raise InvalidValueError(
            "village",
            zh=f"没有行政村“{code}”：请用已导入区划中的12位村代码",
            en=f"There is no village {code!r}: it is a 12-digit code of the divisions that were imported",
        )
    if len(now := changes.successors(code)) > 1:
        zh = "、".join(f"{names.get(each, each)}({each})" for each in now)
        en = ", ".join(f"{names.get(each, each)} ({each})" for each in now)
        raise InvalidValueError(
            "village",
            zh=f"{names[code]}已拆分，请写明现在的行政村：{zh}",
            en=f"{names[code]} was split: name the village that it is now: {en}",
        )
