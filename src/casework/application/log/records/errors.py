"""What the log refuses, and what it cannot read."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from casework.application.log.records.groups import StoredAnswer
from casework.domain.errors import FaultError, RefusedError
from casework.domain.labels import Label


class ConflictError(RefusedError):
    """The household moved on since it was loaded; nothing was recorded."""

    def __init__(self, household: UUID) -> None:
        self.household = household
        self.zh = f"该户（{household}）刚有他人记录，请重试"
        self.en = f"Household {household} was changed by somebody else in the meantime; please try again"


class CommandKnownError(RefusedError):
    """This actor's command id was carried out before; `answer` is what it came to then."""

    zh = "该操作编号已执行过"
    en = "A command with this id was carried out before"

    def __init__(self, answer: StoredAnswer) -> None:
        self.answer = answer


class PersonElsewhereError(RefusedError):
    """
    The person stands in another household; nothing was recorded.

    What that one is `called` is told to whoever may see it, and to nobody else: its id alone would say where it is.
    """

    def __init__(self, digest: bytes, household: UUID, called: Label | None = None) -> None:
        self.digest = digest
        self.household = household
        zh, en = (f"（{called.zh}）", f" ({called.en})") if called else ("", "")
        self.zh = f"此人已登记在另一户{zh}"
        self.en = f"The person is registered in another household{en}"


class UnreadableFactError(FaultError):
    """A stored fact cannot be read; the household is parked until the program or the record is repaired."""

    def __init__(self, household: UUID, version: int, topic: str, reason: str) -> None:
        self.household = household
        self.version = version
        self.topic = topic
        self.reason = reason
        self.zh = f"该户（{household}）第{version}条记录（{topic}）无法读取：{reason}"
        self.en = f"Entry {version} of household {household} ({topic}) cannot be read: {reason}"


class UnknownTopicError(UnreadableFactError):
    """The stored name of a fact is not in the fixed table; nothing is imported to find out (ADR 0001)."""

    def __init__(self, household: UUID, version: int, topic: str) -> None:
        super().__init__(household, version, topic, "unknown kind of fact")


class ClearTextError(FaultError):
    """A fact still carries personal data in clear; it is not stored."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.zh = f"记录（{topic}）中含有未加密的个人信息，拒绝保存"
        self.en = f"The fact {topic} still carries personal data in clear and is not stored"


class UnstorableFactError(RefusedError):
    """What would be stored could not be read back as it was said; nothing was stored."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.zh = f"记录（{topic}）写入后无法原样读出，拒绝保存"
        self.en = f"The fact {topic} could not be read back as it was said and is not stored"


class SealBrokenError(FaultError):
    """A sealed block was altered, or moved here from another entry."""

    def __init__(self, household: UUID, version: int, subject: str) -> None:
        self.household = household
        self.version = version
        self.subject = subject
        self.zh = f"该户（{household}）第{version}条记录的加密内容被改动或挪动过"
        self.en = f"The sealed part of entry {version} of household {household} was altered or moved"


class AccessUnrecordedError(FaultError):
    """Who sees or does what cannot be recorded: personal data is not shown, and nothing is written (A9)."""

    zh = "访问记录无法写入，因此不显示个人信息，也不办理任何事项，请联系系统维护人员（casework doctor）"
    en = (
        "Access cannot be recorded, so no personal data is shown and nothing is done: tell whoever runs the installation "
        "(casework doctor)"
    )


class ErasuresUndoneError(RefusedError):
    """Whoever was erased can be read again: a backup of before was restored; nothing is done before they are erased again."""

    def __init__(self, path: str, count: int) -> None:
        self.path = path
        self.count = count
        self.zh = f"数据库中有{count}项已删除的个人信息（恢复了较早的备份）：请先运行 casework erasures replay {path}"
        self.en = (
            f"The database holds {count} keys of people who were erased (an earlier backup was restored): run "
            f"casework erasures replay {path} first"
        )


class KeysError(RefusedError):
    """The key file cannot be used; the sentence says why."""

    def __init__(self, *, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


class RecordedTime(StrEnum):
    """By which time a database is recorded: the real one, or that of a clock that was given."""

    REAL = "real"
    GIVEN = "given"


class MixedTimeError(RefusedError):
    """The database was begun under a given clock and this is the real time, or the other way round."""

    def __init__(self, begun: RecordedTime) -> None:
        self.begun = begun
        if begun is RecordedTime.GIVEN:
            self.zh = (
                "该数据库按给定的时钟记录（演示或测试），不能改用真实时间：请设置 CASEWORK_CLOCK，或另用一个数据库"
            )
            self.en = (
                "This database was begun under a given clock, for a demonstration or a test, and goes on under one: "
                "set CASEWORK_CLOCK, or use another database"
            )
        else:
            self.zh = "该数据库按真实时间记录，不能使用给定的时钟：请取消 CASEWORK_CLOCK（unset CASEWORK_CLOCK）"
            self.en = "This database is recorded by the real time: unset CASEWORK_CLOCK"


class DatabaseUnusableError(FaultError):
    """The database cannot be opened or is no casework database; the sentence says why."""

    def __init__(self, *, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


class SchemaOutdatedError(RefusedError):
    """The database was set up by an earlier release and needs a migration first."""

    def __init__(self, found: int, needed: int) -> None:
        self.found = found
        self.needed = needed
        self.zh = f"数据库结构为第{found}版，本程序需要第{needed}版：请先运行 casework migrate"
        self.en = f"The database has schema {found}, this program needs {needed}: run casework migrate"


class SchemaNewerError(RefusedError):
    """The database was set up by a later release; this program leaves it alone."""

    def __init__(self, found: int, needed: int) -> None:
        self.found = found
        self.needed = needed
        self.zh = f"数据库结构为第{found}版，高于本程序的第{needed}版：请升级 casework"
        self.en = f"The database has schema {found}, newer than this program's {needed}: upgrade casework"
