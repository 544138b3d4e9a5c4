"""Which household a survey or a visit speaks of, and taking in what it says (GY-1a, GY-2a)."""

from __future__ import annotations

from datetime import datetime

from casework.application.accounts.actors import FOUNDING
from casework.application.commands.survey import Register
from casework.application.places.villages import village_named
from casework.application.register.household_lookup import Listed, ListedHouseholds
from casework.application.writing.casework import Casework
from casework.application.writing.receipts import Receipt
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.errors import InvalidValueError
from casework.domain.text_values import one_form


def take_survey(
    casework: Casework,
    survey: Register,
    *,
    by: str,
    command_id: str | None = None,
    occurred_at: datetime | None = None,
    preview: bool = False,
) -> Receipt:
    """Find the household that is meant, and record what the survey newly says of it. Raises as `carry_out` does."""
    household = survey.id or _found(casework, survey, by).id
    return casework.carry_out(survey, household, by=by, command_id=command_id, occurred_at=occurred_at, preview=preview)


def _found(casework: Casework, survey: Register, by: str) -> Listed:
    if not survey.number.strip() or not survey.village:
        raise InvalidValueError(
            "number",
            zh="须写明户编号（number）和行政村代码（village），或系统编号（id）",
            en="State the ledger number and the village code of the household, or its id",
        )
    village = village_named(casework.log, casework.keys, survey.village, shanghai_date(casework.clock.now()))
    found = ListedHouseholds(casework).find(survey.village, one_form(survey.number))
    if found.others:
        raise _several(casework, found, by, village)
    return found


def _several(casework: Casework, found: Listed, by: str, village: str) -> Exception:
    """That several households are meant, for whom it concerns; which ones, for who sees all of the village."""
    actors, office = casework.actors, casework.office
    with casework.access.of_denials(Register.spec.name, by=by, office=office):
        actors.refuse_beyond_reach(FOUNDING, by, office, village)
    reaches, meant = actors.reach("show", by, office), (found.id, *found.others)
    seen = reaches(village) and all(reaches(casework.household(each)) for each in meant)
    zh, en = ("：", ": ") if seen else ("", "")
    ids = ", ".join(map(str, meant)) if seen else ""
    return InvalidValueError(
        "number",
        zh=f"合并后的村里有几户都是这个户编号，请改用系统编号（id）{zh}{ids}",
        en=f"Several households of the merged village have this number; state the id{en}{ids}",
    )
