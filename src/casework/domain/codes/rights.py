"""Coded words for what somebody may do, how sensitive it is, and for what is recorded of who did or saw it."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Reach(Code):
    """How far a right reaches from an office; each reaches as far as those before it."""

    OWN = "own", "本人及所联系的户"
    OWN_DIVISION = "own-division", "本区划"
    BELOW = "below", "本区划及下级"
    EVERYWHERE = "everywhere", "全部"


class Confidentiality(Code):
    """
    How few may know of a household: each level is for fewer than those before it.

    Words of the office and no grades of state secrets; who opens which level stands in the table of rights.
    """

    ORDINARY = "ordinary", "普通"
    RESTRICTED = "restricted", "限定知悉", ("限定知悉范围",)
    STRICT = "strict", "严格限定", ("严格限定知悉",)


class DataClass(Code):
    """The most sensitive data that a command takes in, or that a reading shows: what may be logged, how a draft is kept."""

    NO_CASE = "no-case", "不涉及户情"
    PLAIN = "plain", "一般信息"
    MASKED = "masked", "部分隐去的个人信息"
    SEALED = "sealed", "加密信息"


class AccessKind(Code):
    """What somebody did, or was refused, with what is recorded of households, and signing in (MLPS 2.0 level 3, items 12, 13)."""

    READ = "read", "查看"
    SEARCH = "search", "查找"
    EXPORT = "export", "导出"
    UNMASK = "unmask", "查看完整信息", "seen in full"
    ACT = "act", "办理"
    ERASE = "erase", "删除个人信息", "erasure"
    PURGE = "purge", "清理访问记录", "access records removed"
    SIGN_IN = "sign-in", "登录"


class AccessOutcome(Code):
    """Whether it was let through."""

    ALLOWED = "allowed", "允许"
    DENIED = "denied", "拒绝"


class AccessChannel(Code):
    """From where it was asked."""

    COMMAND_LINE = "command-line", "命令行"
    HTTP = "http", "接口"


class AccessRetention(Code):
    """How long a record is kept: of any access half a year, of processing personal data three years."""

    ACCESS = "access", "一般访问（半年）", "access, half a year"
    PROCESSING = "processing", "个人信息处理（三年）", "processing of personal data, three years"
