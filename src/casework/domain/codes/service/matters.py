"""Coded words for what goes to others: difficulties, clues, objections, questions of whose a household is (GY-13d, GY-12a)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class Department(Code):
    """Another department to which a difficulty is handed over (GY-13d, BT-7b, CZ-2)."""

    LABOUR_INSPECTORATE = "labour-inspectorate", "劳动保障监察", "labour inspectorate", ("劳动监察",)
    CIVIL_AFFAIRS = "civil-affairs", "民政部门", ("民政", "民政局")
    DISABLED_FEDERATION = "disabled-federation", "残联"
    HEALTH = "health", "卫生健康部门", ("卫健", "卫健局")
    EDUCATION = "education", "教育部门", ("教育局",)
    HOUSING = "housing", "住建部门", ("住建局",)
    TRANSPORT = "transport", "交通部门", ("交通局",)
    JUSTICE = "justice", "司法行政部门", ("司法", "司法局", "法律援助")
    HRSS = "hrss", "人社部门", "HRSS", ("人社局",)
    RURAL_REVITALISATION = "rural-revitalisation", "乡村振兴部门", ("乡村振兴局", "农业农村局")
    OTHER = "other", "其他部门"


class DepartmentAnswer(Code):
    """What a department answered (GY-13d)."""

    SOLVED = "solved", "已解决"
    IN_HAND = "in-hand", "正在办理"
    NOT_ITS_OWN = "not-its-own", "不属本部门职责", ("不归口",)
    DECLINED = "declined", "不予办理"


class ClueSource(Code):
    """Where a clue comes from that a household may have nobody in work (GY-12a, OF-15, OF-16)."""

    OWN_APPLICATION = "own-application", "本人申请", ("自主申报", "申请")
    HOTLINE = "hotline", "热线", ("12333", "12345")
    GRID_WORKER = "grid-worker", "网格员排查", ("网格员",)
    DEPARTMENT = "department", "部门推送", ("部门预警", "行业部门")
    OTHER = "other", "其他"


class ObjectionOutcome(Code):
    """What became of an objection to a public notice (GY-12c, OF-15)."""

    UPHELD = "upheld", "异议成立", ("成立",)
    UNFOUNDED = "unfounded", "异议不成立", ("不成立",)
