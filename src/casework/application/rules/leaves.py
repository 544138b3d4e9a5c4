"""Recording that a cadre is on leave, so that households that come meanwhile go to the stand-in as well (GY-12d)."""

from __future__ import annotations

from datetime import date

from casework.application.log.records.errors import ConflictError
from casework.application.log.records.groups import Appended, AppendGroup
from casework.application.log.records.retries import retries
from casework.application.writing.casework import Casework
from casework.domain.calendar.work_calendar import shanghai_date
from casework.domain.decisions.cadres.stand_ins import LeaveOfAccountError
from casework.domain.facts.office.rules import EVERYWHERE
from casework.domain.household.context import in_envelopes
from casework.domain.rules.leaves import take_leave
from casework.domain.text_values import refuse_no_account


def record_leave(
    casework: Casework,
    *,
    cadre: str,
    stand_in: str,
    first_on: date,
    last_on: date,
    by: str,
    division: str = EVERYWHERE,
    preview: bool = False,
) -> int | None:
    """
    The leave stands; quiet when it was said so last, and in a `preview`. Answers its position.

    Raises LeaveOfAccountError once there are accounts, as `take_leave`, and ConflictError.
    """
    refuse_no_account("by", by)
    if casework.directories.current().kept:
        raise LeaveOfAccountError
    stream = casework.books.leaves
    for _ in retries():
        version, context = len(casework.log.entries(stream)), casework.context(by, of=division)
        facts = take_leave(
            casework.books.current(),
            cadre=cadre,
            stand_in=stand_in,
            first_on=first_on,
            last_on=last_on,
            today=shanghai_date(context.now),
            division=division,
        )
        if preview or not facts:
            return None
        entries = in_envelopes(stream, version, facts, context, f"{by}/{stream}/{version}")
        group = AppendGroup(household=stream, expected_version=version, entries=entries)
        answer = casework.log.append_groups([group])[stream]
        if isinstance(answer, Appended):
            return answer.last_position
    raise ConflictError(stream)
