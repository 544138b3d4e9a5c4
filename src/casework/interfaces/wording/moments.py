"""Moments as settings give them and as answers write them: Asia/Shanghai unless another zone is said."""

from __future__ import annotations

from datetime import UTC, datetime, timezone

from casework.domain.calendar.work_calendar import SHANGHAI
from casework.domain.labels import Label


def moment_in(text: str, zone: timezone) -> datetime:
    """
    The moment of an ISO 8601 text; without a zone it is one of `zone`, and a bare date is the start of that day.

    Raises ValueError for anything else, and for a moment that UTC or Asia/Shanghai cannot tell.
    """
    moment = datetime.fromisoformat(text.strip())
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        moment.astimezone(UTC), moment.astimezone(SHANGHAI)
    except OverflowError:
        raise ValueError(text) from None
    return moment


def minute(moment: datetime) -> str:
    """The moment to the minute, Asia/Shanghai."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def given_clock_note(clock: datetime) -> Label:
    """Says beside every answer that its time is not the real one."""
    at = minute(clock)
    return Label(
        f"注意：时间由 CASEWORK_CLOCK 给定（{at}），不是真实时间",
        f"Note: the time is given by CASEWORK_CLOCK ({at}); it is not the real one",
    )


def second(moment: datetime) -> str:
    """The moment to the second with its offset, Asia/Shanghai, as a command takes it back."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")
