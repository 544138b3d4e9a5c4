"""Moments and days as people type them and as answers write them: Asia/Shanghai unless another zone is said."""

from __future__ import annotations

from datetime import date, datetime, timezone


def moment_in(text: str, zone: timezone) -> datetime:
    """
    The moment of an ISO 8601 text; without a zone it is one of `zone`, and a bare date is the start of that day.

    Raises ValueError for anything else.
    """
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def day(text: str) -> date:
    """The day of a text YYYY-MM-DD. Raises ValueError for anything else."""
    text = text.strip()
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(text)
    return found
