"""Facts about running deadlines: pauses, reminders, escalations, and late entries that were allowed (GY-17c, OF-48)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from msgspec import Struct

from casework.domain.codes.sources import Force
from casework.domain.fact import Fact, Moment
from casework.domain.labels import Label


class VacantOffice(Struct, frozen=True, kw_only=True):
    """An office that nobody could be reached in: a role in a division (12 digits)."""

    role: str
    division: str


class Recipient(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    Whom a notice is for: a role in a division, and the account that held it, None while vacant.

    Once there are accounts (ADR 0037) it is for each who held the office on that day by name: `stands_in_for` is whose
    place they took, and `vacant` are the offices passed on the way up to theirs, lowest first.
    """

    only_when_said: ClassVar = frozenset({"stands_in_for", "vacant"})
    """What an answer leaves out while there is nothing of it, as there is not without accounts."""

    role: str
    division: str
    account: str | None = None
    stands_in_for: str | None = None
    vacant: tuple[VacantOffice, ...] = ()

    @property
    def in_office(self) -> Recipient:
        """The same person in the same office, however it came to them: what notices are counted and collected by."""
        return Recipient(role=self.role, division=self.division, account=self.account)


class DeadlinePaused(Fact, frozen=True, kw_only=True, tag="deadline-paused"):
    """
    One deadline instance stands still; its days do not count (reason sealed beside it).

    `outside`: it runs outside episodes, or it is a ledger's.
    """

    label: ClassVar = Label("期限暂停", "deadline paused")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("期限暂停：{deadline}", "Deadline paused: {deadline}")
    changes_household: ClassVar = False
    fixed_fields: ClassVar = frozenset({"deadline", "occurrence", "outside"})

    deadline: str
    occurrence: str
    outside: bool = False


class DeadlineResumed(Fact, frozen=True, kw_only=True, tag="deadline-resumed"):
    """
    A paused deadline instance runs again; `outside` as its pause says.

    It cannot be withdrawn: without its end a pause would stand again, over days on which the deadline ran.
    """

    label: ClassVar = Label("期限恢复计算", "deadline resumed")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("期限恢复计算：{deadline}", "Deadline resumed: {deadline}")
    changes_household: ClassVar = False
    only_answered: ClassVar = True

    deadline: str
    occurrence: str
    outside: bool = False


class ExtensionRequested(Fact, frozen=True, kw_only=True, tag="extension-requested"):
    """Somebody asked, before a deadline ended, that it end on a later day (GY-13d; reason sealed beside it)."""

    label: ClassVar = Label("申请延期", "extension requested")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("申请延期：“{deadline}”至{until}", "Extension asked for: {deadline} until {until}")
    changes_household: ClassVar = False
    only_answered: ClassVar = True

    episode: int
    deadline: str
    occurrence: str
    until: date


class ExtensionGranted(Fact, frozen=True, kw_only=True, tag="extension-granted"):
    """Somebody else granted the extension: one deadline instance ends on the day asked for, or later (GY-13d)."""

    label: ClassVar = Label("同意延期", "extension granted")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("同意延期：“{deadline}”至{until}", "Extension granted: {deadline} until {until}")
    changes_household: ClassVar = False
    only_answered: ClassVar = True

    episode: int
    deadline: str
    occurrence: str
    until: date


class ExtensionRefused(Fact, frozen=True, kw_only=True, tag="extension-refused"):
    """Somebody else refused the extension that was asked for (GY-13d; reason sealed beside it)."""

    label: ClassVar = Label("不同意延期", "extension refused")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("不同意延期：“{deadline}”至{until}", "Extension refused: {deadline} until {until}")
    changes_household: ClassVar = False
    only_answered: ClassVar = True

    episode: int
    deadline: str
    occurrence: str
    until: date


class LateEntryAllowed(Fact, frozen=True, kw_only=True, tag="late-entry-allowed"):
    """
    What happened on these days may still be entered, later than the policy lets it (GY-17b; reason sealed beside it).

    `first_on` and `last_on` are days of Asia/Shanghai, both included; `account` may enter it, None for everybody else.
    """

    label: ClassVar = Label("准许补录", "late entry allowed")
    kept_in_episode: ClassVar = False
    fixed_fields: ClassVar = frozenset({"account", "first_on", "last_on"})
    what_if_shortcut: ClassVar = True

    first_on: date
    last_on: date
    account: str | None = None


class Reminded(Fact, frozen=True, kw_only=True, tag="reminded"):
    """The duty holder was reminded before the deadline: step 0 (GY-17c)."""

    label: ClassVar = Label("提醒", "reminded")
    also_outside: ClassVar = True
    sentence: ClassVar = Label("提醒：“{deadline}”的截止日为{due_on}", "Reminder: {deadline} is due on {due_on}")
    changes_household: ClassVar = False
    only_answered: ClassVar = True
    decided_by_rule: ClassVar = True
    what_if_shortcut: ClassVar = True

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

    label: ClassVar = Label("升级", "escalated")
    also_outside: ClassVar = True
    sentence: ClassVar = Label(
        "升级到第{step}级：“{deadline}”逾期{working_days_late}个工作日（截止日{due_on}）",
        "Escalated to step {step}: {deadline} was due on {due_on}, {working_days_late} working days late",
    )
    changes_household: ClassVar = False
    only_answered: ClassVar = True
    decided_by_rule: ClassVar = True
    what_if_shortcut: ClassVar = True

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
    force: Force | None = None
