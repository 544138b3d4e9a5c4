"""Coded words for the accounts of those who work here (BT-6c asks for real names)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class AccountStatus(Code):
    """How an account stands; only an active one acts."""

    INVITED = "invited", "已邀请"
    ACTIVE = "active", "使用中"
    DISABLED = "disabled", "已停用"


class OpenStepKind(Code):
    """What was begun with an account and waits for somebody's word."""

    OFFICE = "office", "任职"
    ACTIVATION = "activation", "启用账号"
    DISABLING = "disabling", "停用账号"
    RESET = "reset", "重设密码", "another password"


class TokenKind(Code):
    """What a token stands for: somebody who has signed in, a device that its account knows, a program."""

    SESSION = "session", "会话"
    DEVICE = "device", "常用设备"
    PROGRAM = "program", "程序令牌", "token of a program"


class DisabledReason(Code):
    """Why an account was disabled."""

    LEFT = "left", "离职", ("退休", "辞职")
    TRANSFERRED = "transferred", "调离", ("调动",)
    MISUSE = "misuse", "涉嫌违规使用", ("违规",)
    LOST_DEVICE = "lost-device", "设备丢失", ("手机丢失",)
    MISTAKE = "mistake", "误建"
