"""Coded words for where a household stands, and in what kind of spell (GY-12)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class EpisodeKind(Code):
    """What kind of spell of zero employment began: a relapse is a new episode."""

    FIRST = "first", "首次"
    RELAPSE = "relapse", "反弹"
    NOT_RETAINED = "not-retained", "未稳定"
    FALSE_CLEARANCE = "false-clearance", "清零不实"


class Stage(Code):
    """Where a household stands; derived, never stored as a truth."""

    REGISTERED = "registered", "已登记"
    DETECTED = "detected", "已发现"
    VERIFIED = "verified", "已核实"
    ASSIGNED = "assigned", "已落实责任人"
    OFFERED = "offered", "已推介岗位"
    PLACED = "placed", "已上岗"
    CLEARANCE_PROPOSED = "clearance-proposed", "待审核清零"
    CLEARED = "cleared", "已清零"
    STABLE = "stable", "已稳定"
    CLOSED_OTHERWISE = "closed-otherwise", "其他方式退出"
    MEMBERS_NONE = "members-none", "户内无人", "nobody lives there any more"
