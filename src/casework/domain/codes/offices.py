"""Coded words for the offices in which somebody acts, and for what becomes of divisions (CD-P3, GY-2d, GY-15a)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casework.domain.codes.code import Code


class Role(Code):
    """In which part of the work somebody acts, in a division that goes with it."""

    CADRE = "cadre", "帮扶干部", ("帮扶责任人", "责任人", "干部")
    VILLAGE = "village", "村", ("村委会", "行政村", "社区", "村级")
    TOWNSHIP = "township", "乡镇", ("乡", "镇", "街道", "乡政府", "镇政府", "街道办")
    COUNTY_HRSS = "county-hrss", "县区人社部门", "county HRSS", ("人社局", "县人社局", "区人社局")
    COUNTY_RURAL_REVITALISATION = (
        "county-rural-revitalisation",
        "县区乡村振兴部门",
        ("乡村振兴局", "县乡村振兴局", "农业农村局"),
    )
    COUNTY = "county", "县区", ("县", "区", "县级")
    CITY = "city", "市", ("市级", "市联席办")
    AUDITOR = "auditor", "审计员", ("审计", "安全审计员")
    SYSTEM_ADMINISTRATOR = "system-administrator", "系统管理员", ("管理员",)
    DATA_PROTECTION = "data-protection", "个人信息保护负责人", ("数据保护负责人",)


class OutageKind(Code):
    """Why nobody could work in the system for some days (BT-6c asks for real-name systems that are kept up)."""

    SYSTEM = "system", "系统停机", ("系统故障", "停机", "维护")
    NETWORK = "network", "网络中断", ("断网",)
    POWER = "power", "停电"


DIVISION_DIGITS: Final[Mapping[str, int]] = {
    Role.CADRE: 12,
    Role.VILLAGE: 12,
    Role.TOWNSHIP: 9,
    Role.COUNTY: 6,
    Role.COUNTY_HRSS: 6,
    Role.COUNTY_RURAL_REVITALISATION: 6,
    Role.CITY: 4,
    Role.AUDITOR: 4,
    Role.SYSTEM_ADMINISTRATOR: 4,
    Role.DATA_PROTECTION: 4,
}
"""How many digits of a village's code name the division of an office."""

ABOVE: Final[Mapping[Role, Role]] = {
    Role.CADRE: Role.TOWNSHIP,
    Role.VILLAGE: Role.TOWNSHIP,
    Role.TOWNSHIP: Role.COUNTY,
    Role.COUNTY: Role.COUNTY_HRSS,
    Role.COUNTY_RURAL_REVITALISATION: Role.COUNTY_HRSS,
    Role.COUNTY_HRSS: Role.CITY,
}
"""Whose an office's business becomes while nobody holds it; the county's joint work is led by HRSS (CD-P3, GY-15a)."""


class ChangeKind(Code):
    """What became of a division."""

    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    RENAMED = "renamed", "更名"
    MOVED = "moved", "划转"


class ReferenceKind(Code):
    """A list that an office keeps of its own, whose numbers or words entries name."""

    EMPLOYERS = "employers", "用人单位", ("单位", "企业")
    EMPLOYER_KINDS = "employer-kinds", "用人单位类别", "kinds of employers", ("单位类别", "单位类型")
    CAMPAIGNS = "campaigns", "活动", ("专项活动",)
    SITES = "sites", "易地搬迁安置点", "resettlement sites", ("安置点",)
    MEASURES = "measures", "措施库", "measures library", ("帮扶措施库",)
    CLAUSES = "clauses", "政策条款", "policy clauses", ("条款",)
