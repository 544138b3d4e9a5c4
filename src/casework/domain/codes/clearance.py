"""Coded words for clearing, closing and what follows (GY-12f, OF-27, OF-34)."""

from __future__ import annotations

from casework.domain.codes.code import Code


class ProposalReturn(Code):
    """Why a proposal to clear or close is returned (GY-12f)."""

    EVIDENCE_MISSING = "evidence-missing", "佐证不足", ("材料不足", "缺少佐证", "证据不足")
    NOT_EMPLOYED = "not-employed", "未就业", ("没有就业", "没就业")
    NOT_LASTING = "not-lasting", "不稳定"
    OTHER = "other", "其他"


class Insufficient(Code):
    """Why a report, a verification, a placement or a solution is returned to be made good (GY-2d, GY-17d)."""

    EVIDENCE_MISSING = "evidence-missing", "佐证不足", ("材料不足", "缺少佐证", "证据不足")
    INCOMPLETE = "incomplete", "内容不全", ("缺项", "不完整")
    CONTRADICTORY = "contradictory", "前后矛盾", ("不一致",)
    NOT_SOLVED = "not-solved", "问题未解决", ("没有解决", "未解决")
    OTHER = "other", "其他"


class Closing(Code):
    """Why an episode is closed otherwise than by work (OF-27, OF-31)."""

    UNWILLING = "unwilling", "无就业意愿（已签字）", ("没有就业意愿", "不愿就业")
    NO_CAPACITY = "no-capacity", "无劳动能力", ("丧失劳动能力",)
    MOVED = "moved", "迁出", ("搬走", "迁走", "已迁出")
    DECEASED = "deceased", "死亡", ("去世", "已故", "身故")
    OUT_OF_CONTACT = "out-of-contact", "失去联系", ("失联", "联系不上")
    REFUSED_OFFERS = "refused-offers", "多次拒绝岗位"
    FALSE_INFORMATION = "false-information", "提供虚假信息", "false information", ("弄虚作假", "虚假信息")
    MEMBERS_NONE = "members-none", "户内无人", "nobody lives there any more", ("无人户", "人已全部离户")


class Milestone(Code):
    """When after clearance retention is checked (CD-6g, OF-34)."""

    ONE_MONTH = "1m", "满1个月", ("一个月", "满一个月")
    THREE_MONTHS = "3m", "满3个月", ("三个月", "满三个月")
    SIX_MONTHS = "6m", "满6个月", ("六个月", "满六个月", "半年")
