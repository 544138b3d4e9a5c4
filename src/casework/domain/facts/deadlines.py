"""Facts about running deadlines: pauses, reminders, escalations, and late entries that were allowed (GY-17c, OF-48)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from casework.domain.fact import Fact, Moment


class Recipient(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whom a notice is for: a role in a division, and the account that held it, None while vacant."""

    role: str
    division: str
    account: str | None = None


class DeadlinePaused(Fact, frozen=True, kw_only=True, tag="deadline-paused"):
    """One deadline instance stands still; its days do not count (reason sealed beside it)."""

    deadline: str
    occurrence: str


class DeadlineResumed(Fact, frozen=True, kw_only=True, tag="deadline-resumed"):
    """A paused deadline instance runs again."""

    deadline: str
    occurrence: str


class LateEntryAllowed(Fact, frozen=True, kw_only=True, tag="late-entry-allowed"):
    """
    What happened on these days may still be entered, later than the policy lets it (GY-17b; reason sealed beside it).

    `first_on` and `last_on` are days of Asia/Shanghai, both included; `account` may enter it, None for everybody else.
    """

    first_on: date
    last_on: date
    account: str | None = None


class Reminded(Fact, frozen=True, kw_only=True, tag="reminded"):
    """The duty holder was reminded before the deadline: step 0 (GY-17c)."""

    episode: int
    deadline: str
    occurrence: str
    step: int = 0
    due_on: date
    due_at: Moment
    policy: str
    calendar: str
    to: tuple[Recipient, ...] = ()


class Escalated(Fact, frozen=True, kw_only=True, tag="escalated"):
    """A missed deadline was raised one step up the ladder: steps 1 to 3 (GY-17c, OF-48)."""

    episode: int
    deadline: str
    occurrence: str
    step: int
    due_on: date
    due_at: Moment
    working_days_late: int
    policy: str
    calendar: str
    to: tuple[Recipient, ...] = ()
