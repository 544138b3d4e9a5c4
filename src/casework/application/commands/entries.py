"""Deadlines that stand still, late entries and corrections (GY-17b; ADR 0011, 0018)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

from casework.application.commands.declarations.declaration import About, Audit, Command, CommandWord, Right, Spec
from casework.application.commands.declarations.parameters import Number, Reason
from casework.domain.calendar.year_notices import BeforeCalendarError
from casework.domain.codes.sources import Shown
from casework.domain.deadlines.extension import (
    ExtensionTooLongError,
    ExtensionUsedUpError,
    ask_extension,
    grant_extension,
    refuse_extension,
)
from casework.domain.deadlines.names import UnknownDeadlineError
from casework.domain.deadlines.pause_and_resume import (
    OwnDeadlineError,
    PauseUsedUpError,
    pause_deadline,
    resume_deadline,
)
from casework.domain.entries.correction.corrections import NotCorrectableError, correct_entry
from casework.domain.entries.correction.sealed_corrections import correct_sealed_words
from casework.domain.entries.disclosure import show_personal_data
from casework.domain.entries.late_permission import OwnLateEntryError, allow_late_entry
from casework.domain.errors import (
    HouseholdUnknownError,
    InvalidValueError,
    MemberUnknownError,
    NoOpenEpisodeError,
    NotNowError,
    SamePersonError,
)
from casework.domain.labels import Label
from casework.domain.words import Text, words
from casework.domain.written.code_words import AmbiguousWordError

ENTRIES = Label("期限与更正", "Deadlines and corrections")
DEADLINE = Annotated[str, words("期限", "its name", "DEADLINE", hint="见 policy show")]
OCCURRENCE = Annotated[
    str | None, words("只针对这一个，如 县区人社部门", "this one instance only", metavar="X", hint="见 show")
]
VERSION = Annotated[Number, words("第几条", "the entry's version", "VERSION", hint="见 history")]


class ShowPersonalData(Command, frozen=True, kw_only=True):
    """See the sealed data of a household in full, for a reason that is recorded (OF-50)."""

    spec: ClassVar = Spec(
        "show-personal-data",
        "查看加密信息：说明理由后查看一户的完整个人信息",
        ENTRIES,
        show_personal_data,
        Right.UNSEAL,
        audit=Audit.UNSEALING,
    )
    refuses: ClassVar = (HouseholdUnknownError, InvalidValueError)
    where: Annotated[Shown, words("何处", "where it is shown")]
    reason: Reason


class PauseDeadline(Command, frozen=True, kw_only=True):
    """Let a running deadline stand still; paused days do not count (GY-17b)."""

    spec: ClassVar = Spec(
        "pause",
        "期限暂停：暂停的日子不计入",
        ENTRIES,
        pause_deadline,
        Right.PAUSE,
        audit=Audit.DECISION,
        about=About.EITHER,
    )
    refuses: ClassVar = (
        NoOpenEpisodeError,
        NotNowError,
        OwnDeadlineError,
        PauseUsedUpError,
        UnknownDeadlineError,
        AmbiguousWordError,
        InvalidValueError,
    )
    deadline: DEADLINE
    occurrence: OCCURRENCE = None
    reason: Reason


class ResumeDeadline(Command, frozen=True, kw_only=True):
    """Let a paused deadline run again; without an occurrence all of its kind (GY-17b)."""

    spec: ClassVar = Spec(
        "resume",
        "期限恢复计算：不指明针对哪一个则全部恢复",
        ENTRIES,
        resume_deadline,
        Right.PAUSE,
        audit=Audit.DECISION,
        about=About.EITHER,
    )
    refuses: ClassVar = (NoOpenEpisodeError, NotNowError, UnknownDeadlineError, AmbiguousWordError)
    deadline: DEADLINE
    occurrence: OCCURRENCE = None


class RequestExtension(Command, frozen=True, kw_only=True):
    """Ask that a running deadline end on a later day, before it has ended (GY-13d)."""

    spec: ClassVar = Spec("request-extension", "延期：申请延长一个进行中的期限", ENTRIES, ask_extension)
    called: ClassVar = CommandWord("extend", "--until")
    refuses: ClassVar = (
        NotNowError,
        ExtensionUsedUpError,
        ExtensionTooLongError,
        UnknownDeadlineError,
        AmbiguousWordError,
        InvalidValueError,
    )
    deadline: DEADLINE
    occurrence: OCCURRENCE = None
    until: Annotated[date, words("申请延至", "ask for this day", "--until", ahead=True)]
    reason: Reason


class GrantExtension(Command, frozen=True, kw_only=True):
    """Grant the extension that was asked for, as somebody else (GY-13d)."""

    spec: ClassVar = Spec(
        "grant-extension", "同意延期：由他人审核同意", ENTRIES, grant_extension, Right.DECIDE, audit=Audit.DECISION
    )
    called: ClassVar = CommandWord("extend", "--grant", Label("同意（须由他人）", "grant, as somebody else"))
    refuses: ClassVar = (
        NotNowError,
        ExtensionUsedUpError,
        ExtensionTooLongError,
        SamePersonError,
        OwnDeadlineError,
        UnknownDeadlineError,
        AmbiguousWordError,
        InvalidValueError,
    )
    deadline: DEADLINE
    occurrence: OCCURRENCE = None


class RefuseExtension(Command, frozen=True, kw_only=True):
    """Refuse the extension that was asked for, and say why (GY-13d)."""

    spec: ClassVar = Spec(
        "refuse-extension",
        "不同意延期：由他人审核，并说明原因",
        ENTRIES,
        refuse_extension,
        Right.DECIDE,
        audit=Audit.DECISION,
    )
    called: ClassVar = CommandWord("extend", "--refuse", Label("不同意（须由他人）", "refuse, as somebody else"))
    refuses: ClassVar = (
        NotNowError,
        SamePersonError,
        UnknownDeadlineError,
        AmbiguousWordError,
        InvalidValueError,
    )
    deadline: DEADLINE
    occurrence: OCCURRENCE = None
    note: Annotated[str, words("不同意的原因", "why not", sealed=True)]


class AllowLateEntry(Command, frozen=True, kw_only=True):
    """Allow a late entry of what happened too long ago for the policy; it is entered afterwards as usual (GY-17b)."""

    spec: ClassVar = Spec(
        "allow-late",
        "准许补录：由他人准许补录已超过规定天数的事",
        ENTRIES,
        allow_late_entry,
        Right.ALLOW_LATE,
        audit=Audit.DECISION,
        about=About.EITHER,
    )
    refuses: ClassVar = (InvalidValueError, BeforeCalendarError, OwnLateEntryError)
    first_on: Annotated[date, words("起始日", "the first day", "--from")]
    last_on: Annotated[date, words("截止日（含）", "the last day", "--to")]
    account: Annotated[
        str | None, words("只准许此人（默认任何他人）", "only this account", "--for", text=Text.ACCOUNT)
    ] = None
    reason: Reason


class CorrectEntry(Command, frozen=True, kw_only=True):
    """Put an entry right; the entry itself stays visible (GY-17b)."""

    spec: ClassVar = Spec(
        "correct", "更正：更正一条记录，原记录仍可见", ENTRIES, correct_entry, Right.CORRECT, about=About.EITHER
    )
    called: ClassVar = CommandWord("correct", "--set")
    refuses: ClassVar = (
        NotNowError,
        NotCorrectableError,
        InvalidValueError,
        MemberUnknownError,
        BeforeCalendarError,
    )
    version: VERSION
    changes: Annotated[
        dict[str, Any],
        words("字段=正确的值", "a field and its right value, as JSON", "--set"),
    ]
    reason: Reason


class CorrectSealedWords(Command, frozen=True, kw_only=True):
    """Put right the sealed words of an entry: a note, a signer, a name that was mistyped (GY-2a, GY-17b)."""

    spec: ClassVar = Spec(
        "correct-sealed-words",
        "更正加密内容：更正一条记录中加密保存的内容，原内容不再显示",
        ENTRIES,
        correct_sealed_words,
        Right.CORRECT,
    )
    called: ClassVar = CommandWord("correct", "--set-sealed")
    refuses: ClassVar = (NotNowError, NotCorrectableError, InvalidValueError)
    version: VERSION
    words: Annotated[
        dict[str, str],
        words("加密字段=正确的内容", "a sealed field and its right words", "--set-sealed", sealed=True),
    ]
    reason: Reason


class WithdrawEntry(Command, frozen=True, kw_only=True):
    """Take an entry back; the entry itself stays visible (GY-17b)."""

    spec: ClassVar = Spec(
        "withdraw-entry", "撤回：撤回一条记录，原记录仍可见", ENTRIES, correct_entry, Right.CORRECT, about=About.EITHER
    )
    called: ClassVar = CommandWord("correct", "--withdraw", Label("撤回整条记录", "take the whole entry back"))
    refuses: ClassVar = (
        NotNowError,
        NotCorrectableError,
        InvalidValueError,
        MemberUnknownError,
        BeforeCalendarError,
    )
    version: VERSION
    reason: Reason
