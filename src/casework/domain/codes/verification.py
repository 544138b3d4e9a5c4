"""Coded words for what a verification found (BJ-1.2, GY-12c, OF-36)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class NotEligible(Code):
    """Why a detected household is not eligible (GY-12c)."""

    EMPLOYED = "employed", "已有人就业", ("已就业", "有人务工", "已务工")
    NO_CAPACITY = "no-capacity", "无劳动能力", ("丧失劳动能力",)
    UNWILLING = "unwilling", "无就业意愿（已签字）", ("没有就业意愿", "不愿就业")
    NOT_IN_SCOPE = "not-in-scope", "不在范围内"
    MOVED = "moved", "迁出", ("搬走", "迁走", "已迁出")
    DECEASED = "deceased", "死亡", ("去世", "已故", "身故")


class Finding(Code):
    """What a verification found of one member (BJ-1.2)."""

    WILLING = "willing", "有就业意愿", ("愿意", "有意愿", "愿意就业")
    UNWILLING = "unwilling", "暂无就业意愿", ("不愿意", "无意愿", "不愿意就业")
    INCAPABLE = "incapable", "无劳动能力", ("丧失劳动能力",)
    EXCLUDED = "excluded", "除外人员"


class HardToEmployGround(Code):
    """The ground on which a member is hard to employ (OF-36)."""

    OLDER = "older", "大龄"
    DISABLED = "disabled", "残疾", ("残疾人",)
    FAMILY_HARDSHIP = "family-hardship", "家庭困难"
    LONG_UNEMPLOYED = "long-unemployed", "长期失业"
    LAND_LOST = "land-lost", "失地"
    GRADUATE = "graduate", "高校毕业生", ("大学生",)
    OTHER = "other", "其他"
