"""Coded words for what somebody may do: how far a right reaches, and how sensitive what it shows or takes is."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Reach(Code):
    """How far a right reaches from an office; each reaches as far as those before it."""

    OWN = "own", "本人及所联系的户"
    OWN_DIVISION = "own-division", "本区划"
    BELOW = "below", "本区划及下级"
    EVERYWHERE = "everywhere", "全部"


class DataClass(Code):
    """The most sensitive data that a command takes in, or that a reading shows: what may be logged, how a draft is kept."""

    NO_CASE = "no-case", "不涉及户情"
    PLAIN = "plain", "一般信息"
    MASKED = "masked", "部分隐去的个人信息"
    SEALED = "sealed", "加密信息"
