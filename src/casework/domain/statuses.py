"""Where offers, placements, episodes and deadlines stand, and why a day, a member or a placement counts; worked out."""

from __future__ import annotations

from casework.domain.codes.code import Code
from casework.domain.codes.work import WorkKind


class OfferStatus(Code):
    """What became of an offer (OF-19)."""

    OPEN = "open", "待答复"
    ACCEPTED = "accepted", "已接受"
    REFUSED = "refused", "已拒绝"
    LAPSED = "lapsed", "逾期未答复"
    WITHDRAWN = "withdrawn", "已收回"


class PlacementStatus(Code):
    """How far a placement is checked, and whether it still holds (GY-11c)."""

    PLACED = "placed", "已上岗，待核查", "placed, to be checked"
    CONFIRMED = "confirmed", "核查属实"
    DISPROVED = "disproved", "核查不实"
    ENDED = "ended", "已离岗"


class EpisodeState(Code):
    """Whether an episode is open, and how it ended."""

    OPEN = "open", "在办"
    CLEARED = "cleared", "已清零"
    STABLE = "stable", "已稳定"
    CLOSED_OTHERWISE = "closed-otherwise", "其他方式退出"


class DeadlineStatus(Code):
    """How a deadline stands at a moment; a met one was met in time or late."""

    UPCOMING = "upcoming", "未开始"
    OPEN = "open", "进行中"
    OVERDUE = "overdue", "已逾期"
    PAUSED = "paused", "已暂停"
    MET = "met", "已完成"
    ENDED = "ended", "已终止"


class DayCounted(Code):
    """Why a day counts towards a limit, or does not (Civil Code, arts. 201 to 203)."""

    WORKING_DAY = "working-day", "工作日"
    MAKE_UP_WORKING_DAY = "make-up-working-day", "调休上班", "make-up working day"
    CALENDAR_DAY = "calendar-day", "自然日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "放假"
    PAUSED = "paused", "暂停"
    ROLLED = "rolled", "顺延至下一工作日", "moved to the next working day"
    RECORDED_LATE = "recorded-late", "至少留到录入后的第一个工作日", "not due before the working day after recording"
    EXTENDED = "extended", "延期", "extension"
    OUT = "out", "停机", "nobody could work in the system"


class Employability(Code):
    """Whether a member counts as labour, or the first reason why not (BJ-1.1b)."""

    EMPLOYABLE = "employable", "可就业"
    LEFT = "left", "不再在册"
    UNWILLING_SIGNED = "unwilling-signed", "无就业意愿（已签字）"
    FOUND_INCAPABLE = "found-incapable", "核实无劳动能力"
    FOUND_EXCLUDED = "found-excluded", "核实为除外人员"
    MILITARY_SERVICE = "military-service", "服兵役"
    CUSTODY = "custody", "服刑在押"
    NO_CAPACITY = "no-capacity", "无劳动能力"
    IN_SCHOOL = "in-school", "在校"
    TOO_YOUNG = "too-young", "未到劳动年龄"
    TOO_OLD = "too-old", "超过劳动年龄"
    AGE_UNKNOWN = "age-unknown", "年龄不明", "age unknown"
    NOT_UNDERSTOOD = "not-understood", "未看懂"


class ClearingGround(Code):
    """On which ground work clears a household: by its terms, by its kind, or by its pay (OF-27, OF-29)."""

    CONTRACT = "contract", "合同期限符合规定", "contract of the length asked for"
    LICENCE = "licence", "自主创业并有执照", "own business with a licence"
    MINIMUM_WAGE = "minimum-wage", "收入达到最低工资", "pay at or above the minimum wage"
    FLEXIBLE = WorkKind.FLEXIBLE.value, WorkKind.FLEXIBLE.zh
    ODD_JOBS = WorkKind.ODD_JOBS.value, WorkKind.ODD_JOBS.zh
    PUBLIC_WELFARE = WorkKind.PUBLIC_WELFARE.value, WorkKind.PUBLIC_WELFARE.zh
    SELF_EMPLOYED = WorkKind.SELF_EMPLOYED.value, WorkKind.SELF_EMPLOYED.zh
    HOUSEHOLD_PRODUCTION = WorkKind.HOUSEHOLD_PRODUCTION.value, WorkKind.HOUSEHOLD_PRODUCTION.zh
    WORK_RELIEF = WorkKind.WORK_RELIEF.value, WorkKind.WORK_RELIEF.zh
