"""Coded words for rounds, for lists that come from elsewhere, and for what such a list says otherwise (GY-1a, BJ-1.1a, CZ-3)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class RoundKind(Code):
    """What a round goes from household to household for."""

    SURVEY = "survey", "就业现状调查", ("摸底调查", "调查摸底", "摸底")
    ROSTER = "roster", "名单核实", ("名册核实",)
    RESETTLEMENT = "resettlement", "安置点排查", ("易地搬迁排查",)
    OTHER = "other", "其他排查", ("排查",)


class RosterKind(Code):
    """Which list was obtained from elsewhere."""

    LOW_INCOME = "low-income", "低收入农户名单", ("低收入农户登记信息",)
    MONITORED = "monitored", "监测对象名单", ("防返贫监测对象", "监测户名单")
    LIFTED = "lifted", "脱贫人口名单", ("脱贫户名单",)
    RELOCATED = "relocated", "易地搬迁人口名单", ("搬迁户名单",)
    DISABLED = "disabled", "持证残疾人名单", ("残疾人名单",)
    EMPLOYMENT = "employment", "就业登记数据", ("用工备案数据",)
    INSURANCE = "insurance", "社会保险数据", ("社保数据", "参保数据")
    OTHER = "other", "其他名单"


class Difference(Code):
    """What an outside list says otherwise than the records (CZ-3, BT-10b)."""

    IN_WORK = "in-work", "名单显示已就业", "in work by the list", ("已就业", "已参保")
    NOT_IN_WORK = "not-in-work", "名单显示未就业", "not in work by the list", ("未就业", "已停保")
    NOT_LISTED = "not-listed", "名单中没有此人", "not on the list", ("未列入", "查无此人")
    ONLY_LISTED = "only-listed", "名单有而台账没有", "on the list alone", ("新增疑似",)
    OTHER_DATA = "other-data", "信息不一致", "other data", ("不一致",)
    MAYBE_SAME = "maybe-same", "疑似同一人，须人工确认", "perhaps the same person, to be asked about", ("疑似同一人",)


class Settlement(Code):
    """How a difference was settled by a person."""

    RECORDS_RIGHT = "records-right", "台账无误", "the records are right"
    LIST_RIGHT = "list-right", "名单无误，已更正台账", "the list is right, the records were put right"
    BOTH_RIGHT = "both-right", "两者均无误（时间或口径不同）", "both are right, of another day or meaning"
    UNDECIDED = "undecided", "无法查清", "it cannot be found out"
