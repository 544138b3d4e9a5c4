"""What a command is, and what is true of it whichever way it comes in (ADR 0022)."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct

from casework.domain.codes.code import Code
from casework.domain.errors import CaseworkError
from casework.domain.fact import Fact
from casework.domain.labels import Label

Decision = Callable[..., list[Fact]]
"""A decision of the domain: household and context, then a command's fields; facts, none, or a refusal."""


class Right(Code):
    """What an account may be allowed to do; who has it, and in which division, is said elsewhere."""

    REGISTER = "register", "登记"
    RECORD = "record", "日常办理"
    RECEIPT = "receipt", "签收"
    VERIFY = "verify", "核实"
    ASSIGN = "assign", "指派"
    PROPOSE = "propose", "提请"
    DECIDE = "decide", "审核"
    PAUSE = "pause", "暂停期限"
    ALLOW_LATE = "allow-late", "准许补录"
    CORRECT = "correct", "更正"
    UNSEAL = "unseal", "查看加密信息", "see sealed data in full"


class Audit(Code):
    """What kind of act a command is for whoever looks through them afterwards."""

    WORK = "work", "办理"
    DECISION = "decision", "审核决定"
    UNSEALING = "unsealing", "查看加密信息"
    ADMINISTRATION = "administration", "系统管理"


class About(Code):
    """Of whom a command speaks: of a household, of the ledger of a village or township, or of either (ADR 0034)."""

    HOUSEHOLD = "household", "户"
    LEDGER = "ledger", "区划台账"
    EITHER = "either", "户或区划台账"


class CommandWord(Struct, frozen=True):
    """How a command is called on the command line: a word, and the flag that chooses it among several of that word."""

    word: str
    flag: str = ""
    label: Label | None = None


class Spec(Struct, frozen=True):
    """
    What is true of a command for every way in.

    `name` is part of every request's hash and never changes; `zh` is its heading, with what it does after a colon. In
    English its docstring says what it does, and by which source.
    """

    name: str
    zh: str
    panel: Label
    decide: Decision
    right: Right = Right.RECORD
    audit: Audit = Audit.WORK
    about: About = About.HOUSEHOLD


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What somebody wants done with one household: the fields that its decision takes, each with its words."""

    spec: ClassVar[Spec]
    refuses: ClassVar[tuple[type[CaseworkError], ...]] = ()
    """What its decision may refuse."""
    called: ClassVar[CommandWord | None] = None
    """Its word on the command line where that is not its name."""

    @classmethod
    def word(cls) -> CommandWord:
        """How it is called on the command line."""
        return cls.called or CommandWord(cls.spec.name)

    @classmethod
    def page(cls) -> Label:
        """What a help page, or a form, says of it: its heading and what it does, in English with its sources."""
        return Label(cls.spec.zh, (cls.__doc__ or "").strip().partition("\n")[0])
